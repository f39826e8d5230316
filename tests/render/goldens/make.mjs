// Writes the goldens: what citeproc-js, the reference processor of CSL, prints for the items beside this file.
// Comes in: references.json and wide.json (CSL items), the styles and locales of the Python packages. Goes out:
// references.golden.json and wide.golden.json, {style: {id: {html, text}}}. How to run it: README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const [modules, stylesFolder, localesFolder] = process.argv.slice(2);
if (!localesFolder) throw new Error("usage: node make.mjs NODE_MODULES STYLES_FOLDER LOCALES_FOLDER");
const CSL = createRequire(join(modules, "x.js"))("citeproc");

const STYLES = { vancouver: "nlm-citation-sequence", ama: "american-medical-association", apa: "apa" };

/** Return a function from an item to its entry, alone in its bibliography as the site prints it: no year suffix. */
function formatter(style, items, kind) {
  const byId = new Map(items.map((item) => [item.id, item]));
  const system = {
    retrieveLocale: (language) => readFileSync(join(localesFolder, `locales-${language}.xml`), "utf8"),
    retrieveItem: (id) => structuredClone(byId.get(id)),
  };
  const engine = new CSL.Engine(system, style, "en-US", true);
  engine.setOutputFormat(kind);
  const numbered = style.includes("second-field-align");
  return (id) => {
    engine.updateItems([id]);
    const entry = engine.makeBibliography()[1].join("").replace(/<\/?div[^>]*>/g, "").trim();
    return numbered ? entry.replace(/^1\.\s*/, "") : entry;
  };
}

for (const set of ["references", "wide"]) {
  const items = JSON.parse(readFileSync(join(here, `${set}.json`), "utf8"));
  const golden = {};
  for (const [name, file] of Object.entries(STYLES)) {
    const style = readFileSync(join(stylesFolder, `${file}.csl`), "utf8");
    const html = formatter(style, items, "html");
    const text = formatter(style, items, "text");
    golden[name] = Object.fromEntries(items.map(({ id }) => [id, { html: html(id), text: text(id) }]));
  }
  writeFileSync(join(here, `${set}.golden.json`), JSON.stringify(golden, null, 1) + "\n");
}
