"""Which records are one work, and what of them is a contradiction."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.references import ReferenceImport

Take = Callable[..., ReferenceImport]

HERE = """@article{here2020,
  author = {Here, J. A. and {van der} Berg, K.},
  title = {A long title that tells one work: from another},
  journal = {Journal of Tea & Cups},
  shortjournal = {J Tea},
  year = {2020},
  volume = {3},
  pages = {426--429},
  issn = {1234-5678},
  language = {en},
  doi = {10.5555/ABC},
}
"""


def ris(**tags: str) -> str:
    """Return one record; each tag stands for one field."""
    fields = {"TI": "A long title that tells one work: from another", "PY": "2020"} | tags
    return "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in fields.items() if value) + "ER  - \n"


@pytest.fixture
def compare(project: Path, take: Take) -> Callable[..., ReferenceImport]:
    """Import one record beside one that is there."""
    (project / "references.bib").write_text(HERE, encoding="utf-8")
    return lambda **tags: take(ris(**tags))


@pytest.mark.parametrize(
    ("tags", "recognised_by"),
    [
        ({"DO": "10.5555/abc", "TI": "Another title", "PY": "1999"}, "DOI"),
        ({"DO": "https://doi.org/10.5555/ABC"}, "DOI"),
        ({"DO": "http://dx.doi.org/10.5555/abc."}, "DOI"),
        ({"UR": "https://doi.org/10.5555/abc", "TI": "Another"}, "DOI"),
        ({"TI": "A LONG title that tells one work – from another."}, "title and year"),
        ({"TI": "Á <i>long</i> title that tells one work from another"}, "title and year"),
        ({"PY": "", "DA": "2020/05/06"}, "title and year"),
        ({"DO": "10.5555/other"}, "title and year"),
    ],
)
def test_one_work(compare: Callable[..., ReferenceImport], tags: dict[str, str], recognised_by: str) -> None:
    report = compare(**tags)
    assert [(one.key, one.recognised_by) for one in report.repeated] == [("here2020", recognised_by)]
    assert not report.added


@pytest.mark.parametrize("tags", [{"PY": "2021"}, {"TI": "A long title that tells one work"}])
def test_two_works(compare: Callable[..., ReferenceImport], tags: dict[str, str]) -> None:
    assert len(compare(**tags).added) == 1


def test_short_titles_are_told_apart_by_author_or_doi_and_it_is_said(take: Take) -> None:
    text = ris(TI="Editorial", AU="One, A") + ris(TI="Editorial", AU="Two, B") + ris(TI="Editorial", AU="One, A.")
    report = take(text)
    assert list(report.added) == ["one2020", "two2020"]
    assert [one.key for one in report.repeated] == ["one2020"]
    assert any("has the title and the year of `one2020`" in remark.message for remark in report.remarks)


def test_works_that_stand_twice_in_the_file_come_in_once(take: Take) -> None:
    report = take(ris(AU="A, B", AB="Long.") + ris(AU="A, Bob", VL="4"))
    assert list(report.added) == ["a2020"]
    assert report.repeated[0].comparison.conflicts == []
    assert list(report.repeated[0].comparison.more) == ["volume"]


@pytest.mark.parametrize(
    ("tag", "same", "other"),
    [
        ("VL", "3", "4"),
        ("SP", "426-9", "426-30"),
        ("SN", "12345678 (Print)", "1234-5679"),
        ("T2", "Journal of Tea and cups", "Journal of Pots"),
        ("JF", "J. Tea", "J. Pots"),
        ("LA", "eng", "de"),
        ("PY", "2020", None),
        ("DO", "doi:10.5555/abc", "10.5555/abd"),
    ],
)
def test_spelling_is_no_contradiction(
    compare: Callable[..., ReferenceImport], tag: str, same: str, other: str | None
) -> None:
    assert compare(**{tag: same}).repeated[0].comparison.conflicts == []
    if other is not None:
        assert len(compare(**{tag: other}).repeated[0].comparison.conflicts) == 1


@pytest.mark.parametrize(
    ("authors", "conflicts"),
    [
        (["Here, Jane Ann", "van der Berg, Karl"], 0),
        (["Here JA", "Berg, K"], 0),
        (["Here, J", "et al."], 0),
        (["Here, B", "van der Berg, K"], 1),
        (["There, J A", "van der Berg, K"], 1),
        (["Here, J A"], 1),
    ],
)
def test_people_are_the_same_if_their_initials_fit(
    compare: Callable[..., ReferenceImport], authors: list[str], conflicts: int
) -> None:
    report = compare(**{"AU": "\nAU  - ".join(authors)})
    assert len(report.repeated[0].comparison.conflicts) == conflicts


def test_a_conflict_shows_both_sides_and_writes_nothing(compare: Callable[..., ReferenceImport], project: Path) -> None:
    report = compare(VL="4", DO="10.5555/abc")
    conflict = report.repeated[0].comparison.conflicts[0]
    assert (conflict.name, conflict.here, conflict.there) == ("volume", "3", "4")
    assert not report.written
    assert (project / "references.bib").read_text(encoding="utf-8") == HERE
