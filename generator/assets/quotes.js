// The quote browser with scripts: facets with counts, words to look for, the state in the address.

import { loadIndex, loadQuotes } from "./browse-data.js";
import { element, quoteCard } from "./elements.js";
import { Filters, addressWith } from "./filters.js";

const STEP = 30;

/** Return text as it is compared: small letters, no accents, plain quotation marks. */
export const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();

class QuoteBrowser {
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.form = root.querySelector("[data-em-controls]");
    this.filters = new Filters(this.form);
    this.list = root.querySelector("[data-em-list]");
    this.result = root.querySelector("[data-em-result]");
    this.themes = index.themes.map((theme) => theme.id);
    this.all = index.studyOf.length;
    this.distinct = this.all - Object.keys(index.repeats).length;
  }

  start() {
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => event.target.name !== "words" && this.go("pushState"));
    this.form.addEventListener("input", (event) => event.target.name === "words" && this.go("replaceState"));
    this.form.addEventListener("reset", () => setTimeout(() => this.go("pushState")));
    window.addEventListener("popstate", () => this.root.isConnected && this.read());
    this.read();
  }

  read() {
    const parameters = new URLSearchParams(location.search);
    this.filters.read(parameters);
    this.form.elements.words.value = parameters.get("words") ?? "";
    if (matchMedia("(min-width: 60em)").matches) this.form.querySelector("details").open = true;
    this.show();
  }

  go(how) {
    const parameters = new URLSearchParams();
    const sought = this.form.elements.words.value.trim();
    if (sought) parameters.set("words", sought);
    this.filters.write(parameters);
    history[how](null, "", addressWith(parameters));
    this.show();
  }

  /** Return the facets that each quote fails, at most two of them: more need not be known. */
  failures(quote, chosen, texts, sought) {
    const failed = [];
    const study = this.index.studies[this.index.studyOf[quote]];
    const fails = (facet, values) => {
      if (facet === "study") return !values.has(study.id);
      if (facet === "theme") return !this.index.themesOf[quote].some((theme) => values.has(this.themes[theme]));
      if (facet === "status") return !values.has(this.index.status[quote]);
      if (facet === "repeats") return false;
      return !study.terms[facet]?.some((term) => values.has(term));
    };
    if (sought.length && !sought.every((word) => texts[quote].includes(word))) return ["words", "words"];
    for (const [facet, values] of chosen) {
      if (fails(facet, values) && failed.push(facet) > 1) break;
    }
    return failed;
  }

  async show() {
    const asked = (this.asked = Symbol("asked"));
    const chosen = this.filters.chosen();
    const sought = plain(this.form.elements.words.value).split(/\s+/).filter(Boolean);
    let texts;
    if (sought.length) {
      try {
        texts = await this.texts();
      } catch {
        this.result.textContent = "The words could not be loaded. Please try again.";
        return;
      }
    }
    if (this.asked !== asked) return;
    const found = [];
    const numbers = new Map([...this.filters.facets.keys()].map((facet) => [facet, new Map()]));
    const add = (facet, value) => numbers.get(facet)?.set(value, (numbers.get(facet).get(value) ?? 0) + 1);
    for (let quote = 0; quote < this.index.studyOf.length; quote += 1) {
      const repeat = quote in this.index.repeats;
      const failed = this.failures(quote, chosen, texts, sought);
      if (failed.length > 1) continue;
      if (repeat && !failed.length) add("repeats", "1");
      if (repeat && !chosen.has("repeats")) continue;
      if (!failed.length) found.push(quote);
      this.countOne(quote, failed[0], add);
    }
    this.filters.count(numbers);
    this.found = found;
    const total = chosen.has("repeats") ? this.all : this.distinct;
    const words = total === 1 ? "quotation" : "quotations";
    // The page as it was written shows the first of them already.
    const written = !this.drawn && !chosen.size && !sought.length;
    this.drawn = true;
    if (written) this.offerMore(this.list.querySelectorAll(".em-quote").length);
    else await this.fill(asked, STEP, true);
    // Said when the list shows it.
    if (this.asked === asked) this.result.textContent = found.length === total ? `All ${total} ${words}` : `${found.length} of ${total} ${words}`;
  }

  countOne(quote, failed, add) {
    const study = this.index.studies[this.index.studyOf[quote]];
    const wanted = (facet) => failed === undefined || failed === facet;
    if (wanted("study")) add("study", study.id);
    if (wanted("theme")) for (const theme of this.index.themesOf[quote]) add("theme", this.themes[theme]);
    if (wanted("status")) add("status", this.index.status[quote]);
    for (const [axis, terms] of Object.entries(study.terms)) {
      if (wanted(axis)) for (const term of terms) add(axis, term);
    }
  }

  /** Return what the words are looked for in, by number of the quote. */
  texts() {
    const all = this.index.studyOf.map((_, number) => number);
    this.searchable ??= loadQuotes(this.index, all).then((quotes) =>
      quotes.map((quote, number) =>
        plain([
          quote.words.join(""),
          quote.speaker,
          this.index.studies[this.index.studyOf[number]].name,
          ...(quote.themes ?? []).map(([label]) => label),
          ...this.index.themesOf[number].map((theme) => this.index.themes[theme].label),
        ].join(" \n ")),
      ),
    );
    this.searchable.catch(() => (this.searchable = undefined));
    return this.searchable;
  }

  /** Show the first quotes of what was found; more on request. */
  async fill(asked, many, fresh) {
    const from = fresh ? 0 : this.list.querySelectorAll(".em-quote").length;
    const numbers = this.found.slice(from, from + many);
    let cards;
    try {
      const quotes = await loadQuotes(this.index, numbers);
      cards = quotes.map((quote, place) => quoteCard(quote, this.index.studies[this.index.studyOf[numbers[place]]]));
    } catch {
      cards = [element("p", {}, "The quotations could not be loaded. Please try again.")];
    }
    if (this.asked !== asked) return;
    if (fresh) this.list.replaceChildren(...cards);
    else this.list.append(...cards);
    if (!this.found.length) {
      this.list.replaceChildren(element("p", { class: "em-gap" }, "No quotation has all of this. Take a filter away, or look for fewer words."));
    }
    this.offerMore(from + cards.length);
    document.dispatchEvent(new CustomEvent("em:quotes", { detail: this.list }));
  }

  /** Offer the next quotes where not all are shown. */
  offerMore(shown) {
    this.root.querySelector("[data-em-more]")?.remove();
    const left = this.found.length - shown;
    if (left > 0) {
      const more = element("button", { type: "button", class: "em-action", "data-em-more": "" }, `Show ${Math.min(STEP, left)} more of ${left}`);
      more.addEventListener("click", async () => {
        const first = this.list.childElementCount;
        await this.fill(this.asked, STEP, false);
        this.list.children[first]?.querySelector("a")?.focus({ preventScroll: true });
      });
      this.list.after(more);
    }
  }
}

/** Bring the quote browser on this page to life. */
export async function startQuotes(root) {
  new QuoteBrowser(root, await loadIndex()).start();
}
