"""The evidence map as tables: the terms of its axes, and its cells.

Comes in: the map as `link.evidence_map` computes it. Goes out: tables; nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.export.keys import NO_KEYS, Keys
from generator.export.row_groups import of_map
from generator.export.table import Column, Row, Table, Value, id_column, joined, text_column
from generator.link.evidence_map import AxisColumns, Cell, EvidenceMap
from generator.link.evidence_map import Column as MapColumn

GAPS = ("no_study", "not_mentioned", "looked_for", "not_applicable")
"""Why a cell is empty."""

_AXIS = text_column("axis", "Id of the axis, e.g. `profession`.", required=True)
_TERM = text_column("term", "Id of the term on this axis, e.g. `psychiatry`.", required=True)
_THEME = id_column("theme", "themes", "Cross-study theme.")


def map_tables(evidence: EvidenceMap, keys: Keys = NO_KEYS) -> list[Table]:
    """Return the tables of the map."""
    return [
        _terms(evidence, keys),
        _term_studies(evidence, keys),
        _cells(evidence, keys),
        _cell_studies(evidence, keys),
    ]


def _terms(evidence: EvidenceMap, keys: Keys) -> Table:
    columns = (
        _AXIS,
        _TERM,
        text_column("axis_label", "Name of the axis.", required=True),
        text_column("label", "Name of the term.", required=True),
        text_column("definition", "What it means, in one plain sentence.", required=True),
        Column("studies", "text", "Studies that belong to it.", lists="studies"),
    )

    def rows() -> Iterator[Row]:
        for axis, column in _columns(evidence):
            yield {
                "axis": axis.id,
                "term": column.term,
                "axis_label": axis.label,
                "label": column.label,
                "definition": column.definition,
                "studies": joined(column.studies),
            }

    meaning = "The ways of dividing the studies, each with its terms and the studies that belong to them."
    return Table("terms", "terms", meaning, ("axis", "term"), columns, of_map(keys, rows))


def _columns(evidence: EvidenceMap) -> Iterator[tuple[AxisColumns, MapColumn]]:
    return ((axis, column) for axis in evidence.axes for column in axis.columns)


def _term_studies(evidence: EvidenceMap, keys: Keys) -> Table:
    columns = (_AXIS, _TERM, id_column("study", "studies", "Study."))

    def rows() -> Iterator[Row]:
        for axis, column in _columns(evidence):
            yield from ({"axis": axis.id, "term": column.term, "study": study} for study in column.studies)

    key, meaning = ("axis", "term", "study"), "Which studies belong to a term."
    return Table("term_studies", "", meaning, key, columns, of_map(keys, rows), ((("axis", "term"), "terms"),))


def _cells(evidence: EvidenceMap, keys: Keys) -> Table:
    columns = (
        _AXIS,
        _TERM,
        _THEME,
        Column(
            "study_count", "whole number", "Studies of this term that speak to the theme.", "studies", required=True
        ),
        Column("quote_count", "whole number", "Their distinct quotes on it.", "quotes", required=True),
        Column(
            "participants",
            "whole number",
            "Participants of these studies together, as far as the papers say.",
            "participants",
            required=True,
        ),
        Column("studies", "text", "These studies.", lists="studies"),
        Column("uncounted", "text", "Those whose paper does not say how many took part.", lists="studies"),
        Column("quotes", "text", "These quotes.", lists="quotes"),
        text_column(
            "gap",
            "Why the cell is empty: no study of this group; its studies do not mention the theme; a study looked for "
            "it and did not find it; it makes no sense for this group. Empty where there are studies.",
            values=GAPS,
        ),
        text_column("reason", "Why it does not apply, or what the study says that looked for it."),
    )
    rows = of_map(keys, lambda: map(_cell_row, map_cells(evidence)))
    meaning = "The cells of the evidence map: each theme in each column of each axis, empty cells included."
    links = ((("axis", "term"), "terms"),)
    return Table("map_cells", "map_cells", meaning, ("axis", "term", "theme"), columns, rows, links)


def map_cells(evidence: EvidenceMap) -> list[Cell]:
    """Return all cells: axis by axis, row by row."""
    return [cell for axis in evidence.axes for row in evidence.rows[axis.id] for cell in row]


def _cell_row(cell: Cell) -> dict[str, Value]:
    return {
        "axis": cell.column.axis,
        "term": cell.column.term,
        "theme": cell.theme,
        "study_count": len(cell.spoken),
        "quote_count": len(cell.quotes),
        "participants": cell.participants,
        "studies": joined(spoken.study for spoken in cell.spoken),
        "uncounted": joined(cell.uncounted),
        "quotes": joined(cell.quotes),
        "gap": cell.gap or None,
        "reason": cell.reason or None,
    }


def _cell_studies(evidence: EvidenceMap, keys: Keys) -> Table:
    columns = (
        _AXIS,
        _TERM,
        _THEME,
        id_column("study", "studies", "Study that speaks to the theme."),
        Column("quotes", "whole number", "Its distinct quotes on the theme.", "quotes", required=True),
        Column("refutes", "yes or no", "Whether one of its themes speaks against the theme.", required=True),
    )

    def rows() -> Iterator[Row]:
        for cell in map_cells(evidence):
            for spoken in cell.spoken:
                yield {
                    "axis": cell.column.axis,
                    "term": cell.column.term,
                    "theme": cell.theme,
                    "study": spoken.study,
                    "quotes": len(spoken.quotes),
                    "refutes": int(spoken.refutes),
                }

    key, meaning = ("axis", "term", "theme"), "Which studies stand in a cell."
    return Table("map_cell_studies", "", meaning, (*key, "study"), columns, of_map(keys, rows), ((key, "map_cells"),))
