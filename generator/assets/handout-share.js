// Taking a handout along: print, files, and a link that holds nothing but which parts stand in it.

import { element, plural } from "./elements.js";
import { toDocx } from "./handout-docx.js";
import { toMarkdown } from "./handout-markdown.js";
import { toHtml } from "./handout-sheet.js";
import { fromFragment, handout, toFragment } from "./handout-state.js";

/** Return a name for a file, made from the title: letters and digits of any script. */
export function fileName(title) {
  const name = title.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60);
  return name || "handout";
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const FORMATS = [
  ["Word (.docx)", "docx", (made) => toDocx(made)],
  ["Web page (.html)", "html", (made) => new Blob([toHtml(made)], { type: "text/html;charset=utf-8" })],
  ["Markdown (.md)", "md", (made) => new Blob([toMarkdown(made)], { type: "text/markdown;charset=utf-8" })],
];

/** Return the buttons that print and download; `current` gives the handout as it is composed now. */
export function takeAlong(current, say) {
  const print = element("button", { type: "button", class: "em-action em-action--first" }, "Print");
  print.addEventListener("click", () => window.print());
  const files = FORMATS.map(([words, ending, make]) => {
    const button = element("button", { type: "button", class: "em-action" }, words);
    button.addEventListener("click", async () => {
      const made = current();
      const name = `${fileName(made.title)}.${ending}`;
      save(await make(made), name);
      say(`Saved as ${name}.`);
    });
    return button;
  });
  return element("div", { class: "em-handout__row", role: "group", "aria-label": "Print or download" }, print, files);
}

/** Return the part of the page that gives the link. */
export function linkBox(say) {
  const field = element("input", { type: "text", readonly: true, class: "em-part__field", "aria-label": "Link to this handout" });
  const copy = element("button", { type: "button", class: "em-action" }, "Copy the link");
  field.addEventListener("focus", () => field.select());
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      say("The link is copied.");
    } catch {
      field.focus();
      say("This browser does not allow to copy. The link is marked: copy it by hand.");
    }
  });
  const show = () => (field.value = new URL(toFragment(handout.state), location.href.split("#")[0]).href);
  handout.addEventListener("change", show);
  show();
  return element("details", { class: "em-handout__link" }, element("summary", {}, "Share by a link"),
    element("p", { class: "em-small" }, "The link holds only which parts stand here, in which order. Your title, names, own headings and notes are not in it: send the file for those."),
    element("div", { class: "em-handout__row" }, field, copy));
}

const sameParts = (a, b) => toFragment({ items: a }) === toFragment({ items: b });

/** Look at the address for a handout that somebody shares; show it, and ask before it takes the place of the reader's own. */
export async function openLink(library, place, show, say) {
  const shared = fromFragment(location.hash);
  if (!shared) return;
  const ids = shared.map(({ id }) => id);
  if (library.lacking(ids).length) await library.want(ids).catch(() => {});
  const known = shared.filter(({ id }) => library.get(id));
  const unknown = shared.filter(({ id }) => !library.get(id)).map(({ id }) => id);
  const missing = unknown.length ? `Not found here, and left out: ${unknown.join(", ")}.` : "";
  const done = (words) => {
    history.replaceState(null, "", location.pathname + location.search);
    place.replaceChildren(...(missing ? [element("p", { class: "em-note" }, missing)] : []));
    show();
    say(words);
  };
  const take = () => {
    handout.change((state) => Object.assign(state, { title: "", audience: "", by: "", items: known }));
    done(`The handout of the link is yours now. It has ${plural(known.length, "part")}.`);
  };
  if (!known.length || (sameParts(handout.state.items, known) && handout.size)) {
    done(known.length ? "This is the handout that you have already." : "The link holds nothing that is known here.");
    return;
  }
  if (!handout.size) {
    take();
    return;
  }
  const button = (words, act) => {
    const made = element("button", { type: "button", class: "em-action" }, words);
    made.addEventListener("click", act);
    return made;
  };
  const title = element("h2", { tabindex: "-1" }, "A handout that was shared with you");
  place.replaceChildren(
    element("section", { class: "em-shared" }, title,
      element("p", {}, `The link holds ${plural(known.length, "part")}; the preview shows it. Your own handout has ${plural(handout.size, "part")} and is still kept.`),
      missing ? element("p", { class: "em-note" }, missing) : null,
      element("div", { class: "em-handout__row" },
        button("Use it in place of mine", take),
        button("Add it below mine", () => {
          handout.change(({ items }) => items.push(...known.filter(({ id }) => !items.some((item) => item.id === id))));
          done(`Added. Your handout has ${plural(handout.size, "part")}.`);
        }),
        button("Keep mine as it is", () => done("Your handout stays as it was.")))),
  );
  show({ title: "", audience: "", by: "", items: known });
  title.focus();
}
