"""The findings of this review and the evidence map as JSON.

Comes in: a knowledge base. Goes out: two JSON files, in the order of the site.
"""

from __future__ import annotations

from typing import Any

from generator.export.json_text import json_lines, record
from generator.export.map_tables import map_cells
from generator.export.pieces import Binder, Piece, Run
from generator.export.records import qualified
from generator.link.evidence_map import Cell, EvidenceMap
from generator.link.knowledge_base import KnowledgeBase
from generator.model.finding import Contribution, ReviewFinding

FINDINGS = "data/findings.json"
MAP = "data/map.json"


def export_synthesis_records(
    base: KnowledgeBase, evidence: EvidenceMap, binder: Binder | None = None
) -> dict[str, bytes]:
    """Return the two JSON files."""
    binder = binder or Binder()
    the_map = Piece(binder.keys.map, lambda: json_lines(map_record(evidence), {"axes": 4, "cells": 1}))
    return {
        FINDINGS: json_lines([finding_record(finding) for finding in base.findings.values()], 3),
        MAP: binder.bind(MAP, Run([the_map])),
    }


def record_counts(base: KnowledgeBase) -> dict[str, int]:
    """Return how many records stand in the file of findings; the map is no list."""
    return {FINDINGS: len(base.findings)}


def finding_record(finding: ReviewFinding) -> dict[str, Any]:
    """Return a finding of this review; what studies bring to it is named by qualified ids."""
    return {**record(finding), "contributions": [_contribution(part) for part in finding.contributions]}


def _contribution(part: Contribution) -> dict[str, Any]:
    return {
        "study": part.study,
        "findings": qualified(part.study, part.findings),
        "themes": qualified(part.study, part.themes),
        "quotes": qualified(part.study, part.quotes),
    }


def map_record(evidence: EvidenceMap) -> dict[str, Any]:
    """Return the axes of the map and all its cells, empty ones included."""
    return {
        "axes": [
            {
                "id": axis.id,
                "label": axis.label,
                "definition": axis.definition,
                "terms": [
                    {"id": c.term, "label": c.label, "definition": c.definition, "studies": list(c.studies)}
                    for c in axis.columns
                ],
            }
            for axis in evidence.axes
        ],
        "cells": [_cell(cell) for cell in map_cells(evidence)],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "axis": cell.column.axis,
        "term": cell.column.term,
        "theme": cell.theme,
        "studies": [{"study": s.study, "quotes": list(s.quotes), "refutes": s.refutes} for s in cell.spoken],
        "participants": cell.participants,
        "uncounted": list(cell.uncounted),
        "gap": cell.gap or None,
        "reason": cell.reason or None,
    }
