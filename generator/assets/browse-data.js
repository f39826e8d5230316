// The data behind the map and the quote browser: small files of this site, loaded once, when asked for.

const ROOT = new URL("../", import.meta.url);

/** Return the full address of a path below the site. */
export const address = (path) => new URL(path, ROOT).href;

const loaded = new Map();

function load(path) {
  if (!loaded.has(path)) {
    const answer = fetch(address(path)).then((response) => {
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return response.json();
    });
    answer.catch(() => loaded.delete(path));
    loaded.set(path, answer);
  }
  return loaded.get(path);
}

let prepared;

/** Return the index: axes, studies, themes, and which quote belongs to which study and themes. */
export function loadIndex() {
  prepared ??= load("browse/index.json").then(prepare);
  prepared.catch(() => (prepared = undefined));
  return prepared;
}

function prepare(index) {
  const studyOf = index.studies.flatMap((study, number) => Array(study.quotes).fill(number));
  const themesOf = studyOf.map(() => []);
  index.spoken.forEach((voices, theme) => {
    for (const [, , quotes] of voices) for (const quote of quotes) themesOf[quote].push(theme);
  });
  for (const [quote, themes] of Object.entries(index.repeats)) themesOf[quote] = themes;
  return { ...index, studyOf, themesOf };
}

/** Return what each study says on a cross-study theme: its account and its own themes. */
export const loadTheme = (id) => load(`browse/theme-${id}.json`);

/** Return what makes the citation of any quotation of a study, in each format. */
export const loadCitations = (study) => load(`browse/cite-${study}.json`);

/** Return what a handout can hold besides quotations, the works, and ready beginnings. */
export const loadHandout = () => load("browse/handout.json");

/** Return the quotes with these numbers, in this order. */
export async function loadQuotes(index, numbers) {
  const chunks = new Map();
  for (const number of numbers) {
    const chunk = Math.floor(number / index.chunk);
    if (!chunks.has(chunk)) chunks.set(chunk, load(`browse/quotes-${chunk}.json`));
  }
  const files = new Map(await Promise.all([...chunks].map(async ([chunk, file]) => [chunk, await file])));
  return numbers.map((number) => files.get(Math.floor(number / index.chunk))[number % index.chunk]);
}
