"""The tables as CSV files for spreadsheets and statistics.

Comes in: tables. Goes out: UTF-8 with a byte order mark, RFC 4180 (commas, CRLF, doubled quotation marks).
The mark is for Excel, which without it prints a curly apostrophe as three characters and so spoils quotes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from functools import partial

from generator.export.pieces import Binder, Piece, Run
from generator.export.table import RowGroup, Table, Value

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would run as a formula, with or without apostrophes before it."""
_RISKY = frozenset("'=+-@\t\r\n＝＋－＠")
"""What such a text begins with."""


def csv_path(table: Table) -> str:
    """Return the path of a table's CSV file below the site."""
    return f"data/{table.file}.csv"


def export_csv(tables: Iterable[Table], binder: Binder | None = None) -> dict[str, bytes]:
    """Return the CSV files of the tables that have one."""
    binder = binder or Binder()
    return {csv_path(table): _csv(table, binder) for table in tables if table.file}


def defend(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what begins like one.

    Apostrophes before such a beginning get one more, so that `undefend` gives every text back as it was.
    """
    return f"'{text}" if FORMULA.match(text) else text


def undefend(text: str) -> str:
    """Return the text of a cell that `defend` made."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _csv(table: Table, binder: Binder) -> bytes:
    head = ",".join(column.name for column in table.columns)
    groups = (Piece(group.key, partial(_group, table, group)) for group in table.groups)
    return binder.bind(csv_path(table), codecs.BOM_UTF8 + f"{head}\r\n".encode(), Run(groups))


def _group(table: Table, group: RowGroup) -> bytes:
    lines = [",".join(map(_cell, cells)) for cells in table.cells(rows=group.rows)]
    # A line of one empty cell would look like no line.
    return "".join(f"{line}\r\n" if line else '""\r\n' for line in lines).encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    # Most cells begin with a letter; looking at that is faster than the expression.
    text = defend(value) if value[:1] in _RISKY else value
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return '"{}"'.format(text.replace('"', '""'))
    return text
