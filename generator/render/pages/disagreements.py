"""Where studies disagree, and what is missing: made from the crosswalk.

Where there is much of it, the page leads to pages by theme, and to the parts of its lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.render import urls
from generator.render.addresses import Pairs
from generator.render.badges import StudyBadge
from generator.render.page import Library, Page, make_page
from generator.render.pager import Pager, PartLink, numbered_pager
from generator.render.urls import Target
from generator.render.views import MappingRow, view_mapping

TITLE = "Where studies disagree, and what is missing"


@dataclass(frozen=True)
class Disagreement:
    """A cross-study theme on which studies differ."""

    label: str
    target: Target
    disagreement: str
    rows: tuple[MappingRow, ...]
    """Empty where they stand on pages of their own."""
    contradictions: int
    """How many themes of studies speak against it."""
    apart: Target | None
    """Where they stand, if not on this page."""


@dataclass(frozen=True)
class Gap:
    """A theme of a study in one of the lists of what is missing."""

    label: str
    target: Target
    badge: StudyBadge
    says: str
    """To which theme of ours it is joined, or why it is joined to none."""


@dataclass(frozen=True)
class GapList:
    """One of those lists, or what leads to its parts."""

    total: int
    gaps: tuple[Gap, ...]
    """Empty where the list is parted."""
    parts: tuple[PartLink, ...]


@dataclass(frozen=True)
class ContradictionPart:
    """A page of what speaks against a theme: everything that it is made from besides the studies."""

    theme: str
    label: str
    disagreement: str
    mappings: Pairs
    """Study and its theme of each."""
    total: int
    pager: Pager | None
    number: int

    @property
    def target(self) -> Target:
        """Its page."""
        return urls.contradictions(self.theme, self.number)


@dataclass(frozen=True)
class GapPart:
    """A page of a list of what is missing."""

    kind: str
    """`unquoted` or `unplaced`."""
    pairs: Pairs
    """What is on it, as the address book has it."""
    number: int
    pager: Pager

    @property
    def target(self) -> Target:
        """Its page."""
        return _PLACES[self.kind](self.number)


_PLACES: dict[str, Callable[[int], Target]] = {"unquoted": urls.unquoted, "unplaced": urls.unplaced}
_TITLES = {"unquoted": "What is joined without a quotation", "unplaced": "What fits nowhere"}


def render_disagreements(library: Library) -> Page:
    """Return the page of disagreements and gaps."""
    base, book, badges = library.base, library.addresses, library.badges
    found = []
    for theme in base.themes.values():
        refuting = [pair for part in book.contradictions(theme.id) for pair in part]
        if refuting or theme.disagreement:
            apart = urls.contradictions(theme.id, 1) if book.contradictions_apart and refuting else None
            rows = () if book.contradictions_apart else _rows(library, theme.id, refuting)
            said = theme.disagreement or ""
            found.append(Disagreement(theme.label, urls.theme(theme.id), said, rows, len(refuting), apart))
    single = tuple(
        (theme.label, urls.theme(theme.id), badges[next(iter(studies))])
        for theme in base.themes.values()
        if len(studies := {m.mapping.study for m in base.mappings_to(theme.id)}) == 1
    )
    return make_page(
        library,
        "disagreements",
        urls.DISAGREEMENTS,
        TITLE,
        "What one study says against another, with the reasons, and the holes in the evidence.",
        "content/themes",
        themes=tuple(found),
        single=single,
        unquoted=_gaps(library, "unquoted", book.unquoted),
        no_term=_gaps(library, "unplaced", book.unplaced),
        urls=urls,
    )


def _rows(library: Library, theme: str, pairs: Iterable[tuple[str, str]]) -> tuple[MappingRow, ...]:
    wanted: dict[str, set[str]] = {}
    for study, study_theme in pairs:
        wanted.setdefault(study, set()).add(study_theme)
    return tuple(
        view_mapping(library, library.badges, linked)
        for study, themes in wanted.items()
        for linked in library.base.mappings_to(theme, study)
        if linked.mapping.translation == "refutational" and linked.mapping.theme in themes
    )


def _gap(library: Library, name: str, joined: str) -> Gap:
    base = library.base
    linked = base.study_themes[name]
    study, node = linked.study, linked.node
    says = joined or base.no_term_found[name].justification
    return Gap(node.label, urls.study_theme(study.id, node.id), library.badges[study.id], says)


def _gaps(library: Library, kind: str, parts: tuple[Pairs, ...]) -> GapList:
    several = len(parts) > 1
    place = _PLACES[kind]
    return GapList(
        sum(map(len, parts)),
        () if several else tuple(_gap(library, *pair) for pair in parts[0]),
        tuple(PartLink(place(n), f"part {n}") for n in range(1, len(parts) + 1)) if several else (),
    )


def contradiction_parts(library: Library) -> tuple[ContradictionPart, ...]:
    """Return the pages of what speaks against each theme, where there are any; each is for `render_contradictions`."""
    book = library.addresses
    if not book.contradictions_apart:
        return ()
    found = []
    for theme in library.base.themes.values():
        parts = [part for part in book.contradictions(theme.id) if part]
        total = sum(map(len, parts))

        def place(number: int, theme_id: str = theme.id) -> Target:
            return urls.contradictions(theme_id, number)

        for n, part in enumerate(parts, start=1):
            words = f"{len(part)} of {total}"
            pager = numbered_pager(len(parts), n, words, place, place(1))
            found.append(ContradictionPart(theme.id, theme.label, theme.disagreement or "", part, total, pager, n))
    return tuple(found)


def render_contradictions(library: Library, part: ContradictionPart) -> Page:
    """Return a page of what speaks against one theme; it reads the studies of its mappings alone."""
    title = f"Against “{part.label}”"
    return make_page(
        library,
        "contradictions",
        part.target,
        title if part.number == 1 else f"{title}, part {part.number}",
        "What studies say against this theme, with the words of both sides where the papers print them.",
        f"content/themes/{part.theme}.yml",
        weight=0.0,
        above=(urls.DISAGREEMENTS, TITLE),
        part=part,
        rows=_rows(library, part.theme, part.mappings),
        urls=urls,
        theme=urls.theme(part.theme),
    )


def gap_parts(library: Library) -> tuple[GapPart, ...]:
    """Return the pages of the lists of what is missing, where they are parted; each is for `render_gaps`."""
    book = library.addresses
    return (
        *_gap_parts("unquoted", book.unquoted),
        *_gap_parts("unplaced", book.unplaced),
    )


def _gap_parts(kind: str, parts: tuple[Pairs, ...]) -> list[GapPart]:
    total = sum(map(len, parts))
    found = []
    for n, part in enumerate(parts, start=1):
        pager = numbered_pager(len(parts), n, f"{len(part)} of {total} themes", _PLACES[kind], urls.DISAGREEMENTS)
        if pager:
            found.append(GapPart(kind, part, n, pager))
    return found


def render_gaps(library: Library, part: GapPart) -> Page:
    """Return a page of one of the lists of what is missing."""
    return make_page(
        library,
        "gaps",
        part.target,
        f"{_TITLES[part.kind]}, part {part.number} of {part.pager.total}",
        "Themes of the studies, and what is missing of each.",
        "content/themes",
        weight=0.0,
        above=(urls.DISAGREEMENTS, TITLE),
        kind=part.kind,
        gaps=tuple(_gap(library, *pair) for pair in part.pairs),
        pager=part.pager,
        urls=urls,
    )
