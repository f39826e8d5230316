"""Where the places stand that an address of old still names, for lists that are parted.

`/references/#ref-KEY`, `/themes/THEME/#study-ID` and their like hold for ever. Where the list is parted, a script on its
first page looks the place up here and sends the reader on. Comes in: the address book. Goes out: JSON files by path, each
a few kilobytes: address of a page to what stands on it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.render import urls
from generator.render.addresses import AddressBook
from generator.render.urls import Target

IN_A_FILE = 1000
"""How many places one file holds, about."""


@dataclass(frozen=True)
class PlacesView:
    """What a page says of its places to the script."""

    path: str
    """Below the site; a star stands for the number of the file."""
    files: int
    prefix: str
    """How the anchors begin, e.g. `ref-`."""


def work_places(book: AddressBook) -> PlacesView | None:
    """Return where works are looked up; nothing where the bibliography is one page."""
    works = len(book.base.references)
    return PlacesView("references/places/*.json", -(-works // IN_A_FILE), "ref-") if book.shelves.below else None


def voice_places(book: AddressBook, theme_id: str) -> PlacesView | None:
    """Return where the studies of a cross-study theme are looked up; nothing where its page is whole."""
    several = len(book.voices(theme_id)) > 1
    return PlacesView(f"themes/{theme_id}/places.json", 1, "study-") if several else None


def note_places(book: AddressBook) -> PlacesView | None:
    """Return where the studies with data notes are looked up; nothing where their page is whole."""
    return PlacesView("data-notes/places.json", 1, "") if len(book.notes) > 1 else None


def crosswalk_places(book: AddressBook) -> PlacesView | None:
    """Return where the studies of the crosswalk are looked up; nothing where it is one page."""
    return PlacesView("crosswalk/places.json", 1, "study-") if len(book.crosswalk) > 1 else None


def file_of(name: str, files: int) -> int:
    """Return in which of some files a name stands; the script computes the same."""
    number = 0
    for byte in name.encode():
        number = (number * 31 + byte) % files
    return number


def render_places(book: AddressBook) -> dict[str, bytes]:
    """Return the files for every list that is parted."""
    files: dict[str, bytes] = {}
    if view := work_places(book):
        parted: list[list[tuple[Target, str]]] = [[] for _ in range(view.files)]
        for key in book.base.references:
            parted[file_of(key, view.files)].append((book.reference(key), key))
        files |= {view.path.replace("*", str(n)): _written(found) for n, found in enumerate(parted)}
    for theme in book.base.themes:
        if view := voice_places(book, theme):
            files[view.path] = _written((book.voice(theme, s), s) for part in book.voices(theme) for s in part)
    for view, parts, place in (
        (note_places(book), book.notes, urls.data_notes_part),
        (crosswalk_places(book), book.crosswalk, urls.crosswalk_part),
    ):
        if view:
            files[view.path] = _written((place(n), s) for n, part in enumerate(parts, start=1) for s in part)
    return files


def _written(found: Iterable[tuple[Target, str]]) -> bytes:
    pages: dict[str, list[str]] = defaultdict(list)
    for target, name in found:
        pages[urls.site_address(Target(target.page))].append(name)
    return json.dumps(pages, ensure_ascii=False, separators=(",", ":")).encode()
