"""The whole knowledge base as tables, each after those that it refers to.

Comes in: a knowledge base. Goes out: tables for the CSV files, the SQLite file, the Data Package and the
data dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping

from generator.export.keys import NO_KEYS, Keys
from generator.export.map_tables import map_tables
from generator.export.reference_tables import reference_tables
from generator.export.study_tables import study_tables
from generator.export.synthesis_tables import synthesis_tables
from generator.export.table import Table
from generator.link.evidence_map import EvidenceMap
from generator.link.knowledge_base import KnowledgeBase


def make_tables(
    base: KnowledgeBase,
    evidence: EvidenceMap,
    verification: AbcMapping[str, str] | None = None,
    keys: Keys = NO_KEYS,
) -> tuple[Table, ...]:
    """Return all tables.

    Args:
        base: The knowledge base.
        evidence: Its map.
        verification: Qualified quote id to `verified` or `unverified`.
        keys: Digests of what rows are made of, by which they are found again.
    """
    works, citations = reference_tables(base, keys)
    return (
        works,
        *study_tables(base, verification or {}, keys),
        citations,
        *synthesis_tables(base, keys),
        *map_tables(evidence, keys),
    )
