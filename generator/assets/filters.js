// Filters that live in the address: check boxes of a form, in groups that are facets.

/** The state of a form's facets, and the way from it into the address and back. */
export class Filters {
  constructor(form) {
    this.form = form;
    this.facets = new Map();
    for (const group of form.querySelectorAll("[data-em-facet]")) {
      this.facets.set(group.dataset.emFacet, [...group.querySelectorAll("input")]);
    }
    this.badge = form.querySelector("[data-em-chosen]");
  }

  /** Return facet to the set of its chosen values, for facets with a choice. */
  chosen() {
    const chosen = new Map();
    for (const [facet, boxes] of this.facets) {
      const values = boxes.filter((box) => box.checked).map((box) => box.value);
      if (values.length) chosen.set(facet, new Set(values));
    }
    return chosen;
  }

  /** Check the boxes that an address names. */
  read(parameters) {
    for (const [facet, boxes] of this.facets) {
      const values = new Set((parameters.get(facet) ?? "").split(","));
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
      for (const box of boxes) {
        const number = counted?.get(box.value) ?? 0;
        const place = box.closest("label").querySelector("[data-em-count]");
        if (counted && place) place.textContent = number;
        box.closest("li").classList.toggle("em-facet__none", Boolean(counted) && number === 0 && !box.checked);
      }
    }
    const on = [...this.chosen().values()].reduce((sum, values) => sum + values.size, 0);
    if (this.badge) this.badge.textContent = on ? `(${on} on)` : "";
  }
}

/** Say for each study whether it passes the facets that are about studies; `false` where it does not. */
export function passing(index, chosen, except = "") {
  return index.studies.map((study) => {
    for (const [facet, values] of chosen) {
      if (facet === except) continue;
      if (facet === "study") {
        if (!values.has(study.id)) return false;
      } else if (study.terms[facet] && !study.terms[facet].some((term) => values.has(term))) return false;
    }
    return true;
  });
}

/** Return the address of this page with other parameters; empty parameters leave it bare. */
export function addressWith(parameters) {
  const query = parameters.toString().replaceAll("%2C", ",");
  return location.pathname + (query ? `?${query}` : "");
}
