"""The words of a language: terms, and the forms of dates.

Comes in: the `cs:locale` elements that a style may take words from, the first that has one deciding. Goes out: texts
of terms, and `cs:date` elements.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

CSL = {"cs": "http://purl.org/net/xbiblio/csl"}
"""The namespace of CSL, as searches in its XML are given it."""

_STAND_INS = {
    "long": ("long",),
    "short": ("short", "long"),
    "symbol": ("symbol", "short", "long"),
    "verb": ("verb", "long"),
    "verb-short": ("verb-short", "verb", "long"),
}
"""The forms of a term, each with those that stand in for it."""


class Locale:
    """Terms and dates, found by their names."""

    def __init__(self, locales: Iterable[Any]) -> None:
        self._terms: dict[tuple[str, str], tuple[str, str]] = {}
        self._dates: dict[str, Any] = {}
        for locale in locales:
            for term in locale.iterfind("cs:terms/cs:term", CSL):
                self._terms.setdefault((term.get("name"), term.get("form", "long")), _one_and_several(term))
            for date in locale.iterfind("cs:date", CSL):
                self._dates.setdefault(date.get("form"), date)

    def term(self, name: str, form: str = "long", plural: bool = False) -> str:
        """Return a term in a form or what stands in for it; empty where the language has none."""
        for stand_in in _STAND_INS[form]:
            if text := self._terms.get((name, stand_in), ("", ""))[plural]:
                return text
        return ""

    def date(self, form: str) -> Any:
        """Return the `cs:date` of a form."""
        return self._dates[form]


def _one_and_several(term: Any) -> tuple[str, str]:
    one, several = term.find("cs:single", CSL), term.find("cs:multiple", CSL)
    return (
        (term if one is None else one).text or "",
        (term if several is None else several).text or "",
    )
