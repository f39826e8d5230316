"""CSV files: RFC 4180, a mark for Excel, no formulas, no word lost."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.csv_files import defend, export_csv, undefend
from generator.export.table import Column, Table
from generator.export.tables import make_tables
from generator.link.evidence_map import map_evidence
from generator.link.knowledge_base import KnowledgeBase

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def table(*cells: str | int | float | None) -> Table:
    """Return a table of one column."""
    rows = tuple({"words": cell} for cell in cells)
    return Table("t", "t", "A table.", ("words",), (Column("words", "text", "Words."),), rows)


def read(content: bytes) -> list[list[str]]:
    """Return the rows as Python's own reader sees them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_the_mark_for_excel_comes_first_and_rows_end_in_crlf() -> None:
    content = export_csv([table("doctor’s", 2, 2.5, None)])["data/t.csv"]
    assert content == '\ufeffwords\r\ndoctor’s\r\n2\r\n2.5\r\n""\r\n'.encode()


def test_commas_quotation_marks_and_line_breaks_are_enclosed() -> None:
    content = export_csv([table('He said "no", then\nleft')])["data/t.csv"]
    assert content.decode("utf-8-sig") == 'words\r\n"He said ""no"", then\nleft"\r\n'


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-and then I left", "'-and then I left"),
        ("@home", "'@home"),
        ("+1", "'+1"),
        ("\tx", "'\tx"),
        ("'=1", "''=1"),
        ("’tis", "’tis"),
        ("'tis", "'tis"),
        ("1-2", "1-2"),
        ("...=1", "...=1"),
        ("", ""),
    ],
)
def test_an_apostrophe_stands_only_before_what_would_be_a_formula(text: str, cell: str) -> None:
    assert defend(text) == cell


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n ab\"’＝"), max_size=8) | st.text())
def test_every_text_comes_back_as_it_was_and_none_begins_a_formula(text: str) -> None:
    assert undefend(defend(text)) == text
    assert not defend(text).startswith(DANGEROUS)


def test_a_number_is_not_defended() -> None:
    assert read(export_csv([table(-3)])["data/t.csv"])[1] == ["-3"]


def test_every_cell_of_the_knowledge_base_comes_back(base: KnowledgeBase) -> None:
    tables = {f"data/{t.file}.csv": t for t in make_tables(base, map_evidence(base)) if t.file}
    files = export_csv(tables.values())
    assert set(files) == set(tables)
    for path, content in files.items():
        header, *rows = read(content)
        made = tables[path]
        assert header == [column.name for column in made.columns]
        for row, cells in zip(made.rows, rows, strict=True):
            wanted = ["" if row.get(name) is None else str(row[name]) for name in header]
            assert [undefend(cell) for cell in cells] == wanted
            assert not any(cell.startswith(DANGEROUS) for cell in cells)
        # RFC 4180: outside of quotation marks a line break is CRLF.
        bare = re.sub(rb'"(?:[^"]|"")*"', b"", content)
        assert bare.count(b"\n") == bare.count(b"\r\n") == len(made.rows) + 1


cells = st.none() | st.integers() | st.floats(allow_nan=False) | st.text(alphabet='ab ,"\r\n;’x') | st.text()


@given(st.lists(st.tuples(cells, cells), max_size=4) | st.lists(st.tuples(cells), max_size=4))
def test_cells_are_written_as_pythons_own_writer_writes_them(rows: list[tuple[str | int | float | None, ...]]) -> None:
    names = ["first", "second"][: len(rows[0]) if rows else 2]
    columns = tuple(Column(name, "text", "Words.") for name in names)
    made = Table("t", "t", "A table.", ("first",), columns, tuple(dict(zip(names, row, strict=True)) for row in rows))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([defend(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    assert export_csv([made])["data/t.csv"].decode("utf-8-sig") == out.getvalue()


@pytest.mark.parametrize("row", [{"a": "x", "b": "y"}, {}])
def test_a_row_with_other_columns_than_those_declared_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not the columns of the table"):
        Table("t", "t", "A table.", ("a",), (Column("a", "text", "A."),), (row,))


def test_a_fact_says_why_it_has_no_value(base: KnowledgeBase) -> None:
    rows = {row["id"]: row for t in make_tables(base, map_evidence(base)) if t.name == "studies" for row in t.rows}
    full, small = rows["alpha2020"], rows["2021beta"]
    assert (full.get("years"), full["years_status"]) == (None, "not_reported")
    assert (full["sessions_min"], full["sessions_max"], full["sessions_status"]) == (2, 4.5, "reported")
    assert (full["participants"], full["participants_status"]) == (8, "reported")
    assert small["years_status"] is None
