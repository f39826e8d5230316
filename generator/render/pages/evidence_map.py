"""The evidence map: cross-study themes against each way of dividing the studies, whole without scripts."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.evidence_map import AxisColumns, Cell, EvidenceMap
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.page import Library, Page, make_page
from generator.render.urls import Target
from generator.render.views import plural

GAPS = {
    "no_study": ("no study", "Nobody of this group took part in a study of this knowledge base."),
    "not_mentioned": ("not mentioned", "This group was studied; none of its papers speaks of the theme."),
    "looked_for": ("looked for, not found", "A study looked for it and says that it did not find it."),
    "not_applicable": ("does not apply", "The theme makes no sense for this group; the cell says why."),
}
"""Kinds of gap: the words in the cell, and what they mean."""

MARKS = 5
"""Study marks in one cell; where there are more, a number says how many. None above `FEW_PAPERS`: they tell apart few."""


EXPLAINED = 12
"""Marks below the map with the name of their paper."""
FEW_PAPERS = 60
"""Papers that a filter lists one below the other; of more, it lists some and a field finds the others."""


@dataclass(frozen=True)
class CellView:
    """One cell, ready to print."""

    key: str
    """Theme and term as scripts know them, e.g. `relief.psychiatry`."""
    number: int
    """Studies."""
    words: str
    """E.g. `3 papers`."""
    size: int
    """1 to 6: the bubble's area grows with the number."""
    quotes: str
    people: str
    badges: tuple[StudyBadge, ...]
    more: int
    """Studies beyond the marks that are shown."""
    against: bool
    """Whether a study of the cell speaks against the theme."""
    gap: str
    """E.g. `not mentioned`; empty where there are studies."""
    gap_kind: str
    reason: str


@dataclass(frozen=True)
class RowView:
    """One cross-study theme with its cells."""

    label: str
    target: Target
    cells: tuple[CellView, ...]


@dataclass(frozen=True)
class TableView:
    """The map along one axis."""

    axis: AxisColumns
    anchor: str
    target: Target
    counts: tuple[str, ...]
    """For each column, how many studies it has, e.g. `3 papers`."""
    rows: tuple[RowView, ...]


def bubble_size(number: int) -> int:
    """Return the step of a bubble, 1 to 6; the area grows with the number up to 36."""
    return next(step for step in range(1, 7) if number <= step * step or step == 6)


def people_in_words(cell: Cell) -> str:
    """Return the participants of a cell's studies, e.g. `at least 28 participants`."""
    if not cell.participants:
        return "participants not reported"
    words = plural(cell.participants, "participant")
    return f"at least {words}" if cell.uncounted else words


def _view_cell(badges: dict[str, StudyBadge], cell: Cell) -> CellView:
    few = len(badges) <= FEW_PAPERS
    number = len(cell.spoken)
    gap, _ = GAPS.get(cell.gap, ("", ""))
    return CellView(
        key=f"{cell.theme}.{cell.column.term}",
        number=number,
        words=plural(number, "paper"),
        size=bubble_size(number),
        quotes=plural(len(cell.quotes), "quotation"),
        people=people_in_words(cell),
        badges=tuple(badges[s.study] for s in cell.spoken[:MARKS]) if few else (),
        more=max(0, number - MARKS) if few else 0,
        against=any(s.refutes for s in cell.spoken),
        gap=gap,
        gap_kind=cell.gap,
        reason=cell.reason,
    )


def _table(library: Library, evidence: EvidenceMap, badges: dict[str, StudyBadge], axis: AxisColumns) -> TableView:
    themes = library.base.themes.values()
    return TableView(
        axis=axis,
        anchor=urls.map_axis(axis.id).anchor,
        target=urls.map_axis(axis.id),
        counts=tuple(plural(len(column.studies), "paper") for column in axis.columns),
        rows=tuple(
            RowView(theme.label, urls.theme(theme.id), tuple(_view_cell(badges, cell) for cell in row))
            for theme, row in zip(themes, evidence.rows[axis.id], strict=True)
        ),
    )


def render_evidence_map(library: Library, evidence: EvidenceMap) -> Page:
    """Return the evidence map."""
    badges = library.badges
    return make_page(
        library,
        "map",
        urls.MAP,
        "Evidence map",
        "What has been studied, in whom and where, and where nothing has: each theme against each group.",
        "content/themes",
        wide=True,
        weight=0.5,
        tables=tuple(_table(library, evidence, badges, axis) for axis in evidence.axes),
        axes=evidence.axes,
        badges=tuple(badges.values()),
        explained=tuple(badges.values())[:EXPLAINED] if len(badges) <= FEW_PAPERS else (),
        gaps=tuple(GAPS.values()),
        studies=plural(len(badges), "paper"),
        few_papers=FEW_PAPERS,
        urls=urls,
    )
