// Citations to copy: a button for each format, and the citation of a quotation in any of them.

import { address, loadCitations } from "./browse-data.js";
import { element } from "./elements.js";

const PLAIN = "text/plain";

/** Put text on the clipboard; it may still be a promise, and HTML may come along for programs that take it. */
async function write(text, html) {
  const blob = (content, type) => Promise.resolve(content).then((ready) => new Blob([ready], { type }));
  try {
    // Safari asks for this at once, before the text has come.
    const item = { [PLAIN]: blob(text, PLAIN) };
    if (html) item["text/html"] = blob(html, "text/html");
    await navigator.clipboard.write([new ClipboardItem(item)]);
  } catch {
    await navigator.clipboard.writeText(await text);
  }
}

/** Copy, and say beside the button whether it was done. */
export async function copy(status, said, text, html) {
  let words = said;
  try {
    await write(text, html);
  } catch {
    words = "Not copied: this browser does not allow it";
  }
  status.textContent = words;
  setTimeout(() => (status.textContent = ""), 4000);
}

/** Return a place that tells readers, and screen readers, what was done. */
export const statusLine = () => element("span", { role: "status", class: "em-copied" });

function addButtons(fold) {
  for (const row of fold.querySelectorAll("dl > div")) {
    const [name, text] = row.children;
    if (name.querySelector("button")) continue;
    const format = name.textContent;
    const status = statusLine();
    const button = element("button", { type: "button", class: "em-quiet-action", "aria-label": `Copy as ${format}` }, "Copy");
    const styled = !text.matches(".em-cite__record");
    button.addEventListener("click", () => copy(status, "Copied", text.textContent, styled && text.innerHTML));
    name.append(" ", button, " ", status);
  }
}

/** Give each citation of a page its button, where its fold is open or once it is opened. */
export function addCopyButtons(root) {
  for (const fold of root.querySelectorAll("[data-em-cite]")) {
    if (fold.open) addButtons(fold);
    fold.addEventListener("toggle", () => addButtons(fold));
  }
}

const latexAddress = (url) => url.replace(/[#%&_$]/g, "\\$&").replaceAll("~", "\\textasciitilde{}");

/** Return where a quotation stands: on the published site where that is known, else here. */
export function quotationAddress(file, card) {
  const here = card.querySelector(".em-quote__link a").href;
  return file.site ? new URL(here.slice(address("").length), file.site.replace(/\/?$/, "/")).href : here;
}

/** Return the citation of a quotation: its paper's, with speaker, place and address. */
export async function quotationIn(format, card) {
  const id = card.dataset.emQuote;
  const file = await loadCitations(id.split(".")[0]);
  const [, before, after] = file.formats.find(([name]) => name === format);
  const [said, latexSaid = said] = file.quotes[id];
  const url = quotationAddress(file, card);
  const words = `${said} ${url}`;
  if (format === "BibTeX") return `${before}${latexSaid} ${latexAddress(url)}${after}`;
  return before + (format === "CSL-JSON" ? JSON.stringify(words).slice(1, -1) : words) + after;
}
