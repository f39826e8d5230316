// A handout as nodes: the sheet on the screen that is printed, and the file that is downloaded. Text is never markup.

import { element } from "./elements.js";

const spans = (runs) =>
  runs.map((run) => (run.strong ? element("strong", {}, run.text) : run.cites ? element("span", { class: "cite" }, run.text) : run.text));

const lines = (words) => words.flatMap((line, place) => (place ? [element("br"), line] : [line]));

const MAKE = {
  heading: (block, depth) => element(`h${depth + block.level}`, {}, spans(block.runs)),
  paragraph: (block) => element("p", {}, spans(block.runs)),
  note: (block) => element("p", { class: "note" }, lines(block.lines)),
  quote: (block) =>
    element("figure", {}, element("blockquote", {}, element("p", {}, "“", spans(block.words), "”")), element("figcaption", {}, block.source)),
  list: (block) => element("ul", {}, block.items.map((item) => element("li", {}, spans(item)))),
  steps: (block) => element("ol", {}, block.items.map((item) => element("li", {}, spans(item)))),
  checklist: (block) => element("ul", { class: "checklist" }, block.items.map((item) => element("li", {}, spans(item)))),
  table: (block) =>
    element(
      "table",
      {},
      block.caption ? element("caption", {}, block.caption) : null,
      element("thead", {}, element("tr", {}, block.head.map((cell) => element("th", { scope: "col" }, spans(cell))))),
      element(
        "tbody",
        {},
        block.rows.map((row) =>
          element("tr", {}, row.map((cell, place) => (place ? element("td", {}, spans(cell)) : element("th", { scope: "row" }, spans(cell))))),
        ),
      ),
    ),
};

/** Return the nodes of a handout; `depth` says how many levels of headings stand above its title. */
export function sheetNodes(made, depth) {
  const title = depth + 1;
  const parts = made.blocks.map((block) => {
    const node = MAKE[block.kind](block, title);
    node.dataset.of = block.of;
    return node;
  });
  return [
    element(
      "header",
      {},
      made.audience ? element("p", { class: "audience" }, made.audience) : null,
      element(`h${title}`, {}, made.title),
      made.by ? element("p", { class: "by" }, made.by) : null,
    ),
    ...parts,
    ...(made.works.length
      ? [element(`h${title + 1}`, { class: "works" }, "References"),
         element("ol", { class: "works" }, made.works.map((work) => element("li", { value: work.number }, work.text)))]
      : []),
    element("footer", {}, made.imprint.map((sentence) => element("p", {}, sentence))),
  ];
}

const STYLE = `
@page { size: A4; margin: 16mm 18mm 18mm }
:root { color: #1c232b; background: #fff; font: 11pt/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
body { max-width: 174mm; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3, blockquote { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif }
h1 { margin: 0 0 .3em; font-size: 22pt; line-height: 1.2 }
h2 { margin: 1.5em 0 .4em; font-size: 14pt; line-height: 1.25; break-after: avoid }
h3 { margin: 1.2em 0 .3em; font-size: 12pt; break-after: avoid }
header { margin-bottom: 1.5em; border-bottom: 1.5pt solid #1c232b; padding-bottom: .6em }
header p { margin: 0; color: #4f5a65 }
p { margin: 0 0 .6em; overflow-wrap: anywhere }
.cite { color: #4f5a65; font-size: .85em }
figure { margin: .8em 0; padding: .1em 0 .1em 1em; border-left: 2.5pt solid #94441a; break-inside: avoid }
blockquote { margin: 0; font-size: 12pt }
blockquote p { margin: 0 }
figcaption { margin-top: .25em; color: #4f5a65; font-size: 9pt }
.note { border-left: 2.5pt solid #b9b4a8; padding-left: 1em }
ul, ol { margin: 0 0 .8em; padding-left: 1.6em }
li { margin: .2em 0; break-inside: avoid; overflow-wrap: anywhere }
.checklist { list-style: "☐  " }
table { width: 100%; margin: .6em 0 1em; border-collapse: collapse; font-size: 10pt }
caption { text-align: left; font-weight: 600; padding-bottom: .3em }
th, td { padding: .3em .8em .3em 0; border-bottom: .5pt solid #b9b4a8; text-align: left; vertical-align: top }
tr { break-inside: avoid }
ol.works { padding-left: 2.4em; list-style: none; font-size: 9pt }
ol.works li::before { content: "[" attr(value) "]"; float: left; margin-left: -2.6em }
footer { margin-top: 2em; padding-top: .6em; border-top: .5pt solid #b9b4a8; color: #4f5a65; font-size: 8.5pt }
footer p { margin: 0 0 .2em }
@media print { body { margin: 0; padding: 0 } }
`;

/** Return a handout as one HTML file that needs nothing else. */
export function toHtml(made) {
  const file = document.implementation.createHTMLDocument(made.title);
  file.documentElement.lang = made.language;
  const head = (name, attributes, ...children) => file.head.append(element(name, attributes, ...children));
  file.head.prepend(element("meta", { charset: "utf-8" }));
  head("meta", { name: "viewport", content: "width=device-width, initial-scale=1" });
  head("meta", { name: "description", content: made.imprint[0] });
  const main = element("main", {}, sheetNodes(made, 0));
  main.querySelectorAll("[data-of]").forEach((node) => node.removeAttribute("data-of"));
  file.body.append(main);
  // As text: a node of a style would fall under the policy of this page. In what a reader wrote no "<" is left.
  const html = file.documentElement.outerHTML.replace("</head>", () => `<style>${STYLE}</style>\n</head>`);
  return `<!DOCTYPE html>\n${html}\n`;
}
