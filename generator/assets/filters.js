// Filters that live in the address: check boxes of a form, in groups that are facets.

import { element } from "./elements.js";

const FEW = 12;
const plainName = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** A facet with more values than anybody reads: those chosen, those that bring most, and a field to find any other. */
class ManyValues {
  constructor(group, studies) {
    this.group = group;
    this.studies = studies;
    this.rows = new Map();
    this.list = group.querySelector("ul");
    this.field = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    this.told = element("p", { class: "em-small", role: "status" });
    this.list.before(element("label", { class: "em-facet__find" }, "Find a paper by name", this.field));
    this.list.after(this.told);
    for (const kind of ["input", "change"]) this.field.addEventListener(kind, (event) => event.stopPropagation());
    this.field.addEventListener("input", () => this.choose());
    this.field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  get boxes() {
    return [...this.rows.values()].map((row) => row.querySelector("input"));
  }

  /** List the values that are chosen, whatever else is listed. */
  read(values) {
    for (const { id } of this.studies) if (values.has(id)) this.row(id).querySelector("input").checked = true;
    for (const box of this.boxes) box.checked = values.has(box.value);
    this.choose();
  }

  row(id) {
    if (!this.rows.has(id)) {
      const study = this.studies.find((one) => one.id === id);
      this.rows.set(id, element("li", {}, element("label", {},
        element("input", { type: "checkbox", name: "study", value: id }), " ", element("span", {}, study.name), " ",
        element("span", { class: "em-facet__count", "data-em-count": "" }))));
    }
    return this.rows.get(id);
  }

  count(numbers) {
    this.numbers = numbers;
    // What a reader is working in must not move away from under the hand.
    if (!this.list.contains(document.activeElement)) this.choose();
    else this.tell();
  }

  /** List what is chosen, then the papers that bring most, or those of the name that is written. */
  choose() {
    const sought = plainName(this.field.value.trim());
    const number = (id) => this.numbers?.get(id) ?? 0;
    const chosen = this.boxes.filter((box) => box.checked).map((box) => box.value);
    const named = sought ? this.studies.filter(({ name }) => plainName(name).includes(sought)) : this.studies;
    const order = sought ? (a, b) => a.name.localeCompare(b.name) : (a, b) => number(b.id) - number(a.id) || a.number - b.number;
    const most = named.filter(({ id }) => !chosen.includes(id)).sort(order);
    const listed = [...chosen, ...most.slice(0, FEW).map(({ id }) => id)];
    const rows = new Map(listed.map((id) => [id, this.row(id)]));
    this.rows = rows;
    this.list.replaceChildren(...rows.values());
    const more = most.length - Math.min(FEW, most.length);
    this.told.textContent = sought && !named.length ? "No paper has this name." : more ? `${more} more. Write a name to find one.` : "";
    this.tell();
  }

  tell() {
    for (const [id, row] of this.rows) showCount(row.querySelector("input"), this.numbers?.get(id) ?? 0);
  }
}

/** Show beside a value how many it would bring. */
function showCount(box, number) {
  const label = box.parentElement;
  const place = label.querySelector("[data-em-count]");
  const text = String(number);
  if (place && place.textContent !== text) place.textContent = text;
  label.parentElement.classList.toggle("em-facet__none", number === 0 && !box.checked);
}

/** The state of a form's facets, and the way from it into the address and back. */
export class Filters {
  constructor(form, index) {
    this.form = form;
    this.facets = new Map();
    this.many = new Map();
    for (const group of form.querySelectorAll("[data-em-facet]")) {
      const facet = group.dataset.emFacet;
      this.facets.set(facet, [...group.querySelectorAll("input")]);
      if (group.matches("[data-em-many]")) this.many.set(facet, new ManyValues(group, index.studies));
    }
    this.badge = form.querySelector("[data-em-chosen]");
  }

  /** Return facet to its boxes; of a facet with many values, those that are listed. */
  get boxes() {
    return [...this.facets].map(([facet, boxes]) => [facet, this.many.get(facet)?.boxes ?? boxes]);
  }

  /** Return facet to the set of its chosen values, for facets with a choice. */
  chosen() {
    const chosen = new Map();
    for (const [facet, boxes] of this.boxes) {
      const values = boxes.filter((box) => box.checked).map((box) => box.value);
      if (values.length) chosen.set(facet, new Set(values));
    }
    return chosen;
  }

  /** Check the boxes that an address names. */
  read(parameters) {
    for (const [facet, boxes] of this.facets) {
      const values = new Set((parameters.get(facet) ?? "").split(","));
      this.many.get(facet)?.read(values);
      for (const box of boxes) box.checked = values.has(box.value);
    }
  }

  /** Write the choices into the parameters of an address. */
  write(parameters) {
    for (const [facet, values] of this.chosen()) parameters.set(facet, [...values].join(","));
  }

  /** Show beside each value how many it would bring, and how many filters are on. */
  count(numbers) {
    for (const [facet, boxes] of this.facets) {
      const counted = numbers.get(facet);
      if (!counted) continue;
      this.many.get(facet)?.count(counted);
      for (const box of boxes) showCount(box, counted.get(box.value) ?? 0);
    }
    const on = [...this.chosen().values()].reduce((sum, values) => sum + values.size, 0);
    if (this.badge) this.badge.textContent = on ? `(${on} on)` : "";
  }
}

/** How studies stand to the filters that are about studies. */
export class Sieve {
  constructor(index, chosen) {
    this.index = index;
    this.facets = [...index.axes.map(({ id }) => id), "study"];
    /** How many filters each study fails, and the last of them. */
    this.fails = new Uint8Array(index.studies.length);
    this.failed = new Uint8Array(index.studies.length);
    this.facets.forEach((facet, place) => {
      const values = chosen.get(facet);
      if (!values) return;
      const axis = index.axes[place];
      const wanted = axis?.terms.map(([term]) => values.has(term));
      for (const { id, number } of index.studies) {
        if (axis ? axis.of[number].some((term) => wanted[term]) : values.has(id)) continue;
        this.fails[number] += 1;
        this.failed[number] = place;
      }
    });
  }

  passes(number) {
    return this.fails[number] === 0;
  }

  /** Return, by facet and value, what the studies weigh that pass all filters but those of the facet itself. */
  tally(weight) {
    const { index, fails, failed } = this;
    const counts = index.axes.map(({ terms }) => new Array(terms.length).fill(0));
    const studies = new Map();
    const last = index.axes.length;
    for (const { id, number } of index.studies) {
      const heavy = fails[number] > 1 ? 0 : weight(number);
      if (!heavy) continue;
      const only = fails[number] ? failed[number] : -1;
      if (only < 0 || only === last) studies.set(id, heavy);
      for (let axis = 0; axis < last; axis += 1) {
        if (only < 0 || only === axis) for (const term of index.axes[axis].of[number]) counts[axis][term] += heavy;
      }
    }
    const tallied = index.axes.map(({ id, terms }, axis) => [id, new Map(terms.map(([term], place) => [term, counts[axis][place]]))]);
    return new Map([...tallied, ["study", studies]]);
  }
}

/** Return the address of this page with other parameters; empty parameters leave it bare. */
export function addressWith(parameters) {
  const query = parameters.toString().replaceAll("%2C", ",");
  return location.pathname + (query ? `?${query}` : "");
}
