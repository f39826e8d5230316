"""Pieces of SVG: elements, text that is measured and wrapped, study marks.

Comes in: numbers, plain text, and markup of ours. Goes out: `Markup` that is at the same time valid
XML and valid in HTML. A plain string is content and is encoded; what is a mark must be `Markup`.
Sizes are in CSS pixels, for the pictures are never enlarged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbcMapping
from itertools import accumulate
from math import cos, pi, sin

from markupsafe import Markup

from generator.render.environment import literal
from generator.render.urls import Target

Href = Callable[[Target], str]
"""Gives the address of a target from the page that shows the picture, and remembers it."""

LINE = 1.3
"""Distance of two lines, in sizes of the type."""
ASCENT = 1.0
"""What is kept free above the baseline of a line, in sizes of the type."""
DESCENT = 0.3
"""What is kept free below it."""

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
_TOKEN = re.compile(r"\s*[^\s\-–/]*[\-–/]*\s*")
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


class _Measured:
    """A text of which every part has been measured at most once, to be set in lines of several widths."""

    def __init__(self, text: str, size: float, bold: bool) -> None:
        self.text = text
        self._size = size
        self._weight = _BOLD if bold else 1.0
        self._widths = [_WIDTH[character] for character in text]
        self._sums: dict[int, list[float]] = {}
        self._inked = list(accumulate((0 if c.isspace() else i for i, c in enumerate(text, 1)), max, initial=0))
        """For each place in the text, where the white space before it begins."""
        ends = [match.end() for match in _TOKEN.finditer(text)]
        self._tokens = list(zip([0, *ends], ends, strict=False))

    def lines(self, width: float) -> tuple[str, ...]:
        """Return lines that fit, where a character does; a word is cut only where it does not fit alone."""
        text, inked, lines, begin = self.text, self._inked, [], 0
        for start, end in self._tokens:
            pieces = self._pieces(start, end, width) if self._width(start, end) > width else ((start, end),)
            for left, right in pieces:
                if inked[left] > begin and self._width(begin, right) > width:
                    lines.append(text[begin:left])
                    begin = left
        return (*lines, text[begin:])

    def _pieces(self, start: int, end: int, width: float) -> Iterator[tuple[int, int]]:
        """Yield the pieces of a word so that each fits; combining characters stay with their base."""
        for i in range(start, end):
            too_wide = self._inked[i] > start and self._width(start, i + 1) > width
            if too_wide and not unicodedata.combining(self.text[i]):
                yield start, i
                start = i
        yield start, end

    def _width(self, start: int, end: int) -> float:
        """Return the width of a part without the white space at its end."""
        sums = self._sums.get(start)
        if sums is None:
            sums = self._sums[start] = list(accumulate(self._widths[start:], initial=0.0))
        return sums[max(self._inked[end] - start, 0)] * self._size * self._weight


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, about equally long; joined, they are the text, white space included."""
    measured = _Measured(text, size, bold)
    lines = measured.lines(width)
    if len(lines) == 1:
        return lines
    narrow = width / 2
    while width - narrow > 2:
        middle = (narrow + width) / 2
        tried = measured.lines(middle)
        if len(tried) > len(lines) or not _whole(tried, lines):
            narrow = middle
        else:
            width, lines = middle, tried
    return lines


def _whole(lines: tuple[str, ...], wider: tuple[str, ...]) -> bool:
    """Say whether no more words are cut than in lines that had more room."""
    return _cuts(lines) <= _cuts(wider)


def _cuts(lines: tuple[str, ...]) -> int:
    return sum(1 for line in lines[:-1] if not line[-1:].isspace() and line[-1:] not in "-–/")


def number(value: float) -> str:
    """Return a length with one decimal at most; it has no mark."""
    return f"{value:.1f}".removesuffix(".0")


def element(name: str, attributes: AbcMapping[str, float | str], *children: Markup) -> Markup:
    """Return one element; attributes that are plain strings are encoded as text, children are markup of ours."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        shown = number(value) if isinstance(value, int | float) else literal(value) if type(value) is str else value
        parts.append(f' {key}="{shown}"')
    parts += [">", *children, f"</{name}>"] if children else ["/>"]
    return Markup("".join(parts))


def path(data: str, css: str) -> Markup:
    """Return a path; `data` and `css` are ours."""
    return Markup(f'<path class="{css}" d="{data}"/>')


def circle(x: float, y: float, radius: float, css: str) -> Markup:
    """Return a circle; `css` is ours."""
    return Markup(f'<circle class="{css}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>')


def text(
    x: float,
    y: float,
    lines: tuple[str, ...],
    size: float,
    css: str,
    *,
    bold: bool = False,
    anchor: str = "start",
    underlined: bool = False,
) -> Markup:
    """Return lines of text whose first stands on the baseline `y`; the words of a link are underlined."""
    parts = [f'<text class="{css}" font-size="{number(size)}"']
    if bold:
        parts.append(' font-weight="700"')
    if anchor != "start":
        parts.append(f' text-anchor="{anchor}"')
    parts.append(">")
    left = number(x)
    for i, line in enumerate(lines):
        words = line.rstrip()
        parts.append(f'<tspan x="{left}" y="{number(y + i * LINE * size)}">{literal(words)}</tspan>')
        if line != words:
            # There for who copies the text; without size, so that it is neither underlined nor centred upon.
            parts.append(f'<tspan font-size="0">{literal(line[len(words) :])}</tspan>')
    parts.append("</text>")
    words_of_it = "".join(parts)
    return Markup(f'<g class="em-svg-under">{words_of_it}</g>' if underlined else words_of_it)


def height(lines: tuple[str, ...], size: float) -> float:
    """Return the height of a block of lines."""
    return (ASCENT + DESCENT + (len(lines) - 1) * LINE) * size


def link(href: Href, target: Target, *children: Markup) -> Markup:
    """Return a link that is named by its visible words, as they stand (WCAG 2.5.3)."""
    return Markup(f'<a href="{href(target)}">{"".join(children)}</a>')


def hidden(*children: Markup) -> Markup:
    """Return a group that only the eye needs."""
    return Markup(f'<g aria-hidden="true">{"".join(children)}</g>')


def picture(width: float, tall: float, name: str, described_by: str, *children: Markup, css: str = "em-svg") -> Markup:
    """Return a whole picture with links inside: a group with a name, left out of the search."""
    return element(
        "svg",
        {
            "xmlns": Markup("http://www.w3.org/2000/svg"),
            "class": Markup(css),
            "width": width,
            "height": tall,
            "viewBox": Markup(f"0 0 {number(width)} {number(tall)}"),
            "role": Markup("group"),
            "aria-label": name,
            "aria-describedby": Markup(described_by),
            "data-search-exclude": Markup(""),
        },
        *children,
    )


_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "pentagon": tuple((1.1 * sin(2 * pi * i / 5), -1.1 * cos(2 * pi * i / 5)) for i in range(5)),
    "hexagon": tuple((1.1 * cos(2 * pi * i / 6), 1.1 * sin(2 * pi * i / 6)) for i in range(6)),
}
"""Corners of the marks for radius 1, in the proportions of the chips."""


def mark(shape: str, tone: int, monogram: str, x: float, y: float, radius: float = 14) -> Markup:
    """Return a study's mark around a point: shape, tone and monogram as on its chips."""
    if shape == "circle":
        ground = circle(x, y, radius, "em-svg-tone")
    else:
        corners = " ".join(f"{number(x + a * radius)},{number(y + b * radius)}" for a, b in _CORNERS[shape])
        ground = element("polygon", {"class": Markup("em-svg-tone"), "points": Markup(corners)})
    letters = text(x, y + 4.2, (monogram,), 12, "em-svg-on", bold=True, anchor="middle")
    return element("g", {"class": Markup(f"em-tone-{tone}"), "aria-hidden": Markup("true")}, ground, letters)
