// The theme's frame by keyboard: its header's switches, the drawer of narrow windows, keys that must not act alone.

const drawer = document.getElementById("__drawer");
const search = document.getElementById("__search");
const pages = () => document.querySelector(".md-sidebar--primary");

/** Make a button of a label in the header: the theme's own takes no focus and says nothing of its state. */
function makeButton(toggle, name) {
  const label = document.querySelector(`.md-header__button[for="${toggle.id}"]`);
  if (!label) return null;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} em-switch em-switch--${name}`;
  button.append(...label.childNodes);
  const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
  return button;
}

/** Let a key open the drawer, walk in it, and leave it. */
function guideDrawer(button) {
  const close = () => drawer.checked && drawer.click();
  button.addEventListener("click", (event) => {
    // A click without a pointer is a key: it takes the reader to the list.
    if (drawer.checked && event.detail === 0) pages()?.querySelector("a, summary")?.focus();
  });
  // Focus that leaves the drawer would be below its curtain.
  document.addEventListener("focusin", ({ target }) => {
    if (target !== button && !pages()?.contains(target)) close();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    close();
    button.focus();
  });
}

// The theme turns pages at a bare "p" or "n", and opens the search at "f", "s" or "/": speech input types such
// characters by accident (WCAG 2.1.4), and these pages have no order to turn.
function silenceLetters(event) {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (bare && !typing && !search?.checked && "pnfs,./".includes(event.key)) event.stopImmediatePropagation();
}

if (search) makeButton(search, "search");
const button = drawer && makeButton(drawer, "drawer");
if (button) guideDrawer(button);
window.addEventListener("keydown", silenceLetters, true);
