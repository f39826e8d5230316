"""Text that is measured and set in lines, without a browser and without fonts.

Comes in: plain text, widths in CSS pixels. Goes out: widths that no usual typeface exceeds, and lines that fit.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

_WIDTHS = {
    "'ijl": 0.29,
    "IJ ,.": 0.33,
    "/:;\\|f-": 0.37,
    "()[]t!r": 0.42,
    '"*_`szc?': 0.56,
    "LFkvxyPTYaoebdghnpquES$0123456789{}": 0.65,
    "KAVBRXZC": 0.71,
    "UHNDG&OQ": 0.8,
    "w#+<=>^~M": 0.87,
    "%mW@": 1.0,
}
"""Widths in sizes of the type, after DejaVu Sans, the widest face that a system is likely to give."""


class _CharacterWidths(dict[str, float]):
    """Widths in sizes of the type; what is not in the table is estimated once."""

    def __missing__(self, character: str) -> float:
        width = self[character] = _character_width(character)
        return width


_WIDTH = _CharacterWidths({character: width for characters, width in _WIDTHS.items() for character in characters})
_BOLD = 1.15
_TOKEN = re.compile(r"(\s*[^\s\-–/]*)[\-–/]*\s*")
"""A word, or a part of one up to a dash or stroke, with the white space around it."""


def _character_width(character: str) -> float:
    if unicodedata.combining(character) or character in "\u200b\u200c\u200d\u2060\ufe0f":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return 1.4
    if character.isspace():
        return 0.33
    return 0.7 if "\u00a0" < character < "\u0250" or character in "‘’“”" else 1.1


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return a width that no system's sans serif is likely to exceed."""
    return sum(map(_WIDTH.__getitem__, text)) * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=1024)
def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, about equally long; joined, they are the text, white space included."""
    if text_width(text.rstrip(), size, bold=bold) <= width:
        return (text,)
    measured = _measure(text, size, bold)
    lines = measured.lines(width)
    narrow, cuts = width / 2, _cuts(lines)
    while width - narrow > 2:
        middle = (narrow + width) / 2
        tried = () if middle < measured.least and not cuts else measured.lines(middle)
        if not tried or len(tried) > len(lines) or _cuts(tried) > cuts:
            narrow = middle
        else:
            width, lines, cuts = middle, tried, _cuts(tried)
    return lines


def _cuts(lines: tuple[str, ...]) -> int:
    """Return how many words are cut."""
    return sum(1 for line in lines[:-1] if not line[-1:].isspace() and line[-1:] not in "-–/")


class _Measured:
    """A text that has been measured, to be set in lines of several widths."""

    def __init__(self, text: str, size: float, bold: bool) -> None:
        self._text = text
        self._size = size
        self._bold = bold
        self._widths = list(map(_WIDTH.__getitem__, text))
        tokens = [match for match in _TOKEN.finditer(text) if match[0]]
        inked = [match[0].rstrip() for match in tokens]
        self._starts = [match.start() for match in tokens]
        self._inks = [start + len(ink) for start, ink in zip(self._starts, inked, strict=True)]
        """Where the white space after each token begins."""
        self._rows: list[list[float]] = [[] for _ in tokens]
        self._widest = max(self._width(ink) for ink in inked)
        words = (ink[: len(match[1]) + 1] for match, ink in zip(tokens, inked, strict=True) if match[1].strip())
        certain = text.isascii() or not any(map(unicodedata.combining, text))
        self.least = max(map(self._width, words), default=0.0) if certain else 0.0
        """In lines narrower than this a word is cut before its last letter; 0 where that is not certain."""

    def _row(self, i: int) -> list[float]:
        """Return the widths of the text from a token to the ink of each token from there on."""
        if not self._rows[i]:
            start, size, weight = self._starts[i], self._size, _BOLD if self._bold else 1.0
            sums = list(accumulate(self._widths[start:], initial=0.0))
            self._rows[i] = [sums[ink - start] * size * weight for ink in self._inks[i:]]
        return self._rows[i]

    def _width(self, text: str) -> float:
        return text_width(text, self._size, bold=self._bold)

    def lines(self, width: float) -> tuple[str, ...]:
        """Return lines that fit, where a character does; a word is cut only where it does not fit alone."""
        if width < self._widest:
            return tuple(self._lines_of_pieces(width))
        starts, lines, i = [*self._starts, len(self._text)], [], 0
        while i < len(self._starts):
            after = i + max(1, bisect_right(self._row(i), width))
            lines.append(self._text[starts[i] : starts[after]])
            i = after
        return tuple(lines)

    def _lines_of_pieces(self, width: float) -> list[str]:
        lines = [""]
        for token in _TOKEN.finditer(self._text):
            for piece in self._pieces(token[0], width):
                if lines[-1].strip() and self._fits_not(lines[-1] + piece, width):
                    lines.append("")
                lines[-1] += piece
        return lines

    def _pieces(self, word: str, width: float) -> list[str]:
        """Return a word cut so that each piece fits; combining characters stay with their base."""
        pieces = [""]
        for character in word:
            full = pieces[-1].strip() and self._fits_not(pieces[-1] + character, width)
            if full and not unicodedata.combining(character):
                pieces.append("")
            pieces[-1] += character
        return pieces

    def _fits_not(self, text: str, width: float) -> bool:
        return self._width(text.rstrip()) > width


_measure = lru_cache(maxsize=256)(_Measured)
"""A label is set wide and narrow, one soon after the other."""
