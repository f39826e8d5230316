"""The tables as CSV files for spreadsheets and statistics.

Comes in: tables. Goes out: UTF-8 with a byte order mark, RFC 4180 (commas, CRLF, doubled quotation marks).
The mark is for Excel, which without it prints a curly apostrophe as three characters and so spoils quotes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable

from generator.export.table import Table, Value

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet would run as a formula, with or without apostrophes before it."""


def csv_path(table: Table) -> str:
    """Return the path of a table's CSV file below the site."""
    return f"data/{table.file}.csv"


def export_csv(tables: Iterable[Table]) -> dict[str, bytes]:
    """Return the CSV files of the tables that have one."""
    return {csv_path(table): _csv(table) for table in tables if table.file}


def defend(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what begins like one.

    Apostrophes before such a beginning get one more, so that `undefend` gives every text back as it was.
    """
    return f"'{text}" if FORMULA.match(text) else text


def undefend(text: str) -> str:
    """Return the text of a cell that `defend` made."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _csv(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [column.name for column in table.columns]
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in table.rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return defend(value) if isinstance(value, str) else str(value)
