// A handout as it is printed, whatever the format: blocks of plain text, works numbered in the order of appearance.

import { address, loadHandout, loadStudy, loadVoices, loadWords } from "./browse-data.js";

const FEW = 60; // Papers that are loaded at once; of more, only those that are wanted.
const NO_BREAK = "\u00a0";
const unbroken = (place) => place.replace(/\b(pp?\.|Table|Figure|rows?) (?=[\dA-Z])/g, `$1${NO_BREAK}`);

/** Return a part's blocks cut at its quotations: lists of blocks, and the ids of quotations. */
function pieces(part) {
  const cut = [];
  for (const block of part.blocks) {
    if (block.kind === "quote") cut.push(block.id);
    else if (Array.isArray(cut.at(-1))) cut.at(-1).push(block);
    else cut.push([block]);
  }
  return cut;
}

/** Everything that can be put on a handout, by id. */
export class Library {
  constructor(voices, data) {
    this.voices = voices;
    this.edition = { ...data.edition, url: data.edition.url || address("") };
    this.references = data.references;
    this.presets = data.presets;
    this.parts = new Map();
    this.studies = new Set();
    for (const kind of ["guide", "packs", "findings", "themes"]) {
      for (const part of data[kind]) this.parts.set(part.id, { kind, name: part.heading, ...part });
    }
  }

  /** Load what there is; of few papers everything: afterwards nothing more is asked for, without a connection too. */
  static async load(ids) {
    const [voices, data] = await Promise.all([loadVoices(), loadHandout()]);
    const library = new Library(voices, data);
    const { studies, words } = voices.index;
    const files = [...Array(words.parts).keys()];
    if (studies.length <= FEW) await Promise.all([...files.map(loadWords), ...studies.map((study) => library.load(study))]);
    else await library.want(ids).catch(() => {});
    return library;
  }

  /** Load the quotations of a study. */
  async load(study) {
    const { quotes } = await loadStudy(study.id);
    this.studies.add(study.number);
    for (const quote of quotes) this.quote(quote, study);
  }

  /** Return a quotation as a part. */
  quote(quote, study) {
    if (!this.parts.has(quote.id)) this.parts.set(quote.id, { kind: "quote", id: quote.id, quote, study, name: quote.words.join(""), url: quote.url });
    return this.parts.get(quote.id);
  }

  /** Return the studies whose quotations are wanted for parts, and are not here yet. */
  lacking(ids) {
    const inside = ids.flatMap((id) => this.parts.get(id.split("~")[0])?.blocks?.filter(({ kind }) => kind === "quote").map((block) => block.id) ?? []);
    const { numbers, studies } = this.voices.index;
    const wanted = new Set([...ids, ...inside].map((id) => numbers.get(id.split(".")[0])));
    return [...wanted].filter((number) => number !== undefined && !this.studies.has(number)).map((number) => studies[number]);
  }

  /** Load the quotations that parts need. */
  want(ids) {
    return Promise.all(this.lacking(ids).map((study) => this.load(study)));
  }

  /** Return a part; `ID~2` is the second piece of a part that was taken apart. */
  get(id) {
    const [whole, number] = id.split("~");
    const part = this.parts.get(whole);
    if (!number || !part?.blocks) return number ? undefined : part;
    const blocks = pieces(part)[Number(number) - 1];
    if (!Array.isArray(blocks)) return undefined;
    const words = blocks.find((block) => block.runs)?.runs.map((run) => (typeof run === "string" ? run : (run.b ?? ""))).join("").trim();
    const heading = number === "1" ? part.heading : "";
    return { ...part, id, heading, name: heading || words || part.name, blocks };
  }

  /** Return the ids of the pieces of a part: its texts, and its quotations, which are parts themselves. */
  pieces(id) {
    const part = id.includes("~") ? undefined : this.parts.get(id);
    if (!part?.blocks || !this.quotesIn(part)) return [];
    return pieces(part).map((piece, place) => (Array.isArray(piece) ? `${id}~${place + 1}` : piece));
  }

  all(kind) {
    return [...this.parts.values()].filter((part) => part.kind === kind);
  }

  /** Say whether quotations stand inside of a part, and how many. */
  quotesIn(part) {
    return part?.blocks?.filter((block) => block.kind === "quote").length ?? 0;
  }
}

/** The making of one handout. */
class Composer {
  constructor(library) {
    this.library = library;
    this.numbers = new Map();
    this.checked = { all: 0, verified: 0 };
  }

  number(key) {
    if (!this.numbers.has(key)) this.numbers.set(key, this.numbers.size + 1);
    return this.numbers.get(key);
  }

  /** Return `[1, p. 3; 2]`: two places in one work are said under one number. */
  citation(works) {
    if (works.every(([, place]) => !place)) return `[${works.map(([key]) => this.number(key)).sort((a, b) => a - b).join("; ")}]`;
    let before = "";
    const said = works.map(([key, place]) => {
      const words = [key === before && place ? "" : this.number(key), unbroken(place)].filter(Boolean).join(", ");
      before = key;
      return words;
    });
    return `[${said.join("; ")}]`;
  }

  runs(runs) {
    return runs.map((run) => {
      if (typeof run === "string") return { text: run };
      return "c" in run ? { text: this.citation(run.c), cites: true } : { text: run.b, strong: true };
    });
  }

  quote({ quote, study }) {
    this.checked.all += 1;
    if (quote.status === "verified") this.checked.verified += 1;
    const known = quote.speaker !== "Speaker not named in the paper";
    const doubt = known && quote.doubt ? " (not quite certain)" : "";
    const unchecked = quote.status === "verified" ? "" : ". Not yet verified against the paper";
    return {
      kind: "quote",
      words: quote.words.map((piece, place) => ({ text: piece, strong: place % 2 === 1 })).filter((run) => run.text),
      source: `${known ? quote.speaker : "Speaker not named"}${doubt}, ${study.name} ${this.citation([[study.id, quote.where]])}${unchecked}`,
    };
  }

  block(block, bare) {
    if (block.kind === "quote") {
      const part = this.library.get(block.id);
      return part && !bare ? [this.quote(part)] : [];
    }
    if (block.kind === "heading") return [{ kind: "heading", level: 2, runs: this.runs(block.runs) }];
    if (block.kind === "paragraph") return [{ kind: "paragraph", runs: this.runs(block.runs) }];
    if (block.kind === "table") {
      const cells = (row) => row.map((cell) => this.runs(cell));
      return [{ kind: "table", caption: block.caption ?? "", head: cells(block.head), rows: block.rows.map(cells) }];
    }
    return [{ kind: block.kind, items: block.items.map((item) => this.runs(item)) }];
  }

  /** Return the blocks of one item of the handout; an id that is not known has none. */
  item(item) {
    const made = this.blocks(item);
    for (const block of made) block.of = item.id;
    return made;
  }

  blocks(item) {
    if (item.own) {
      const words = item.text.trim();
      if (!words) return [];
      if (item.own === "heading") return [{ kind: "heading", level: 1, runs: [{ text: words.replace(/\s+/g, " ") }] }];
      return words.split(/\n\s*\n/).map((paragraph) => ({ kind: "note", lines: paragraph.trim().split(/\s*\n\s*/) }));
    }
    const part = this.library.get(item.id);
    if (!part) return [];
    if (part.kind === "quote") return [this.quote(part)];
    const heading = (item.heading ?? part.heading).trim();
    return [
      ...(heading ? [{ kind: "heading", level: 1, runs: [{ text: heading }] }] : []),
      ...part.blocks.flatMap((block) => this.block(block, item.bare)),
    ];
  }
}

/** Return a handout ready for any format: head, blocks, works, and what it says of itself. */
export function compose(state, library) {
  const composer = new Composer(library);
  const blocks = state.items.flatMap((item) => composer.item(item));
  const { edition } = library;
  const origin = [edition.title, edition.version && `version ${edition.version}`, edition.date].filter(Boolean).join(", ");
  const { all, verified } = composer.checked;
  const checked = all && all === verified ? "Each was compared with its paper letter by letter. " : "";
  return {
    title: state.title.trim() || "Handout",
    audience: state.audience.trim(),
    by: state.by.trim(),
    language: document.documentElement.lang || "en",
    blocks,
    works: [...composer.numbers].map(([key, number]) => ({ number, text: library.references[key] ?? key })),
    origin,
    address: edition.url,
    imprint: [
      `From: ${origin}. ${edition.url}`,
      ...(all ? [`Quotations are word for word as the papers print them, and stay their authors’. ${checked}Numbers in square brackets lead to the references.`] : []),
      `Our own texts: ${edition.license}, ${edition.license_url}`,
      ...(blocks.some((block) => block.kind === "note") ? ["Notes with a line at their side are by whoever made this handout."] : []),
    ],
  };
}
