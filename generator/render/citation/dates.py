"""Dates.

Comes in: a date as CSL-JSON writes it. Goes out: its text in the form that a style asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.render.citation import typography as typo
from generator.render.citation.entry import TRIED, Entry
from generator.render.citation.locale import CSL, Locale
from generator.render.citation.look import Look
from generator.render.citation.markup import content

_PARTS = ("year", "month", "day")


class PartForm:
    """How one part of a date is written; the style's own attributes go before the locale's."""

    __slots__ = ("_form", "_locale", "_prefix", "_strip", "_suffix", "name")

    def __init__(self, local: Any, own: Any, locale: Locale) -> None:
        self.name = str(local.get("name"))
        attributes = {**local.attrib, **own.attrib}
        self._form = attributes.get("form", "numeric" if self.name == "day" else "long")
        self._prefix, self._suffix = attributes.get("prefix", ""), attributes.get("suffix", "")
        self._strip = attributes.get("strip-periods") == "true"
        self._locale = locale

    def text(self, date: dict[str, int]) -> str:
        """Return the part of a date; a season stands where the month would."""
        text = self._bare(date)
        if not text:
            return ""
        if self._strip:
            text = text.replace(".", "")
        return typo.seam(typo.seam(self._prefix, text), self._suffix)

    def _bare(self, date: dict[str, int]) -> str:
        if self.name == "month" and "month" not in date and "season" in date:
            return self._locale.term(f"season-{date['season']:02}")
        if self.name not in date:
            return ""
        number = date[self.name]
        if self.name == "month" and self._form in ("long", "short"):
            return self._locale.term(f"month-{number:02}", self._form)
        if self.name == "year":
            era = "bc" if number < 0 else "ad" if number < 500 else ""
            return f"{abs(number)}{self._locale.term(era)}"
        return f"{number:02}" if self._form == "numeric-leading-zeros" else str(number)


class Date:
    """`cs:date`: one day, month or year, or a range of them; a date in words stands where the year would."""

    __slots__ = ("_delimiter", "_look", "_name", "_parts", "_with_year")

    def __init__(self, element: Any, locale: Locale) -> None:
        self._name = element.get("variable")
        self._look = Look(element)
        localized = locale.date(element.get("form")) if element.get("form") else element
        own = {part.get("name"): part for part in element.iterfind("cs:date-part", CSL)}
        wanted = list(own) if localized is element else element.get("date-parts", "year-month-day").split("-")
        self._parts = tuple(
            PartForm(part, own.get(part.get("name"), part), locale)
            for part in localized.iterfind("cs:date-part", CSL)
            if part.get("name") in wanted
        )
        self._with_year = "year" in wanted
        self._delimiter = localized.get("delimiter", "")

    def add(self, entry: Entry, pieces: list[str]) -> None:
        value = entry.variables.get(self._name)
        text = self._text(value) if value else ""
        if not text:
            entry.met |= TRIED
        elif entry.try_variable(self._name) and (text := self._look.dress(text)):
            pieces.append(text)

    def _text(self, value: dict[str, Any]) -> str:
        if not value.get("date-parts") and (literal := value.get("literal") or value.get("raw")):
            # It is not taken apart.
            return content(str(literal)) if self._with_year else ""
        dates = [
            {part: int(number) for part, number in zip(_PARTS, parts, strict=False) if number}
            for parts in value.get("date-parts", [])[:2]
        ]
        if "season" in value and dates and "month" not in dates[0] and str(value["season"]).isdecimal():
            dates[0]["season"] = int(value["season"])
        printed = [[(part.name, text) for part in self._parts if (text := part.text(date))] for date in dates]
        if len(printed) == 2:
            return _range(printed[0], printed[1], self._delimiter)
        return _tidy(typo.join([text for _, text in printed[0]], self._delimiter)) if printed else ""


def _range(begin: Sequence[tuple[str, str]], end: Sequence[tuple[str, str]], delimiter: str) -> str:
    """Return two dates as a range in which what both share stands once, where the style has it."""
    first, last = dict(begin), dict(end)
    broken = next((name for name in _PARTS if first.get(name) != last.get(name)), None)
    if broken is None:
        return _tidy(typo.join(first.values(), delimiter))
    shared = set(_PARTS[: _PARTS.index(broken)])
    changing = [at for at, (name, _) in enumerate(begin) if name not in shared]
    before = [text for _, text in begin[: changing[0]]] if changing else []
    after = [text for _, text in begin[changing[-1] + 1 :]] if changing else []
    left = _tidy(typo.join([text for name, text in begin if name not in shared], delimiter))
    right = typo.join([text for name, text in end if name not in shared], delimiter).lstrip()
    return _tidy(typo.join([*before, f"{left}–{right}", *after], delimiter))


def _tidy(text: str) -> str:
    """Return a date without what its last part would set before a part that is not there."""
    return text.rstrip(" ,")
