"""The theme tree of a study: theme, subtheme, code from left to right, each with its number of quotations.

Comes in: a study's linked themes and quotes. Goes out: an SVG whose labels lead to the theme on the
study's page. Nothing is drawn for a study without themes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup

from generator.link.knowledge_base import KnowledgeBase, LinkedQuote
from generator.model.study import Study
from generator.model.theme import ThemeNode
from generator.render import urls
from generator.render.pictures.svg import (
    ASCENT,
    Href,
    circle,
    element,
    height,
    hidden,
    link,
    number,
    path,
    picture,
    text,
)
from generator.render.pictures.text_lines import text_width, wrap
from generator.render.pictures.words import in_a_row
from generator.render.urls import Target
from generator.render.views import plural

WIDTH = 840
PHONE = 280
"""Width of the picture for phones, one node below the other."""
INDENT = 22
SIZE = 14
COLUMNS = {1: (WIDTH,), 2: (300, 540), 3: (235, 275, 330)}
"""Widths of the columns by the depth of the tree, each with the room for the lines into the next."""
GUTTER = 44
"""At the right of a column, for the lines into the next."""
RADIUS = 17
"""Room for the largest circle."""
COUNT, NO_COUNT = Markup("em-svg-count em-svg-on"), Markup("em-svg-count em-svg-quiet")
"""Classes of the number in a circle; the style sheet gives `em-svg-count` its size, weight and anchor."""
GAP = 5
"""Between two nodes of one column."""


@dataclass(frozen=True)
class TreeNode:
    """A theme, subtheme or code."""

    label: str
    level: str
    """`theme`, `subtheme` or `code`."""
    target: Target
    quotes: int
    """Distinct quotations that illustrate it or anything below it."""
    children: tuple[TreeNode, ...] = ()

    def walk(self) -> Iterator[TreeNode]:
        """Yield this node and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class TreeView:
    """A study's tree."""

    study: str
    """The study's name."""
    tone: int
    themes: tuple[TreeNode, ...]

    @property
    def nodes(self) -> tuple[TreeNode, ...]:
        """All nodes, depth first."""
        return tuple(node for theme in self.themes for node in theme.walk())

    @property
    def says(self) -> str:
        """The message of the picture, in a sentence or two."""
        levels = [[node for node in self.nodes if node.level == level] for level in ("theme", "subtheme", "code")]
        counts = [plural(len(found), found[0].level) for found in levels if found]
        most = max(self.themes, key=lambda theme: theme.quotes)
        empty = sum(1 for node in self.nodes if not node.quotes)
        says = f"The authors name {in_a_row(counts)}."
        if most.quotes:
            says += f" “{most.label}” has the most quotations, {most.quotes}." if len(self.themes) > 1 else ""
            says += f" For {empty} of the {len(self.nodes)} the paper prints none." if empty else ""
        return says


def _origin(linked: LinkedQuote, base: KnowledgeBase) -> str:
    """Return the id of the quotation that a repeat or an excerpt goes back to."""
    seen: set[str] = set()
    while linked.id not in seen:
        seen.add(linked.id)
        earlier = base.quotes.get(f"{linked.study.id}.{linked.quote.same_as or linked.quote.excerpt_of}")
        if earlier is None:
            break
        linked = earlier
    return linked.id


def view_tree_picture(base: KnowledgeBase, study: Study, tone: int) -> TreeView | None:
    """Return a study's tree, or None where the paper has no themes."""

    def node(theme: ThemeNode) -> TreeNode:
        return TreeNode(
            label=theme.label,
            level=type(theme).__name__.lower(),
            target=urls.study_theme(study.id, theme.id),
            quotes=len({_origin(quote, base) for quote in base.quotes_of(study.id, theme.id)}),
            children=tuple(node(child) for child in theme.children),
        )

    return TreeView(study.short_name, tone, tuple(node(theme) for theme in study.themes)) if study.themes else None


class _Placed(NamedTuple):
    """A node with its place: the middle of its circle."""

    node: TreeNode
    depth: int
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    children: tuple[_Placed, ...]
    bottom: float
    """Lower end of the room of the node and all below it."""

    @property
    def text_x(self) -> float:
        return self.x + RADIUS + 7

    @property
    def right(self) -> float:
        """Right end of the label."""
        return self.text_x + max(text_width(line.rstrip(), SIZE, bold=self.depth == 0) for line in self.lines)

    def walk(self) -> Iterator[_Placed]:
        yield self
        for child in self.children:
            yield from child.walk()


def _radius(quotes: int) -> float:
    """Return a radius whose circle grows with the number, large enough for its figures."""
    return min(RADIUS, 9.5 + sqrt(quotes)) if quotes else 8.5


def _place(node: TreeNode, depth: int, top: float, columns: tuple[int, ...]) -> _Placed:
    """Return a node and all below it, placed from `top` down; a parent stands at the middle of its children."""
    last = depth == len(columns) - 1
    room = columns[depth] - 2 * RADIUS - 7 - (0 if last else GUTTER)
    lines = wrap(node.label, room, SIZE, bold=depth == 0)
    radius = _radius(node.quotes)
    own = max(2 * radius, height(lines, SIZE)) + GAP
    children = _place_all(node.children, depth + 1, top, columns)
    span = children[-1].bottom - top if children else 0.0
    if children and span < own:
        children = _place_all(node.children, depth + 1, top + (own - span) / 2, columns)
    bottom = top + max(own, span)
    middle = (children[0].y + children[-1].y) / 2 if children else top + own / 2
    y = min(max(middle, top + own / 2), bottom - own / 2)
    return _Placed(node, depth, sum(columns[:depth]) + RADIUS, y, radius, lines, children, bottom)


def _place_all(nodes: tuple[TreeNode, ...], depth: int, top: float, columns: tuple[int, ...]) -> tuple[_Placed, ...]:
    placed: list[_Placed] = []
    for node in nodes:
        placed.append(_place(node, depth, placed[-1].bottom if placed else top, columns))
    return tuple(placed)


def _branches(placed: _Placed, columns: tuple[int, ...]) -> str:
    """Return the lines from a node to its children, with round corners, as data of a path."""
    if not placed.children:
        return ""
    edge = sum(columns[: placed.depth + 1])
    bend = edge - 14
    parts = [f"M{number(placed.right + 8)} {number(placed.y)}H{number(bend)}"]
    for child in placed.children:
        turn = min(7, abs(child.y - placed.y))
        side = 1 if child.y > placed.y else -1
        parts.append(f"M{number(bend)} {number(placed.y)}")
        if turn:
            parts.append(f"V{number(child.y - side * turn)}")
            parts.append(f"Q{number(bend)} {number(child.y)} {number(bend + turn)} {number(child.y)}")
        parts.append(f"H{number(child.x - child.radius)}")
    return "".join(parts)


def _draw(placed: _Placed, href: Href) -> Markup:
    """Return a node: its circle with the number, and its label, as one link."""
    node, bold = placed.node, placed.depth == 0
    first = placed.y - height(placed.lines, SIZE) / 2 + ASCENT * SIZE
    return link(
        href,
        node.target,
        circle(placed.x, placed.y, placed.radius, "em-svg-tone" if node.quotes else "em-svg-hollow"),
        element(
            "text",
            {"class": COUNT if node.quotes else NO_COUNT, "x": placed.x, "y": placed.y + 4},
            Markup(node.quotes),
        ),
        text(placed.text_x, first, placed.lines, SIZE, "em-svg-ink", underlined=True, bold=bold, sized=False),
    )


def draw_theme_tree(view: TreeView, href: Href) -> Markup:
    """Return the picture of a study's tree twice, wide and for phones; the style sheet shows one."""
    columns = COLUMNS[max(_depth(theme) for theme in view.themes)]
    placed: list[_Placed] = []
    top = 2.0
    for theme in view.themes:
        placed.append(_place(theme, 0, top, columns))
        top = placed[-1].bottom + 3 * GAP
    wide = [node for theme in placed for node in theme.walk()]
    lines = "".join(_branches(node, columns) for node in wide)
    narrow, twigs, low = _outline(view)
    return _frame(view, WIDTH, top - 3 * GAP + 2, wide, lines, "em-svg em-svg--wide", href) + _frame(
        view, PHONE, low, narrow, twigs, "em-svg em-svg--narrow", href
    )


def _outline(view: TreeView) -> tuple[list[_Placed], str, float]:
    """Return the nodes one below the other and set in by their depth, their lines, and where they end."""
    nodes: list[_Placed] = []
    twigs: list[str] = []
    top = 2.0

    def add(node: TreeNode, depth: int) -> _Placed:
        nonlocal top
        x = RADIUS + depth * INDENT
        lines = wrap(node.label, PHONE - x - RADIUS - 7, SIZE, bold=depth == 0)
        own = max(2 * RADIUS, height(lines, SIZE)) + 2
        placed = _Placed(node, depth, x, top + own / 2, _radius(node.quotes), lines, (), top + own)
        nodes.append(placed)
        top = placed.bottom
        below = [add(child, depth + 1) for child in node.children]
        if below:
            twigs.append(f"M{x} {number(placed.y + placed.radius)}V{number(below[-1].y)}")
            twigs.extend(f"M{x} {number(b.y)}H{number(b.x - b.radius)}" for b in below)
        return placed

    for theme in view.themes:
        add(theme, 0)
        top += 2 * GAP
    return nodes, "".join(twigs), top


def _frame(view: TreeView, width: float, tall: float, nodes: list[_Placed], lines: str, css: str, href: Href) -> Markup:
    return picture(
        width,
        tall,
        f"Theme tree of {view.study}",
        "picture-tree-caption",
        hidden(path(lines, "em-svg-line")),
        element(
            "g", {"class": Markup(f"em-tone-{view.tone}"), "font-size": SIZE}, *(_draw(node, href) for node in nodes)
        ),
        css=css,
    )


def _depth(node: TreeNode) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)
