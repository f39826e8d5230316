// The A4 preview: the very sheet that is printed, cut into pages as paper will cut it.

import { element, plural } from "./elements.js";
import { sheetNodes } from "./handout-sheet.js";

const MM = 96 / 25.4;
const WIDTH = 210 * MM;
const PAGE = 297 * MM;
const GAP = 8 * MM;
const TOP = 16 * MM;
const BOTTOM = 18 * MM;
const NARROW = "(max-width: 44em)";
/** What is never parted by the end of a page; long lists and tables are parted between their items. */
const UNITS = ":scope > :is(header, h2, h3, h4, p, figure, footer), :scope > :is(ul, ol) > li, :scope > table > caption, :scope > table tr";
const KEEPS = "h2, h3, h4, caption, thead tr";

/** Return where each unit must begin lower so that no page cuts it, and how many pages there are. */
export function paginate(units) {
  const turns = new Map();
  let page = 0;
  let shift = 0;
  const start = () => page * (PAGE + GAP) + TOP;
  const end = () => page * (PAGE + GAP) + PAGE - BOTTOM;
  for (let first = 0; first < units.length; ) {
    let last = first;
    while (units[last].keep && last < units.length - 1) last += 1;
    if (units[last].bottom + shift > end() && units[first].top + shift > start()) {
      page += 1;
      turns.set(first, start() - units[first].top - shift);
      shift += turns.get(first);
    }
    while (units[last].bottom + shift > end()) page += 1;
    first = last + 1;
  }
  return { turns, pages: page + 1 };
}

/** Return text as a string of a style sheet: everything but plain letters and digits by its number. */
const cssString = (text) => `"${[...text].map((character) => (/[a-z0-9]/i.test(character) ? character : `\\${character.codePointAt(0).toString(16)} `)).join("")}"`;

export class Preview {
  constructor() {
    this.sheet = element("article", { class: "em-sheet", "aria-label": "The handout as it is printed" });
    this.frame = element("div", { class: "em-sheet-frame", role: "region", "aria-label": "Preview, may scroll", tabindex: "0" }, this.sheet);
    this.facts = element("p", { class: "em-small em-handout__facts" });
    new ResizeObserver(() => this.resized()).observe(this.frame);
    matchMedia(NARROW).addEventListener("change", () => this.layOut());
    try {
      // What stands at the foot of each printed page; it is a rule, so that no markup is needed for it.
      this.foot = new CSSStyleSheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.foot];
    } catch {
      this.foot = undefined;
    }
  }

  show(made) {
    this.made = made;
    this.sheet.lang = made.language;
    this.sheet.replaceChildren(...sheetNodes(made, 1));
    if (!made.blocks.length) {
      this.sheet.querySelector("header").after(element("p", { class: "em-sheet__empty" }, "Nothing stands here yet. Start with a pack, or find quotations and add them."));
    }
    this.footer = `${made.title} · ${made.origin}`;
    this.foot?.replaceSync(`@page em-handout { @bottom-left { content: ${cssString(this.footer)}; } }`);
    this.layOut();
  }

  /** Bring the place of a part into view, where the sheet has a frame to scroll in. */
  reveal(id) {
    const node = [...this.sheet.children].find((child) => child.dataset.of === id);
    if (!node || this.frame.scrollHeight <= this.frame.clientHeight) return;
    const top = node.getBoundingClientRect().top - this.frame.getBoundingClientRect().top;
    if (top < 0 || top > this.frame.clientHeight - 80) this.frame.scrollTop += top - 60;
  }

  resized() {
    if (this.frame.clientWidth === this.width) return;
    this.layOut();
  }

  layOut() {
    this.width = this.frame.clientWidth;
    if (!this.made || !this.width) return;
    this.sheet.querySelectorAll(".em-sheet__edge, .em-sheet__foot").forEach((node) => node.remove());
    const paper = !matchMedia(NARROW).matches;
    this.sheet.classList.toggle("em-sheet--paper", paper);
    this.sheet.style.zoom = paper ? Math.min(1, this.width / WIDTH) : "";
    this.sheet.style.minHeight = "";
    const nodes = [...this.sheet.querySelectorAll(UNITS)];
    for (const node of nodes) node.classList.remove("em-turn");
    const pages = paper ? this.cut(nodes) : 0;
    const quotes = this.made.blocks.filter((block) => block.kind === "quote").length;
    this.facts.textContent = [
      pages ? `${plural(pages, "page")} A4` : "A4 when printed",
      plural(quotes, "quotation"),
      plural(this.made.works.length, "reference"),
    ].join(" · ");
  }

  cut(nodes) {
    const box = this.sheet.getBoundingClientRect();
    const scale = box.width / WIDTH;
    const units = nodes.map((node) => {
      const { top, bottom } = node.getBoundingClientRect();
      return { top: (top - box.top) / scale, bottom: (bottom - box.top) / scale, keep: node.matches(KEEPS) };
    });
    const { turns, pages } = paginate(units);
    for (const [place, gap] of turns) {
      nodes[place].classList.add("em-turn");
      nodes[place].style.setProperty("--em-turn", `${gap}px`);
    }
    this.sheet.style.minHeight = `${pages * PAGE + (pages - 1) * GAP}px`;
    for (let page = 1; page <= pages; page += 1) {
      const end = page * PAGE + (page - 1) * GAP;
      const foot = element("div", { class: "em-sheet__foot", "aria-hidden": "true" }, element("span", {}, this.footer), element("span", {}, `${page} / ${pages}`));
      foot.style.top = `${end - BOTTOM}px`;
      this.sheet.append(foot);
      if (page === pages) break;
      const edge = element("div", { class: "em-sheet__edge", "aria-hidden": "true" });
      edge.style.top = `${end}px`;
      this.sheet.append(edge);
    }
    return pages;
  }
}
