"""The citation network: who of the studies cites whom, and the works that two or more of them cite.

Comes in: a `NetworkView`. Goes out: an SVG with the studies in order of year on
the left, joined by arcs, and the shared works on the right, each a link to its place in the bibliography.
"""

from __future__ import annotations

from markupsafe import Markup

from generator.render.pictures.network_view import NetworkStudy, NetworkView, SharedWork, shorten
from generator.render.pictures.svg import (
    ASCENT,
    Href,
    circle,
    element,
    height,
    hidden,
    link,
    mark,
    number,
    path,
    picture,
    text,
)
from generator.render.pictures.text_lines import text_width, wrap

WIDTH = 840
SIZE, SMALL = 14, 12
ARCS = 118
"""Room for the arcs at the left."""
MARK_X = ARCS + 30
NAME_X = MARK_X + 24
NAME_ROOM = 140
WORK_X = 470
WORK_TEXT = WORK_X + 14
STEP = 54
"""Between two studies, at least."""
TOP = 40
"""Below the heads of the two columns."""


def _arc(start: float, end: float) -> Markup:
    """Return the arc from a citing study up or down to the cited one, with an arrow head there."""
    reach = min(ARCS - 10, 22 + abs(end - start) * 0.3) * 4 / 3
    tip, left = MARK_X - 19, MARK_X - 21
    data = (
        f"M{left} {number(start)}C{number(left - reach)} {number(start)} {number(left - reach)} {number(end)} "
        f"{tip - 8} {number(end)}"
    )
    return path(data, "em-svg-arc") + path(
        f"M{tip} {number(end)}L{tip - 9} {number(end - 4.5)}V{number(end + 4.5)}Z",
        "em-svg-head",
    )


def _arcs(view: NetworkView, place: dict[str, float]) -> Markup:
    """Return all arcs; where several reach one mark, they arrive side by side."""
    parts = []
    tones = {study.badge.id: study.badge.tone for study in view.studies}
    for cited in place:
        citing = sorted((c for c, to in view.citations if to == cited), key=lambda c: place[c])
        for i, study in enumerate(citing):
            spread = min(10.0, 16 / len(citing)) * (i - (len(citing) - 1) / 2)
            parts.append(
                element("g", {"class": Markup(f"em-tone-{tones[study]}")}, _arc(place[study], place[cited] + spread))
            )
    return Markup("").join(parts)


def _works_in_order(view: NetworkView, place: dict[str, float]) -> list[SharedWork]:
    """Return the works by the middle of the studies that cite them, so that few lines cross."""
    return sorted(
        view.works,
        key=lambda work: (sum(place[s] for s in work.cited_by) / len(work.cited_by), work.label.casefold()),
    )


def _study(study: NetworkStudy, y: float, href: Href) -> Markup:
    badge = study.badge
    lines = wrap(badge.name, NAME_ROOM, SIZE, bold=True)
    note = () if study.complete else wrap("list not at hand", NAME_ROOM, SMALL)
    block = height(lines, SIZE) + (height(note, SMALL) if note else 0)
    first = y - block / 2 + ASCENT * SIZE
    parts = [mark(badge.shape, badge.tone, badge.monogram, MARK_X, y)]
    parts.append(text(NAME_X, first, lines, SIZE, "em-svg-ink", underlined=True, bold=True))
    if note:
        parts.append(text(NAME_X, y + block / 2 - 0.3 * SMALL, note, SMALL, "em-svg-quiet"))
    return link(href, badge.target, *parts)


def _name_right(study: NetworkStudy) -> float:
    lines = wrap(study.badge.name, NAME_ROOM, SIZE, bold=True)
    widths = [text_width(line.rstrip(), SIZE, bold=True) for line in lines]
    if not study.complete:
        widths.append(text_width("list not at hand", SMALL))
    return NAME_X + max(widths) + 8


def _work_lines(work: SharedWork) -> tuple[tuple[str, ...], tuple[str, ...]]:
    room = WIDTH - WORK_TEXT
    title = () if work.label.startswith(work.title) else wrap(work.title, room, SMALL)
    return wrap(work.label, room, SIZE, bold=True), title


def _work_height(work: SharedWork) -> float:
    label, title = _work_lines(work)
    return height(label, SIZE) + (height(title, SMALL) if title else 0) + 12


def _work(work: SharedWork, y: float, href: Href) -> Markup:
    """Return a shared work whose block has its middle at `y`."""
    label, title = _work_lines(work)
    first = y - (_work_height(work) - 12) / 2 + ASCENT * SIZE
    parts = [
        circle(WORK_X, y, 4.5, "em-svg-dot"),
        text(WORK_TEXT, first, label, SIZE, "em-svg-ink", underlined=True, bold=True),
    ]
    if title:
        below = first + 0.3 * SIZE + (len(label) - 1) * 1.3 * SIZE + SMALL
        parts.append(text(WORK_TEXT, below, title, SMALL, "em-svg-quiet"))
    return link(href, work.target, *parts)


def draw_network(view: NetworkView, href: Href) -> Markup:
    """Return the picture of the network."""
    shown = shorten(view)
    works_tall = sum(_work_height(work) for work in shown.works)
    names_tall = max((height(wrap(s.badge.name, NAME_ROOM, SIZE, bold=True), SIZE) for s in shown.studies), default=0)
    least = max(STEP, names_tall + height(("",), SMALL) + 8)
    tall = max(works_tall, least * len(shown.studies))
    step = tall / max(len(shown.studies), 1)
    place = {study.badge.id: TOP + step * (i + 0.5) for i, study in enumerate(shown.studies)}
    right = {study.badge.id: _name_right(study) for study in shown.studies}
    tones = {study.badge.id: study.badge.tone for study in shown.studies}
    nodes, lines = [], []
    top = TOP + (tall - works_tall) / 2
    for work in _works_in_order(shown, place):
        y = top + _work_height(work) / 2
        nodes.append(_work(work, y, href))
        for study in work.cited_by:
            start, bend = right[study], (NAME_X + NAME_ROOM + WORK_X) / 2
            data = (
                f"M{number(start)} {number(place[study])}C{number(bend)} {number(place[study])} "
                f"{number(bend)} {number(y)} {WORK_X - 4} {number(y)}"
            )
            lines.append(element("g", {"class": Markup(f"em-tone-{tones[study]}")}, path(data, "em-svg-arc")))
        top += _work_height(work)
    heads = [text(NAME_X - 38, 16, ("Studies, the oldest first",), SMALL, "em-svg-quiet")]
    if shown.works:
        heads.append(text(WORK_TEXT, 16, ("Works that two or more of them cite",), SMALL, "em-svg-quiet"))
    return picture(
        WIDTH,
        TOP + tall + 4,
        "Citation network of the studies",
        "picture-network-caption",
        hidden(*heads, _arcs(shown, place), *lines),
        *(_study(study, place[study.badge.id], href) for study in shown.studies),
        *nodes,
    )
