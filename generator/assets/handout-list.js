// The parts of a handout in their order: to move, word, and take off. Rows stay the same nodes, so focus stays in them.

import { element } from "./elements.js";
import { handout } from "./handout-state.js";

const KINDS = { quote: "Quotation", guide: "Guide", packs: "Pack", findings: "Finding", themes: "Theme", heading: "Your heading", note: "Your note" };

const short = (text) => (text.length > 110 ? `${text.slice(0, 100).trimEnd()} …` : text);

/** One part in the list. */
class Row {
  constructor(item, list) {
    this.id = item.id;
    this.list = list;
    this.part = list.library.get(item.id);
    const kind = item.own ?? this.part?.kind;
    this.up = this.button("Up", () => list.moved(this, -1, this.up));
    this.down = this.button("Down", () => list.moved(this, 1, this.down));
    this.below = this.button("Note below", () => list.addOwn("note", this.id));
    this.remove = this.button("Remove", () => list.removed(this));
    this.apart = list.library.pieces(item.id).length > 1 ? this.button("Take apart", () => list.takenApart(this)) : null;
    this.root = element(
      "li",
      { class: `em-part em-part--${kind ?? "unknown"}` },
      this.body(item),
      this.bareBox(),
      element("div", { class: "em-part__actions" },
        element("span", { class: "em-part__kind" }, KINDS[kind] ?? "Not in this edition"), this.up, this.down, this.below, this.apart, this.remove),
    );
    this.show(item);
  }

  button(words, act) {
    const made = element("button", { type: "button", class: "em-quiet-action" }, words);
    made.addEventListener("click", () => made.getAttribute("aria-disabled") !== "true" && act());
    return made;
  }

  /** Return what can be worded, or the words that cannot. */
  body(item) {
    if (item.own === "note") {
      this.field = element("textarea", { class: "em-part__field", rows: "3", "aria-label": "Text of your note", placeholder: "Write here. It is printed as your note." });
    } else if (item.own || this.part?.heading) {
      const label = item.own ? "Text of your heading" : `Heading of this part, at first “${this.part.heading}”`;
      this.field = element("input", { class: "em-part__field em-part__field--heading", type: "text", "aria-label": label, autocomplete: "off", placeholder: item.own ? "Heading" : this.part.heading });
    } else if (this.part?.kind === "quote") {
      return element("p", { class: "em-part__words" }, `“${short(this.part.name)}”`, element("span", {}, ` ${this.part.quote.speaker}, ${this.part.study.name}`));
    } else {
      return element("p", { class: "em-part__words" }, short(this.part?.name ?? item.id));
    }
    const key = item.own ? "text" : "heading";
    this.field.addEventListener("input", () => handout.edit(this.id, { [key]: this.field.value }));
    return this.field;
  }

  bareBox() {
    const number = this.list.library.quotesIn(this.part);
    if (!number) return null;
    this.bare = element("input", { type: "checkbox" });
    this.bare.addEventListener("change", () => handout.edit(this.id, { bare: !this.bare.checked }));
    return element("label", { class: "em-part__bare" }, this.bare, ` with its ${number === 1 ? "quotation" : `${number} quotations`}`);
  }

  /** Show an item as it is now; a field that is written in already holds its words. */
  show(item) {
    const words = item.own ? item.text : (item.heading ?? this.part?.heading ?? "");
    if (this.field && this.field.value !== words) this.field.value = words;
    if (this.bare) this.bare.checked = !item.bare;
    this.name = short(words || this.part?.name || item.id);
    for (const made of [this.up, this.down, this.below, this.apart, this.remove]) {
      made?.setAttribute("aria-label", `${made.textContent}: ${this.name}`);
    }
  }

  place(at, all) {
    this.up.setAttribute("aria-disabled", String(at === 0));
    this.down.setAttribute("aria-disabled", String(at === all - 1));
  }
}

export class PartList {
  constructor(library, say, find) {
    Object.assign(this, { library, say, find });
    this.rows = new Map();
    this.ol = element("ol", { class: "em-parts" });
    this.empty = element("p", { class: "em-gap" }, "Nothing yet.");
    this.undo = element("button", { type: "button", class: "em-action" }, "Undo");
    this.undo.addEventListener("click", () => {
      if (!handout.canUndo) return;
      handout.undo();
      this.say("The last step was undone.");
    });
    const own = (kind, words) => {
      const made = element("button", { type: "button", class: "em-action" }, words);
      made.addEventListener("click", () => this.addOwn(kind));
      return made;
    };
    const toSearch = element("button", { type: "button", class: "em-action" }, "Find quotations");
    toSearch.addEventListener("click", () => this.find());
    this.root = element("div", {},
      element("div", { class: "em-handout__row" }, toSearch, own("heading", "Add a heading"), own("note", "Add a note"), this.undo), this.empty, this.ol);
  }

  show(state) {
    const shown = new Map();
    state.items.forEach((item, at) => {
      const row = this.rows.get(item.id) ?? new Row(item, this);
      row.show(item);
      row.place(at, state.items.length);
      shown.set(item.id, row);
    });
    for (const [id, row] of this.rows) if (!shown.has(id)) row.root.remove();
    this.rows = shown;
    [...shown.values()].forEach((row, at) => {
      if (this.ol.children[at] !== row.root) this.ol.insertBefore(row.root, this.ol.children[at] ?? null);
    });
    this.empty.hidden = state.items.length > 0;
    this.undo.setAttribute("aria-disabled", String(!handout.canUndo));
  }

  /** Return the part that a node of the list belongs to. */
  idOf(node) {
    return [...this.rows.values()].find((row) => row.root.contains(node))?.id;
  }

  moved(row, by, button) {
    handout.move(row.id, by);
    button.focus();
    row.root.scrollIntoView({ block: "nearest" });
    const at = handout.state.items.findIndex((item) => item.id === row.id) + 1;
    this.say(`Moved to place ${at} of ${handout.size}.`);
  }

  removed(row) {
    const at = [...this.rows.keys()].indexOf(row.id);
    handout.remove(row.id);
    const next = [...this.rows.values()][Math.min(at, this.rows.size - 1)];
    (next?.remove ?? this.undo).focus();
    this.say("Removed. “Undo” brings it back.");
  }

  /** Put the pieces of a part in its place: its texts and its quotations, each to move or take off. */
  takenApart(row) {
    const pieces = this.library.pieces(row.id);
    handout.change(({ items }) => {
      const at = items.findIndex((item) => item.id === row.id);
      const [{ heading, bare }] = items.splice(at, 1);
      const fresh = pieces.filter((id) => !items.some((item) => item.id === id) && !(bare && this.library.get(id).kind === "quote"));
      items.splice(at, 0, ...fresh.map((id, place) => (place || heading === undefined ? { id } : { id, heading })));
    });
    this.rows.get(pieces[0])?.remove.focus();
    this.say(`Taken apart into ${pieces.length} pieces.`);
  }

  addOwn(kind, below = "") {
    const id = handout.addOwn(kind, below);
    this.rows.get(id)?.field.focus();
    this.say(kind === "note" ? "A note was added. Write in it." : "A heading was added. Write in it.");
  }
}
