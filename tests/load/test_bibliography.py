"""Reading BibTeX: one golden case per fault, and what a sound entry becomes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load import bibtex_csl
from generator.load.bibliography import load_bibliography
from generator.load.bibtex_file import SIZE_LIMIT
from generator.model.reference import Reference

PROJECT = Path(__file__).parents[2]
SOUND = "@book{good, author = {A, B.}, title = {T}, publisher = {P}, year = {2001}}"


def read(tmp_path: Path, text: str | bytes) -> tuple[list[Reference], dict[str, Location], list[Diagnostic]]:
    """Load a bibliography that is written down in the test."""
    path = tmp_path / "x.bib"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_bibliography(path, "references.bib")


def book(fields: str = "", key: str = "k") -> str:
    """Return a book whose further fields begin on line 2."""
    return f"@book{{{key}, author = {{A, B.}}, title = {{T}}, publisher = {{P}}, year = {{2001}},\n{fields}\n}}\n"


FAULTS: list[tuple[str, str, list[tuple[str, int, int]]]] = [
    ("unclosed brace", "@book{k,\n title = {T,\n}\n\n" + SOUND, [("bib-unbalanced-braces", 1, 1)]),
    ("unclosed at the end", SOUND + "\n@book{k,\n title = {T},\n", [("bib-unbalanced-braces", 2, 1)]),
    ("no comma after the key", "\n@book{k\n title = {T}\n}\n" + SOUND, [("bib-missing-comma", 2, 1)]),
    ("no comma between fields", book("volume = {1}\n series = {S}"), [("bib-missing-comma", 3, 2)]),
    (
        "two commas missing",
        book('volume = 1 series = {S}\n edition = "2"'),
        [("bib-missing-comma", 2, 12), ("bib-missing-comma", 3, 2)],
    ),
    ("junk after a value", book("series = {S} of T"), [("bib-syntax", 2, 14)]),
    ("no value", book("series = ,"), [("bib-syntax", 2, 9)]),
    ("duplicate key", SOUND + "\n" + book(key="good"), [("bib-duplicate-key", 2, 1)]),
    ("case of a key", SOUND + "\n" + book(key="Good"), [("bib-key-case", 2, 1)]),
    ("bad key", book(key="a/b"), [("bib-bad-key", 1, 1)]),
    ("duplicate field", book("Title = {U}"), [("bib-duplicate-field", 2, 1)]),
    ("undefined string", book("series = ser"), [("bib-undefined-string", 2, 1)]),
    (
        "cyclic string",
        "@string{a = b}\n@string{b = a}\n" + book("series = {S}"),
        [("bib-cyclic-string", 1, 1), ("bib-cyclic-string", 2, 1)],
    ),
    ("duplicate string", "@string{a = {1}}\n@string{A = {2}}\n", [("bib-duplicate-string", 2, 1)]),
    ("lost at sign", "book{k,\n title = {T}\n}\n" + SOUND, [("bib-stray-text", 1, 1)]),
    ("lost opening brace", "@book k,\n title = {T}\n}\n" + SOUND, [("bib-stray-text", 1, 1)]),
    (
        "brace too many",
        book("series = {S}},\n volume = {1}"),
        [("bib-unbalanced-braces", 1, 1), ("bib-stray-text", 2, 14)],
    ),
    ("unknown type", "@bok{k, title = {T}}", [("bib-unknown-type", 1, 1)]),
    ("missing field", "@article{k, author = {A, B.}, title = {T}, year = {2001}}", [("bib-missing-field", 1, 1)]),
    ("empty field", book("series = {}"), [("bib-empty-field", 2, 1)]),
    ("unknown field", book("volum = {1}"), [("bib-unknown-field", 2, 1)]),
    ("bad DOI", book("doi = {https://doi.org/10.1000/x}"), [("bib-bad-doi", 2, 1)]),
    ("bad address", book("url = {javascript:alert(1)}"), [("bib-bad-url", 2, 1)]),
    ("bad date", book("urldate = {2021-13-01}"), [("bib-bad-date", 2, 1)]),
    ("bad month", book("month = {Brumaire}"), [("bib-bad-month", 2, 1)]),
    (
        "bad year",
        "@book{k, author = {A, B.}, title = {T}, publisher = {P},\n year = {c. 2001}}",
        [("bib-bad-year", 2, 2)],
    ),
    ("bad name", book("editor = {Smith, J., Doe, B., X}"), [("bib-bad-name", 2, 1)]),
    ("empty name", book("editor = {A, B. and and C, D.}"), [("bib-bad-name", 2, 1)]),
    ("unknown macro", book(r"series = {\foo{x}}"), [("bib-unknown-macro", 2, 1)]),
    ("too deep", book("series = {" + "{" * 40 + "}" * 40 + "}"), [("bib-too-deep", 2, 1)]),
    ("same DOI", book("doi = {10.1000/x}") + book("doi = {10.1000/X}", "l"), [("bib-duplicate-doi", 4, 1)]),
    ("all at once", book("volum = {1},\n doi = {x}"), [("bib-unknown-field", 2, 1), ("bib-bad-doi", 3, 2)]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_is_found_where_it_is(tmp_path: Path, text: str, expected: list[tuple[str, int, int]]) -> None:
    references, _, problems = read(tmp_path, text)
    found = [(problem.rule, problem.location.line, problem.location.column) for problem in problems]
    assert found == expected
    assert all(problem.message for problem in problems)
    if SOUND in text:
        assert "good" in {reference.cite_key for reference in references}
    if any(problem.severity is Severity.ERROR for problem in problems):
        assert "k" not in {r.cite_key for r in references} or "string" in expected[0][0]


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (SOUND.encode("utf-16"), "bib-encoding", 0),
        (b"\xef\xbb\xbf" + SOUND.encode(), "bib-byte-order-mark", 1),
        (b"% x\n\xff" + SOUND.encode(), "bib-encoding", 2),
        (b"% x\n\0", "bib-nul", 2),
        (b"%" * (SIZE_LIMIT + 1), "bib-too-large", 0),
    ],
    ids=["UTF-16", "BOM", "not UTF-8", "NUL", "too large"],
)
def test_file_that_cannot_be_read(tmp_path: Path, data: bytes, rule: str, line: int) -> None:
    references, _, problems = read(tmp_path, data)
    assert references == []
    assert [(problem.rule, problem.location.line) for problem in problems] == [(rule, line)]


def test_missing_file(tmp_path: Path) -> None:
    assert [problem.rule for problem in load_bibliography(tmp_path / "no.bib", "no.bib")[2]] == ["bib-unreadable"]


def one(tmp_path: Path, text: str) -> dict[str, Any]:
    """Return the CSL item of the only entry, which has no fault."""
    references, _, problems = read(tmp_path, text)
    assert problems == []
    return references[0].csl


def test_article_becomes_a_csl_item(tmp_path: Path) -> None:
    text = """@string{ijpm = "The International Journal"}
@article{nease2018,
  author = {Nease, Jr, D. E. and van den Berg, K. and {Simon and Schuster} and others},
  title = {{Balint} 2.0: caf\\'e \\& more},
  journal = ijpm # " of Psychiatry", shortjournal = {Int J},
  year = 2018, month = aug, volume = {53}, number = {2}, pages = {115--125},
  doi = {10.1177/0091217418765036}, note = {Seen.},
}"""
    assert one(tmp_path, text) == {
        "id": "nease2018",
        "type": "article-journal",
        "title": "Balint 2.0: café & more",
        "author": [
            {"family": "Nease", "given": "D. E.", "suffix": "Jr"},
            {"family": "Berg", "given": "K.", "non-dropping-particle": "van den"},
            {"literal": "Simon and Schuster"},
            {"literal": "et al."},
        ],
        "issued": {"date-parts": [[2018, 8]]},
        "container-title": "The International Journal of Psychiatry",
        "container-title-short": "Int J",
        "volume": "53",
        "issue": "2",
        "page": "115-125",
        "DOI": "10.1177/0091217418765036",
    }
    references, positions, _ = read(tmp_path, text)
    assert references[0].note == "Seen."
    assert positions == {"nease2018": Location("references.bib", 2, 1)}


def test_hostile_text_survives_as_text(tmp_path: Path) -> None:
    item = one(
        tmp_path,
        "@online{k, author = {{<i>Body & Co}}, title = {<script>alert(1)</script> & 50% of $5 #1},\n"
        " url = {https://example.org/?a=1&b=%20c#d}, urldate = {2021-08-17}}",
    )
    assert item["title"] == "<script>alert(1)</script> & 50% of $5 #1"
    assert item["author"] == [{"literal": "<i>Body & Co"}]
    assert item["URL"] == "https://example.org/?a=1&b=%20c#d"
    assert item["accessed"] == {"date-parts": [[2021, 8, 17]]}


def test_comment_lines_and_windows_line_ends_are_no_faults(tmp_path: Path) -> None:
    text = "% book{old, title = {T}}\r\n% Just words.\r\n@comment{x}\r\n" + SOUND
    references, positions, problems = read(tmp_path, text)
    assert ([r.cite_key for r in references], problems) == (["good"], [])
    assert positions["good"].line == 4


def test_strings_cannot_grow_without_end(tmp_path: Path) -> None:
    text = "@string{a0 = {xxxxxxxxxx}}\n" + "".join(
        f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 9)}}}\n" for n in range(1, 30)
    )
    _, _, problems = read(tmp_path, text)
    assert {problem.rule for problem in problems} == {"bib-string-too-long"}


@pytest.mark.content
def test_the_bibliography_of_the_project_is_sound() -> None:
    references, positions, problems = load_bibliography(PROJECT / "references.bib", "references.bib")
    keys = [reference.cite_key for reference in references]
    assert problems == []
    assert keys == sorted(keys) and len(keys) == len(positions) == 50


BRACED = st.recursive(
    st.text(alphabet="ab -'\n.\"!?:,()[]é*=/;@+0\u00a0~`$%&#^_<>|", max_size=6),
    lambda inner: st.lists(st.one_of(inner, inner.map("{{{}}}".format)), max_size=4).map("".join),
    max_leaves=8,
)


@settings(deadline=None)
@given(BRACED)
def test_words_in_braces_are_those_that_latex_prints(raw: str) -> None:
    decode = bibtex_csl.decode_latex.__wrapped__
    quickly = decode(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bibtex_csl, "_BRACED", re.compile("(?!)"))
        assert decode(raw) == quickly


def test_words_in_braces_need_no_latex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bibtex_csl, "_LATEX", None)
    decode = bibtex_csl.decode_latex.__wrapped__
    assert decode("{{Yalom}’s} model:\n {Balint} groups, {{WHO}}-led") == "Yalom’s model: Balint groups, WHO-led"
