"""The evidence map as tables: the terms of its axes, and its cells.

Comes in: the map as `link.evidence_map` computes it. Goes out: tables; nothing is counted here.
"""

from __future__ import annotations

from generator.export.table import Column, Row, Table, Value, id_column, joined, text_column
from generator.link.evidence_map import Cell, EvidenceMap

GAPS = ("no_study", "not_mentioned", "looked_for", "not_applicable")
"""Why a cell is empty."""

_AXIS = text_column("axis", "Id of the axis, e.g. `profession`.", required=True)
_TERM = text_column("term", "Id of the term on this axis, e.g. `psychiatry`.", required=True)
_THEME = id_column("theme", "themes", "Cross-study theme.")


def map_tables(evidence: EvidenceMap) -> list[Table]:
    """Return the tables of the map."""
    return [_terms(evidence), _term_studies(evidence), _cells(evidence), _cell_studies(evidence)]


def _terms(evidence: EvidenceMap) -> Table:
    columns = (
        _AXIS,
        _TERM,
        text_column("axis_label", "Name of the axis.", required=True),
        text_column("label", "Name of the term.", required=True),
        text_column("definition", "What it means, in one plain sentence.", required=True),
        Column("studies", "text", "Studies that belong to it.", lists="studies"),
    )
    rows = tuple(
        {
            "axis": axis.id,
            "term": column.term,
            "axis_label": axis.label,
            "label": column.label,
            "definition": column.definition,
            "studies": joined(column.studies),
        }
        for axis in evidence.axes
        for column in axis.columns
    )
    meaning = "The ways of dividing the studies, each with its terms and the studies that belong to them."
    return Table("terms", "terms", meaning, ("axis", "term"), columns, rows)


def _term_studies(evidence: EvidenceMap) -> Table:
    columns = (_AXIS, _TERM, id_column("study", "studies", "Study."))
    rows = tuple(
        {"axis": axis.id, "term": column.term, "study": study}
        for axis in evidence.axes
        for column in axis.columns
        for study in column.studies
    )
    links = ((("axis", "term"), "terms"),)
    return Table("term_studies", "", "Which studies belong to a term.", ("axis", "term", "study"), columns, rows, links)


def _cells(evidence: EvidenceMap) -> Table:
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
    rows = tuple(_cell_row(cell) for cell in map_cells(evidence))
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


def _cell_studies(evidence: EvidenceMap) -> Table:
    columns = (
        _AXIS,
        _TERM,
        _THEME,
        id_column("study", "studies", "Study that speaks to the theme."),
        Column("quotes", "whole number", "Its distinct quotes on the theme.", "quotes", required=True),
        Column("refutes", "yes or no", "Whether one of its themes speaks against the theme.", required=True),
    )
    rows: tuple[Row, ...] = tuple(
        {
            "axis": cell.column.axis,
            "term": cell.column.term,
            "theme": cell.theme,
            "study": spoken.study,
            "quotes": len(spoken.quotes),
            "refutes": int(spoken.refutes),
        }
        for cell in map_cells(evidence)
        for spoken in cell.spoken
    )
    key = ("axis", "term", "theme")
    return Table(
        "map_cell_studies", "", "Which studies stand in a cell.", (*key, "study"), columns, rows, ((key, "map_cells"),)
    )
