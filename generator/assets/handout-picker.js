// Find quotations, findings, themes and parts of the guide right where the handout is made, and add them.

import { loadQuotes } from "./browse-data.js";
import { element, plural } from "./elements.js";
import { toggle } from "./handout-add.js";
import { WordFinder, plain, wordsOf } from "./quote-words.js";
import { sift } from "./quotes.js";

const STEP = 8;
const KINDS = [["quote", "Quotations"], ["guide", "Guide"], ["packs", "Packs"], ["findings", "Findings"], ["themes", "Themes"]];

const runText = (runs) => runs.map((run) => (typeof run === "string" ? run : (run.b ?? ""))).join("");
const blockText = (block) =>
  [block.runs ? runText(block.runs) : "", ...(block.items ?? []).map(runText), ...(block.rows ?? []).flat().map(runText)].join(" ");

/** Return what a part says at a glance. */
const glance = (part) => (part.kind === "quote" ? part.name : part.blocks.map(blockText).join(" ").trim());

export class Picker {
  constructor(library) {
    this.library = library;
    this.texts = new Map();
    this.finder = new WordFinder(library.voices);
    this.search = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    this.theme = element("select", {}, element("option", { value: "" }, "Any theme"),
      library.voices.index.themes.map(({ id, label }) => element("option", { value: id }, label)));
    this.themeLabel = element("label", { class: "em-choice" }, "Theme", this.theme);
    this.kinds = KINDS.filter(([kind]) => (kind === "quote" ? library.voices.all : library.all(kind).length)).map(([kind, words], place) => {
      const input = element("input", { type: "radio", name: "em-kind", value: kind, checked: place === 0 });
      input.addEventListener("change", () => this.find());
      return element("label", {}, input, element("span", {}, words));
    });
    this.result = element("p", { class: "em-result", role: "status" });
    this.list = element("ul", { class: "em-found" });
    this.more = element("button", { type: "button", class: "em-action" });
    this.more.addEventListener("click", () => this.showMore());
    this.search.addEventListener("input", () => this.find());
    this.theme.addEventListener("change", () => this.find());
    this.root = element("div", { class: "em-picker" },
      element("fieldset", { class: "em-segments" }, element("legend", {}, "Look in"), this.kinds),
      element("div", { class: "em-handout__row em-picker__fields" }, element("label", { class: "em-search" }, "Words", this.search), this.themeLabel),
      this.result, this.list, this.more);
    this.find();
  }

  get kind() {
    return this.kinds.map((label) => label.firstChild).find((input) => input.checked).value;
  }

  text(part) {
    if (!this.texts.has(part.id)) this.texts.set(part.id, plain([glance(part), part.name, part.of ?? ""].join(" \n ")));
    return this.texts.get(part.id);
  }

  /** Return the numbers of the quotations that are looked for. */
  async quotations() {
    const theme = this.theme.value;
    return sift(this.library.voices, new Map(theme ? [["theme", new Set([theme])]] : []), await this.finder.find(wordsOf(this.search.value))).found;
  }

  async find() {
    const asked = (this.asked = Symbol("asked"));
    const { kind } = this;
    this.themeLabel.hidden = kind !== "quote";
    let found;
    let all;
    try {
      if (kind === "quote") {
        all = this.library.voices.distinct;
        found = await this.quotations();
      } else {
        const words = plain(this.search.value).split(/\s+/).filter(Boolean);
        const parts = this.library.all(kind);
        all = parts.length;
        found = parts.filter((part) => words.every((word) => this.text(part).includes(word)));
      }
    } catch {
      this.result.textContent = "The words could not be loaded. Please try again.";
      return;
    }
    if (this.asked !== asked) return;
    this.found = found;
    this.showMore(false, asked);
    const noun = { quote: "quotation", guide: "section", packs: "section", findings: "finding", themes: "theme" }[kind];
    this.result.textContent = found.length === all ? `All ${plural(all, noun)}` : `${found.length} of ${plural(all, noun)}`;
  }

  /** Return the parts of what was found from one place on. */
  async parts(from) {
    const some = this.found.slice(from, from + STEP);
    if (this.kind !== "quote") return some;
    return (await loadQuotes(this.library.voices, some)).map(({ quote, study }) => this.library.quote(quote, study));
  }

  async showMore(more = true, asked = this.asked) {
    if (more && this.loading === asked) return; // A second click would show the same again.
    this.loading = asked;
    const from = more ? this.list.querySelectorAll(".em-found__one").length : 0;
    let made;
    try {
      made = (await this.parts(from)).map((part) => this.card(part));
    } catch {
      made = [element("li", { class: "em-gap" }, "The quotations could not be loaded. Please try again.")];
    }
    if (this.asked !== asked) return;
    this.loading = undefined;
    if (!more) this.list.replaceChildren();
    if (!this.found.length) made.push(element("li", { class: "em-gap" }, "Nothing has all of this. Look for fewer words, or in another place."));
    this.list.append(...made);
    const left = Math.max(0, this.found.length - from - made.length);
    this.more.hidden = left === 0;
    this.more.textContent = `Show ${Math.min(STEP, left)} more of ${left}`;
    if (more) made[0]?.querySelector("button")?.focus();
  }

  card(part) {
    const text = glance(part);
    const quote = part.kind === "quote";
    const words = quote || part.kind === "findings" ? text : text.length > 160 ? `${text.slice(0, 150).trimEnd()} …` : text;
    return element("li", { class: `em-found__one${quote ? " em-found__one--quote" : ""}` },
      quote || !part.heading ? null : element("p", { class: "em-found__title" }, part.heading, part.of ? element("span", {}, ` ${part.of}`) : null),
      element("p", { class: "em-found__words" }, quote ? `“${words}”` : words),
      element("p", { class: "em-found__source" }, quote ? element("span", {}, `${part.quote.speaker}, ${part.study.name}, ${part.quote.where}`) : null,
        toggle(part.id, part.name.length > 60 ? `${part.name.slice(0, 60)} …` : part.name)));
  }
}
