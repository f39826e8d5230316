"""The plot of seconds against studies, drawn as SVG that is right on light and on dark pages.

Comes in: lines of points. Goes out: one SVG. Both axes are logarithmic, so that a cost that grows with the content is a
straight line. Lines are told apart by their names at their ends, by dash and by mark; colour only helps. The picture
brings its own ground, because a picture in a page knows the reader's system and not the page's colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 780, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 198, 44, 52
ROW = 17
"""Least distance of two names."""

STYLE = """\
.ground { fill: #ffffff } text { fill: #1c2430; font: 13px system-ui, sans-serif } .small { fill: #4c5766; font-size: 12px }
.grid { stroke: #d5dae1; stroke-width: 1 } .ours { stroke: #0b5c73; fill: #0b5c73 } .theirs { stroke: #a4501a; fill: #a4501a }
path { fill: none !important; stroke-width: 2.2 } .name-ours { fill: #0b5c73; font-weight: 600 } .name-theirs { fill: #a4501a }
.leader { stroke: #8a94a3; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
.ground { fill: #161b22 } text { fill: #e4e8ee } .small { fill: #a9b3c1 } .grid { stroke: #323a45 }
.ours { stroke: #6cc7e0; fill: #6cc7e0 } .theirs { stroke: #f0a875; fill: #f0a875 }
.name-ours { fill: #6cc7e0 } .name-theirs { fill: #f0a875 } .leader { stroke: #6b7585 }
}"""
DASHES = ("", "7 4", "2 4", "10 3 2 3")


@dataclass(frozen=True)
class Line:
    """One program's times."""

    name: str
    points: Sequence[tuple[int, float]]
    """Studies and seconds, in order; at least one."""
    ours: bool


def plot(lines: Sequence[Line]) -> str:
    """Return the picture; without lines one that says so."""
    if not lines:
        return _svg('<text x="24" y="40">Nothing has been measured yet.</text>', "Nothing has been measured yet.")
    sizes = sorted({size for line in lines for size, _ in line.points})
    seconds = [value for line in lines for _, value in line.points]
    low, high = floor(log10(min(seconds))), max(ceil(log10(max(seconds))), floor(log10(min(seconds))) + 1)
    near, far = log10(sizes[0]), max(log10(sizes[-1]), log10(sizes[0]) + 0.5)

    def x(size: float) -> float:
        return LEFT + (log10(size) - near) / (far - near) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = ['<text x="16" y="24">Seconds to build the site</text>']
    for power in range(low, high + 1):
        height = y(10.0**power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>')
        parts.append(
            f'<text class="small" x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end">{_number(10.0**power)}</text>'
        )
    for size in sizes:
        parts.append(f'<line class="grid" x1="{x(size):.1f}" x2="{x(size):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text class="small" x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text class="small" x="{middle:.0f}" y="{HEIGHT - 10}" text-anchor="middle">studies</text>')
    ends = [(x(line.points[-1][0]), y(line.points[-1][1])) for line in lines]
    for line, end, row in zip(lines, ends, spread([height for _, height in ends]), strict=True):
        parts += _drawn(line, [(x(size), y(value)) for size, value in line.points], _dash(line, lines))
        kind = "ours" if line.ours else "theirs"
        parts.append(
            f'<line class="leader" x1="{end[0] + 6:.1f}" y1="{end[1]:.1f}" x2="{WIDTH - RIGHT + 14}" y2="{row:.1f}"/>'
            f'<text class="name-{kind}" x="{WIDTH - RIGHT + 18}" y="{row + 4:.1f}">{escape(line.name)}</text>'
        )
    told = "; ".join(f"{line.name}: {line.points[-1][1]:.3g} s at {line.points[-1][0]:,} studies" for line in lines)
    return _svg("\n".join(parts), f"Seconds against studies, both logarithmic. {told}.")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def _dash(line: Line, lines: Sequence[Line]) -> str:
    """Return the dash of a line: different from that of every other line of its colour."""
    alike = [other for other in lines if other.ours == line.ours]
    return DASHES[alike.index(line) % len(DASHES)]


def _drawn(line: Line, points: Sequence[tuple[float, float]], dash: str) -> list[str]:
    kind = "ours" if line.ours else "theirs"
    way = " L ".join(f"{across:.1f} {down:.1f}" for across, down in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    made = [f'<path class="{kind}" d="M {way}"{dashes}/>']
    for across, down in points:
        if line.ours:
            made.append(f'<circle class="{kind}" cx="{across:.1f}" cy="{down:.1f}" r="4"/>')
        else:
            made.append(f'<rect class="{kind}" x="{across - 3.5:.1f}" y="{down - 3.5:.1f}" width="7" height="7"/>')
    return made


def spread(heights: Sequence[float]) -> list[float]:
    """Return heights for the names, in the same order above each other, far enough apart and within the picture."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = [0.0] * len(heights)
    above = float(TOP - ROW)
    for index in order:
        above = placed[index] = max(heights[index], above + ROW)
    below = float(HEIGHT - BOTTOM + ROW)
    for index in reversed(order):
        below = placed[index] = min(placed[index], below - ROW)
    return placed


def _svg(body: str, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{escape(title)}">\n<style>{STYLE}</style>\n'
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="6"/>\n{body}\n</svg>\n'
    )
