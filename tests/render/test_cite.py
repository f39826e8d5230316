"""Citations to copy: the same characters as the reference lists, records that other programs read, nothing made up."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pybtex.database import parse_string

from generator.bibliography_formats.bibtex import latex
from generator.build import build
from generator.config import Edition
from generator.model.base import Where
from generator.model.quote import Quote
from generator.render import urls
from generator.render.citation import format_bibliography, format_plain
from generator.render.cite import (
    STYLES,
    CiteView,
    cite_knowledge_base,
    cite_part,
    cite_study,
    place_of,
    quotation_file,
)
from generator.render.environment import environment
from generator.render.page import Library

EDITION = Edition(
    title="Kettles, a made-up base",
    description="About kettles.",
    version="1.2.0",
    date="2026-01-02",
    site_url="https://example.org/kettles/",
    license_name="CC BY 4.0",
    license_url="https://example.org/licence",
    editors="The testers of kettles",
)
UNSAID = Edition("Kettles", "", "", "", "", "", "", "")
FORMATS = ["Vancouver", "AMA", "APA", "BibTeX", "RIS", "CSL-JSON"]


def library_of(root: Path, edition: Edition = EDITION) -> Library:
    built = build(root, edition)
    assert not built.report.errors, str(built.report)
    works = tuple(built.base.references.values())
    styled = {s: {k: Markup(v) for k, v in format_bibliography(works, s).items()} for s, _ in STYLES}
    return Library(base=built.base, edition=edition, citations=styled, downloads=(), verification={})


@pytest.fixture
def library(small: Path) -> Library:
    return library_of(small)


def texts(view: CiteView) -> dict[str, str]:
    """Each format as a reader copies it."""
    return {
        text.name: unescape(re.sub("<[^>]+>", "", text.text)) if isinstance(text.text, Markup) else text.text
        for text in view.texts
    }


def fields(bibtex: str) -> dict[str, str]:
    (entry,) = parse_string(bibtex, "bibtex").entries.values()
    return {name.lower(): value for name, value in entry.fields.items()}


def record(ris: str) -> dict[str, Any]:
    (found,) = rispy.loads(ris)
    return dict(found)


def test_a_paper_is_cited_as_in_the_reference_list(library: Library) -> None:
    work = library.reference("alpha2020")
    found = texts(cite_study(library, "alpha2020"))
    assert list(found) == FORMATS
    for style, name in STYLES:
        assert found[name] == format_plain([work], style)["alpha2020"]
        assert [t.text for t in cite_study(library, "alpha2020").texts if t.name == name] == [
            library.citations[style]["alpha2020"]
        ]


def test_other_programs_read_the_records_of_a_paper(library: Library) -> None:
    found = texts(cite_study(library, "alpha2020"))
    assert fields(found["BibTeX"])["pages"] == "1--9"
    assert record(found["RIS"])["title"] == "Kettles in common rooms: a made-up study"
    assert json.loads(found["CSL-JSON"]) == [library.reference("alpha2020").csl]


def test_the_whole_is_cited_with_editors_version_date_and_address() -> None:
    found = texts(cite_knowledge_base(EDITION))
    for name in ("Vancouver", "AMA", "APA"):
        for part in (EDITION.editors, EDITION.title, "1.2.0", "2026", EDITION.site_url):
            assert part in found[name], (name, part)
        assert found[name].count("1.2.0") == 1
    read = fields(found["BibTeX"])
    assert (read["version"], read["date"], read["url"]) == ("1.2.0", "2026-01-02", EDITION.site_url)
    assert record(found["RIS"])["type_of_reference"] == "DATA"
    (item,) = json.loads(found["CSL-JSON"])
    assert (item["type"], item["version"], item["issued"]) == ("dataset", "1.2.0", {"date-parts": [[2026, 1, 2]]})


def test_a_page_is_cited_as_a_part_of_the_whole() -> None:
    found = texts(cite_part(EDITION, "this theme", "theme-slow", "Slow kettles", urls.theme("slow-kettles")))
    address = "https://example.org/kettles/themes/slow-kettles/"
    for name in FORMATS:
        for part in ("Slow kettles", address, "1.2.0"):
            assert part in found[name], (name, part)
    assert fields(found["BibTeX"])["booktitle"] == "Kettles, a made-up base, version 1.2.0"


def test_what_the_edition_does_not_say_is_not_made_up() -> None:
    for view in (cite_knowledge_base(UNSAID), cite_part(UNSAID, "this theme", "t", "Slow", urls.theme("slow"))):
        for name, text in texts(view).items():
            assert not re.search(r"http|www|version|\b(19|20)\d\d\b|@misc", text), (name, text)
    assert "Kettles" in texts(cite_knowledge_base(UNSAID))["Vancouver"]


@pytest.mark.parametrize("date", ["2026", "soon", "2026-1-2"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    edition = Edition("Kettles", "", "", date, "", "", "", "E")
    assert "issued" not in json.loads(texts(cite_knowledge_base(edition))["CSL-JSON"])[0]


def composed(file: dict[str, Any], quote: str, url: str) -> dict[str, str]:
    """What the script makes of a study's file; the browser's tests hold the script to it."""
    said, latex_said = (file["quotes"][quote] * 2)[:2]
    made = {}
    for name, before, after in file["formats"]:
        place = f"{said} {url}"
        if name == "BibTeX":
            place = f"{latex_said} {latex(url)}"
        elif name == "CSL-JSON":
            place = json.dumps(place, ensure_ascii=False)[1:-1]
        made[name] = before + place + after
    return made


def test_a_quotation_is_cited_with_speaker_place_and_address(library: Library) -> None:
    file = quotation_file(library, library.base.studies["alpha2020"])
    assert file["site"] == EDITION.site_url
    url = "https://example.org/kettles/studies/alpha2020/#quote-q01"
    made = composed(file, "alpha2020.q01", url)
    place = f"Quotation: S1, p. 5, Table 2, row Steam. {url}"
    assert list(made) == FORMATS
    for style, name in STYLES:
        assert made[name] == f"{format_plain([library.reference('alpha2020')], style)['alpha2020']} {place}"
    assert fields(made["BibTeX"])["note"] == place.replace("#", r"\#")
    assert record(made["RIS"])["notes"] == [place]
    assert json.loads(made["CSL-JSON"]) == [library.reference("alpha2020").csl | {"note": place}]


def test_a_speaker_without_a_name_is_said_to_have_none(library: Library) -> None:
    file = quotation_file(library, library.base.studies["alpha2020"])
    assert file["quotes"]["alpha2020.q03"][0] == "Quotation: speaker not named in the paper, p. 6."
    assert set(file["quotes"]) == {f"alpha2020.{q.id}" for q in library.base.studies["alpha2020"].quotes}


def test_the_editors_remark_stays_before_the_place(library: Library) -> None:
    study = library.base.studies["alpha2020"]
    noted = library.reference("alpha2020").model_copy(update={"note": "A remark & more."})
    base = replace(library.base, references={"alpha2020": noted})
    file = quotation_file(Library(base, EDITION, library.citations, (), {}), study)
    made = composed(file, "alpha2020.q01", "https://example.org/")
    assert json.loads(made["CSL-JSON"])[0]["note"].startswith("A remark & more. Quotation: S1")
    assert record(made["RIS"])["notes"][0].startswith("A remark & more. Quotation: S1")


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(speaker=TEXT, section=TEXT)
def test_any_speaker_and_place_keep_the_records_whole(speaker: str, section: str) -> None:
    quote = Quote(id="q1", text="x", speaker=speaker, where=(Where(section=section),))
    said, latex_said = (place_of(quote) * 2)[:2]
    assert "\n" not in said
    assert latex_said == latex(said)
    assert " ".join(speaker.split()) in said


@settings(deadline=None)
@given(title=TEXT)
def test_any_title_is_shown_to_the_letter(title: str) -> None:
    view = cite_part(EDITION, "this theme", "t", title, urls.theme("t"))
    html = shown(view)
    terms = re.findall(r"<dt>(.*?)</dt><dd(?: class=\"em-cite__record\")?>(.*?)</dd>", html, re.DOTALL)
    assert [unescape(name) for name, _ in terms] == FORMATS
    records = {cited.name: str(cited.text) for cited in view.texts if cited.is_record}
    for name, text in terms:
        if unescape(name) in records:
            assert unescape(text) == records[unescape(name)]
        assert set(re.findall(r"</?(\w+)", text)) <= {"i", "b", "sup", "span"}


def shown(view: CiteView) -> str:
    module: Any = environment().get_template("_parts/cite.md.jinja").module
    return str(module.cite(view))
