"""What each file is, for whom, and what opens it: the sentences of the page on data.

Comes in: bytes by path. Goes out: `DataFile`s. A file that nobody has described here is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping

from generator.export import bibliography, records, refi_qda, ris, skos, sqlite_file, sssom, synthesis_records
from generator.export.csv_files import csv_path
from generator.export.data_dictionary import KeyDoc, json_keys, table_keys
from generator.export.data_file import DataFile, Group
from generator.export.json_schema import schema_path, schemas
from generator.export.table import Table

PACKAGE = "data/datapackage.json"
CITATION = "data/CITATION.cff"
CHECKSUMS = "data/checksums.sha256"

_JSON = "For programs: Python, R, JavaScript."
_MANAGERS = "For Zotero, EndNote, Mendeley, JabRef and LaTeX."

DESCRIPTIONS: dict[str, tuple[Group, str, str, str]] = {
    sqlite_file.PATH: (
        "database",
        "Everything in one database file: tables with foreign keys, a full-text index, and its own dictionary.",
        "For questions in SQL; opens in DB Browser for SQLite, R, Python and DuckDB.",
        "application/vnd.sqlite3",
    ),
    records.STUDIES: ("database", "Every study with all that was taken from its paper.", _JSON, "application/json"),
    records.QUOTES: (
        "database",
        "Every quotation, verbatim, with speaker, place and the themes that it illustrates.",
        _JSON,
        "application/json",
    ),
    records.THEMES: (
        "database",
        "The studies' own themes, the cross-study themes, and the mappings between them.",
        _JSON,
        "application/json",
    ),
    synthesis_records.FINDINGS: (
        "database",
        "What this review found across studies, with what each study brings and how far to trust it.",
        _JSON,
        "application/json",
    ),
    synthesis_records.MAP: (
        "database",
        "The evidence map: its axes and all its cells, the empty ones with the reason.",
        _JSON,
        "application/json",
    ),
    bibliography.BIBTEX: (
        "references",
        "Every work that is cited, as BibTeX.",
        "For LaTeX, JabRef and Zotero.",
        "application/x-bibtex",
    ),
    ris.RIS: (
        "references",
        "Every work that is cited, as RIS.",
        "For EndNote, Mendeley, RefWorks and Zotero.",
        "application/x-research-info-systems",
    ),
    records.REFERENCES: (
        "references",
        "Every work that is cited, as CSL-JSON, the fullest of the three.",
        "For Zotero, Pandoc and citation processors.",
        "application/vnd.citationstyles.csl+json",
    ),
    refi_qda.CODEBOOK: (
        "themes",
        "The studies' themes as a codebook (REFI-QDA).",
        "For researchers who code; opens in MAXQDA, NVivo, ATLAS.ti and QualCoder.",
        "application/xml",
    ),
    sssom.TSV: (
        "themes",
        "The mappings of study themes onto cross-study themes, one per row, with reasons (SSSOM).",
        "For people who work with mappings; opens in sssom-py, R and a spreadsheet.",
        "text/tab-separated-values",
    ),
    skos.TURTLE: (
        "themes",
        "All themes as SKOS concept schemes with their mappings (RDF, Turtle).",
        "For linked data; opens in Protégé, rdflib and triple stores.",
        "text/turtle",
    ),
    skos.JSON_LD: (
        "themes",
        "The same SKOS concept schemes as JSON-LD.",
        "For linked data in web programs.",
        "application/ld+json",
    ),
    PACKAGE: (
        "package",
        "A Frictionless Data Package: it lists the files with their columns, types, links, sizes and checksums.",
        "For programs that load or archive the data as a whole; frictionless in Python and R reads it.",
        "application/json",
    ),
    CITATION: (
        "package",
        "How to cite this data set, for programs (Citation File Format).",
        "For GitHub, Zenodo and Zotero.",
        "application/yaml",
    ),
    CHECKSUMS: (
        "package",
        "The SHA-256 checksum of every file here.",
        "For whoever wants to be sure that nothing changed: sha256sum -c checksums.sha256 in the same folder.",
        "text/plain",
    ),
}
"""Path to group, meaning, what opens it, and media type; CSV files and schemas are described by rule."""

_ORDER: tuple[Group, ...] = ("spreadsheet", "database", "references", "themes", "package", "schema")


def describe(
    files: AbcMapping[str, bytes], tables: Iterable[Table], records: AbcMapping[str, int] | None = None
) -> list[DataFile]:
    """Return the files with what there is to say of each; `records` is how many records a list has, by path."""
    tables = tuple(tables)
    counts = records or {}
    by_path = {csv_path(table): table for table in tables if table.file}
    return [_describe(path, content, by_path.get(path), tables, counts.get(path)) for path, content in files.items()]


def in_order(files: Iterable[DataFile], tables: Iterable[Table]) -> list[DataFile]:
    """Return files as the page on data shows them, group by group."""
    places = [*(csv_path(t) for t in _most_wanted_first(tables)), *DESCRIPTIONS, *map(schema_path, schemas())]
    return sorted(files, key=lambda file: (_ORDER.index(file.group), places.index(file.path)))


def _most_wanted_first(tables: Iterable[Table]) -> list[Table]:
    wanted = ("studies", "quotes", "themes", "study_themes", "mappings", "findings", "contributions", "map_cells")
    order = {name: place for place, name in enumerate(wanted)}
    return sorted((t for t in tables if t.file), key=lambda table: order.get(table.name, len(order)))


def _describe(
    path: str, content: bytes, table: Table | None, tables: tuple[Table, ...], records: int | None
) -> DataFile:
    if table is not None:
        called = {other.name: f"{other.file}.csv" for other in tables if other.file}
        opens = "Opens in Excel, LibreOffice, R and Python."
        return DataFile(
            path,
            content,
            "spreadsheet",
            table.meaning,
            opens,
            "text/csv",
            table_keys(table, called),
            len(table.rows),
            table=table,
        )
    if path.endswith(".schema.json"):
        meaning = f"The JSON Schema of {path.rpartition('/')[2].replace('.schema', '')}."
        return DataFile(
            path, content, "schema", meaning, "For programs that check the data.", "application/schema+json"
        )
    group, meaning, opens, media_type = DESCRIPTIONS[path]
    with_schema = path in schemas()
    keys = _database_keys(tables) if path == sqlite_file.PATH else json_keys(path) if with_schema else ()
    schema = schema_path(path) if with_schema else ""
    return DataFile(path, content, group, meaning, opens, media_type, keys, records, schema)


def _database_keys(tables: tuple[Table, ...]) -> tuple[KeyDoc, ...]:
    return tuple(
        KeyDoc(f"{table.name}.{column.name}", column.type_in_words(), column.unit, column.meaning)
        for table in tables
        for column in table.stored
    )
