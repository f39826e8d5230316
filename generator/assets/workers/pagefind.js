// Answers the search box from Pagefind's index, in the words in which the theme's own search worker answers:
// 0 set up, 1 ready, 2 query, 3 result. So the box, its keys and its look stay the same.

const PAGES = 8;
const SECTIONS = 4;
const index = new URL("../../../search/pagefind/", self.location.href);
let newest = 0;
let engine;

/** Make plain text safe to stand in the list of results, which is written as HTML. */
function escape(text) {
  const references = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (mark) => references[mark]);
}

/** Make an excerpt safe: Pagefind escapes it and puts marks around found words; nothing else stays. */
function excerpt(text) {
  return text.replace(/<(?!\/?mark>)/g, "&lt;");
}

async function setUp() {
  engine = await import(new URL("pagefind.js", index).href);
  await engine.options({ basePath: index.pathname, baseUrl: "/", excerptLength: 24 });
  await engine.init("en");
}

/** Return how much of the query a section holds. */
function worth(section) {
  return section.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0);
}

/** Return how closely a title has the words as typed: 2 it is they, 1 it has them, 0 not. */
function closeness(title, words) {
  const plain = (text) => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  if (plain(title) === plain(words)) return 2;
  return plain(title).includes(plain(words).trimEnd()) ? 1 : 0;
}

/** Return one found page with its best sections, in the form of the theme's worker. */
function group({ score }, { meta, sub_results }, words) {
  const rank = (section) => 1e6 * closeness(section.title, words) + worth(section);
  const found = sub_results.toSorted((a, b) => rank(b) - rank(a)).slice(0, SECTIONS);
  const sections = found.map((section) => {
    const anchor = section.url.split("#")[1] ?? "top";
    const location = anchor === "top" ? meta.page : `${meta.page}#${anchor}`;
    return { location, title: escape(section.title), text: excerpt(section.excerpt), score, terms: {} };
  });
  const whole = sections.find((section) => section.location === meta.page);
  if (!whole) sections.push({ location: meta.page, title: escape(meta.title), text: "", score: 0, terms: {} });
  return sections;
}

/** Return what is found, page by page: first where the words stand as they were typed, then the others. */
async function find(query) {
  const words = query.replace(/[*"]/g, " ").trim();
  const exact = /\s/.test(words) ? (await engine.search(`"${words}"`)).results : [];
  const { results } = await engine.search(words);
  const known = new Set(exact.map(({ id }) => id));
  const best = [...exact, ...results.filter(({ id }) => !known.has(id))].slice(0, PAGES);
  const loaded = await Promise.all(best.map(async (result) => [result, await result.data()]));
  const named = ([, data]) => Math.max(...[data.meta, ...data.sub_results].map((place) => closeness(place.title, words)));
  return { items: loaded.sort((a, b) => named(b) - named(a)).map(([result, data]) => group(result, data, words)) };
}

addEventListener("message", async ({ data: { type, data } }) => {
  const turn = ++newest;
  if (type === 0) {
    await setUp();
    postMessage({ type: 1 });
  } else if (type === 2) {
    const answer = await find(data);
    if (turn === newest) postMessage({ type: 3, data: answer });
  }
});
