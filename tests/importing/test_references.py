"""Bibliographies of other programs: what becomes of each field, and of what is dirty in their files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.importing.references import ReferenceImport, recognise
from generator.importing.remarks import ImportRefused

SAMPLES = Path(__file__).parent / "samples"
REFERENCES = ("zotero.ris", "endnote.ris", "publisher.ris", "pubmed.ris", "mendeley.bib", "zotero.bib", "zotero.json")

Entries = Callable[[], dict[str, dict[str, str]]]
Take = Callable[..., ReferenceImport]


def test_zotero_ris(take: Take, entries: Entries) -> None:
    report = take("zotero.ris")
    assert (report.format, report.records, report.refused) == ("RIS", 2, [])
    found = entries()
    assert found["vanderberg2021"] == {
        "@": "article",
        "author": "van der Berg, Jan and O’Brien, Jr., Pat and {Kettle Research Group}",
        "title": r"On \textit{slow} kettles: a study & its \{limits\}",
        "journal": "Journal of Made-up Tea",
        "shortjournal": "J Made-up Tea",
        "shorttitle": "On slow kettles",
        "year": "2021",
        "date": "2021-08-17",
        "volume": "12",
        "number": "3",
        "pages": "426--431",
        "issn": "1234-5678",
        "doi": "10.5555/Kettle.2021",
        "url": "https://doi.org/10.5555/kettle.2021",
        "urldate": "2022-01-02",
        "language": "en",
        "keywords": "kettles; tea, black",
        "abstract": "Background. Kettles are slow. Methods. We waited. Results. p < 0.05 and 10% – so it was.",
        "file": "/home/somebody/kettle.pdf",
        "annote": "Database provider: DOI.org (Crossref); My own remark.",
    }
    assert found["cup2010"] == {
        "@": "incollection",
        "author": "Cup, Ann",
        "editor": "Editor, Ed",
        "translator": "Translator, Tina",
        "title": "Cups",
        "booktitle": "Handbook of Vessels",
        "series": "Vessels today",
        "publisher": "Made-up Press",
        "address": "Uppsala",
        "edition": "2nd",
        "year": "2010",
        "pages": "1--9",
        "isbn": "978-0-00-000000-2",
    }


def test_endnote_ris_with_mark_and_windows_line_ends(take: Take, entries: Entries) -> None:
    text = (SAMPLES / "endnote.ris").read_text(encoding="utf-8")
    take(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert entries()["kessel2019"] == {
        "@": "article",
        "author": "Kessel, A. B. and Løvås, Ö.",
        "title": "Vessels and people: a view of five cups",
        "journal": "Journal of Vessels",
        "shortjournal": "J Vessels",
        "shorttitle": "Vessels and people",
        "year": "2019",
        "date": "2019-03-03",
        "volume": "7",
        "number": "2",
        "pages": "101--109",
        "issn": "1234-5678, 1234-5679",
        "pmid": "12345678",
        "pmcid": "PMC7654321",
        "doi": "10.5555/endnote.1",
        "url": "https://example.org/a",
        "language": "eng",
        "keywords": "*Kettles, Tea/therapeutic use, Humans",
        "abstract": "The abstract goes on over two lines.",
        "annote": "Address: University of Nowhere, Nowhere; Database: PubMed; Epub date: 2019/03/05; "
        "1234-5678 Kessel, A B; url: https://example.org/b",
    }


def test_publishers_ris_with_text_before_and_without_er(take: Take, entries: Entries) -> None:
    report = take("publisher.ris")
    assert [(remark.location.line, remark.message.split(":")[0]) for remark in report.remarks] == [
        (1, "2 lines outside of records not read"),
        (4, "this record does not end with `ER`; it was read up to the next one, or to the end of the file"),
        (14, "this record does not end with `ER`; it was read up to the next one, or to the end of the file"),
    ]
    found = entries()
    assert found["pot2015"] == {
        "@": "article",
        "author": "Pot, T.",
        "title": "Tea in the ward",
        "journal": "Tea and Medicine",
        "year": "2015",
        "date": "2015-11",
        "volume": "3",
        "pages": "e12",
        "doi": "10.5555/tea.3",
        "abstract": "Short.",
    }
    assert found["wko2016"]["@"] == "techreport"
    assert found["wko2016"]["author"] == "{World Kettle Organization}"
    assert found["wko2016"]["number"] == "12"


def test_medline_under_the_name_of_ris(take: Take, entries: Entries) -> None:
    report = take("pubmed.ris")
    assert report.format == "MEDLINE"
    assert any("was retracted" in remark.message for remark in report.remarks)
    found = entries()
    assert found["nowhere2021"] == {
        "@": "article",
        "author": "Nowhere, Jane A and Müller-Lüdenscheidt, Jr, Karl and {Tea Study Group}",
        "title": "How doctors drink tea: a focus group study of kettles, cups and the time that it takes",
        "journal": "Journal of made-up tea",
        "shortjournal": "J Made-up Tea",
        "year": "2021",
        "date": "2021-08-17",
        "volume": "12",
        "number": "3",
        "pages": "426--429",
        "issn": "1234-5678, 1234-5677",
        "pmid": "34567890",
        "pmcid": "PMC1234567",
        "doi": "10.5555/pubmed.1",
        "language": "en",
        "keywords": "Humans, *Tea/therapeutic use, kettle",
        "abstract": "BACKGROUND: Tea is drunk. OBJECTIVE: To see how doctors drink it.",
        "annote": "Address: University of Nowhere.; Retraction in: J Made-up Tea. 2022 Jan;13(1):1. PMID: 1; "
        "Publication type: Retracted Publication",
    }
    assert found["kanne1969"]["title"] == "[Tea and nothing else]"
    assert found["kanne1969"]["annote"] == "Date as given: 1969 Dec-1970 Jan"


def test_mendeley_bibtex(take: Take, entries: Entries) -> None:
    take("mendeley.bib")
    found = entries()
    assert found["tasse2014"] == {
        "@": "article",
        "author": r"Tass{\'{e}}, Jo{\~{a}}o and others",
        "title": "Cups and H{₂}O in the 19{th} century",
        "journal": r"Tea {\&} Health",
        "year": "2014",
        "month": "aug",
        "volume": "3",
        "number": "April",
        "pages": "15--23",
        "isbn": "1234-5678",
        "issn": "12345678",
        "pmid": "123",
        "doi": "10.5555/mendeley_1",
        "url": "http://example.org/a_b",
        "keywords": "Cups,Kettles",
        "abstract": r"Cups {\&} kettles at 5{\%}; {<}p{>}so{<}/p{>}.",
        "file": r":C$\backslash$:/Users/somebody/cups.pdf:pdf",
        "annote": "Read again; url: http://example.org/c; mendeley-groups: Balint",
    }
    assert found["kanne2001"]["title"] == "The teapot"


def test_zotero_bibtex(take: Take, entries: Entries) -> None:
    take("zotero.bib")
    found = entries()
    assert found["kanne2018"] == {
        "@": "article",
        "author": "Kanne, Tee and {Royal College of Pots and Cups} and de la Tasse, Anne",
        "title": r"Pots and \textit{Camellia sinensis} in {UK} wards",
        "journal": "Journal of Tea and Cups",
        "year": "2018",
        "month": "9",
        "volume": "5",
        "number": "2",
        "pages": "1--10",
        "issn": "1234-5678",
        "doi": "10.5555/zotero.5",
        "url": "https://example.org/pots?a=1&b=50%25",
        "urldate": "2020-01-02",
        "language": "en-GB",
        "note": "Publisher: Made-up Press",
        "keywords": "pots, wards",
        "annote": "copyright: All rights reserved",
    }
    assert found["tasse2011"] == {
        "@": "incollection",
        "author": "Tasse, Anne",
        "editor": "Editor, Ed",
        "title": "A chapter",
        "booktitle": "The whole book",
        "publisher": "Pot",
        "year": "2011",
    }
    assert found["coder2020"] == {
        "@": "misc",
        "author": "Coder, C.",
        "title": "Kettle simulator",
        "type": "Computer program",
        "version": "1.2",
        "year": "2020",
        "date": "2020-05",
    }


def test_csl_json(take: Take, entries: Entries) -> None:
    report = take("zotero.json")
    assert report.format == "CSL-JSON"
    found = entries()
    assert found["vanderberg2021"] == {
        "@": "article",
        "author": "van der Berg, Jan and King, Jr., Martin and {Tea Collaboration}",
        "title": r"Water at 100² degrees: \textit{a} < b",
        "journal": "Journal of Tea",
        "shortjournal": "J Tea",
        "year": "2021",
        "date": "2021-08",
        "volume": "9",
        "number": "4",
        "pages": "e12--e15",
        "issn": "1234-5678",
        "pmid": "777",
        "pmcid": "PMC888",
        "doi": "10.5555/csl.1",
        "url": "https://example.org/x%20y",
        "urldate": "2022-01-02",
        "language": "en",
        "note": "Seen in the library.",
        "abstract": "Short.",
    }
    assert found["tea2020"]["institution"] == "World Tea Organization"
    assert found["tea2020"]["date"] == "2020-05-06"


@pytest.mark.parametrize("name", REFERENCES)
def test_importing_again_changes_nothing(name: str, take: Take, project: Path) -> None:
    take(name)
    before = (project / "references.bib").read_bytes()
    again = take(name, fill=True)
    assert (project / "references.bib").read_bytes() == before
    assert not again.written
    assert not again.added
    assert [one.comparison.conflicts for one in again.repeated] == [[] for _ in range(again.records)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(
    encoding: str, newline: str, take: Take, project: Path, entries: Entries
) -> None:
    text = (SAMPLES / "zotero.ris").read_text(encoding="utf-8")
    take(text.replace("\n", newline).encode(encoding))
    assert entries()["vanderberg2021"]["author"].startswith("van der Berg, Jan and O’Brien")
    assert b"\r" not in (project / "references.bib").read_bytes()


def test_windows_1252_is_read_and_said(take: Take, entries: Entries) -> None:
    report = take(
        "TY  - BOOK\nTI  - Das Gefäß – “heiß”\nAU  - Müller, A\nPB  - P\nPY  - 2000\nER  - \n".encode("cp1252")
    )
    assert [remark.message for remark in report.remarks] == ["the file is not UTF-8; it was read as Windows-1252"]
    assert entries()["muller2000"]["title"] == "Das Gefäß – “heiß”"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TY  - JOUR\n", "RIS"),
        ("TY - JOUR\n", "RIS"),
        ("PMID- 1\nTI  - x", "MEDLINE"),
        ("mail a@b{c}\n\n@Article{x,", "BibTeX"),
        ("TY  - JOUR\nAB  - see\n@article{x,", "RIS"),
        ("  [\n{}]", "CSL-JSON"),
        ("%0 Journal Article\n%T x", ""),
        ("<?xml version='1.0'?>", ""),
    ],
)
def test_format_is_known_by_content(text: str, kind: str) -> None:
    assert recognise(text) == kind


def test_a_dash_in_a_sentence_begins_no_tag(take: Take, entries: Entries) -> None:
    text = "TY  - BOOK\nTI  - T\nAU  - A, B\nPB  - P\nPY  - 2000\nAB  - One\nGP - the doctor - says\nER  - \n"
    take(text)
    assert entries()["a2000"]["abstract"] == "One GP - the doctor - says"


def test_tags_before_the_type_and_with_one_space(take: Take, entries: Entries) -> None:
    take(
        "ID - x\nTY - BOOK\nTI - First title\nAU - A, B\nPB - P\nPY - 2000\nER -\nTY - BOOK\nTI - Second\nAU - C, D\nPB - P\nPY - 2001"
    )
    assert list(entries()) == ["a2000", "c2001"]


def test_records_without_title_or_type_are_refused_by_place_and_the_rest_comes_in(take: Take, entries: Entries) -> None:
    text = "TY  - JOUR\nAU  - A, B\nER  - \nTI  - No type here\nER  - \nTY  - BOOK\nTI  - Whole\nAU  - C, D\nPB  - P\nPY  - 2001\nER  - \n"
    report = take(text)
    assert [(one.location.line, one.message) for one in report.refused] == [
        (1, "a record has no title; left out"),
        (4, "`No type here` has no type; left out"),
    ]
    assert list(entries()) == ["c2001"]


def test_what_a_type_needs_and_is_not_there_makes_it_misc_and_is_said(take: Take, entries: Entries) -> None:
    report = take("TY  - BOOK\nTI  - T\nAU  - A, B\nPY  - in press\nER  - \n")
    assert entries()["a"] == {"@": "misc", "author": "A, B.", "title": "T", "annote": "Date as given: in press"}
    assert [remark.message for remark in report.remarks] == [
        "`T`: @book needs `publisher`, `year` or `date`; written as @misc"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "[{",
        '[1, "x"]',
        "@article{a, title = {never closed}\n",
        "@article{a, title = {T} year = {2000}}",
        "\x00\x01\x02\x03",
    ],
)
def test_what_cannot_be_read_to_its_end_writes_nothing(text: str, take: Take, project: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        take(text)
    assert refused.value.reasons[0].hint
    assert not (project / "references.bib").exists()


def test_latex_that_is_not_known_is_kept_as_text(take: Take, entries: Entries) -> None:
    report = take(r"@book{a, author={A, B}, title={The \foo{x} of \ce{H2O}}, publisher={P}, year={2000}}")
    assert entries()["a2000"]["title"] == r"The \textbackslash{}foo{x} of \textbackslash{}ce{H2O}"
    assert any(r"`\foo`, `\ce`" in remark.message for remark in report.remarks)


def test_a_doi_that_is_none_is_kept_aside(take: Take, entries: Entries) -> None:
    report = take("TY  - BOOK\nTI  - T\nAU  - A, B\nPB  - P\nPY  - 2000\nDO  - ask the author\nER  - \n")
    assert entries()["a2000"]["annote"] == "DOI as given: ask the author"
    assert any("is not a DOI" in remark.message for remark in report.remarks)


def test_keys_are_ascii_lettered_and_never_taken_twice(take: Take, entries: Entries, project: Path) -> None:
    (project / "references.bib").write_text("@misc{Oberg2020,\n  title = {There before},\n}\n", encoding="utf-8")
    names = ["Øberg, A", "Öberg, B", "Straße, C", "李, D", "World Health Organization", "O'Neill-Smith, E"]
    take("".join(f"TY  - GEN\nTI  - Number {n}\nAU  - {name}\nPY  - 2020\nER  - \n" for n, name in enumerate(names)))
    assert list(entries()) == [
        "Oberg2020", "oberg2020b", "oberg2020c", "strasse2020", "anon2020", "who2020", "oneillsmith2020",
    ]  # fmt: skip


def test_our_own_bibliography_out_and_in_is_the_same_library(take: Take, project: Path) -> None:
    source = (Path(__file__).parents[2] / "references.bib").read_text(encoding="utf-8")
    report = take(source)
    assert not report.refused
    from generator.load.bibliography import load_bibliography

    ours = load_bibliography(Path(__file__).parents[2] / "references.bib", "references.bib")[0]
    theirs = load_bibliography(project / "references.bib", "references.bib")[0]
    assert len(ours) > 40
    assert theirs == ours
    assert re.findall(r"@\w+\{[^,]+", source) == re.findall(
        r"@\w+\{[^,]+", (project / "references.bib").read_text(encoding="utf-8")
    )
