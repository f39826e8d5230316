"""BibTeX and RIS: out and in is the same library, and other programs read every record."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_bytes

from generator.export.bibliography import BIBTEX, export_bibtex
from generator.export.ris import RIS, export_ris
from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.bibliography import load_bibliography
from generator.load.bibtex_csl import CSL_TYPES
from generator.model.corpus import Corpus
from generator.model.reference import Reference

PROJECT = Path(__file__).parents[2]

EVERY_TYPE = r"""
@article{a1, author = {van den Berg, Jan and {De Witt}, A. and Doe, Jr, John and others}, title = {{GPs}' view: 50\% of {Balint} \& co},
  journal = {J \& J}, shortjournal = {J J}, year = 2020, month = aug, volume = {3}, number = {4}, pages = {e1--e9},
  doi = {10.1000/a_b%23}, issn = {1234-5678}, pmid = {123}, pmcid = {PMC1}, note = {A remark.}, abstract = {Short.}, language = {en}}
@article{a2, editor = {Roe, R.}, title = {No author}, journal = {J}, date = {2021-08-17}, issue = {2}}
@book{b1, author = {{The Balint Society and Friends}}, title = {What is it?}, subtitle = {a handbook}, publisher = {P},
  address = {London}, year = 1957, edition = {2nd}, series = {S}, number = {7}, isbn = {1}, translator = {Tran, S.}}
@collection{b2, editor = {Ed, I. and Tor, Q.}, title = {No publisher}, year = 1999}
@proceedings{b3, title = {Nobody}, year = 1998}
@incollection{c1, author = {A, B.}, title = {Chapter}, booktitle = {Book}, publisher = {P}, year = 2001, chapter = {5}, editor = {C, D.}}
@inbook{c2, editor = {A, B.}, title = {Chapter 2}, booktitle = {Book}, publisher = {P}, date = {2001/2003}}
@inproceedings{p1, author = {A, B.}, title = {Talk}, booktitle = {Proc}, year = 2002, eventtitle = {Congress}, venue = {Rome}, eventdate = {2002-05-01/2002-05-03}, number = {9}}
@online{w1, organization = {Body}, title = {Page}, url = {https://example.org/a_b?c=%20d&e#f}, urldate = {2021-08-17}}
@techreport{r1, author = {A, B.}, title = {Report}, institution = {I}, year = 2003, number = {12}, type = {White paper}}
@manual{r2, title = {Manual}, version = {2}}
@phdthesis{t1, author = {A, B.}, title = {Thesis}, school = {U}, year = 2004, type = {PhD thesis}}
@thesis{t2, author = {A, B.}, title = {Thesis without a kind}, institution = {U}, year = 2004}
@misc{m1, title = {Thing}, howpublished = {Leaflet}, shorttitle = {T}}
@booklet{k1, title = {Booklet}}
@unpublished{u1, author = {von Last}, title = {Draft: -- ``quoted'' {\`a} la {\ss}}}
"""


def load(path: Path, content: bytes) -> list[Reference]:
    """Return the references of BibTeX; nothing in it may be wrong."""
    path.write_bytes(content)
    references, _, problems = load_bibliography(path, path.name)
    assert [str(problem) for problem in problems] == []
    return references


def base_of(references: list[Reference]) -> KnowledgeBase:
    return link(Corpus(references=tuple(references)))


def test_every_type_of_entry_goes_out_and_in_unchanged(tmp_path: Path) -> None:
    first = load(tmp_path / "in.bib", EVERY_TYPE.encode())
    assert len(first) == 16
    written = export_bibtex(base_of(first))[BIBTEX]
    second = load(tmp_path / "out.bib", written)
    assert second == first
    assert export_bibtex(base_of(second))[BIBTEX] == written


def test_names_stay_whole(tmp_path: Path) -> None:
    written = export_bibtex(base_of(load(tmp_path / "in.bib", EVERY_TYPE.encode())))[BIBTEX].decode()
    assert "author = {van den Berg, Jan and De Witt, A. and Doe, Jr, John and others}" in written
    assert "author = {{The Balint Society and Friends}}" in written
    assert r"50\% of {Balint} \& co" in written
    assert "url = {https://example.org/a_b?c=%20d&e#f}" in written


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp", "Zs"), exclude_characters="ˆ") | st.just(" "),
    min_size=1,
    max_size=30,
).map(lambda text: " ".join(text.split()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=words.filter(bool),
    family=words.filter(lambda name: name and not set("{}") & set(name)),
    journal=words.filter(bool),
    note=words.filter(bool),
)
def test_no_character_is_lost_in_a_title_a_name_or_a_note(
    tmp_path: Path, title: str, family: str, journal: str, note: str
) -> None:
    csl: dict[str, Any] = {
        "id": "k",
        "type": "article-journal",
        "title": title,
        "author": [{"literal": family}],
        "issued": {"date-parts": [[2020]]},
        "container-title": journal,
    }
    made = Reference(cite_key="k", csl_type="article-journal", title=title, csl=csl, note=note)
    assert load(tmp_path / "out.bib", export_bibtex(base_of([made]))[BIBTEX]) == [made]


@pytest.mark.content
def test_the_real_library_out_and_in_is_the_same(tmp_path: Path) -> None:
    references, _, _ = load_bibliography(PROJECT / "references.bib", "references.bib")
    written = export_bibtex(base_of(references))[BIBTEX]
    assert load(tmp_path / "out.bib", written) == references
    assert written != (PROJECT / "references.bib").read_bytes(), "made from the model, not copied"


@pytest.mark.content
def test_pybtex_reads_every_real_work() -> None:
    references, _, _ = load_bibliography(PROJECT / "references.bib", "references.bib")
    read = parse_bytes(export_bibtex(base_of(references))[BIBTEX], "bibtex")
    assert list(read.entries) == [reference.cite_key for reference in references]
    for reference in references:
        entry = read.entries[reference.cite_key]
        people = [person for person in reference.csl.get("author", ()) if person != {"literal": "et al."}]
        found = [person for person in entry.persons.get("author", ()) if str(person) != "others"]
        assert len(found) == len(people), reference.cite_key
        assert [" ".join(p.last_names) for p in found if p.first_names] == [p["family"] for p in people if "given" in p]
        assert entry.fields.get("doi") == reference.csl.get("DOI")


@pytest.mark.content
def test_rispy_reads_every_real_work() -> None:
    references, _, _ = load_bibliography(PROJECT / "references.bib", "references.bib")
    content = export_ris(base_of(references))[RIS].decode()
    read = rispy.load(io.StringIO(content))
    assert [entry["id"] for entry in read] == [reference.cite_key for reference in references]
    for entry, reference in zip(read, references, strict=True):
        csl = reference.csl
        assert entry["title"] == reference.title
        assert len(entry.get("authors", [])) == len(csl.get("author", ()))
        assert entry.get("doi") == csl.get("DOI")
        assert entry.get("year") == (str(csl["issued"]["date-parts"][0][0]) if "issued" in csl else None)
        pages = [entry[name] for name in ("start_page", "end_page") if name in entry]
        assert "-".join(pages) == csl.get("page", "")
        assert entry.get("notes", []) == ([reference.note] if reference.note else [])


def test_ris_has_a_line_for_each_fact_and_ends_lines_as_the_format_asks(tmp_path: Path) -> None:
    references = load(tmp_path / "in.bib", EVERY_TYPE.encode())
    content = export_ris(base_of(references))[RIS].decode()
    assert content.count("\n") == content.count("\r\n")
    first, *_ = content.split("\r\n\r\n")
    assert first.split("\r\n")[:6] == [
        "TY  - JOUR",
        "ID  - a1",
        "AU  - van den Berg, Jan",
        "AU  - De Witt, A.",
        "AU  - Doe, John, Jr",
        "AU  - et al.",
    ]
    assert "DA  - 2020/08//" in first
    assert "AU  - The Balint Society and Friends," in content
    assert "Y2  - 2021/08/17/" in content
    read = rispy.load(io.StringIO(content))
    assert len(read) == len(references)


@pytest.mark.parametrize("csl_type", sorted(set(CSL_TYPES.values())))
def test_every_type_that_can_come_in_can_go_out(tmp_path: Path, csl_type: str) -> None:
    csl: dict[str, Any] = {
        "id": "k",
        "type": csl_type,
        "title": "A title",
        "author": [{"family": "Doe", "given": "J."}],
        "issued": {"date-parts": [[2020]]},
        "publisher": "P",
        "container-title": "C",
        "URL": "https://example.org/",
    }
    made = Reference(cite_key="k", csl_type=csl_type, title="A title", csl=csl)
    assert load(tmp_path / "out.bib", export_bibtex(base_of([made]))[BIBTEX]) == [made]
    assert len(rispy.load(io.StringIO(export_ris(base_of([made]))[RIS].decode()))) == 1
