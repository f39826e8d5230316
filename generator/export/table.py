"""What a table is: named columns with a type, a unit and a meaning, and rows.

The CSV files, the SQLite file, the Data Package and the data dictionary are all written from it, so that none
of them can say something else than the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Literal, overload

Value = str | int | float | None
Row = AbcMapping[str, Value]

SEPARATOR = "|"
"""Between the ids of a column that lists several; no id can hold it."""


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    """E.g. `sessions_min`."""
    type: Literal["text", "whole number", "number", "date", "yes or no"]
    """`yes or no` is 1 or 0."""
    meaning: str
    """One or two sentences."""
    unit: str = ""
    """E.g. `minutes`; empty where a number counts what the name says, and for words."""
    required: bool = False
    """Whether every row has a value."""
    values: tuple[str, ...] = ()
    """All values that are allowed; empty where any is."""
    refers_to: str = ""
    """Table whose key it holds, e.g. `studies`."""
    lists: str = ""
    """Table whose keys it lists, joined by `SEPARATOR`. In SQLite a table of its own takes its place."""

    def type_in_words(self, called: AbcMapping[str, str] | None = None) -> str:
        """Return the type as the data dictionary prints it, e.g. `one of: open, closed; may be empty`.

        `called` is what tables are called where the column stands: CSV files have other names than tables.
        """
        names = called or {}
        if self.lists:
            return f"list of ids of {names.get(self.lists, self.lists)}, joined by {SEPARATOR}; may be empty"
        words = f"one of: {', '.join(self.values)}" if self.values else self.type
        if self.refers_to:
            words = f"id of {names.get(self.refers_to, self.refers_to)}"
        return words if self.required else f"{words}; may be empty"


class RowGroup:
    """Rows that follow from one thing, e.g. from a study; they are made when somebody looks at them."""

    def __init__(self, key: str, make: Callable[[], Iterable[Row]]) -> None:
        """Name the rows by the digest of all that they are made of; an empty one says that nobody knows them."""
        self.key = key
        self._make = make
        self.known: int | None = None
        """How many they are, where an earlier edition tells."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows, in the order of the site."""
        return tuple(self._make())

    def __len__(self) -> int:
        return len(self.rows) if self.known is None else self.known


class GroupedRows(Sequence[Row]):
    """All rows of a table, group by group."""

    def __init__(self, groups: Iterable[RowGroup]) -> None:
        """Take the groups, in their order."""
        self.groups = tuple(groups)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return tuple(chain.from_iterable(group.rows for group in self.groups))

    def __len__(self) -> int:
        return sum(map(len, self.groups))

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._rows[index]


@dataclass(frozen=True)
class Table:
    """Rows of one kind."""

    name: str
    """In SQLite, e.g. `mappings`."""
    file: str
    """Name of the CSV file without its ending, e.g. `crosswalk`; empty where it is in SQLite only."""
    meaning: str
    """One sentence."""
    key: tuple[str, ...]
    """Columns that together name a row."""
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    """Each has every column; a cell that is empty is None."""
    links: tuple[tuple[tuple[str, ...], str], ...] = ()
    """Keys of several columns into other tables: `(("axis", "term"), "terms")`."""

    def __post_init__(self) -> None:
        if not isinstance(self.rows, GroupedRows):
            self._check(self.rows)

    @property
    def groups(self) -> tuple[RowGroup, ...]:
        """The rows as groups; one group where nobody knows what they follow from."""
        return self.rows.groups if isinstance(self.rows, GroupedRows) else (RowGroup("", lambda: self.rows),)

    @property
    def stored(self) -> tuple[Column, ...]:
        """Its columns in SQLite: lists of ids are tables of their own there."""
        return tuple(column for column in self.columns if not column.lists)

    @property
    def is_narrow(self) -> bool:
        """Whether a row is hardly more than its key, so that SQLite stores it as that key."""
        return len(self.key) >= len(self.stored) - 1

    def cells(
        self, columns: Iterable[Column] | None = None, rows: Iterable[Row] | None = None
    ) -> Iterator[tuple[Value, ...]]:
        """Yield the cells of each row, in the order of some columns, by default of all.

        Raises:
            ValueError: A row has other columns than its table.
        """
        rows = self.rows if rows is None else tuple(rows)
        self._check(rows)
        names = [column.name for column in (self.columns if columns is None else columns)]
        if len(names) == 1:
            return ((row[names[0]],) for row in rows)
        return map(itemgetter(*names), rows)

    def _check(self, rows: Iterable[Row]) -> None:
        names = {column.name for column in self.columns}
        for found in set(map(tuple, rows)):
            if set(found) != names:
                raise ValueError(f"{self.name}: not the columns of the table: {sorted(names ^ set(found))}")


def joined(ids: Iterable[str]) -> str | None:
    """Return ids as one cell, or None where there are none."""
    return SEPARATOR.join(ids) or None


def link_table(name: str, meaning: str, columns: tuple[Column, ...], rows: Iterable[tuple[str, ...]]) -> Table:
    """Return a table for SQLite whose rows say only what belongs together; each pair stands once."""
    names = tuple(column.name for column in columns)
    unique = dict.fromkeys(rows)
    return Table(name, "", meaning, names, columns, tuple(dict(zip(names, row, strict=True)) for row in unique))


def id_column(name: str, table: str, meaning: str, *, required: bool = True) -> Column:
    """Return a column that holds the key of another table."""
    return Column(name, "text", meaning, required=required, refers_to=table)


def text_column(name: str, meaning: str, *, required: bool = False, values: tuple[str, ...] = ()) -> Column:
    """Return a column of words."""
    return Column(name, "text", meaning, required=required, values=values)
