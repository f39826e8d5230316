"""Pieces of SVG: elements, text that is measured and wrapped, study marks.

Comes in: numbers, plain text, and markup of ours. Goes out: `Markup` that is at the same time valid
XML and valid in HTML. A plain string is content and is encoded; what is a mark must be `Markup`.
Sizes are in CSS pixels, for the pictures are never enlarged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as AbcMapping
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
_WIDTH = {character: width for characters, width in _WIDTHS.items() for character in characters}
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
    width = sum(_WIDTH.get(character) or _character_width(character) for character in text)
    return width * size * (_BOLD if bold else 1.0)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    """Return a word cut so that each piece fits; combining characters stay with their base."""
    pieces = [""]
    for character in word:
        if pieces[-1].strip() and text_width((pieces[-1] + character).rstrip(), size, bold=bold) > width:
            if unicodedata.combining(character):
                pieces[-1] += character
                continue
            pieces.append("")
        pieces[-1] += character
    return pieces


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, about equally long; joined, they are the text, white space included."""
    lines = _wrap(text, width, size, bold)
    if len(lines) == 1:
        return lines
    narrow = width / 2
    while width - narrow > 2:
        middle = (narrow + width) / 2
        tried = _wrap(text, middle, size, bold)
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


def _wrap(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    lines = [""]
    for token in _TOKEN.findall(text):
        for piece in _pieces(token, width, size, bold):
            if lines[-1].strip() and text_width((lines[-1] + piece).rstrip(), size, bold=bold) > width:
                lines.append("")
            lines[-1] += piece
    return tuple(lines)


def number(value: float) -> Markup:
    """Return a length with one decimal at most."""
    return Markup(f"{round(value, 1):g}")


def element(name: str, attributes: AbcMapping[str, float | str], *children: Markup) -> Markup:
    """Return one element; attributes that are plain strings are encoded as text."""
    parts = [f"<{name}"]
    for key, value in attributes.items():
        shown = number(value) if isinstance(value, int | float) else literal(value) if type(value) is str else value
        parts.append(f' {key}="{shown}"')
    parts += [">", *map(str, children), f"</{name}>"] if children else ["/>"]
    return Markup("".join(parts))


def path(data: str, css: str) -> Markup:
    """Return a path; `data` and `css` are ours."""
    return element("path", {"class": Markup(css), "d": Markup(data)})


def circle(x: float, y: float, radius: float, css: str) -> Markup:
    """Return a circle."""
    return element("circle", {"class": Markup(css), "cx": x, "cy": y, "r": radius})


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
    attributes: dict[str, float | str] = {"class": Markup(css), "font-size": size}
    if bold:
        attributes["font-weight"] = 700
    if anchor != "start":
        attributes["text-anchor"] = Markup(anchor)
    spans = []
    for i, line in enumerate(lines):
        words = line.rstrip()
        spans.append(element("tspan", {"x": x, "y": y + i * LINE * size}, literal(words)))
        if line != words:
            # There for who copies the text; without size, so that it is neither underlined nor centred upon.
            spans.append(element("tspan", {"font-size": 0}, literal(line[len(words) :])))
    words_of_it = element("text", attributes, *spans)
    return element("g", {"class": Markup("em-svg-under")}, words_of_it) if underlined else words_of_it


def height(lines: tuple[str, ...], size: float) -> float:
    """Return the height of a block of lines."""
    return (ASCENT + DESCENT + (len(lines) - 1) * LINE) * size


def link(href: Href, target: Target, *children: Markup) -> Markup:
    """Return a link that is named by its visible words, as they stand (WCAG 2.5.3)."""
    return element("a", {"href": Markup(href(target))}, *children)


def hidden(*children: Markup) -> Markup:
    """Return a group that only the eye needs."""
    return element("g", {"aria-hidden": Markup("true")}, *children)


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
