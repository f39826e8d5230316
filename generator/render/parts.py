"""How a list that is too long for one page is parted: into runs of a fixed size, or by the letters of names.

Comes in: what is listed, in its order, and the sizes that a page may have. Goes out: the parts. They hang on nothing
but what is listed: an edit of a thing moves nothing, and shelves of letters have fixed bounds, so that a new work
moves no other and an address that was given once stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Limits:
    """How much a page holds before it is parted; chosen so that no page of HTML is much above 300 KB."""

    works: int = 300
    """Works of a bibliography on one page."""
    shelf: int = 200
    """Works of a page of a bibliography that is parted."""
    voices: int = 30
    """Studies on the page of a cross-study theme, chips or marks in a row, columns of a table."""
    rows: int = 200
    """Studies in one table; data notes on a page, themes in a list of what is missing."""
    part_of_rows: int = 100
    """Studies in a part of the table."""
    columns: int = 20
    """Studies in a part of the table of reporting."""
    leaves: int = 40
    """Studies in a part of the crosswalk."""
    contributions: int = 100
    """Contributions of studies to all findings together, with their quotations folded below each."""
    cards: int = 24
    """Studies that the home page shows; half of them, the newest, where there are more."""
    contradictions: int = 60
    """Themes of studies that speak against one of ours, all on one page."""


LIMITS = Limits()


def runs(items: Sequence[Item], whole: int, part: int) -> tuple[tuple[Item, ...], ...]:
    """Return up to `whole` items as one part, else parts of `part` items; nothing yields one empty part."""
    size = max(whole, 1) if len(items) <= whole else part
    return tuple(tuple(items[start : start + size]) for start in range(0, len(items), size)) or ((),)


@dataclass(frozen=True)
class Shelf:
    """The works whose names begin alike; either one page, or a page that leads to the shelves below it."""

    slug: str
    """Its name in an address, e.g. `sa-sm`; empty for the whole bibliography."""
    label: str
    """E.g. `Sa to Sm`."""
    keys: tuple[str, ...]
    """Cite keys, in order of name."""
    below: tuple[Shelf, ...] = ()

    def leaves(self) -> Iterator[Shelf]:
        """Yield the shelves that hold works themselves, in order."""
        if not self.below:
            yield self
        for shelf in self.below:
            yield from shelf.leaves()

    def walk(self) -> Iterator[Shelf]:
        """Yield this shelf and all below it, each before its own."""
        yield self
        for shelf in self.below:
            yield from shelf.walk()


_LETTERS = " abcdefghijklmnopqrstuvwxyz"
"""The end of a name, then the letters; shelves are bounded by places in it."""
_LAST = len(_LETTERS) - 1
_NO_LETTER = "0"
"""Slug of the names that begin with no Latin letter; no slug of letters can be the same."""
_SPELLED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


_NOT_ASCII = re.compile("[^\x00-\x7f]")
_NO_LETTERS = re.compile("[^a-z]+")


def without_marks(text: str) -> str:
    """Return text in small letters without accents, as bibliographies sort it, e.g. `ozdemir` for `Özdemir`."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    return _NOT_ASCII.sub(_unless_combining, folded)


def _unless_combining(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def shelve(names: AbcMapping[str, str], limits: Limits) -> Shelf:
    """Return the works on one shelf where they are few, else by the letters of their names.

    Args:
        names: Cite key to the name under which a reader looks for the work: its first author's, else its title.
        limits: How many works one page holds.
    """
    written = {key: _written(name) for key, name in names.items()}
    keys = tuple(sorted(names, key=lambda key: (written[key], without_marks(names[key]), key)))
    if len(keys) <= limits.works:
        return Shelf("", "", keys)
    latin: dict[str, list[str]] = {}
    for key in keys:
        latin.setdefault(written[key][:1] or _NO_LETTER, []).append(key)
    others = latin.pop(_NO_LETTER, [])
    shelves = [
        _shelf(letter, 0, _LAST, tuple(found), written, limits.shelf, whole=True) for letter, found in latin.items()
    ]
    if others:
        parts = _by_number(_NO_LETTER, "Other", tuple(others), limits.shelf) if len(others) > limits.shelf else ()
        shelves.append(Shelf(_NO_LETTER, "Numbers and other scripts", tuple(others), parts))
    return Shelf("", "", keys, tuple(shelves))


def _written(name: str) -> str:
    """Return the Latin letters of a name, nothing else; empty for a name that begins with no such letter."""
    folded = without_marks(name)
    first = next((c for c in folded if c.isalnum()), "")
    return _NO_LETTERS.sub("", folded) if "a" <= first <= "z" else ""


def _shelf(
    prefix: str,
    low: int,
    high: int,
    keys: tuple[str, ...],
    written: AbcMapping[str, str],
    most: int,
    *,
    whole: bool = False,
) -> Shelf:
    """Return the names that begin with `prefix` and go on with one of the letters between two places."""
    first, last = (f"{prefix}{_LETTERS[place]}".strip() for place in (low, high))
    slug = f"{first}-{last}" if low != high else first if low else f"{prefix}-only"
    label = f"{first.capitalize()} to {last.capitalize()}" if low != high else first.capitalize()
    if whole:
        slug, label = prefix, prefix.capitalize()
    return Shelf(slug, label, keys, _below(prefix, low, high, keys, written, most) if len(keys) > most else ())


def _below(
    prefix: str, low: int, high: int, keys: tuple[str, ...], written: AbcMapping[str, str], most: int
) -> tuple[Shelf, ...]:
    """Return two shelves, parted in the middle of the letters: where many works stand, again and again.

    The middle is that of the alphabet and not of the works, so that it stays where it is when works are added.
    """
    while True:
        if low == high:
            if low == 0:
                return _by_number(prefix, prefix.capitalize(), keys, most)
            prefix, low, high = prefix + _LETTERS[low], 0, _LAST
        middle, depth = (low + high) // 2, len(prefix)
        until = tuple(key for key in keys if _place(written[key], depth) <= middle)
        if 0 < len(until) < len(keys):
            return (
                _shelf(prefix, low, middle, until, written, most),
                _shelf(prefix, middle + 1, high, keys[len(until) :], written, most),
            )
        low, high = (low, middle) if until else (middle + 1, high)


def _place(name: str, depth: int) -> int:
    """Return where a letter of a name stands; past its end at the beginning."""
    return _LETTERS.index(name[depth] if depth < len(name) else " ")


def _by_number(slug: str, label: str, keys: tuple[str, ...], most: int) -> tuple[Shelf, ...]:
    """Return works whose names no letter tells apart, by number."""
    parts = runs(keys, most, most)
    return tuple(Shelf(f"{slug}-{n}", f"{label}, part {n}", part) for n, part in enumerate(parts, start=1))
