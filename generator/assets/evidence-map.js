// What the pages gain where scripts run; without them they are complete.

import "./frame.js";
import { addCopyButtons } from "./cite.js";
import { addActions } from "./quote-actions.js";
import { startHandoutButtons } from "./handout-add.js";

const words = new Intl.Collator(document.documentElement.lang || undefined);

/** Compare two cells: as numbers where both begin with one, else as words. */
function compare(a, b) {
  const [left, right] = [Number.parseFloat(a), Number.parseFloat(b)];
  const numbers = Number.isFinite(left) && Number.isFinite(right);
  return numbers ? left - right : words.compare(a, b);
}

/** Give a table's column heads buttons that sort its rows. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (head.querySelector(".em-sort")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "em-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      // Each text is read once: asking a cell for it at every comparison takes longer than the sorting.
      const rows = [...table.tBodies[0].rows].map((row) => [row.cells[column].textContent.trim(), row]);
      rows.sort(([a], [b]) => compare(a, b));
      table.tBodies[0].append(...(ascending ? rows : rows.reverse()).map(([, row]) => row));
    });
  });
}

/** Open the folds around the place that the address names, so that a link never leads to something hidden. */
function openTarget() {
  if (location.hash.startsWith("#i=")) return; // The parts of a shared handout; no place on the page.
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  if (target) target.scrollIntoView();
}

function start() {
  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  if (location.hash) openTarget();
  addActions(document);
  addCopyButtons(document);
  startHandoutButtons();
  startInstrument("[data-em-handout]", "./handout.js", "startHandout");
  startInstrument("[data-em-places]", "./places.js", "leadOn");
  startInstrument("[data-em-map]", "./map.js", "startMap");
  startInstrument("[data-em-quotes]", "./quotes.js", "startQuotes");
}

/** Load what a page of its own needs, once; where it cannot be loaded, the page stays as it was written. */
function startInstrument(selector, script, begin) {
  const root = document.querySelector(selector);
  if (!root || root.dataset.emStarted !== undefined) return;
  root.dataset.emStarted = "";
  import(script).then((module) => module[begin](root)).catch(() => root.classList.add("em-failed"));
}

window.addEventListener("hashchange", openTarget);
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((fold) => (fold.open = true)));
// The theme tells of each page that it puts in place of another; it calls at once for the page that is here.
if (window.document$) window.document$.subscribe(start);
else start();
