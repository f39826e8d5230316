"""What a style prints with: groups, choices, variables, terms, numbers and their labels.

Comes in: elements of a style, prepared once (`preparation`), and an `Entry`, one work that is being printed. Goes out:
text with marks of `markup`. Names are in `names.py`, dates in `dates.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from generator.render.citation import typography as typo
from generator.render.citation.conditions import Condition
from generator.render.citation.entry import PRINTED, TERM, TRIED, Entry
from generator.render.citation.locale import Locale
from generator.render.citation.look import Look
from generator.render.citation.markup import content

_VERBATIM = frozenset({"DOI", "URL", "PMID", "PMCID", "ISBN", "ISSN"})
"""Variables whose characters are data: no typography touches them."""
_NUMBERED = frozenset({"collection-number", "edition", "issue", "number", "volume"})
"""Variables in which a hyphen between numbers is a range."""


class Node(Protocol):
    """An element of a style that prints."""

    def add(self, entry: Entry, pieces: list[str]) -> None:
        """Add to the pieces what the element prints of a work, if anything."""


class Group:
    """`cs:group` and `cs:macro`: nothing, if variables were asked for and there was none.

    Variables of branches that are not taken do not count; a macro is a group as well, so that APA prints no
    `(Publication)` for a thesis without a number.
    """

    __slots__ = ("_children", "_delimiter", "_look")

    def __init__(self, children: Sequence[Node], delimiter: str, look: Look) -> None:
        self._children, self._delimiter, self._look = tuple(children), delimiter, look

    def add(self, entry: Entry, pieces: list[str]) -> None:
        if text := self.text(entry):
            pieces.append(text)

    def text(self, entry: Entry) -> str:
        """Return what the group prints of a work."""
        around, entry.met = entry.met, 0
        pieces: list[str] = []
        for child in self._children:
            child.add(entry, pieces)
        own = entry.met
        if own & PRINTED or own & (TERM | TRIED) == TERM:
            entry.met = around | PRINTED
            return self._look.dress(typo.join(pieces, self._delimiter)) if pieces else ""
        entry.met = around & ~TRIED | own & TRIED
        return ""


class Macro:
    """`cs:text` of a macro with a look of its own."""

    __slots__ = ("_look", "_macro")

    def __init__(self, macro: Group, look: Look) -> None:
        self._macro, self._look = macro, look

    def add(self, entry: Entry, pieces: list[str]) -> None:
        if text := self._look.dress(self._macro.text(entry), entry.english):
            pieces.append(text)


class Choose:
    """`cs:choose`: its children belong to the element around it, delimiter and all."""

    __slots__ = ("_branches",)

    def __init__(self, branches: Sequence[tuple[Condition, Sequence[Node]]]) -> None:
        self._branches = tuple((holds, tuple(children)) for holds, children in branches)

    def add(self, entry: Entry, pieces: list[str]) -> None:
        for holds, children in self._branches:
            if holds(entry):
                for child in children:
                    child.add(entry, pieces)
                return


class Words:
    """`cs:text` of a term or value: the same words for every work."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def add(self, entry: Entry, pieces: list[str]) -> None:
        entry.met |= TERM
        if self._text:
            pieces.append(self._text)


class Variable:
    """`cs:text` of a variable, in its short form where the style asks for it and the work has one.

    A script that has no italics, such as Japanese, stays upright.
    """

    __slots__ = ("_look", "_read", "_read_short", "_short", "_source")

    def __init__(self, name: str, short: bool, look: Look, locale: Locale, page_ranges: str | None) -> None:
        self._source = "page" if name == "page-first" else name
        self._short = f"{name}-short" if short else None
        self._look = look
        self._read = _reader(name, locale, page_ranges)
        self._read_short = _reader(f"{name}-short", locale, page_ranges)

    def add(self, entry: Entry, pieces: list[str]) -> None:
        name, read = self._source, self._read
        if self._short and self._short in entry.present:
            name, read = self._short, self._read_short
        if not entry.try_variable(name):
            return
        text, look = read(content(str(entry.variables[name]))), self._look
        if not look.has_font:
            text = look.dress(text, entry.english)
        elif typo.is_romanesque(text):
            text = typo.Leaf(look.dress(text, entry.english))
        else:
            text = look.wrap(text)
        if text:
            pieces.append(text)


def _reader(name: str, locale: Locale, page_ranges: str | None) -> Callable[[str], str]:
    """Return how a style writes the content of a variable."""
    if name in _VERBATIM:
        return str
    dash = locale.term("page-range-delimiter") or "–"

    def first_page(text: str) -> str:
        return _typeset(text.replace("–", "-").split("-")[0].split(",")[0])

    def pages(text: str) -> str:
        return _typeset(typo.page_ranges(text, page_ranges, dash))

    def numbers(text: str) -> str:
        return _typeset(text.replace("-", dash) if typo.is_numeric(text) else text)

    if name in _NUMBERED:
        return numbers
    return {"page-first": first_page, "page": pages}.get(name, _typeset)


def _typeset(text: str) -> str:
    return typo.narrow_spaces(typo.smart_quotes(text))


class Number:
    """`cs:number`: numbers, each in the form that the element asks for."""

    __slots__ = ("_form", "_locale", "_look", "_name")

    def __init__(self, name: str, form: str, look: Look, locale: Locale) -> None:
        self._name, self._form, self._look, self._locale = name, form, look, locale

    def add(self, entry: Entry, pieces: list[str]) -> None:
        if not entry.try_variable(self._name):
            return
        text = typo.numbers(content(str(entry.variables[self._name])), self._one)
        if text := self._look.dress(text):
            pieces.append(text)

    def _one(self, number: str) -> str:
        if self._form != "ordinal" or not number.isdecimal():
            return number
        value = int(number)
        key = value % 100 if value % 100 in (11, 12, 13) else value % 10
        return number + (self._locale.term(f"ordinal-{key:02}") or self._locale.term("ordinal"))


class LabelForm:
    """What a `cs:label` makes of a term: its number, form and look."""

    __slots__ = ("_form", "_locale", "_look", "_number")

    def __init__(self, element: Any, locale: Locale) -> None:
        self._form = element.get("form", "long")
        self._number = {"always": True, "never": False}.get(element.get("plural"))
        self._look, self._locale = Look(element), locale

    def text(self, term: str, several: bool) -> str:
        """Return the label of one thing or of several."""
        plural = several if self._number is None else self._number
        return self._look.dress(self._locale.term(term, self._form, plural))


class Label:
    """`cs:label` of a number."""

    __slots__ = ("_counts", "_name", "_one", "_several")

    def __init__(self, name: str, form: LabelForm) -> None:
        self._name, self._counts = name, name.startswith("number-of")
        self._one, self._several = form.text(name, False), form.text(name, True)

    def add(self, entry: Entry, pieces: list[str]) -> None:
        entry.met |= TERM
        if self._name not in entry.present:
            return
        value = str(entry.variables[self._name])
        several = int(value) > 1 if self._counts and value.isdecimal() else typo.is_plural(value)
        if text := self._several if several else self._one:
            pieces.append(text)
