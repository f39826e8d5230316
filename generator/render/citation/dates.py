"""Dates of CSL, put right.

Comes in: a date as CSL-JSON writes it. Goes out: its text in the form that a style asks for.
"""

from __future__ import annotations

from typing import Any

from citeproc import model

from generator.render.citation import typography as typo
from generator.render.citation.elements import Corrected
from generator.render.citation.entry import Entry
from generator.render.citation.markup import content

_PARTS = ("year", "month", "day")


class CslDate(Corrected, model.Date):  # type: ignore[misc]
    """`cs:date`.

    citeproc-py loses the delimiter that a locale sets between the parts (`2021Aug17`), prints a range of months in
    the wrong place (`Nov–Dec2001`) or not at all, and drops seasons of dates that have a year only.
    """

    def render(self, entry: Entry, **context: Any) -> str | None:
        name = self.get("variable")
        if name not in entry.reference or not (value := entry.reference[name]):
            entry.group.tried = True
            return None
        localized = self.get_date(self.get("form")) if self.get("form") else self
        own = {part.get("name"): part for part in self.findall("cs:date-part", self.nsmap)}
        wanted = self.get("date-parts", "year-month-day").split("-") if localized is not self else list(own)
        parts = [
            (part, own.get(part.get("name"), part))
            for part in localized.findall("cs:date-part", localized.nsmap)
            if part.get("name") in wanted
        ]
        # A date in words stands where the year would, and is not taken apart.
        literal = self._literal(value)
        text = (literal if "year" in wanted else "") if literal else self._dated(value, localized, parts)
        if not text:
            entry.group.tried = True
            return None
        return self.finish(text) if entry.try_variable(name) else None

    def _literal(self, value: dict[str, Any]) -> str:
        return "" if value.get("date-parts") else content(str(value.get("literal") or value.get("raw") or ""))

    def _dated(self, value: dict[str, Any], localized: Any, parts: list[tuple[Any, Any]]) -> str:
        dates = [
            {part: int(number) for part, number in zip(_PARTS, parts, strict=False) if number}
            for parts in value.get("date-parts", [])[:2]
        ]
        if "season" in value and dates and "month" not in dates[0] and str(value["season"]).isdigit():
            dates[0]["season"] = int(value["season"])
        printed = [_printed(date, parts, self.get_single_term) for date in dates]
        delimiter = localized.get("delimiter", "")
        if len(printed) == 2:
            return _range(printed[0], printed[1], delimiter)
        return _tidy(typo.join([text for _, text in printed[0]], delimiter)) if printed else ""


def _printed(date: dict[str, int], parts: list[tuple[Any, Any]], term: Any) -> list[tuple[str, str]]:
    """Return the parts of a date that it has and the style asks for, in the order of the style."""
    texts = [(local.get("name"), _part(date, local, own, term)) for local, own in parts]
    return [(name, text) for name, text in texts if text]


def _part(date: dict[str, int], local: Any, own: Any, term: Any) -> str | None:
    """Return one part of a date; the style's own attributes go before the locale's.

    citeproc-py writes the style's attributes into the locale, where they stay for the next date.
    """
    name = local.get("name")

    def option(attribute: str, default: str = "") -> str:
        return str(own.get(attribute, local.get(attribute, default)))

    form = option("form", "numeric" if name == "day" else "long")
    if name == "month" and "month" not in date and "season" in date:
        text = str(term(name=f"season-{date['season']:02}"))
    elif name not in date:
        return None
    elif name == "month" and form in ("long", "short"):
        text = str(term(name=f"month-{date['month']:02}", form="short" if form == "short" else None))
    elif name == "year":
        era = "bc" if date["year"] < 0 else "ad" if date["year"] < 500 else None
        text = f"{abs(date['year'])}{term(name=era) if era else ''}"
    else:
        text = f"{date[name]:02}" if form == "numeric-leading-zeros" else str(date[name])
    if option("strip-periods") == "true":
        text = text.replace(".", "")
    return typo.seam(typo.seam(option("prefix"), text), option("suffix"))


def _range(begin: list[tuple[str, str]], end: list[tuple[str, str]], delimiter: str) -> str:
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
