// The evidence map with scripts: other counts, filters in the address, and the voices of a cell beside it.

import { address, loadIndex, loadQuotes, loadTheme } from "./browse-data.js";
import { chip, element, mark, plural, quoteCard } from "./elements.js";
import { Filters, addressWith, passing } from "./filters.js";

const GAPS = {
  no_study: "no study",
  filtered: "no paper left",
  not_mentioned: "not mentioned",
  looked_for: "looked for, not found",
  not_applicable: "does not apply",
};
const NOUNS = { studies: "paper", quotes: "quotation", people: "participant" };
const NOT_REPORTED = "not reported";
const MARKS = 5;
const FIRST_STUDIES = 10;

/** Return the numbers of one theme in each column of an axis, from the studies that pass. */
export function countRow(index, axis, theme, passes) {
  const cells = new Map(axis.terms.map(([term]) => [term, { studies: [], quotes: [], people: 0, uncounted: 0, against: false }]));
  for (const [number, refutes, quotes] of index.spoken[theme]) {
    if (!passes[number]) continue;
    const study = index.studies[number];
    for (const term of study.terms[axis.id]) {
      const cell = cells.get(term);
      cell.studies.push(number);
      cell.quotes.push(...quotes);
      cell.against ||= Boolean(refutes);
      if (study.people === null) cell.uncounted += 1;
      else cell.people += study.people;
    }
  }
  return cells;
}

function inWords(cell, count) {
  if (count === "people") {
    if (!cell.people) return "participants not reported";
    return `${cell.uncounted ? "at least " : ""}${plural(cell.people, "participant")}`;
  }
  return plural(cell[count].length, NOUNS[count]);
}

const amount = (cell, count) => (count === "people" ? cell.people : cell[count].length);
const bubble = (number) => [1, 2, 3, 4, 5].find((step) => number <= step * step) ?? 6;

class EvidenceMap {
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.form = root.querySelector("[data-em-controls]");
    this.filters = new Filters(this.form);
    this.panel = root.querySelector("[data-em-panel]");
    this.result = root.querySelector("[data-em-result]");
    this.themes = new Map(index.themes.map((theme, number) => [theme.id, number]));
    this.gaps = new Map(index.gaps.map(([theme, axis, term, gap, reason]) => [`${theme}.${axis}.${term}`, [gap, reason]]));
    this.sections = new Map([...root.querySelectorAll("[data-em-axis]")].map((section) => [section.dataset.emAxis, section]));
    this.cells = new Map();
    for (const [axis, section] of this.sections) {
      for (const cell of section.querySelectorAll("[data-em-cell]")) this.cells.set(`${axis}.${cell.dataset.emCell}`, cell);
    }
    this.drawn = new Map();
    this.changed = new Set();
  }

  start() {
    this.form.hidden = false;
    document.querySelector("[data-em-unscripted]")?.remove();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.go((state) => state));
    this.form.addEventListener("reset", () => setTimeout(() => this.go((state) => ({ ...state, by: this.by, count: this.count }))));
    this.form.querySelector("[data-em-csv]").addEventListener("click", (event) => this.download(event.currentTarget));
    this.root.addEventListener("click", (event) => this.clicked(event));
    this.panel.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.close());
    window.addEventListener("popstate", () => this.root.isConnected && this.read());
    this.read();
  }

  /** Take the state from the address and show it. */
  read() {
    const parameters = new URLSearchParams(location.search);
    const fromAnchor = location.hash.startsWith("#by-") ? location.hash.slice(4) : "";
    const by = parameters.get("by") ?? fromAnchor;
    this.form.elements.by.value = this.sections.has(by) ? by : this.index.axes[0].id;
    const count = parameters.get("count");
    this.form.elements.count.value = count in NOUNS ? count : "studies";
    this.filters.read(parameters);
    this.cell = parameters.get("cell") ?? "";
    this.show();
  }

  get state() {
    return { by: this.form.elements.by.value, count: this.form.elements.count.value, cell: this.cell };
  }

  /** Return the address of a state. */
  addressOf(state) {
    const parameters = new URLSearchParams();
    if (state.by !== this.index.axes[0].id) parameters.set("by", state.by);
    if (state.count !== "studies") parameters.set("count", state.count);
    this.filters.write(parameters);
    if (state.cell) parameters.set("cell", state.cell);
    return addressWith(parameters);
  }

  /** Change the state, put it into the address, and show it. */
  go(change) {
    const before = this.by;
    const state = change(this.state);
    if (state.by !== before) state.cell = "";
    this.cell = state.cell;
    this.form.elements.by.value = state.by;
    this.form.elements.count.value = state.count;
    history.pushState(null, "", this.addressOf(state));
    this.show();
  }

  show() {
    const { by, count } = this.state;
    this.by = by;
    this.count = count;
    const chosen = this.filters.chosen();
    const passes = passing(this.index, chosen);
    for (const [axis, section] of this.sections) section.hidden = axis !== by;
    this.axis = this.index.axes.find((axis) => axis.id === by);
    this.members = new Map(this.axis.terms.map(([term]) => [term, 0]));
    this.all = new Map(this.members);
    this.index.studies.forEach((study, number) => {
      for (const term of study.terms[by]) {
        this.all.set(term, this.all.get(term) + 1);
        if (passes[number]) this.members.set(term, this.members.get(term) + 1);
      }
    });
    for (const head of this.sections.get(by).querySelectorAll("[data-em-term]")) {
      head.querySelector("[data-em-of]").textContent = plural(this.members.get(head.dataset.emTerm), "paper");
    }
    this.rows = this.index.themes.map((theme, number) => countRow(this.index, this.axis, number, passes));
    // The page as it was written says the same, as long as nothing was chosen: its cells need no more than their links.
    this.asWritten = !this.changed.has(by) && !chosen.size && count === "studies";
    if (!this.asWritten) this.changed.add(by);
    const largest = Math.max(1, ...this.rows.flatMap((row) => [...row.values()].map((cell) => amount(cell, count))));
    this.rows.forEach((row, theme) => {
      for (const [term, cell] of row) this.draw(theme, term, cell, largest);
    });
    this.countFacets(chosen);
    const left = passes.filter(Boolean).length;
    this.result.textContent =
      left === passes.length ? `All ${plural(left, "paper")}.` : `${left} of ${plural(passes.length, "paper")} pass the filters.`;
    this.openPanel();
  }

  countFacets(chosen) {
    const numbers = new Map();
    for (const facet of this.filters.facets.keys()) {
      const passes = passing(this.index, chosen, facet);
      const counted = new Map();
      this.index.studies.forEach((study, number) => {
        if (!passes[number]) return;
        for (const value of facet === "study" ? [study.id] : study.terms[facet]) counted.set(value, (counted.get(value) ?? 0) + 1);
      });
      numbers.set(facet, counted);
    }
    this.filters.count(numbers);
  }

  /** Return the number of a cell as text; participants of papers that give no number are not none. */
  numberOf(cell) {
    const number = amount(cell, this.count);
    return this.count === "people" && !number ? NOT_REPORTED : String(number);
  }

  gapOf(theme, term) {
    const known = this.gaps.get(`${theme}.${this.by}.${term}`);
    if (known?.[0] === "not_applicable") return known;
    if (!this.all.get(term)) return ["no_study", ""];
    if (!this.members.get(term)) return ["filtered", ""];
    return known ?? ["not_mentioned", ""];
  }

  draw(theme, term, cell, largest) {
    const key = `${this.index.themes[theme].id}.${term}`;
    const place = this.cells.get(`${this.by}.${key}`);
    const gap = cell.studies.length ? null : this.gapOf(theme, term);
    const open = this.cell === key;
    const content = gap ? gap.join() : `${this.count} ${largest} ${cell.studies} ${cell.quotes.length} ${open} ${this.addressOf({ ...this.state, cell: key })}`;
    if (this.drawn.get(place) === content) return;
    this.drawn.set(place, content);
    if (!gap && this.asWritten) {
      const link = place.querySelector(".em-cell");
      link.href = this.addressOf({ ...this.state, cell: key });
      link.dataset.emOpen = key;
      link.setAttribute("aria-expanded", String(open));
      return;
    }
    if (gap) {
      place.replaceChildren(
        element("span", { class: `em-void em-void--${gap[0]}` }, GAPS[gap[0]]),
        gap[1] ? element("span", { class: "em-small" }, ` ${gap[1]}`) : "",
      );
      return;
    }
    const number = amount(cell, this.count);
    const size = this.count === "studies" ? bubble(number) : Math.max(1, Math.ceil(Math.sqrt(number / largest) * 6));
    const more = this.count === "studies" ? inWords(cell, "quotes") : inWords(cell, "studies");
    const studies = cell.studies.map((study) => this.index.studies[study]);
    const href = this.addressOf({ ...this.state, cell: key });
    place.replaceChildren(
      element(
        "a",
        { class: "em-cell", href, "aria-expanded": String(open), "data-em-open": key },
        element("span", { class: `em-bubble em-bubble--${size}` }, this.numberOf(cell) === NOT_REPORTED ? "?" : String(number)),
        element("span", { class: "em-cell__words" },
          element("span", { class: "em-cell__unit" }, inWords(cell, this.count)), " ",
          element("span", { class: "em-cell__more" }, more)),
      ),
      element("span", { class: "em-cell__marks" },
        studies.slice(0, MARKS).map(mark),
        studies.length > MARKS ? element("span", { class: "em-small" }, ` and ${studies.length - MARKS} more`) : "",
        element("span", { class: "em-unseen" }, studies.slice(0, MARKS).map((study) => study.name).join(", "))),
      cell.against ? element("span", { class: "em-against" }, "in part against") : "",
    );
  }

  clicked(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const opener = event.target.closest("[data-em-open]");
    if (opener) {
      event.preventDefault();
      this.entering = true;
      const key = opener.dataset.emOpen;
      this.go((state) => ({ ...state, cell: state.cell === key ? "" : key }));
    }
    if (event.target.closest("[data-em-close]")) this.close();
  }

  close() {
    if (!this.cell) return;
    const key = this.cell;
    this.go((state) => ({ ...state, cell: "" }));
    this.cells.get(`${this.by}.${key}`)?.querySelector("a")?.focus();
  }

  /** Show the voices of the cell that the state names, or shut the panel. */
  async openPanel() {
    const [themeId, term] = this.cell.split(".");
    const theme = this.themes.get(themeId);
    const cell = theme === undefined ? undefined : this.rows[theme].get(term);
    if (!cell) {
      if (this.panel.open) this.panel.close();
      this.root.classList.remove("em-map--open");
      return;
    }
    const label = this.axis.terms.find(([id]) => id === term)[1];
    const title = element("h2", { id: "em-panel-title", tabindex: "-1" }, `${this.index.themes[theme].label} · ${label}`);
    const body = element("div", { class: "em-panel__body" });
    this.panel.replaceChildren(
      element("div", { class: "em-panel__head" }, title,
        element("button", { type: "button", class: "em-action", "data-em-close": "" }, "Close")),
      body,
    );
    this.root.classList.add("em-map--open");
    if (!this.panel.open) {
      if (matchMedia("(max-width: 59.9375em)").matches) this.panel.showModal();
      else this.panel.show();
    }
    if (this.entering) title.focus({ preventScroll: true });
    this.entering = false;
    const asked = this.cell;
    body.append(element("p", { class: "em-small" }, "Loading the voices …"));
    const content = await this.voices(theme, term, cell);
    if (this.cell === asked) {
      body.replaceChildren(...content);
      document.dispatchEvent(new CustomEvent("em:quotes", { detail: body }));
    }
  }

  async voices(theme, term, cell) {
    const { id, url, label } = this.index.themes[theme];
    const spoken = this.index.spoken[theme].filter(([study]) => cell.studies.includes(study));
    try {
      const shown = spoken.slice(0, FIRST_STUDIES);
      const numbers = shown.flatMap(([, , quotes]) => quotes);
      const [accounts, quotes] = await Promise.all([loadTheme(id), loadQuotes(this.index, numbers)]);
      const byNumber = new Map(numbers.map((number, place) => [number, quotes[place]]));
      const browser = new URLSearchParams({ theme: id });
      const chosen = this.filters.chosen();
      for (const [facet, values] of chosen) browser.set(facet, [...values].join(","));
      browser.set(this.by, term);
      return [
        element("p", {}, `${["studies", "quotes", "people"].map((count) => inWords(cell, count)).join(", ")}.`),
        element("p", { class: "em-small" },
          element("a", { href: address(url) }, `All on “${label}”`), " · ",
          element("a", { href: `${address("quotes/")}?${browser.toString().replaceAll("%2C", ",")}` }, "These in the quote browser")),
        ...shown.map(([study, refutes, voices]) =>
          this.voice(this.index.studies[study], accounts[this.index.studies[study].id], refutes, voices.map((number) => byNumber.get(number)))),
        spoken.length > shown.length ? element("p", {}, `${spoken.length - shown.length} more papers stand on the theme’s page.`) : "",
      ];
    } catch {
      return [element("p", {}, "The voices could not be loaded. ", element("a", { href: address(url) }, `Read them on the page of “${label}”.`))];
    }
  }

  voice(study, said, refutes, quotes) {
    const themes = said.themes.flatMap(([label, url], place) => [place ? ", " : "", element("a", { href: address(url) }, label)]);
    return element("section", { class: `em-voice em-tone-${study.tone}` },
      element("h3", {}, chip(study)),
      refutes ? element("p", { class: "em-against" }, "Speaks against the theme, in part.") : "",
      said.account ? element("p", {}, `${said.account} `, element("span", { class: "em-where" }, said.where)) : "",
      themes.length ? element("p", { class: "em-small" }, "Its own themes: ", themes) : "",
      quotes.length ? quotes.map((quote) => quoteCard(quote, study))
        : element("p", { class: "em-gap" }, "No participant’s words are printed for it."));
  }

  /** Make the file of exactly what is on the screen. */
  download(anchor) {
    const cellText = (theme, term, cell) =>
      cell.studies.length ? this.numberOf(cell) : GAPS[this.gapOf(theme, term)[0]];
    const noun = `${NOUNS[this.count]}s`;
    const lines = [
      [`Theme (${noun})`, ...this.axis.terms.map(([, label]) => label)],
      ...this.rows.map((row, theme) => [this.index.themes[theme].label, ...[...row].map(([term, cell]) => cellText(theme, term, cell))]),
    ];
    const field = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
    const csv = lines.map((line) => line.map(field).join(",")).join("\r\n") + "\r\n";
    const url = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv" }));
    anchor.href = url;
    anchor.download = `evidence-map-${this.by}-${noun}.csv`;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}

/** Bring the map on this page to life. */
export async function startMap(root) {
  new EvidenceMap(root, await loadIndex()).start();
}
