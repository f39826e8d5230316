// Stands before the theme's search worker: asks it for places that hold every word of the query, and only if there
// are none for places that hold some; then puts those first whose title or text has the words as they were typed.
// Messages, as the theme has them: 0 set up, 1 ready, 2 query, 3 result.

const send = self.postMessage.bind(self);
let separator = /\s+/;
let lists = new Set();
let asked = { query: "", strict: false };

/** Reduce text or a snippet of HTML to words, so that quotation marks, capitals and marks do not part them. */
function plain(text) {
  return ` ${text
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#\d+|\w+);/g, " ")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;
}

/** Return the query with every word required, the last one by its beginning; empty where that says nothing new. */
function strict(query) {
  if (/[*+"~^:]/.test(query)) return "";
  const words = query
    .split(separator)
    .map((word) => word.replace(/^\W+|\W+$/g, "").toLowerCase())
    .filter((word, place, all) => word && (place === all.length - 1 || self.lunr.stopWordFilter(word)));
  return words.map((word, place) => `+${word}${place === words.length - 1 ? "*" : ""}`).join(" ");
}

/** Return how closely a place has the words as typed: 3 as its title, 2 in it, 1 in its text, 0 not or in a list. */
function closeness({ location, title, text }, words) {
  const name = plain(title);
  if (name === words) return 3;
  if (lists.has(location)) return 0;
  if (name.includes(words.trimEnd())) return 2;
  return plain(text ?? "").includes(words.trimEnd()) ? 1 : 0;
}

/** Put the closest places first, in each page and among pages. */
function ranked(groups, query) {
  const words = plain(query);
  if (!words.trim()) return groups;
  const best = (items) => Math.max(...items.map((item) => item.score));
  return groups
    .map((items) =>
      items
        .map((item) => ({ ...item, score: item.score && item.score + 1e6 * closeness(item, words) }))
        .sort((a, b) => b.score - a.score),
    )
    .sort((a, b) => best(b) - best(a));
}

function ask(query, isStrict) {
  asked = { ...asked, strict: isStrict };
  self.dispatchEvent(new MessageEvent("message", { data: { type: 2, data: query, passed: true } }));
}

self.addEventListener("message", (event) => {
  const { type, data, passed } = event.data;
  if (type === 0) {
    separator = new RegExp(data.config.separator);
    lists = new Set(data.docs.filter((place) => place.boost < 1).map((place) => place.location));
  }
  if (type !== 2 || passed) return;
  event.stopImmediatePropagation();
  asked = { query: data, strict: false };
  const all = strict(data);
  ask(all || data, all !== "");
});

self.postMessage = (message) => {
  if (message.type !== 3) return send(message);
  if (asked.strict && message.data.items.length === 0) return ask(asked.query, false);
  return send({ ...message, data: { ...message.data, items: ranked(message.data.items, asked.query) } });
};

importScripts("theme-search.js");

// lunr 2.3.9 tells the nodes of its tree of words apart by their letters and the numbers of the nodes below, run together:
// where letters are digits, two nodes may read the same and become one, and a search ends in words that are nowhere.
self.lunr.TokenSet.prototype.toString = function () {
  if (this._str) return this._str;
  const below = Object.keys(this.edges)
    .sort()
    .map((letter) => `${letter}${this.edges[letter].id}`);
  return `${this.final ? 1 : 0},${below.join(",")}`;
};
