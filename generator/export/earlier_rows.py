"""Rows of the database file that an earlier edition holds already: they are copied within SQLite.

Comes in: a database in the making and the earlier file. Goes out: the rows that are left to be written, in their order.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
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
        self._written: dict[str, list[tuple[int, int]]] = {}
        """The rows of each table that were not copied: after which row, and how many."""
        self._moved: set[str] = set()
        """Tables of which a copied row has another number than before."""
        content = earlier.content(path) if earlier is not None else None
        self.is_open = content is not None
        if earlier is None or content is None:
            return
        database.execute("ATTACH ':memory:' AS earlier")
        database.deserialize(content, name="earlier")
        self._places = {name: _places(noted) for name, noted in earlier.remembered[path]["tables"].items()}

    def copied(self, table: Table) -> Iterator[Iterable[Row]]:
        """Copy what is there of a table; yield, each at its turn, the rows in between that are to be written."""
        written = self._written.setdefault(table.name, [])
        places = self._places.get(table.name)
        if places is None or table.is_narrow:
            if places is not None and self._copy_narrow(table, places):
                return
            written.append((0, len(table.rows)))
            yield table.rows
            return
        waiting: list[RowGroup] = []
        start = size = at = 0
        for group in table.groups:
            found = places.get(group.key) if group.key else None
            if found is None:
                self._copy(table, start, size)
                size = 0
                waiting.append(group)
                written.append((at, len(group)))
                at += len(group)
                continue
            if waiting:
                yield [row for other in waiting for row in other.rows]
                waiting = []
            group.known = found[1]
            if found[0] != at:
                self._moved.add(table.name)
            at += found[1]
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

    def _copy_narrow(self, table: Table, places: AbcMapping[str, tuple[int, int]]) -> bool:
        """Copy a table whose rows have no numbers, if it is known as a whole; return whether it is."""
        found = places.get(table.groups[0].key) if len(table.groups) == 1 else None
        if found is None:
            return False
        table.groups[0].known = found[1]
        self._database.execute(f'INSERT INTO main."{table.name}" SELECT * FROM earlier."{table.name}"')
        return True

    def copy_search(self, searched: AbcMapping[str, str]) -> bool:
        """Copy the full-text index if it is one of the same rows; return whether it is.

        Args:
            searched: Tables to what is searched of each row: the columns of a query.
        """
        if not self.is_open or not all(self._same_rows(table, columns) for table, columns in searched.items()):
            return False
        for name in _SHADOWS:
            self._database.execute(f"DELETE FROM main.{name}")
            self._database.execute(f"INSERT INTO main.{name} SELECT * FROM earlier.{name}")
        return True

    def _same_rows(self, table: str, columns: str) -> bool:
        """Return whether the rows of a table are those of before, as far as they are searched, in the same order."""
        numbers = [self._ask(f'SELECT count(*) FROM {edition}."{table}"') for edition in ("main", "earlier")]
        if table in self._moved or numbers[0] != numbers[1]:
            return False
        query = f'SELECT {columns} FROM {{}}."{table}" WHERE rowid > ? AND rowid <= ? ORDER BY rowid'
        return all(
            self._ask(query.format("main"), start, start + size)
            == self._ask(query.format("earlier"), start, start + size)
            for start, size in self._written[table]
        )

    def _ask(self, query: str, *values: int) -> list[Any]:
        return self._database.execute(query, values).fetchall()

    def close(self) -> None:
        """Close the earlier file."""
        if self.is_open:
            self._database.execute("DETACH earlier")


def _places(noted: Iterable[Any]) -> dict[str, tuple[int, int]]:
    """Return after which row each group begins, and how many rows it has."""
    places = {}
    at = 0
    for key, size in noted:
        places[key] = (at, size)
        at += size
    return places
