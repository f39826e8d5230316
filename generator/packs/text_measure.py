"""How much room words take on a slide, without the fonts: rather too much than too little.

Comes in: words, size and width. Goes out: lines and heights in points. The widths are those of Helvetica, which Arial
and Liberation Sans share, made wider for safety; a serif is taken for as wide as the widest that a program may put in
its place.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW = "iljI.,:;'|![]()/\\ftr -‘’`\"*{}°“”"
_WIDE = "mwMW@%—…&OQGDHNU"
SANS, SERIF = 1.06, 1.24
LEADING = 1.2
"""Height of a line in sizes of its font."""


def _width(character: str) -> float:
    """Return the width of a character in sizes of its font."""
    if character in _NARROW:
        return 0.34
    if character in _WIDE:
        return 0.9
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF:
        return 1.1
    if unicodedata.combining(character):
        return 0.0
    return 0.68 if character.isupper() or ord(character) > 0x24F else 0.56


@lru_cache(maxsize=8192)
def _units(text: str) -> float:
    """Return the width of a line of words in sizes of its font; the same words are measured at many sizes."""
    return sum(map(_width, text))


def text_width(text: str, size: float, font: float = SANS) -> float:
    """Return the width of a line of words in points."""
    return _units(text) * size * font


def count_lines(text: str, size: float, width: float, font: float = SANS) -> int:
    """Return into how many lines words break that are `size` points high and have `width` points."""
    lines, used = 1, 0.0
    space = text_width(" ", size, font)
    for word in text.split():
        taken = text_width(word, size, font)
        if used and used + space + taken > width:
            lines, used = lines + 1, 0.0
        if taken > width:
            # A word wider than the line is broken anywhere.
            more = int(taken // width)
            lines, used = lines + more, taken - more * width
        else:
            used += taken + (space if used else 0.0)
    return lines


def text_height(text: str, size: float, width: float, font: float = SANS) -> float:
    """Return the height of words in points."""
    return count_lines(text, size, width, font) * size * LEADING


def split_words(text: str, size: float, width: float, height: float, font: float = SANS) -> list[str]:
    """Return words cut into pieces that each fit; joined, they are the text again."""
    pieces: list[str] = []
    rest = text
    while rest and text_height(rest, size, width, font) > height:
        low, high = 1, len(rest)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if text_height(rest[:middle], size, width, font) <= height else (low, middle - 1)
        cut = rest.rfind(" ", 1, low) + 1 or low
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return [*pieces, rest] if rest or not pieces else pieces
