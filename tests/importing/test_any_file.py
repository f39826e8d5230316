"""Whatever a file holds, an import ends in a report or a refusal, and the bibliography is read without a complaint."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.importing.references import import_references
from generator.importing.remarks import ImportRefused
from generator.load.bibliography import load_bibliography

LINE = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=25)
HARD = st.sampled_from(
    ["and", "A and B", "{", "}", "\\", "\\foo{", "et al.", ",", ", ,", "2021", "2021/13/40", "10.5555/x", "https://x/ y",
     "0000", "jan", "%", "@book{a,", "Smith, A, B, C", "<i>", "</i>", "~", "#", "--", "PMC1", "1234-5678", "९९९९"]
)  # fmt: skip
TAG = st.sampled_from(
    [
        "TY",
        "TI",
        "T1",
        "AU",
        "A1",
        "A2",
        "A3",
        "A4",
        "ED",
        "PY",
        "DA",
        "Y1",
        "Y2",
        "DO",
        "UR",
        "SP",
        "EP",
        "SN",
        "KW",
        "N1",
        "T2",
        "JO",
        "PB",
        "IS",
        "VL",
        "M1",
        "M3",
        "C2",
        "C7",
        "ET",
        "ID",
        "ER",
        "LA",
    ]
)
TYPE = st.sampled_from(["JOUR", "BOOK", "CHAP", "CONF", "THES", "RPRT", "ELEC", "GEN", "DATA", "X"])
FIELD = st.sampled_from(
    [
        "author",
        "editor",
        "title",
        "journal",
        "booktitle",
        "publisher",
        "year",
        "month",
        "date",
        "doi",
        "url",
        "pages",
        "annote",
        "crossref",
        "odd-field",
        "file",
    ]
)
CSL = st.sampled_from(
    [
        "title",
        "author",
        "editor",
        "issued",
        "accessed",
        "container-title",
        "DOI",
        "URL",
        "page",
        "issue",
        "note",
        "ISSN",
        "type",
        "publisher",
        "keyword",
        "custom",
    ]
)
VALUE = LINE | HARD
JSON_VALUE = (
    VALUE | st.integers() | st.none() | st.booleans() | st.lists(st.fixed_dictionaries({"family": VALUE, "given": VALUE}), max_size=2)
    | st.fixed_dictionaries({"date-parts": st.lists(st.lists(st.integers() | VALUE, max_size=4), max_size=3)})
    | st.fixed_dictionaries({"literal": VALUE})
)  # fmt: skip


def ends_well(raw: bytes) -> None:
    """Import a file twice into a bibliography that is there."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        bib = root / "references.bib"
        bib.write_text("@misc{there2000,\n  title = {There},\n  year = {2000},\n}\n", encoding="utf-8")
        (root / "x").write_bytes(raw)
        try:
            report = import_references(root, root / "x")
        except ImportRefused as refused:
            assert "fault of the program" not in str([reason.hint for reason in refused.reasons])
            assert bib.read_bytes().count(b"@misc") == 1
            return
        references, _, problems = load_bibliography(bib, "references.bib")
        assert problems == []
        assert len(references) == 1 + len(report.added)
        before = bib.read_bytes()
        again = import_references(root, root / "x")
        assert not again.added
        assert bib.read_bytes() == before
        import_references(root, root / "x", fill=True)
        assert load_bibliography(bib, "references.bib")[2] == []


@given(st.lists(st.tuples(TYPE, st.lists(st.tuples(TAG, VALUE), max_size=8)), max_size=4))
@settings(max_examples=150, deadline=None)
def test_ris(records: list[tuple[str, list[tuple[str, str]]]]) -> None:
    ends_well("".join(f"TY  - {kind}\n" + "".join(f"{t}  - {v}\n" for t, v in tags) for kind, tags in records).encode())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["PMID", "TI", "FAU", "AU", "DP", "PG", "LID", "JT", "PT", "MH", "AB", "CN", "LA"]), VALUE
        ),
        max_size=10,
    )
)
@settings(max_examples=80, deadline=None)
def test_medline(tags: list[tuple[str, str]]) -> None:
    ends_well(("PMID- 1\n" + "".join(f"{tag:4}- {value}\n" for tag, value in tags)).encode())


@given(st.lists(st.tuples(VALUE, st.lists(st.tuples(FIELD, VALUE), max_size=6)), max_size=3))
@example([("a", [("title", "T"), ("crossref", "a")])])
@settings(max_examples=120, deadline=None)
def test_bibtex(records: list[tuple[str, list[tuple[str, str]]]]) -> None:
    ends_well(
        "".join(f"@article{{{k},{','.join(f'{n}={{{v}}}' for n, v in fields)}}}\n" for k, fields in records).encode()
    )


@given(st.lists(st.dictionaries(CSL, JSON_VALUE, max_size=7), max_size=3))
@settings(max_examples=150, deadline=None)
def test_csl(items: list[dict[str, object]]) -> None:
    ends_well(json.dumps([{"type": "article-journal", "title": "T"} | item for item in items]).encode())


@given(st.binary(max_size=80))
@settings(max_examples=100, deadline=None)
def test_bytes(raw: bytes) -> None:
    ends_well(raw)
