// Words looked for in quotations: read from the files that have them, never from all texts.

import { loadWords } from "./browse-data.js";

/** Return text as it is compared: small letters, no accents, plain quotation marks. */
export const plain = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();

/** Return the words of a text, by the same rule as `render/browse_words.py`. */
export const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];

/** Return the number of the file that has a word: FNV-1a of its first letters. */
export function partOf(word, { key, parts }) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode([...word].slice(0, key).join(""))) found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  return found % parts;
}

/** Finds the quotations in which words stand; each word may be the beginning of a longer one. */
export class WordFinder {
  constructor(voices) {
    this.voices = voices;
    this.found = new Map();
  }

  /** Return one mark for each quotation, 1 where all words stand, or nothing where no word is asked for. */
  async find(words) {
    const each = await Promise.all([...new Set(words)].map((word) => this.one(word)));
    if (each.length < 2) return each[0];
    return each[0].map((mark, quote) => (each.every((marks) => marks[quote]) ? 1 : 0) & mark);
  }

  async one(word) {
    if (!this.found.has(word)) {
      if (this.found.size > 20) this.found.clear();
      this.found.set(word, await this.look(word));
    }
    return this.found.get(word);
  }

  async look(word) {
    const { index, all, studyOf, themesOf } = this.voices;
    const { parts, key, stride } = index.words;
    // One file has every word, so that the middle of a word is found too; of many files, one has the words with a
    // beginning, and what is shorter than that is a whole word.
    const fits = parts === 1 ? (other) => other.includes(word) : word.length < key ? (other) => other === word : (other) => other.startsWith(word);
    const marks = new Uint8Array(all);
    for (const [other, steps] of Object.entries(await loadWords(partOf(word, index.words)))) {
      if (!fits(other)) continue;
      let at = 0;
      for (const step of steps) {
        at += step;
        marks[index.starts[Math.floor(at / stride)] + (at % stride)] = 1;
      }
    }
    // Names of papers and of our themes stand in the index already.
    this.names ??= [index.themes.map(({ label }) => wordsOf(label)), index.studies.map(({ name }) => wordsOf(name))];
    const [themes, studies] = this.names.map((all) => all.map((name) => name.some(fits)));
    if (themes.includes(true) || studies.includes(true)) {
      for (let quote = 0; quote < all; quote += 1) {
        if (studies[studyOf[quote]] || themesOf[quote].some((theme) => themes[theme])) marks[quote] = 1;
      }
    }
    return marks;
  }
}
