"""How an element's text looks: periods, capitals, font, quotation marks, affixes.

Comes in: the attributes of an element, once, and then its texts. Goes out: the texts, with marks of `markup`.
"""

from __future__ import annotations

from typing import Any

from generator.render.citation import markup
from generator.render.citation import typography as typo

_FONTS = (
    ("font-style", {"italic": "italic", "oblique": "italic"}),
    ("font-variant", {"small-caps": "small_caps"}),
    ("font-weight", {"bold": "bold"}),
    ("vertical-align", {"sup": "superscript"}),
)
"""Attributes of the font, the innermost first, and the markup that their values ask for; others print as plain text."""


class Look:
    """What an element does to the text that it prints."""

    __slots__ = ("_case", "_close", "_open", "_prefix", "_strip", "_suffix", "changes_nothing", "has_font")

    def __init__(self, element: Any) -> None:
        self._strip = element.get("strip-periods") == "true"
        self._case: str | None = element.get("text-case")
        self._prefix, self._suffix = str(element.get("prefix", "")), str(element.get("suffix", ""))
        self._open = self._close = ""
        for attribute, fonts in _FONTS:
            if font := fonts.get(element.get(attribute)):
                before, after = markup.around(font)
                self._open, self._close = before + self._open, self._close + after
        if element.get("quotes") == "true":
            self._open, self._close = "“" + self._open, self._close + "”"
        self.has_font = bool(element.get("font-style"))
        """Whether the text stands in a font of its own."""
        self.changes_nothing = not (
            self._strip or self._case or self._prefix or self._suffix or self._open or self._close
        )

    def dress(self, text: str, english: bool = True) -> str:
        """Return text in the element's own case, font, quotation marks and affixes; nothing stays nothing."""
        if self.changes_nothing or not text:
            return text
        if self._strip:
            text = text.replace(".", "")
        if self._case:
            text = self._cased(text, english)
        return self.wrap(f"{self._open}{text}{self._close}")

    def wrap(self, text: str) -> str:
        """Return text between the element's affixes; nothing stays nothing."""
        if not text:
            return ""
        if self._prefix:
            text = typo.seam(self._prefix, text)
        return typo.seam(text, self._suffix) if self._suffix else text

    def _cased(self, text: str, english: bool) -> str:
        match self._case:
            case "title" if english:
                return typo.title_case(text)
            case "capitalize-first":
                return typo.capitalize_first(text)
            case "lowercase":
                return text.lower()
            case "uppercase":
                return text.upper()
        return text
