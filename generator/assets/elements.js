// Building blocks of pages, made as nodes: text is never read as markup.

import { address } from "./browse-data.js";

/** Return an element with attributes and children; a child may be text, a node, or nothing. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return made;
}

/** Return a number with its noun, e.g. `1 paper`, `5 papers`. */
export const plural = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** Return a study's mark: monogram, shape and tone. */
export const mark = (study) =>
  element("span", { class: `em-mark em-mark--${study.shape} em-tone-${study.tone}`, "aria-hidden": "true" }, study.mark);

/** Return a study's mark with its name, as a link to its page. */
export const chip = (study) =>
  element("a", { class: `em-chip em-tone-${study.tone}`, href: address(study.url) }, mark(study), element("span", {}, study.name));

const link = ([label, url]) => element("a", { href: address(url) }, label);

function listed(items) {
  return items.flatMap((item, place) => (place ? [", ", link(item)] : [link(item)]));
}

/** Return a quotation card as the pages print it. */
export function quoteCard(quote, study) {
  const part = (name, ...children) => element("span", { class: `em-quote__${name}` }, ...children);
  const words = quote.words.map((piece, place) => (place % 2 ? element("b", {}, piece) : piece));
  return element(
    "figure",
    { class: `em-quote em-quote--${quote.form ?? "quotation"}`, "data-em-quote": quote.id },
    element("blockquote", {}, element("p", {}, words)),
    element(
      "figcaption",
      {},
      part("speaker", quote.speaker),
      part("study", chip(study)),
      part("where", quote.where),
      element("span", { class: `em-quote__status em-status--${quote.status}` }, quote.status_words),
      quote.themes.length > 0 && part("themes", "Illustrates ", listed(quote.themes)),
      quote.doubt && part("doubt", quote.doubt.join(" ")),
      quote.note && part("note", quote.note),
      (quote.repeats ?? []).map((repeat) => part("note", link(repeat))),
      part("link", link(["Link to this quotation", quote.url])),
    ),
  );
}
