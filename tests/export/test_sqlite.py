"""The SQLite file: sound, linked, searchable, and the same on every run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from generator.config import Edition
from generator.export.sqlite_file import PATH, SCHEMA_VERSION, export_sqlite
from generator.export.table import Table
from generator.export.tables import make_tables
from generator.link.evidence_map import map_evidence
from generator.link.knowledge_base import KnowledgeBase


@pytest.fixture
def tables(base: KnowledgeBase) -> tuple[Table, ...]:
    """The tables of the fabricated knowledge base."""
    return make_tables(base, map_evidence(base), {"alpha2020.q01": "verified"})


@pytest.fixture
def database(tables: tuple[Table, ...], edition: Edition) -> Iterator[sqlite3.Connection]:
    """The exported file, opened."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(export_sqlite(tables, edition)[PATH])
        yield opened


def test_the_file_is_sound_and_every_link_leads_somewhere(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    database.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_every_row_is_in_its_table(database: sqlite3.Connection, tables: tuple[Table, ...]) -> None:
    for table in tables:
        names = [column.name for column in table.stored]
        columns = ", ".join(f'"{name}"' for name in names)
        found = database.execute(f'SELECT {columns} FROM "{table.name}"').fetchall()
        assert set(found) == {tuple(row.get(name) for name in names) for row in table.rows}, table.name
        assert len(found) == len(table.rows)


def test_columns_that_hold_ids_are_foreign_keys(database: sqlite3.Connection, tables: tuple[Table, ...]) -> None:
    for table in tables:
        links = {
            (row[3], row[2]) for row in database.execute("SELECT * FROM pragma_foreign_key_list(?)", (table.name,))
        }
        assert {(c.name, c.refers_to) for c in table.stored if c.refers_to} <= links
    assert ("axis", "terms") in {
        (row[3], row[2]) for row in database.execute("SELECT * FROM pragma_foreign_key_list('map_cells')")
    }


def test_a_list_of_ids_is_a_table_of_its_own(database: sqlite3.Connection) -> None:
    assert "illustrates" not in [row[1] for row in database.execute("PRAGMA table_info(quotes)")]
    rows = database.execute("SELECT study_theme FROM quote_themes WHERE quote = 'alpha2020.q01'").fetchall()
    assert {row[0] for row in rows} == {"alpha2020.time", "alpha2020.safety"}
    against = database.execute("SELECT study_theme, quote FROM mapping_quotes WHERE stance = 'contradicts'").fetchall()
    assert set(against) == {("2021beta.trust", "alpha2020.q01"), ("2021beta.trust", "alpha2020.q02")}
    assert database.execute("SELECT quote, stance FROM finding_quotes ORDER BY quote").fetchall() == [
        ("alpha2020.q01", "supports"),
        ("alpha2020.q02", "contradicts"),
    ]


def test_a_broken_link_and_a_wrong_word_are_refused(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("INSERT INTO quote_themes VALUES ('alpha2020.q01', 'nowhere')")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        database.commit()
    database.rollback()
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        database.execute("UPDATE quotes SET form = 'poem'")


def test_no_file_is_made_with_a_link_that_leads_nowhere(tables: tuple[Table, ...], edition: Edition) -> None:
    broken = [replace(t, rows=t.rows[1:]) if t.name == "study_themes" else t for t in tables]
    with pytest.raises(sqlite3.IntegrityError):
        export_sqlite(broken, edition)


@pytest.mark.parametrize(
    ("words", "kind", "id"),
    [
        ("silence", "quote", "alpha2020.q01"),
        ("SILENCE left", "quote", "alpha2020.q01"),
        ("trust", "study theme", "2021beta.trust"),
        ("holds", "theme", "held"),
        ('"feel safe"', "finding", "safe"),
        ("felt", "study finding", "alpha2020.f01"),
        ("work", "reference", "work1999"),
    ],
)
def test_the_index_finds_words_of_every_kind(database: sqlite3.Connection, words: str, kind: str, id: str) -> None:
    found = database.execute("SELECT kind, id FROM search WHERE search MATCH ? ORDER BY rank", (words,)).fetchall()
    assert (kind, id) in found


def test_the_file_says_what_it_is(database: sqlite3.Connection, edition: Edition) -> None:
    metadata = dict(database.execute("SELECT key, value FROM metadata").fetchall())
    assert metadata["version"] == edition.version
    assert metadata["date"] == edition.date
    assert metadata["license_url"] == edition.license_url
    assert metadata["title"] == edition.title


def test_every_column_is_explained_in_the_file_itself(database: sqlite3.Connection, tables: tuple[Table, ...]) -> None:
    explained = set(database.execute("SELECT table_name, column_name FROM dictionary WHERE position > 0"))
    assert explained == {(table.name, column.name) for table in tables for column in table.stored}


def test_views_join_quotes_to_themes(database: sqlite3.Connection) -> None:
    found = database.execute("SELECT quote, study_theme, theme FROM voices").fetchall()
    assert found == [("alpha2020.q01", "alpha2020.time", "held")]


def test_two_runs_give_the_same_bytes(base: KnowledgeBase, edition: Edition) -> None:
    files = [export_sqlite(make_tables(base, map_evidence(base)), edition)[PATH] for _ in range(2)]
    assert files[0] == files[1]
