"""Every file that readers can take along, gathered.

Comes in: a knowledge base and what this edition says of itself. Goes out: described files, the same bytes for the
same input.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping

from generator.config import Edition
from generator.export import bibliography, records, refi_qda, ris, skos, sqlite_file, sssom, synthesis_records
from generator.export.catalogue import CHECKSUMS, CITATION, DESCRIPTIONS, PACKAGE, describe, in_order
from generator.export.csv_files import csv_path, export_csv
from generator.export.data_file import DataFile
from generator.export.data_package import checksums, citation_file, data_package
from generator.export.json_schema import export_schemas, schema_path, schemas
from generator.export.keys import make_keys
from generator.export.pieces import Binder
from generator.export.table import Table
from generator.export.tables import make_tables
from generator.link.evidence_map import EvidenceMap, map_evidence
from generator.link.knowledge_base import KnowledgeBase

__all__ = ["DataFile", "export_all", "export_paths", "input_digest", "make_tables"]


def input_digest(base: KnowledgeBase, edition: Edition, verification: AbcMapping[str, str] | None = None) -> str:
    """Return the digest of all that the files are made of: while it is the same, so is every byte of them.

    It takes a twentieth of the time of making them. Pages, packs, glossary and the like are in no file.
    """
    return make_keys(base, edition, verification or {}).whole


def export_paths(base: KnowledgeBase, tables: Iterable[Table]) -> frozenset[str]:
    """Return the paths of the files that `export_all` makes, before they are made."""
    tables = tuple(table for table in tables if table.file)
    described = frozenset((*map(csv_path, tables), *DESCRIPTIONS, *map(schema_path, schemas())))
    return described if base.study_themes else described - {refi_qda.CODEBOOK}


def export_all(
    base: KnowledgeBase,
    edition: Edition,
    verification: AbcMapping[str, str] | None = None,
    evidence: EvidenceMap | None = None,
    binder: Binder | None = None,
    tables: tuple[Table, ...] | None = None,
) -> dict[str, DataFile]:
    """Return all files by path below the site, in the order of the page on data.

    Args:
        base: The knowledge base.
        edition: What the files say of themselves: version, date, licence.
        verification: Qualified quote id to `verified` or `unverified`.
        evidence: The evidence map, where it is computed already.
        binder: Puts the files together; it may have those of an earlier edition at hand.
        tables: `make_tables` of all this, where they are made already.
    """
    evidence = evidence or map_evidence(base)
    binder = binder or Binder()
    tables = tables or make_tables(base, evidence, verification, binder.keys)
    files = {
        **sqlite_file.export_sqlite(tables, edition, binder),
        **export_csv(tables, binder),
        **records.export_records(base, verification, binder),
        **synthesis_records.export_synthesis_records(base, evidence, binder),
        **export_schemas(edition),
        **bibliography.export_bibtex(base, binder),
        **ris.export_ris(base, binder),
        **skos.export_skos(base, edition, binder),
        **sssom.export_sssom(base, edition, binder),
        **refi_qda.export_refi_qda(base, edition, binder),
    }
    found = describe(files, tables, records.record_counts(base) | synthesis_records.record_counts(base))
    # Each of these speaks of those before it.
    found += describe({PACKAGE: data_package(base, edition, in_order(found, tables))}, tables)
    found += describe({CITATION: citation_file(edition)}, tables)
    found += describe({CHECKSUMS: checksums(found)}, tables)
    return {file.path: file for file in in_order(found, tables)}
