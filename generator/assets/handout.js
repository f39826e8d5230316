// The handout builder: the list at the left, the sheet at the right, nothing sent anywhere.

import { element, plural } from "./elements.js";
import { say } from "./handout-add.js";
import { PartList } from "./handout-list.js";
import { Library, compose } from "./handout-model.js";
import { Picker } from "./handout-picker.js";
import { Preview } from "./handout-preview.js";
import { linkBox, openLink, takeAlong } from "./handout-share.js";
import { handout } from "./handout-state.js";

const FIELDS = [
  ["title", "Title", "Handout"],
  ["audience", "For whom", "Trainees, first session"],
  ["by", "Leader, place, date", "As you want them printed"],
];

class Builder {
  constructor(root, library) {
    this.root = root;
    this.library = library;
    this.problem = element("p", { class: "em-note em-handout__problem", hidden: true });
    this.shared = element("div");
    this.preview = new Preview();
    this.picker = new Picker(library);
    this.list = new PartList(library, say, () => this.picker.search.focus());
  }

  start() {
    const section = (title, ...content) => element("section", { class: "em-handout__part" }, element("h2", {}, title), content);
    this.count = element("span", { class: "em-small" });
    const parts = section("What stands on it", this.fields(), this.list.root);
    parts.firstChild.append(" ", this.count);
    this.edit = element("div", { class: "em-handout__edit" }, this.beginning(), parts, section("Find and add", this.picker.root), linkBox(say));
    this.view = element("div", { class: "em-handout__view" },
      element("div", { class: "em-handout__bar" }, takeAlong(() => this.made, say), this.preview.facts),
      this.preview.frame);
    const body = element("div", { class: "em-handout__body" }, this.edit, this.view);
    this.root.replaceChildren(this.problem, this.shared, this.sides(body), body);
    handout.addEventListener("change", () => this.changed());
    this.list.ol.addEventListener("focusin", ({ target }) => this.preview.reveal(this.list.idOf(target)));
    this.show();
    const open = () => openLink(this.library, this.shared, (state) => this.show(state), say);
    window.addEventListener("hashchange", () => this.root.isConnected && open());
    open();
    this.edit.firstChild.open = handout.size === 0 || new URLSearchParams(location.search).has("start");
  }

  /** Return the switch of narrow windows: edit, or look at the sheet. */
  sides(body) {
    const side = (value, words, checked) => {
      const input = element("input", { type: "radio", name: "em-side", value, checked });
      input.addEventListener("change", () => {
        body.dataset.side = value;
        this.preview.layOut();
      });
      return element("label", {}, input, element("span", {}, words));
    };
    body.dataset.side = "edit";
    return element("fieldset", { class: "em-segments em-handout__sides" }, element("legend", { class: "em-unseen" }, "Show"), side("edit", "Edit", true), side("view", "Preview and print", false));
  }

  fields() {
    this.inputs = FIELDS.map(([name, label, placeholder]) => {
      const input = element("input", { type: "text", autocomplete: "off", placeholder, name: `em-${name}` });
      input.addEventListener("input", () => handout.change((state) => (state[name] = input.value), name));
      return [name, input, element("label", { class: "em-handout__field" }, label, input)];
    });
    return element("div", { class: "em-handout__fields" }, this.inputs.map(([, , label]) => label));
  }

  /** Return the choice of a ready beginning. */
  beginning() {
    const select = element("select", {}, this.library.presets.map((preset) => element("option", { value: preset.id }, preset.name)));
    // The page of a pack leads here with its name.
    const asked = this.library.presets.find(({ id }) => id === new URLSearchParams(location.search).get("start"));
    if (asked) select.value = asked.id;
    const own = element("input", { type: "checkbox" });
    const begin = (replace) => {
      const preset = this.library.presets.find(({ id }) => id === select.value);
      const fresh = preset.items.map((id) => (own.checked && this.library.quotesIn(this.library.get(id)) ? { id, bare: true } : { id }));
      handout.change((state) => {
        if (replace) state.items = [];
        state.items.push(...fresh.filter(({ id }) => !state.items.some((item) => item.id === id)));
        if (replace || !state.title) state.title = preset.title;
        if (replace || !state.audience) state.audience = preset.audience;
      });
      fold.open = false;
      say(`Your handout has ${plural(handout.size, "part")}.${own.checked ? " Now find quotations below and add them." : ""}`);
      (own.checked ? this.picker.search : this.inputs[0][1]).focus();
    };
    const button = (words, replace) => {
      const made = element("button", { type: "button", class: "em-action" }, words);
      made.addEventListener("click", () => begin(replace));
      return made;
    };
    this.replace = button("Start with this", true);
    this.below = button("Add it below mine", false);
    const fold = element("details", { class: "em-handout__start" },
      element("summary", {}, "Start with a ready text"),
      element("label", { class: "em-choice" }, "For whom", select),
      element("label", { class: "em-part__bare" }, own, " without its quotations: I choose my own"),
      element("div", { class: "em-handout__row" }, this.replace, this.below));
    return fold;
  }

  async changed() {
    const before = this.ids ?? [];
    await this.show();
    const added = this.ids.filter((id) => !before.includes(id));
    if (added.length === 1) this.preview.reveal(added[0]);
  }

  /** Show a handout; at once, unless it needs quotations of papers that are not loaded yet. */
  async show(state = handout.state) {
    const asked = (this.asked = Symbol("asked"));
    const ids = [...state.items, ...handout.state.items].map(({ id }) => id);
    if (this.library.lacking(ids).length) {
      // What cannot be loaded is shown as what is not known.
      await this.library.want(ids).catch(() => {});
      if (this.asked !== asked) return;
    }
    this.ids = handout.state.items.map((item) => item.id);
    this.made = compose(state, this.library);
    this.preview.show(this.made);
    this.list.show(handout.state);
    for (const [name, input] of this.inputs) if (input.value !== handout.state[name]) input.value = handout.state[name];
    this.count.textContent = handout.size ? `(${handout.size})` : "";
    this.replace.textContent = handout.size ? "Put it in the place of mine" : "Start with this";
    this.below.hidden = handout.size === 0;
    this.problem.textContent = handout.problem;
    this.problem.hidden = !handout.problem;
  }
}

/** Bring the handout builder on this page to life. */
export async function startHandout(root) {
  const written = root.querySelector("[data-em-unscripted]");
  if (written) written.hidden = true;
  try {
    new Builder(root, await Library.load(handout.state.items.map(({ id }) => id))).start();
  } catch (error) {
    if (written) written.hidden = false;
    throw error;
  }
}
