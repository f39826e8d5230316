// The quiet actions of a quotation card: copy it with its citation, or copy the citation in a format.

import { loadCitations } from "./browse-data.js";
import { copy, quotationAddress, quotationIn, statusLine } from "./cite.js";
import { element } from "./elements.js";

const FORMATS = ["Vancouver", "AMA", "APA", "BibTeX", "RIS", "CSL-JSON"];

const studyOf = (card) => card.dataset.emQuote.split(".")[0];

/** Return a quotation as it is pasted: words, speaker, the paper's reference, place, the address. */
export async function inWords(card) {
  const file = await loadCitations(studyOf(card));
  const [, citation] = file.formats.find(([name]) => name === "Vancouver");
  const text = (name) => card.querySelector(`.em-quote__${name}`)?.textContent.trim() ?? "";
  const words = card.querySelector("blockquote p").textContent.trim();
  return [`“${words}”`, `${text("speaker")}. In: ${citation}${text("where")}.`, quotationAddress(file, card)].join("\n");
}

function formatMenu(card, status) {
  const menu = element("details", { class: "em-cite-menu" }, element("summary", { class: "em-quiet-action" }, "Cite as …"));
  const group = element("div", { role: "group", "aria-label": "Copy the citation as" });
  menu.append(group);
  menu.addEventListener("toggle", () => {
    if (group.childElementCount) return;
    for (const format of FORMATS) {
      const button = element("button", { type: "button", class: "em-quiet-action" }, format);
      button.addEventListener("click", () => copy(status, `Copied as ${format}`, quotationIn(format, card)));
      group.append(button);
    }
  });
  return menu;
}

/** Give the cards below a node their actions. */
export function addActions(root) {
  for (const card of root.querySelectorAll(".em-quote[data-em-quote]")) {
    const place = card.querySelector(".em-quote__link");
    if (!place || place.querySelector("button")) continue;
    const status = statusLine();
    const button = element("button", { type: "button", class: "em-quiet-action" }, "Copy with citation");
    button.addEventListener("click", () => copy(status, "Copied", inWords(card)));
    place.append(" ", button);
    place.after(formatMenu(card, status), status);
  }
}

document.addEventListener("em:quotes", (event) => addActions(event.detail));
