// The quote browser with scripts: facets with counts, words to look for, the state in the address.

import { loadQuotes, loadVoices } from "./browse-data.js";
import { element, quoteCard } from "./elements.js";
import { Filters, Sieve, addressWith } from "./filters.js";
import { WordFinder, wordsOf } from "./quote-words.js";

const STEP = 30;

/**
 * Return the quotations that pass every filter, and for each facet what each of its values would bring.
 *
 * `marks` has 1 for each quotation in which the words stand; without it words are no matter.
 */
export function sift(voices, chosen, marks) {
  const { index, all, studyOf, themesOf, status, repeats } = voices;
  const sieve = new Sieve(index, chosen);
  const themes = chosen.get("theme");
  const wanted = themes && index.themes.map(({ id }) => themes.has(id));
  const statuses = chosen.get("status");
  const found = [];
  const weight = new Uint32Array(index.studies.length);
  const ofTheme = new Uint32Array(index.themes.length);
  const ofStatus = new Map();
  let repeated = 0;
  for (let quote = 0; quote < all; quote += 1) {
    const study = studyOf[quote];
    if ((marks && !marks[quote]) || sieve.fails[study] > 1) continue;
    const own = themesOf[quote];
    const badTheme = wanted && !own.some((theme) => wanted[theme]);
    const badStatus = statuses && !statuses.has(status[quote]);
    const fails = sieve.fails[study] + (badTheme ? 1 : 0) + (badStatus ? 1 : 0);
    if (fails > 1) continue;
    if (repeats[quote]) {
      if (!fails) repeated += 1;
      if (!chosen.has("repeats")) continue;
    }
    if (!fails) found.push(quote);
    if (!badTheme && !badStatus) weight[study] += 1;
    if (!fails || badTheme) for (const theme of own) ofTheme[theme] += 1;
    if (!fails || badStatus) ofStatus.set(status[quote], (ofStatus.get(status[quote]) ?? 0) + 1);
  }
  const numbers = sieve.tally((study) => weight[study]);
  numbers.set("theme", new Map(index.themes.map(({ id }, theme) => [id, ofTheme[theme]])));
  numbers.set("status", ofStatus);
  numbers.set("repeats", new Map([["1", repeated]]));
  return { found, numbers };
}

class QuoteBrowser {
  constructor(root, voices) {
    this.root = root;
    this.voices = voices;
    this.form = root.querySelector("[data-em-controls]");
    this.filters = new Filters(this.form, voices.index);
    this.finder = new WordFinder(voices);
    this.list = root.querySelector("[data-em-list]");
    this.result = root.querySelector("[data-em-result]");
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

  async show() {
    const asked = (this.asked = Symbol("asked"));
    const chosen = this.filters.chosen();
    const sought = wordsOf(this.form.elements.words.value);
    let marks;
    try {
      marks = await this.finder.find(sought);
    } catch {
      this.result.textContent = "The words could not be loaded. Please try again.";
      return;
    }
    if (this.asked !== asked) return;
    const { found, numbers } = sift(this.voices, chosen, marks);
    this.filters.count(numbers);
    this.found = found;
    const total = chosen.has("repeats") ? this.voices.all : this.voices.distinct;
    const words = total === 1 ? "quotation" : "quotations";
    // The page as it was written shows the first of them already.
    const written = !this.drawn && !chosen.size && !sought.length;
    this.drawn = true;
    if (written) this.offerMore(this.list.querySelectorAll(".em-quote").length);
    else await this.fill(asked, STEP, true);
    // Said when the list shows it.
    if (this.asked === asked) this.result.textContent = found.length === total ? `All ${total} ${words}` : `${found.length} of ${total} ${words}`;
  }

  /** Show the first quotes of what was found; more on request. */
  async fill(asked, many, fresh) {
    const from = fresh ? 0 : this.list.querySelectorAll(".em-quote").length;
    const numbers = this.found.slice(from, from + many);
    let cards;
    try {
      cards = (await loadQuotes(this.voices, numbers)).map(({ quote, study }) => quoteCard(quote, study));
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
      }, { once: true }); // A second click would load the same again; what was loaded brings a new button.
      this.list.after(more);
    }
  }
}

/** Bring the quote browser on this page to life. */
export async function startQuotes(root) {
  new QuoteBrowser(root, await loadVoices()).start();
}
