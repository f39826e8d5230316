"""The picture of exposure: above, how long the doctors had met; below, the themes that they tell of.

Comes in: an `ExposureView`. Goes out: an SVG. The studies are columns, the shortest time at the left. The
scale of time is logarithmic, and says so; an end that the paper leaves open is drawn open.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from markupsafe import Markup

from generator.render.pictures.exposure_view import (
    REMARK,
    WORDS,
    ExposureStudy,
    ExposureTheme,
    ExposureView,
    shorten,
)
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

SIZE, SMALL = 14, 12
APART = 14
"""Between the studies with a time and those without."""
LEAST = 290
"""Width of the smallest picture."""
SCALE = 190
"""Length of the scale of time."""
BAR = 22
SLOTS = {"for": -1, "adds": 0, "against": 1}
"""Where in a column each sign stands, from the middle."""
NOTE = "The steps are not even. Dashed: the paper leaves that end open."
TICKS = (
    (0.25, "1 week"),
    (1, "1 month"),
    (3, "3 months"),
    (6, "6 months"),
    (12, "1 year"),
    (24, "2 years"),
    (60, "5 years"),
    (120, "10 years"),
    (240, "20 years"),
    (480, "40 years"),
    (1200, "100 years"),
)
"""Months, and the words beside them."""


@dataclass(frozen=True)
class _Form:
    """The sizes of the wide picture, or of the one for phones."""

    css: str
    labels: int
    """Width of the labels at the left."""
    few: int
    """Width of a column where there are up to five studies."""
    many: int
    """Width of a column where there are more."""
    shift: int
    """Distance of the signs in a column."""
    scale_top: int
    """Where the scale of time begins."""
    named: bool
    """Whether the heads of the columns have room for the studies' names beside their marks."""
    reading: int
    """How wide a line of words may be, so that it is read without scrolling."""


WIDE = _Form("em-svg em-svg--wide", 290, 120, 80, 24, 26, True, 800)
NARROW = _Form("em-svg em-svg--narrow", 118, 66, 66, 16, 62, False, 280)


@dataclass(frozen=True)
class _Axis:
    """The scale of time: the ticks just below and just above what the studies give, and all between."""

    ticks: tuple[tuple[float, str], ...]
    top: float

    def y(self, months: float) -> float:
        """Return the height of a time; longer is higher."""
        low, high = self.ticks[0][0], self.ticks[-1][0]
        share = log(min(max(months, low), high) / low) / log(high / low)
        return self.top + SCALE * (1 - share)


def _axis(view: ExposureView, top: float) -> _Axis:
    ends = [end for s in view.timed if s.months for end in (s.months.min, s.months.max) if end is not None]
    low = max((i for i, (months, _) in enumerate(TICKS) if months < min(ends)), default=0)
    high = min((i for i, (months, _) in enumerate(TICKS) if months > max(ends)), default=len(TICKS) - 1)
    return _Axis(TICKS[min(low, high - 1) : high + 1], top)


def _columns(view: ExposureView, form: _Form) -> tuple[dict[str, float], float, float]:
    """Return the middle of each study's column, the width of a column, and the width of the picture."""
    width = form.few if len(view.studies) <= 5 else form.many
    x, middles = float(form.labels), {}
    for i, study in enumerate(view.studies):
        if study.months is None and i and view.studies[i - 1].months is not None:
            x += APART
        middles[study.badge.id] = x + width / 2
        x += width
    return middles, width, max(x, LEAST)


def _bar(study: ExposureStudy, x: float, axis: _Axis) -> Markup:
    """Return the time of one study: filled where both ends are known, dashed towards an open end."""
    months, top, bottom = study.months, axis.top, axis.top + SCALE
    left, right = number(x - BAR / 2), number(x + BAR / 2)
    if months is None:
        shape = path(f"M{left} {bottom}V{top}H{right}V{bottom}", "em-svg-unknown")
        return shape + text(x, top + SCALE / 2 + 4, ("?",), SIZE, "em-svg-quiet", bold=True, anchor="middle")
    if months.min is not None and months.max is not None:
        upper, lower = axis.y(months.max), axis.y(months.min)
        if lower - upper < 7:
            upper, lower = (upper + lower - 7) / 2, (upper + lower + 7) / 2
        return path(f"M{left} {number(upper)}H{right}V{number(lower)}H{left}Z", "em-svg-tone")
    up = months.max is None
    known = axis.y(months.min if months.min is not None else months.max or 0)
    tip = top if up else bottom
    neck = tip + 11 if up else tip - 11
    cap = path(f"M{number(x - BAR / 2 - 4)} {number(known)}H{number(x + BAR / 2 + 4)}", "em-svg-cap")
    body = path(f"M{left} {number(known)}V{neck}M{right} {number(known)}V{neck}", "em-svg-open")
    arrow = path(
        f"M{number(x - BAR / 2 - 4)} {neck}L{number(x)} {tip}L{number(x + BAR / 2 + 4)} {neck}Z", "em-svg-tone"
    )
    return body + cap + arrow


def _scale(view: ExposureView, form: _Form, middles: dict[str, float], right: float) -> Markup:
    """Return the scale of time with its bars."""
    axis = _axis(view, form.scale_top)
    parts = [text(2, 13, ("Time in the group when asked",), SIZE, "em-svg-ink", bold=True)]
    parts.append(
        text(
            2,
            32,
            wrap(NOTE, 150 if form.named else form.reading, SMALL),
            SMALL,
            "em-svg-quiet",
        )
    )
    for months, words in axis.ticks:
        y = axis.y(months)
        parts.append(path(f"M{form.labels - 8} {number(y)}H{number(right)}", "em-svg-grid"))
        parts.append(text(form.labels - 16, y + 4, (words,), SMALL, "em-svg-quiet", anchor="end"))
    for study in view.studies:
        bar = _bar(study, middles[study.badge.id], axis)
        parts.append(element("g", {"class": Markup(f"em-tone-{study.badge.tone}")}, bar))
    return Markup("").join(parts)


def _heads(
    view: ExposureView, form: _Form, middles: dict[str, float], width: float, top: float, href: Href
) -> tuple[Markup, float]:
    """Return the heads of the columns, and where they end."""
    parts, bottom = [], top
    for study in view.studies:
        badge, x, y = study.badge, middles[study.badge.id], top + 16.0
        words = wrap(study.words, width - 2, SMALL)
        name = wrap(badge.name, width - 2, SMALL, bold=True) if form.named else ()
        first = y + 20 + ASCENT * SMALL
        second = first + (height(name, SMALL) if name else 0)
        parts.append(
            link(
                href,
                badge.target,
                mark(badge.shape, badge.tone, badge.monogram, x, y),
                *(
                    [text(x, first, name, SMALL, "em-svg-ink", underlined=True, bold=True, anchor="middle")]
                    * bool(name)
                ),
                text(x, second, words, SMALL, "em-svg-quiet", anchor="middle"),
            )
        )
        bottom = max(bottom, second + height(words, SMALL) - ASCENT * SMALL)
    return Markup("").join(parts), bottom


def sign(direction: str, x: float, y: float) -> Markup:
    """Return the sign of one direction around a point: shape tells it, colour only helps."""
    left, right, up, down = number(x - 6), number(x + 6), number(y - 6), number(y + 6)
    if direction == "for":
        return circle(x, y, 6.5, "em-svg-tone")
    if direction == "adds":
        return path(f"M{left} {number(y)}H{right}M{number(x)} {up}V{down}", "em-svg-plus")
    if direction == "against":
        return path(f"M{left} {up}L{right} {down}M{right} {up}L{left} {down}", "em-svg-cross")
    return circle(x, y, 3, "em-svg-remark")


def _row(
    theme: ExposureTheme, view: ExposureView, form: _Form, middles: dict[str, float], top: float, href: Href
) -> tuple[Markup, float]:
    """Return one theme's row, and where it ends."""
    lines = wrap(theme.label, form.labels - 22, SIZE)
    tall = height(lines, SIZE) + 9
    y = top + tall / 2
    parts = [
        link(
            href,
            theme.target,
            text(2, top + 4.5 + ASCENT * SIZE, lines, SIZE, "em-svg-ink", underlined=True),
        )
    ]
    for study in view.studies:
        x, found = middles[study.badge.id], theme.joins.get(study.badge.id, {})
        signs = [sign(direction, x + slot * form.shift, y) for direction, slot in SLOTS.items() if direction in found]
        if not signs and study.badge.id in theme.remarks:
            signs = [sign("remark", x, y)]
        parts.append(element("g", {"class": Markup(f"em-tone-{study.badge.tone}")}, *signs) if signs else Markup(""))
    return Markup("").join(parts), top + tall


def group_words(study: ExposureStudy | None, whole: bool) -> str:
    """Return the line above a group of themes."""
    if study is None:
        return "Told by no study whose time is known" if whole else "Told by no study shown here"
    return f"Told first{'' if whole else ', of the studies shown,'} in {study.badge.name}, {study.words}"


def _legend(top: float, width: float) -> tuple[Markup, float]:
    """Return what the signs mean, and where that ends."""
    x, y, parts = 8.0, top + 20, []
    for direction, words in (*WORDS.items(), ("remark", REMARK)):
        lines = wrap(words, width - 24, SMALL)
        room = 14 + max(text_width(line, SMALL) for line in lines)
        if x + room > width:
            x, y = 8.0, y + 24
        parts += [sign(direction, x, y - 4), text(x + 14, y, lines, SMALL, "em-svg-ink")]
        y += height(lines, SMALL) - height(lines[:1], SMALL)
        x += room + 20
    return element("g", {"class": Markup("em-svg-key")}, *parts), y + 10


def draw_exposure(whole: ExposureView, href: Href) -> Markup:
    """Return the picture of exposure twice, wide and for phones; the style sheet shows one."""
    view = shorten(whole)
    return _draw(view, WIDE, href) + _draw(view, NARROW, href)


def _draw(view: ExposureView, form: _Form, href: Href) -> Markup:
    middles, width, right = _columns(view, form)
    heads, y = _heads(view, form, middles, width, form.scale_top + SCALE + 12, href)
    rows = []
    for study, themes in view.groups:
        lines = wrap(group_words(study, view.whole), min(form.reading, right) - 2, SMALL, bold=True)
        rows.append(path(f"M0 {number(y + 10)}H{number(right)}", "em-svg-rule"))
        rows.append(text(2, y + 12 + ASCENT * SMALL + 3, lines, SMALL, "em-svg-group", bold=True))
        y += 12 + height(lines, SMALL) + 6
        for i, theme in enumerate(themes):
            if i:
                rows.append(path(f"M0 {number(y)}H{number(right)}", "em-svg-grid"))
            row, y = _row(theme, view, form, middles, y, href)
            rows.append(row)
    rows.append(path(f"M0 {number(y + 2)}H{number(right)}", "em-svg-rule"))
    legend, y = _legend(y + 4, min(form.reading, right))
    return picture(
        right,
        y,
        "Time in the group, and the themes that each study tells of",
        "picture-exposure-caption",
        hidden(_scale(view, form, middles, right)),
        heads,
        *rows,
        legend,
        css=form.css,
    )
