// The evidence map with scripts: other counts, filters in the address, and the voices of a cell beside it.

import { address, loadIndex, loadStudy } from "./browse-data.js";
import { chip, element, mark, plural, quoteCard } from "./elements.js";
import { Filters, Sieve, addressWith } from "./filters.js";

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
const FEW_PAPERS = 60; // Of more, marks tell nothing apart.
const FIRST_STUDIES = 10;

/** Return the numbers of one theme in each column of an axis, from the studies that pass. */
export function countRow(index, axis, theme, passes) {
  const cells = axis.terms.map(() => ({ studies: 0, first: [], quotes: 0, people: 0, uncounted: 0, against: false }));
  const { studies, quotes, refutes } = index.spoken[theme];
  studies.forEach((number, place) => {
    if (!passes(number)) return;
    const { people } = index.studies[number];
    for (const term of axis.of[number]) {
      const cell = cells[term];
      cell.studies += 1;
      if (cell.first.length < MARKS) cell.first.push(number);
      cell.quotes += quotes[place];
      cell.against ||= refutes[place];
      if (people === null) cell.uncounted += 1;
      else cell.people += people;
    }
  });
  return new Map(axis.terms.map(([term], place) => [term, cells[place]]));
}

function inWords(cell, count) {
  if (count === "people") {
    if (!cell.people) return "participants not reported";
    return `${cell.uncounted ? "at least " : ""}${plural(cell.people, "participant")}`;
  }
  return plural(cell[count], NOUNS[count]);
}

const bubble = (number) => [1, 2, 3, 4, 5].find((step) => number <= step * step) ?? 6;

class EvidenceMap {
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.form = root.querySelector("[data-em-controls]");
    this.filters = new Filters(this.form, index);
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
    this.sieve = new Sieve(this.index, chosen);
    const passes = (number) => this.sieve.passes(number);
    for (const [axis, section] of this.sections) section.hidden = axis !== by;
    this.axis = this.index.axes.find((axis) => axis.id === by);
    this.members = new Map(this.axis.terms.map(([term]) => [term, 0]));
    this.all = new Map(this.members);
    const terms = this.axis.terms.map(([term]) => term);
    this.axis.of.forEach((own, number) => {
      for (const term of own) {
        this.all.set(terms[term], this.all.get(terms[term]) + 1);
        if (passes(number)) this.members.set(terms[term], this.members.get(terms[term]) + 1);
      }
    });
    for (const head of this.sections.get(by).querySelectorAll("[data-em-term]")) {
      head.querySelector("[data-em-of]").textContent = plural(this.members.get(head.dataset.emTerm), "paper");
    }
    this.rows = this.index.themes.map((theme, number) => countRow(this.index, this.axis, number, passes));
    // The page as it was written says the same, as long as nothing was chosen: its cells need no more than their links.
    this.asWritten = !this.changed.has(by) && !chosen.size && count === "studies";
    if (!this.asWritten) this.changed.add(by);
    const largest = Math.max(1, ...this.rows.flatMap((row) => [...row.values()].map((cell) => cell[count])));
    const here = this.addressOf({ ...this.state, cell: "" });
    this.here = `${here}${here.includes("?") ? "&" : "?"}cell=`;
    this.rows.forEach((row, theme) => {
      for (const [term, cell] of row) this.draw(theme, term, cell, largest);
    });
    this.filters.count(this.sieve.tally(() => 1));
    const all = this.index.studies.length;
    const left = this.index.studies.filter(({ number }) => passes(number)).length;
    this.result.textContent = left === all ? `All ${plural(left, "paper")}.` : `${left} of ${plural(all, "paper")} pass the filters.`;
    this.openPanel();
  }

  /** Return the number of a cell as text; participants of papers that give no number are not none. */
  numberOf(cell) {
    const number = cell[this.count];
    return this.count === "people" && !number ? NOT_REPORTED : String(number);
  }

  gapOf(theme, term) {
    const known = this.gaps.get(`${theme}.${this.by}.${term}`);
    if (known?.[0] === "not_applicable") return known;
    if (!this.all.get(term)) return ["no_study", ""];
    if (!this.members.get(term)) return ["filtered", ""];
    return known ?? ["not_mentioned", ""];
  }

  /** Bring one cell to what it says now; what stands there already stays the same nodes, for there are hundreds. */
  draw(theme, term, cell, largest) {
    const key = `${this.index.themes[theme].id}.${term}`;
    const place = this.cells.get(`${this.by}.${key}`);
    const gap = cell.studies ? null : this.gapOf(theme, term);
    const content = gap ? gap.join() : `${this.count} ${largest} ${Object.values(cell)}`;
    if (this.drawn.get(place) !== content) {
      this.drawn.set(place, content);
      if (gap) {
        place.replaceChildren(
          element("span", { class: `em-void em-void--${gap[0]}` }, GAPS[gap[0]]),
          gap[1] ? element("span", { class: "em-small" }, ` ${gap[1]}`) : "",
        );
      } else if (!this.asWritten) this.write(place, cell, largest);
    }
    if (gap) return;
    const link = place.firstElementChild;
    link.href = this.here + key;
    link.dataset.emOpen = key;
    link.setAttribute("aria-expanded", String(this.cell === key));
  }

  write(place, cell, largest) {
    const number = cell[this.count];
    const size = this.count === "studies" ? bubble(number) : Math.max(1, Math.ceil(Math.sqrt(number / largest) * 6));
    const more = this.count === "studies" ? inWords(cell, "quotes") : inWords(cell, "studies");
    if (!place.querySelector(".em-cell")) {
      const part = (name, ...inner) => element("span", { class: name }, ...inner);
      place.replaceChildren(
        element("a", { class: "em-cell" }, part("em-bubble"), part("em-cell__words", part("em-cell__unit"), " ", part("em-cell__more"))),
        this.index.studies.length > FEW_PAPERS ? "" : part("em-cell__marks"),
      );
    }
    const [link, marks] = place.children;
    const [circle, words] = link.children;
    circle.className = `em-bubble em-bubble--${size}`;
    circle.textContent = this.numberOf(cell) === NOT_REPORTED ? "?" : String(number);
    words.firstElementChild.textContent = inWords(cell, this.count);
    words.lastElementChild.textContent = more;
    if (marks?.matches(".em-cell__marks")) this.writeMarks(marks, cell);
    const against = place.querySelector(".em-against");
    if (!cell.against) against?.remove();
    else if (!against) place.append(element("span", { class: "em-against" }, "in part against"));
  }

  writeMarks(marks, cell) {
    const who = `${cell.studies} ${cell.first}`;
    if (marks.dataset.emWho === who) return;
    marks.dataset.emWho = who;
    const studies = cell.first.map((study) => this.index.studies[study]);
    marks.replaceChildren(
      ...studies.map(mark),
      cell.studies > MARKS ? element("span", { class: "em-small" }, ` and ${cell.studies - MARKS} more`) : "",
      element("span", { class: "em-unseen" }, studies.map((study) => study.name).join(", ")),
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
    const { studies, refutes } = this.index.spoken[theme];
    const place = this.axis.terms.findIndex(([one]) => one === term);
    const spoken = studies
      .map((number, at) => ({ study: this.index.studies[number], refutes: refutes[at] }))
      .filter(({ study: { number } }) => this.sieve.passes(number) && this.axis.of[number].includes(place));
    try {
      const shown = spoken.slice(0, FIRST_STUDIES);
      const files = await Promise.all(shown.map(({ study }) => loadStudy(study.id)));
      const browser = new URLSearchParams({ theme: id });
      const chosen = this.filters.chosen();
      for (const [facet, values] of chosen) browser.set(facet, [...values].join(","));
      browser.set(this.by, term);
      return [
        element("p", {}, `${["studies", "quotes", "people"].map((count) => inWords(cell, count)).join(", ")}.`),
        element("p", { class: "em-small" },
          element("a", { href: address(url) }, `All on “${label}”`), " · ",
          element("a", { href: `${address("quotes/")}?${browser.toString().replaceAll("%2C", ",")}` }, "These in the quote browser")),
        ...shown.map(({ study, refutes: against }, at) => {
          const said = files[at].themes.get(id);
          return this.voice(study, said, against, said.quotes.map((number) => files[at].quotes[number]));
        }),
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
      cell.studies ? this.numberOf(cell) : GAPS[this.gapOf(theme, term)[0]];
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
