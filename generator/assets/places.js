// An address that names a place on another part of a long list leads there.

import { address } from "./browse-data.js";

/** Return in which of some files a name stands, as `render/places.py` put it. */
const fileOf = (name, files) =>
  [...new TextEncoder().encode(name)].reduce((sum, byte) => (sum * 31 + byte) % files, 0);

/** Return the address of the page on which a name stands, or nothing. */
async function find(root, name) {
  const path = root.dataset.emPlaces.replace("*", fileOf(name, Number(root.dataset.emFiles)));
  const response = await fetch(address(path));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return Object.entries(await response.json()).find(([, names]) => names.includes(name))?.[0];
}

function anchor() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // Not written by any page of ours.
  }
}

function say(root, words) {
  root.hidden = false;
  root.textContent = words;
}

/** Send the reader on when the address names what is not on this page. */
async function follow(root) {
  const { hash } = location;
  const wanted = anchor();
  root.hidden = true;
  const ours = wanted && !wanted.startsWith("__") && wanted.startsWith(root.dataset.emPrefix); // The theme names its own with "__".
  if (!ours || document.getElementById(wanted)) return;
  try {
    const page = await find(root, wanted.slice(root.dataset.emPrefix.length));
    if (location.hash !== hash) return; // The reader went elsewhere meanwhile.
    if (page) location.replace(address(page) + hash);
    else say(root, `The address asks for “${wanted}”. There is no such place here; look for it in the parts below, or search.`);
  } catch {
    say(root, "The part on which this place stands could not be looked up. Choose it below, or search.");
  }
}

export function leadOn(root) {
  window.addEventListener("hashchange", () => follow(root));
  return follow(root);
}
