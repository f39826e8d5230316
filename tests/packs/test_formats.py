"""PDF, slides and document of a pack: they open, are tagged, and hold every word."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pptx
import pypdf
import pytest
from docx.oxml.ns import qn
from pptx.enum.shapes import PP_PLACEHOLDER

from generator.cache.store import Store
from generator.link.handout import Handout, HandoutWork, Run, plain_text
from generator.packs.document import write_docx
from generator.packs.files import export_packs
from generator.packs.pdf import Address, write_pdf
from generator.packs.slides import write_pptx
from tests.packs.conftest import docx_text, pdf_text, pptx_text, real_handouts, squeezed

NO_ADDRESS = lambda link: ""  # noqa: E731


def runs_of(handout: Handout) -> Iterator[tuple[Run, ...]]:
    for section in handout.sections:
        for block in section.blocks:
            yield from block.items
            if block.table:
                yield from (cell for row in block.table.rows for cell in row)


def sentences(handout: Handout) -> Iterator[str]:
    """Everything that a reader must find in each format."""
    yield from (handout.title, handout.audience, handout.purpose)
    yield from (section.title for section in handout.sections)
    yield from map(plain_text, runs_of(handout))
    for quote in handout.quotes:
        yield from (quote.words, quote.source, quote.question)
    yield from (work.text for work in handout.works)
    for word, meaning in handout.words:
        yield from (word, meaning)
    yield from handout.imprint


def missing(handout: Handout, text: str) -> list[str]:
    return [sentence for sentence in sentences(handout) if squeezed(sentence) not in squeezed(text)]


@pytest.mark.parametrize("kind", ["made-up", pytest.param("real", marks=pytest.mark.content)])
def test_every_format_holds_every_word(kind: str, request: pytest.FixtureRequest) -> None:
    handouts = (request.getfixturevalue("kettles"),) if kind == "made-up" else real_handouts()
    assert kind == "made-up" or len(handouts) >= 6
    for handout in handouts:
        files = export_packs([handout], NO_ADDRESS)
        pdf, slides, document = files.values()
        # The header of a page stands in the middle of a sentence that goes on over the page.
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        seen = squeezed("".join(without_frame(page.extract_text()) for page in reader.pages))
        assert [s for s in missing(handout, seen) if squeezed(s) not in seen] == []
        assert "CCBY4.0·Version" in pdf_text(pdf)
        assert missing(handout, pptx_text(slides) + notes_text(slides)) == []
        assert missing(handout, docx_text(document)) == []


def without_frame(page: str) -> str:
    """A page's text without its header and footer."""
    lines = page.split("\n")
    return "\n".join(line for line in lines if not re.fullmatch(r"\d+ / \d+|CC BY 4\.0 · Version .*", line))


def notes_text(slides: bytes) -> str:
    made = pptx.Presentation(io.BytesIO(slides)).slides
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in made if slide.has_notes_slide)


def test_quotations_stand_in_one_piece_in_slides_and_document(kettles: Handout) -> None:
    for quote in kettles.quotes:
        assert f"“{quote.words}”" in pptx_text(write_pptx(kettles)).split("\n")
        assert f"“{quote.words}”" in docx_text(write_docx(kettles, NO_ADDRESS)).split("\n")


# PDF ------------------------------------------------------------------------------------------------


def tags(reader: pypdf.PdfReader) -> list[str]:
    """The kinds of all structure elements, in order."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_the_pdf_is_tagged_and_says_what_it_is(kettles: Handout) -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(kettles, NO_ADDRESS)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Kettles for beginners", "The testers")
    assert str(reader.metadata.creation_date) == "2026-01-02 00:00:00+00:00"
    found = tags(reader)
    assert found.count("/H1") == 1 and found.count("/H2") == 4
    assert found.count("/Table") == 1 and found.count("/TH") == 2 and found.count("/TD") == 4
    assert found.count("/L") == 4 and "/Caption" in found
    assert found.count("/BlockQuote") == 2


def test_the_pdf_leads_to_the_site_where_it_has_an_address(kettles: Handout) -> None:
    made = write_pdf(kettles, lambda link: f"https://example.org/{link[0]}-{link[1]}")
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    targets = {str(note.get_object()["/A"]["/URI"]) for page in pages for note in page.get("/Annots", [])}
    assert {"https://example.org/work-alpha2020", "https://example.org/theme-slow-kettles"} <= targets


@pytest.mark.content
def test_the_real_packs_are_whole_and_short() -> None:
    for handout in real_handouts():
        reader = pypdf.PdfReader(io.BytesIO(write_pdf(handout, NO_ADDRESS)))
        assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()
        assert len(reader.pages) <= (6 if handout.has_cards else 4), handout.id
        for page in reader.pages:
            assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


# Document -------------------------------------------------------------------------------------------


def test_the_document_has_real_headings_lists_and_tables(kettles: Handout) -> None:
    document = docx.Document(io.BytesIO(write_docx(kettles, NO_ADDRESS)))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    assert ("Title", "Kettles for beginners") in styles
    assert [text for name, text in styles if name == "Heading 1"] == ["Texts", "Table", "Voices", "References"]
    lists = [
        p._p.pPr.numPr.numId.val for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len(lists) == 2 + 2 + 1 + 2 and len(set(lists)) == 4
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Who says what"


def test_the_document_says_what_it_is_and_nothing_of_who_typed(kettles: Handout) -> None:
    made = write_docx(kettles, NO_ADDRESS)
    properties = docx.Document(io.BytesIO(made)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "Kettles for beginners",
        "The testers",
        "The testers",
    )
    assert (properties.language, str(properties.created), properties.revision) == (
        "en-GB",
        "2026-01-02 00:00:00+00:00",
        1,
    )
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
        styles = parts.read("word/styles.xml").decode()
    assert b"python-docx" not in everything and b"rsid" not in everything
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"en-GB"}


def test_every_style_that_a_document_names_is_there(kettles: Handout) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(kettles, NO_ADDRESS))) as parts:
        styles = set(re.findall(r'w:styleId="([^"]+)"', parts.read("word/styles.xml").decode()))
        used = set()
        for name in parts.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                tags_of = r'<w:(?:pStyle|rStyle|tblStyle|basedOn|next|link) w:val="([^"]+)"'
                used |= set(re.findall(tags_of, parts.read(name).decode()))
    assert used <= styles


# Slides ---------------------------------------------------------------------------------------------


def test_every_slide_has_a_title_of_its_own_and_a_number(kettles: Handout) -> None:
    slides = list(pptx.Presentation(io.BytesIO(write_pptx(kettles))).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert len(set(titles)) == len(titles) > 5
    for slide in slides:
        kinds = [shape.placeholder_format.type for shape in slide.placeholders]
        assert PP_PLACEHOLDER.SLIDE_NUMBER in kinds and PP_PLACEHOLDER.FOOTER in kinds
        # Nothing stands outside of a placeholder but a table, which has a text of its own for those who do not see it.
        for shape in slide.shapes:
            assert shape.is_placeholder or (
                shape == slide.shapes[1] and shape.has_table and shape._element.nvGraphicFramePr.cNvPr.get("descr")
            )


def test_the_notes_hold_the_references_of_the_slide(kettles: Handout) -> None:
    slides = list(pptx.Presentation(io.BytesIO(write_pptx(kettles))).slides)
    (voice,) = (
        s for s in slides if "The kettle boiled very slowly." in "".join(sh.text_frame.text for sh in s.placeholders)
    )
    assert voice.notes_slide.notes_text_frame.text.split("\n")[1:] == [f"2. {kettles.works[1].text}"]


def test_the_slides_say_what_they_are(kettles: Handout) -> None:
    made = write_pptx(kettles)
    properties = pptx.Presentation(io.BytesIO(made)).core_properties
    assert (properties.title, properties.author) == ("Kettles for beginners", "The testers")
    assert (properties.language, str(properties.created)) == ("en-GB", "2026-01-02 00:00:00")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = parts.namelist()
        everything = b"".join(parts.read(name) for name in names)
    assert b"Steve Canny" not in everything
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]


# All ------------------------------------------------------------------------------------------------


def test_the_same_pack_gives_the_same_bytes(kettles: Handout, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export_packs([kettles], NO_ADDRESS)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert export_packs([kettles], NO_ADDRESS) == first
    assert sorted(first) == ["orientation/kettles.docx", "orientation/kettles.pdf", "orientation/kettles.pptx"]


def test_a_pack_is_made_once_and_comes_back_as_it_was(
    kettles: Handout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Store(tmp_path, b"k")
    made = export_packs([kettles], NO_ADDRESS, first)
    first.save()
    for name in ("_write_slides", "_write_printed"):
        monkeypatch.setattr(f"generator.packs.files.{name}", lambda *_: pytest.fail("made again"))
    assert export_packs([kettles], NO_ADDRESS, Store(tmp_path, b"k")) == made


@pytest.mark.parametrize(
    "change",
    [
        lambda kettles: (replace(kettles, purpose="To boil water."), NO_ADDRESS),
        lambda kettles: (replace(kettles, edition=replace(kettles.edition, date="2026-01-03")), NO_ADDRESS),
        lambda kettles: (replace(kettles, works=(*kettles.works, HandoutWork(99, "new", "A new work."))), NO_ADDRESS),
        lambda kettles: (kettles, lambda link: f"https://example.org/{link[1]}"),
        lambda kettles: (kettles, lambda link: f"https://example.org/{link[0]}"),
    ],
    ids=["words", "edition", "works", "addresses", "other addresses"],
)
def test_a_pack_that_says_or_links_something_else_is_made_anew(
    kettles: Handout, change: Callable[[Handout], tuple[Handout, Address]]
) -> None:
    store = Store(None)
    earlier = export_packs([kettles], NO_ADDRESS, store)
    export_packs([kettles], lambda link: f"https://example.org/{link[1]}/", store)
    handout, address = change(kettles)
    cached = export_packs([handout], address, store)
    assert cached == export_packs([handout], address)
    assert cached != earlier


def test_no_part_of_an_office_file_has_a_date_of_its_own(kettles: Handout) -> None:
    for path, content in export_packs([kettles], NO_ADDRESS).items():
        if not path.endswith(".pdf"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
                assert len(set(parts.namelist())) == len(parts.namelist())
