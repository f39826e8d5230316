// What a reader has collected for a handout: kept in this browser only, the same in all its tabs, never sent anywhere.

import { address } from "./browse-data.js";

const KEY = `em-handout ${new URL(address("")).pathname}`;
const STEPS = 50;
const MOST = 200;

export const REFUSED =
  "This browser does not let the site keep your handout. It lasts only while this page stays open: build it on the handout page, and print or download it there.";

const text = (value) => (typeof value === "string" ? value.slice(0, 10_000) : "");
const empty = () => ({ title: "", audience: "", by: "", items: [] });

/** Return what is kept as a handout, whatever somebody may have put into its place. */
export function readState(kept) {
  let read;
  try {
    read = JSON.parse(kept ?? "null");
  } catch {
    return empty();
  }
  if (typeof read !== "object" || read === null || !Array.isArray(read.items)) return empty();
  const items = new Map();
  for (const item of read.items.slice(0, MOST)) {
    if (typeof item?.id !== "string" || !item.id) continue;
    const clean = { id: item.id.slice(0, 200) };
    if (item.own === "heading" || item.own === "note") Object.assign(clean, { own: item.own, text: text(item.text) });
    if (typeof item.heading === "string") clean.heading = text(item.heading);
    if (item.bare === true) clean.bare = true;
    items.set(clean.id, clean);
  }
  return { title: text(read.title), audience: text(read.audience), by: text(read.by), items: [...items.values()] };
}

/** The handout of this browser. Says "change" when it is another than before. */
class Store extends EventTarget {
  state = empty();
  /** A sentence for the reader where nothing can be kept; else nothing. */
  problem = "";
  #past = [];
  #typing = "";

  constructor() {
    super();
    this.#load();
    window.addEventListener("storage", ({ key }) => {
      if (key !== KEY && key !== null) return;
      this.#load();
      this.#past = [];
      this.dispatchEvent(new Event("change"));
    });
  }

  #load() {
    if (this.problem) return;
    try {
      this.state = readState(localStorage.getItem(KEY));
    } catch {
      this.problem = REFUSED;
    }
  }

  #keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.state));
      this.problem = "";
    } catch {
      this.problem = REFUSED;
    }
    this.dispatchEvent(new Event("change"));
  }

  get size() {
    return this.state.items.length;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  has(id) {
    return this.state.items.some((item) => item.id === id);
  }

  /** Change the handout; `typing` names the field that is written in, so that a word is one step back, not five. */
  change(edit, typing = "") {
    this.#load();
    const before = JSON.stringify(this.state);
    const next = structuredClone(this.state);
    edit(next);
    if (JSON.stringify(next) === before) return;
    if (!typing || typing !== this.#typing) this.#past = [...this.#past.slice(1 - STEPS), before];
    this.#typing = typing;
    this.state = readState(JSON.stringify(next));
    this.#keep();
  }

  undo() {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#typing = "";
    this.state = readState(before);
    this.#keep();
  }

  add(...ids) {
    this.change(({ items }) => {
      for (const id of ids) if (!items.some((item) => item.id === id)) items.push({ id });
    });
  }

  /** Put a heading or a note of the reader's own below an item, or at the end; return its id. */
  addOwn(own, below = "") {
    const id = `own-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
    this.change(({ items }) => {
      const place = items.findIndex((item) => item.id === below);
      items.splice(place < 0 ? items.length : place + 1, 0, { id, own, text: "" });
    });
    return id;
  }

  remove(id) {
    this.change((state) => (state.items = state.items.filter((item) => item.id !== id)));
  }

  /** Move an item up (-1) or down (1). */
  move(id, by) {
    this.change(({ items }) => {
      const from = items.findIndex((item) => item.id === id);
      const to = from + by;
      if (from >= 0 && to >= 0 && to < items.length) items.splice(to, 0, ...items.splice(from, 1));
    });
  }

  /** Change fields of one item. */
  edit(id, fields) {
    this.change(({ items }) => Object.assign(items.find((item) => item.id === id) ?? {}, fields), `${id} ${Object.keys(fields)}`);
  }
}

export const handout = new Store();

/** Return the ids of a handout as they stand in a link; a star says: without its quotations. Own words stay out. */
export function toFragment(state) {
  const ids = state.items.filter((item) => !item.own).map((item) => item.id + (item.bare ? "*" : ""));
  return `#i=${ids.map((id) => encodeURIComponent(id).replace(/%3A/g, ":").replace(/%2F/g, "/").replace(/%2A/g, "*")).join(",")}`;
}

/** Return the items that a link holds, or nothing where it holds none. */
export function fromFragment(fragment) {
  if (!fragment.startsWith("#i=")) return undefined;
  const items = new Map();
  for (const part of fragment.slice(3).split(",").slice(0, MOST)) {
    let id = part;
    try {
      id = decodeURIComponent(part);
    } catch {
      // What cannot be read is named as it stands.
    }
    const bare = id.endsWith("*");
    if (bare) id = id.slice(0, -1);
    if (id && !id.startsWith("own-")) items.set(id, bare ? { id, bare } : { id });
  }
  return [...items.values()];
}
