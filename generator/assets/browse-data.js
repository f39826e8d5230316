// The data behind the map and the quote browser: small files of this site, loaded once, when asked for.

const ROOT = new URL("../", import.meta.url);
const LIKE = 5; // Studies after which the marks come again.

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

/** Return a function that loads something once, and again only where it failed. */
function once(begin) {
  let begun;
  return () => {
    if (!begun) {
      begun = begin();
      begun.catch(() => (begun = undefined));
    }
    return begun;
  };
}

/** Return rising numbers from the steps between them. */
function fromSteps(steps) {
  let number = 0;
  return steps.map((step) => (number += step));
}

/** Return the index: axes, themes, studies, and which study speaks of which theme. */
export const loadIndex = once(() => load("browse/index.json").then(prepare));

function prepare(index) {
  const looks = new Map(index.looks.map(([number, ...look]) => [number, look]));
  const [before, after] = index.study_url;
  const studies = [];
  index.ids.split(" ").filter(Boolean).forEach((id, number) => {
    const name = index.names[number];
    const like = studies[number - LIKE];
    const [mark, shape, tone] = looks.get(number) ?? [[...name].slice(0, 2).join(""), like.shape, like.tone];
    studies.push({ id, number, name, mark, shape, tone, url: before + id + after, people: index.people[number] });
  });
  const starts = new Int32Array(studies.length + 1);
  index.quotes.forEach((many, number) => (starts[number + 1] = starts[number] + many));
  const axes = index.axes.map((axis, place) => ({ ...axis, of: index.terms[place].map((term) => (typeof term === "number" ? [term] : term)) }));
  const spoken = index.spoken.map(({ studies: steps, quotes, refutes }) => {
    const against = new Set(fromSteps(refutes));
    return { studies: fromSteps(steps), quotes, refutes: quotes.map((_, place) => against.has(place)) };
  });
  const numbers = new Map(studies.map(({ id, number }) => [id, number]));
  return { axes, themes: index.themes, studies, numbers, starts, spoken, gaps: index.gaps, statuses: index.statuses, words: index.words };
}

/** Return which quotation is whose, its themes, whether it was compared, and whether it repeats another. */
export const loadVoices = once(() => Promise.all([loadIndex(), load("browse/voices.json")]).then(spread));

function spread([index, voices]) {
  const { starts, studies } = index;
  const all = starts[studies.length];
  const themes = studies.map(() => []);
  index.spoken.forEach((spoken, theme) => {
    for (const study of spoken.studies) themes[study].push(theme);
  });
  const places = new Map(voices.sets.map(([letter, ...own]) => [letter, own]));
  const letters = Array.from(voices.themes);
  const studyOf = new Uint32Array(all);
  const themesOf = new Array(all);
  studies.forEach((study, number) => {
    // Quotations of a study with the same themes share one list.
    const lists = new Map();
    for (let quote = starts[number]; quote < starts[number + 1]; quote += 1) {
      const letter = letters[quote];
      if (!lists.has(letter)) lists.set(letter, places.get(letter).map((place) => themes[number][place]));
      themesOf[quote] = lists.get(letter);
      studyOf[quote] = number;
    }
  });
  const repeats = new Uint8Array(all);
  const repeated = fromSteps(voices.repeats);
  for (const quote of repeated) repeats[quote] = 1;
  return { index, all, distinct: all - repeated.length, studyOf, themesOf, status: voices.status, repeats };
}

const studies = new Map();

/** Return a study's quotations as cards print them, and what it says on each cross-study theme. */
export function loadStudy(id) {
  if (!studies.has(id)) {
    const answer = Promise.all([loadIndex(), load(`browse/study-${id}.json`)]).then(([index, file]) => unpack(id, index, file));
    answer.catch(() => studies.delete(id));
    studies.set(id, answer);
  }
  return studies.get(id);
}

function unpack(id, index, file) {
  const own = (places = []) => places.map((place) => file.own[place]);
  const quotes = file.quotes.map((quote) => {
    const [, status, words] = index.statuses.find(([letter]) => letter === quote.status);
    return { ...quote, id: `${id}.${quote.id}`, url: file.at + quote.id, status, status_words: words, themes: own(quote.themes) };
  });
  const themes = Object.entries(file.themes).map(([theme, said]) => [theme, { ...said, themes: own(said.themes) }]);
  return { quotes, themes: new Map(themes) };
}

/** Return the words of one file of them, each with its quotations. */
export const loadWords = (number) => load(`browse/words-${number}.json`);

/** Return what makes the citation of any quotation of a study, in each format. */
export const loadCitations = (study) => load(`browse/cite-${study}.json`);

/** Return what a handout can hold besides quotations, the works, and ready beginnings. */
export const loadHandout = () => load("browse/handout.json");

/** Return the quotes with these numbers, in this order, each with its study. */
export async function loadQuotes({ index, studyOf }, numbers) {
  const wanted = [...new Set(numbers.map((number) => studyOf[number]))];
  const files = new Map(await Promise.all(wanted.map(async (study) => [study, await loadStudy(index.studies[study].id)])));
  return numbers.map((number) => {
    const study = studyOf[number];
    return { quote: files.get(study).quotes[number - index.starts[study]], study: index.studies[study] };
  });
}
