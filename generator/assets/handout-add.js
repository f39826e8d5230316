// "Add to my handout" on quotations, themes, findings and sections of the guide, and the way to the handout.

import { address } from "./browse-data.js";
import { element, plural } from "./elements.js";
import { handout } from "./handout-state.js";

const HERE = "[data-em-handout]";
let basket;
let fading;

/** Say something to everybody: to the eye beside the way to the handout, and to a screen reader. */
export function say(words) {
  basket ??= makeBasket();
  basket.said.textContent = "";
  // A screen reader says a sentence again only where the text changed in between.
  requestAnimationFrame(() => (basket.said.textContent = words));
  clearTimeout(fading);
  fading = setTimeout(() => (basket.said.textContent = ""), 8000);
  showBasket();
}

function makeBasket() {
  const said = element("p", { role: "status", class: "em-basket__said" });
  const link = element("a", { class: "em-basket__link", href: address("handout/"), hidden: true });
  const root = element("aside", { class: "em-basket", "aria-label": "My handout" }, said, link);
  document.body.append(root);
  return { root, said, link };
}

function showBasket() {
  const number = handout.size;
  basket.link.textContent = `My handout (${number})`;
  basket.link.hidden = number === 0 || document.querySelector(HERE) !== null;
}

function show(button) {
  const inside = handout.has(button.dataset.emToggle);
  button.textContent = inside ? "In my handout · remove" : "Add to my handout";
  button.classList.toggle("em-quiet-action--on", inside);
  button.setAttribute("aria-label", `${button.textContent}: ${button.dataset.emName}`);
}

/** Return a button that puts something on the handout and takes it off again. */
export function toggle(id, name) {
  const button = element("button", { type: "button", class: "em-quiet-action", "data-em-toggle": id, "data-em-name": name });
  button.addEventListener("click", () => {
    const before = handout.has(id);
    if (before) handout.remove(id);
    else handout.add(id);
    const done = before ? "Taken off your handout" : `Added. Your handout has ${plural(handout.size, "part")}`;
    say(handout.problem || `${done}.`);
  });
  show(button);
  return button;
}

/** Give the quotations below a node their button. */
function addToQuotes(root) {
  for (const figure of root.querySelectorAll(".em-quote[data-em-quote]")) {
    const place = figure.querySelector(".em-quote__link");
    if (!place || place.querySelector("[data-em-toggle]")) continue;
    const words = figure.querySelector("blockquote p")?.textContent.trim() ?? "";
    place.append(toggle(figure.dataset.emQuote, words.length > 60 ? `${words.slice(0, 60)} …` : words));
  }
}

/** Return the name of the page of the guide that is open, e.g. `session`, or nothing; as `guide_page` in `urls.py`. */
function guidePage() {
  const start = new URL(address("guide/")).pathname;
  if (!location.pathname.startsWith(start)) return "";
  return location.pathname.slice(start.length).replace(/\/?(?:index\.html)?$/, "") || "index";
}

/** Give themes, findings and the sections of a page of the guide their button. */
function addToParts() {
  for (const place of document.querySelectorAll("[data-em-add][hidden]")) {
    place.append(toggle(place.dataset.emAdd, place.dataset.emName));
    place.hidden = false;
  }
  const guide = guidePage();
  if (!guide) return;
  for (const heading of document.querySelectorAll(".md-content h2[id]:not([data-search-exclude])")) {
    if (heading.nextElementSibling?.matches(".em-add")) continue;
    const name = [...heading.childNodes].filter((node) => !node.classList?.contains("headerlink"));
    const words = name.map((node) => node.textContent).join("").trim();
    heading.after(element("p", { class: "em-add" }, toggle(`g:${guide}/${heading.id}`, words)));
  }
}

/** Bring the buttons of the page that is here to life. */
export function startHandoutButtons() {
  basket ??= makeBasket();
  addToQuotes(document);
  addToParts();
  showBasket();
}

handout.addEventListener("change", () => {
  document.querySelectorAll("[data-em-toggle]").forEach(show);
  if (basket) showBasket();
});
document.addEventListener("em:quotes", (event) => basket && addToQuotes(event.detail));
