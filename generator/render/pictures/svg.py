"""Pieces of SVG: elements, lines of text, study marks.

Comes in: numbers, plain text, and markup of ours. Goes out: `Markup` that is at the same time valid
XML and valid in HTML. A plain string is content and is encoded; what is a mark must be `Markup`.
Sizes are in CSS pixels, for the pictures are never enlarged.
"""

from __future__ import annotations

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
    sized: bool = True,
) -> Markup:
    """Return lines of text whose first stands on the baseline `y`; the words of a link are underlined.

    What stands in a group of texts of its size need not say it: it is not `sized`.
    """
    parts = [f'<text class="{css}"']
    if sized:
        parts.append(f' font-size="{number(size)}"')
    if bold:
        parts.append(' font-weight="700"')
    if anchor != "start":
        parts.append(f' text-anchor="{anchor}"')
    left = number(x)
    for i, line in enumerate(lines):
        words = line.rstrip()
        placed = f' x="{left}" y="{number(y + i * LINE * size)}">{literal(words)}'
        parts.append(f"<tspan{placed}</tspan>" if i else placed)
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
