"""Rows of the database file that an earlier edition holds already: they are copied within SQLite.

Comes in: a database in the making and the earlier file. Goes out: the rows that are left to be written, in their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.export.pieces import Earlier
from generator.export.table import Row, RowGroup, Table

_SHADOWS = ("search_content", "search_data", "search_idx", "search_docsize", "search_config")
"""The tables in which FTS5 keeps an index."""


def noted_rows(tables: Iterable[Table]) -> dict[str, list[tuple[str, int]]]:
    """Return, for each table whose rows can be found again, the groups of its rows with their numbers."""
    return {
        table.name: [(group.key, len(group)) for group in table.groups]
        for table in tables
        if any(group.key for group in table.groups)
    }


class EarlierRows:
    """The database file of an earlier edition, where there is one."""

    def __init__(self, database: sqlite3.Connection, path: str, earlier: Earlier | None) -> None:
        """Open the earlier file beside the database that is being made."""
        self._database = database
        self._places: dict[str, dict[str, tuple[int, int]]] = {}
        content = earlier.content(path) if earlier is not None else None
        self._open = content is not None
        if earlier is None or content is None:
            return
        database.execute("ATTACH ':memory:' AS earlier")
        database.deserialize(content, name="earlier")
        self._places = {name: _places(noted) for name, noted in earlier.remembered[path]["tables"].items()}

    def copied(self, table: Table) -> Iterator[Iterable[Row]]:
        """Copy what is there of a table; yield, each at its turn, the rows in between that are to be written."""
        places = self._places.get(table.name)
        if places is None:
            yield table.rows
            return
        waiting: list[RowGroup] = []
        start = size = 0
        for group in table.groups:
            found = places.get(group.key) if group.key else None
            if found is None:
                self._copy(table, start, size)
                size = 0
                waiting.append(group)
                continue
            if waiting:
                yield [row for other in waiting for row in other.rows]
                waiting = []
            group.known = found[1]
            if size and found[0] != start + size:
                self._copy(table, start, size)
                size = 0
            start, size = (start, size + found[1]) if size else found
        self._copy(table, start, size)
        if waiting:
            yield [row for other in waiting for row in other.rows]

    def _copy(self, table: Table, start: int, size: int) -> None:
        if size:
            name = f'"{table.name}"'
            self._database.execute(
                f"INSERT INTO main.{name} SELECT * FROM earlier.{name} WHERE rowid > ? AND rowid <= ? ORDER BY rowid",
                (start, start + size),
            )

    def copy_search(self, queries: Sequence[str]) -> bool:
        """Copy the full-text index if it is one of the same rows; return whether it is.

        Args:
            queries: Give the rows of the index, one after the other.
        """
        if not self._open or not self._same_search(queries):
            return False
        for name in _SHADOWS:
            self._database.execute(f"DELETE FROM main.{name}")
            self._database.execute(f"INSERT INTO main.{name} SELECT * FROM earlier.{name}")
        return True

    def _same_search(self, queries: Sequence[str]) -> bool:
        rows = self._database.execute("SELECT c0, c1, c2, c3 FROM earlier.search_content ORDER BY id")
        for query in queries:
            for row in self._database.execute(query):
                if row != rows.fetchone():
                    return False
        return rows.fetchone() is None

    def close(self) -> None:
        """Close the earlier file."""
        if self._open:
            self._database.execute("DETACH earlier")


def _places(noted: Iterable[Any]) -> dict[str, tuple[int, int]]:
    """Return after which row each group begins, and how many rows it has."""
    places = {}
    at = 0
    for key, size in noted:
        places[key] = (at, size)
        at += size
    return places
