"""The whole knowledge base as one SQLite file, with foreign keys and a full-text index.

Comes in: tables. Goes out: the bytes of a database, the same for the same input and SQLite version: it is made
in memory in a fixed order and holds no time of making.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from contextlib import closing
from itertools import chain

from generator.config import Edition
from generator.export.earlier_rows import EarlierRows, noted_rows
from generator.export.pieces import Binder
from generator.export.table import Column, Row, Table

PATH = "data/knowledge-base.sqlite"

SCHEMA_VERSION = 1
"""`PRAGMA user_version`: raised when a table or column is renamed or dropped."""

_TYPES = {"text": "TEXT", "date": "TEXT", "whole number": "INTEGER", "number": "REAL", "yes or no": "INTEGER"}

_MARKS = 200
"""How many values one statement takes; older versions of SQLite take up to 999."""

_SEARCHED = {
    "quotes": ("quote", "speaker", "text"),
    "study_themes": ("study theme", "label", "definition"),
    "themes": ("theme", "label", "definition"),
    "findings": ("finding", "id", "text"),
    "study_findings": ("study finding", "id", "text"),
    "works": ("reference", "authors", "title"),
}
"""Table to what it is called in the index, and its columns that become `label` and `text`."""

_VIEWS = {
    "quotes_with_themes": "One row for each quote and study theme, with the labels.",
    "voices": "One row for each quote, study theme and cross-study theme that the study theme is mapped onto.",
}
_VIEW_SQL = """
CREATE VIEW quotes_with_themes AS
  SELECT quotes.id AS quote, quotes.study, quotes.speaker, quotes.text,
         study_themes.id AS study_theme, study_themes.label AS study_theme_label
  FROM quotes JOIN quote_themes ON quote_themes.quote = quotes.id
              JOIN study_themes ON study_themes.id = quote_themes.study_theme;
CREATE VIEW voices AS
  SELECT quotes_with_themes.*, mappings.theme, themes.label AS theme_label, mappings.predicate, mappings.translation
  FROM quotes_with_themes JOIN mappings USING (study_theme) JOIN themes ON themes.id = mappings.theme;
"""


def export_sqlite(tables: Iterable[Table], edition: Edition, binder: Binder | None = None) -> dict[str, bytes]:
    """Return the database file.

    Rows that an earlier file holds are copied from it: its bytes follow from the rows and their order alone, since
    `VACUUM` lays out all pages anew.

    Raises:
        sqlite3.IntegrityError: A row has a link that leads nowhere, or a word that its column does not allow.
    """
    tables = tuple(tables)
    binder = binder or Binder()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.executescript(
            f"PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA user_version = {SCHEMA_VERSION};"
            # Links are looked at once, when all is in: that is faster than at each row.
            "PRAGMA foreign_keys = OFF; PRAGMA auto_vacuum = NONE;"
            # Nobody takes a step back here, and what is laid by the way need not go through a file.
            "PRAGMA journal_mode = OFF; PRAGMA temp_store = MEMORY;"
        )
        earlier = EarlierRows(database, PATH, binder.earlier)
        keys = {table.name: table.key for table in tables}
        database.execute("BEGIN")
        for table in tables:
            database.execute(_create(table, keys))
            for rows in earlier.copied(table):
                _insert(database, table, rows)
        # Both the rows of an earlier file and those of a linked base have been looked at; a file made from nothing is, whole.
        if not earlier.is_open and (astray := database.execute("PRAGMA main.foreign_key_check").fetchone()):
            raise sqlite3.IntegrityError(f"a link of {astray[0]} to {astray[2]} leads nowhere")
        _write_metadata(database, edition)
        _write_dictionary(database, tables)
        _write_search(database, tables, earlier)
        for statement in filter(str.strip, _VIEW_SQL.split(";")):
            database.execute(statement)
        database.execute("COMMIT")
        earlier.close()
        database.execute("VACUUM")
        binder.noted[PATH] = {"tables": noted_rows(tables)}
        return {PATH: database.serialize()}


def _name(name: str) -> str:
    return f'"{name}"'


def _create(table: Table, keys: AbcMapping[str, tuple[str, ...]]) -> str:
    lines = [_column(column) for column in table.stored]
    lines.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    links = [*(((c.name,), c.refers_to) for c in table.stored if c.refers_to), *table.links]
    for columns, other in links:
        ours, theirs = (", ".join(map(_name, names)) for names in (columns, keys[other]))
        lines.append(f"FOREIGN KEY ({ours}) REFERENCES {_name(other)} ({theirs}) DEFERRABLE INITIALLY DEFERRED")
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_name(table.name)} (\n  {body}\n){' WITHOUT ROWID' if table.is_narrow else ''}"


def _column(column: Column) -> str:
    parts = [_name(column.name), _TYPES[column.type]]
    if column.required:
        parts.append("NOT NULL")
    if column.values:
        allowed = ", ".join(f"'{value}'" for value in column.values)
        parts.append(f"CHECK ({_name(column.name)} IN ({allowed}))")
    return " ".join(parts)


def _insert(database: sqlite3.Connection, table: Table, given: Iterable[Row]) -> None:
    columns = table.stored
    names = ", ".join(_name(column.name) for column in columns)
    marks = f"({', '.join('?' * len(columns))})"
    insert = f"INSERT INTO {_name(table.name)} ({names}) VALUES "
    rows = list(table.cells(columns, given))
    # Several rows at once are faster than each alone.
    many = max(1, _MARKS // len(columns))
    whole = len(rows) - len(rows) % many
    batches = (tuple(chain.from_iterable(rows[start : start + many])) for start in range(0, whole, many))
    database.executemany(insert + ", ".join([marks] * many), batches)
    database.executemany(insert + marks, rows[whole:])


def _write_metadata(database: sqlite3.Connection, edition: Edition) -> None:
    database.execute("CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
    facts = {
        "title": edition.title,
        "description": edition.description,
        "version": edition.version,
        "date": edition.date,
        "license": edition.license_name,
        "license_url": edition.license_url,
        "editors": edition.editors,
        "address": edition.site_url,
    }
    database.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())


def _write_dictionary(database: sqlite3.Connection, tables: Iterable[Table]) -> None:
    """Write what each column means into the file itself, so that it explains itself without this site."""
    database.execute(
        "CREATE TABLE dictionary (table_name TEXT NOT NULL, position INTEGER NOT NULL, column_name TEXT NOT NULL, "
        "type TEXT NOT NULL, unit TEXT, meaning TEXT NOT NULL, PRIMARY KEY (table_name, position))"
    )
    rows = [
        (table.name, position, column.name, column.type_in_words(), column.unit or None, column.meaning)
        for table in tables
        for position, column in enumerate(table.stored, 1)
    ]
    rows += [(name, 0, "", "view", None, meaning) for name, meaning in _VIEWS.items()]
    rows += [(table.name, 0, "", "table", None, table.meaning) for table in tables]
    database.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?)", rows)


def _write_search(database: sqlite3.Connection, tables: Iterable[Table], earlier: EarlierRows) -> None:
    database.execute(
        "CREATE VIRTUAL TABLE search USING fts5"
        "(kind UNINDEXED, id UNINDEXED, label, text, tokenize = 'unicode61 remove_diacritics 2')"
    )
    searched = {table.name: _search_columns(table.name) for table in tables if table.name in _SEARCHED}
    if earlier.copy_search(searched):
        return
    # Merged once, at the end, and not on the way; then as everybody has it.
    database.execute("INSERT INTO search (search, rank) VALUES ('automerge', 0), ('crisismerge', 1000)")
    for table, columns in searched.items():
        # A statement for each row: what is written at once, is indexed in other portions.
        rows = database.execute(f"SELECT {columns} FROM main.{_name(table)} ORDER BY rowid")
        database.executemany("INSERT INTO search (kind, id, label, text) VALUES (?, ?, ?, ?)", rows)
    # One segment, however the rows came in.
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    database.execute("INSERT INTO search (search, rank) VALUES ('automerge', 4), ('crisismerge', 16)")


def _search_columns(table: str) -> str:
    kind, label, text = _SEARCHED[table]
    return f"'{kind}', id, ifnull({_name(label)}, ''), ifnull({_name(text)}, '')"
