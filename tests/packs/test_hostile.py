"""Whatever stands in a pack or a quotation is words, in all three formats, and stays in its place."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pptx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx.util import Pt
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

from generator.link.handout import (
    Handout,
    HandoutBlock,
    HandoutQuote,
    HandoutSection,
    HandoutTable,
    HandoutWork,
    Run,
)
from generator.packs.document import write_docx
from generator.packs.pdf import write_pdf
from generator.packs.slides import write_pptx
from tests.packs.conftest import EDITION, docx_text, pdf_text, pptx_text, real_handouts, squeezed

HOSTILE = (
    "#panic() $x^2$ <b>&amp;</b> \\u{41} \\\\ @label [[x]] *b* _i_ `c` = h // c /* c */ ~ -- --- ... 'q' \"q\" "
    "#set page(fill: red) {{7*7}} {% x %} ]]> <!-- --> https://example.org/?a=b&c=d ﬁ ½ é ß Ж Ω"
)


def handout_of(words: str) -> Handout:
    """A handout with the same words in every place."""
    runs = (Run(words), Run(words, strong=True), Run(words, cites=True, link=("work", "k")))
    quote = HandoutQuote("a.q", words, words, words, words, 1, words)
    blocks = (
        HandoutBlock("paragraph", items=(runs,)),
        HandoutBlock("list", items=(runs, runs)),
        HandoutBlock("steps", items=(runs,)),
        HandoutBlock("checklist", items=(runs,)),
        HandoutBlock("table", table=HandoutTable(words, (words, words), ((runs, runs),))),
        HandoutBlock("quotes", quotes=(replace(quote, question=""),)),
        HandoutBlock("cards", quotes=(quote,)),
    )
    edition = replace(EDITION, title=words, editors=words)
    work = HandoutWork(1, "a", words)
    works = (work, replace(work, number=2, key="k"))
    section = HandoutSection(words, blocks)
    return Handout("x", words, words, words, (section,), ((words, words),), works, edition)


def letters(text: str) -> list[str]:
    """The characters of a text without white space, in an order of their own: lines of two directions mix."""
    return sorted(squeezed(text))


def test_marks_of_the_formats_are_words() -> None:
    handout = handout_of(HOSTILE)
    wanted = squeezed(HOSTILE)
    for text in (pdf_text(write_pdf(handout, lambda link: "")), docx_text(write_docx(handout, lambda link: ""))):
        assert text.count(wanted) >= 20 or squeezed(text).count(wanted) >= 20
    assert squeezed(pptx_text(write_pptx(handout))).count(wanted) >= 15


def test_an_address_is_a_link_and_no_code() -> None:
    handout = handout_of("words")
    url = 'https://example.org/?a=1&b="2"<x>#y$z'
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(handout, lambda link: url))).pages
    found = {str(note.get_object()["/A"]["/URI"]) for page in pages for note in page.get("/Annots", [])}
    assert found == {url}
    assert url.replace("&", "&amp;") not in docx_text(write_docx(handout, lambda link: url))


UNDRAWN = re.compile("[\u200d\U0001f300-\U0001faff\u3040-\u30ff\u4e00-\u9fff]")
"""Signs that no font of the PDF has: they are boxes there."""


@pytest.mark.parametrize(
    "words",
    [
        "\U0001f600 smile \U0001f469\u200d\U0001f680",
        "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 abc",
        "漢字 仮名 and letters",
        "a\u0301 e\u0323\u0302",
    ],
)
def test_scripts_and_signs_stay(words: str) -> None:
    handout = handout_of(words)
    made = write_pdf(handout, lambda link: "")
    root = pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    drawn = UNDRAWN.sub("", words)
    # What is not drawn is not claimed to be accessible.
    assert (b"<pdfuaid:part>" in root["/Metadata"].get_data()) == (drawn == words)
    seen = letters(unicodedata.normalize("NFC", pdf_text(made)))
    assert all(seen.count(letter) >= 20 for letter in set(letters(unicodedata.normalize("NFC", drawn))))
    assert words in docx_text(write_docx(handout, lambda link: ""))
    assert words in pptx_text(write_pptx(handout))


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x85", "\ufffe", "\n", "\r\n", "\t", "\x0b", "\u2028"])
def test_control_characters_neither_break_nor_mark(control: str) -> None:
    handout = handout_of(f"before{control}after")
    for text in (docx_text(write_docx(handout, lambda link: "")), pptx_text(write_pptx(handout))):
        assert "before" in text and "after" in text
        assert not set(text) & set("\x00\x0b\x1b\x85\ufffe\r\t\u2028")
    write_pdf(handout, lambda link: "")


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(WORDS.filter(lambda text: text.strip() == text and "\u2028" not in text and "\u2029" not in text))
def test_any_words_are_verbatim_in_slides_and_document(words: str) -> None:
    handout = handout_of(words)
    assert words in docx_text(write_docx(handout, lambda link: ""))
    assert words in pptx_text(write_pptx(handout))
    write_pdf(handout, lambda link: "")


ASCII = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40)


@settings(max_examples=25, deadline=None)
@given(st.lists(ASCII, min_size=1, max_size=6).map(" ".join))
def test_any_signs_are_verbatim_in_the_pdf(words: str) -> None:
    assert pdf_text(write_pdf(handout_of(words), lambda link: "")).count(squeezed(words)) >= 20


# Nothing runs over ----------------------------------------------------------------------------------

SANS = CORE_FONT_METRICS["Helvetica"].character_widths
SERIF = CORE_FONT_METRICS["Times-Roman"].character_widths
WIDER = 1.15
"""Georgia is so much wider than Times."""


def measured_lines(text: str, size: float, width: float, serif: bool) -> int:
    """Into how many lines a program breaks words, by the real widths of a font."""
    widths, factor = (SERIF, size * WIDER) if serif else (SANS, size)

    def length(word: str) -> float:
        return sum(widths.get(letter, 600) for letter in word) / 1000 * factor

    lines, used = 1, 0.0
    for word in text.split():
        wide = length(word)
        if used and used + length(" ") + wide > width:
            lines, used = lines + 1, 0.0
        while wide > width:
            lines, wide = lines + 1, wide - width
        used += wide + (length(" ") if used else 0)
    return lines


def overflow(content: bytes) -> list[str]:
    """Frames and tables of slides whose text needs more room than they have."""
    made = pptx.Presentation(io.BytesIO(content))
    found = []
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_table:
                need = 0.0
                for row in shape.table.rows:
                    cells = [
                        measured_lines(cell.text, size_of(cell.text_frame), column.width.pt - 10, False)
                        * size_of(cell.text_frame)
                        * 1.2
                        + 6
                        for cell, column in zip(row.cells, shape.table.columns, strict=True)
                    ]
                    need += max(*cells, row.height.pt) if len(cells) > 1 else max(cells[0], row.height.pt)
                if shape.top.pt + need > 490:
                    found.append(f"{slide.shapes.title.text_frame.text}: table {need:.0f}")
                continue
            need = 0.0
            for paragraph in shape.text_frame.paragraphs:
                sizes = [run.font.size.pt for run in paragraph.runs if run.font.size] or [10]
                serif = any(run.font.name == "Georgia" for run in paragraph.runs) or shape == slide.shapes.title
                indent = Pt(30).pt if paragraph._p.pPr is not None and paragraph._p.pPr.get("marL") else 0
                lines = measured_lines(paragraph.text, max(sizes), shape.width.pt - indent, serif)
                need += lines * max(sizes) * 1.17
            if need > shape.height.pt + 1:
                found.append(f"{slide.shapes.title.text_frame.text}: {need:.0f} of {shape.height.pt:.0f}")
    return found


def size_of(frame: object) -> float:
    runs = [run for paragraph in frame.paragraphs for run in paragraph.runs]  # type: ignore[attr-defined]
    return max((run.font.size.pt for run in runs if run.font.size), default=12.0)


@pytest.mark.content
def test_no_slide_of_a_real_pack_runs_over() -> None:
    for handout in real_handouts():
        assert overflow(write_pptx(handout)) == [], handout.id


@pytest.mark.parametrize(
    "words", ["word " * 400, "x" * 900, "Long and longer words " * 30, "W" * 120 + " " + "i" * 300]
)
def test_long_words_and_texts_are_split_over_slides(words: str) -> None:
    words = words.strip()
    runs = (Run(words), Run(" [1]", cites=True, link=("work", "a")))
    quote = HandoutQuote("a.q", words, "S1", "Alpha", "p. 1", 1)
    blocks = (
        HandoutBlock("paragraph", items=(runs,)),
        HandoutBlock("list", items=((Run("Short."),), runs, (Run("Short."),))),
        HandoutBlock("steps", items=(runs,)),
        HandoutBlock("table", table=HandoutTable("What", ("A", "B"), ((runs, (Run("b"),)), ((Run("a"),), runs)))),
        HandoutBlock("quotes", quotes=(quote, replace(quote, question="Why?"))),
    )
    handout = replace(handout_of("Some words"), sections=(HandoutSection("S", blocks),), words=(("Word", words),))
    content = write_pptx(handout)
    assert overflow(content) == []
    # Cut at a space, a long text goes on on the next slide; its number is not in the middle of it.
    seen = squeezed(
        re.sub(r"(?m)^.* \(\d+ of \d+\)$|^CC BY 4.0 · .*$|^‹#›$|^S1, Alpha.*$|^Why\?$|^\d+$", "", pptx_text(content))
    )
    assert seen.count(squeezed(words)) >= 7


def test_a_measure_that_finds_nothing_would_be_no_test() -> None:
    made = pptx.Presentation(io.BytesIO(write_pptx(handout_of("word"))))
    frame = made.slides[1].placeholders[1].text_frame
    frame.paragraphs[0].runs[0].text = "word " * 900
    out = io.BytesIO()
    made.save(out)
    assert len(overflow(out.getvalue())) == 1


@pytest.mark.parametrize("words", ["x" * 400, "Donaudampfschifffahrtsgesellschaftskapitaen" * 6])
def test_long_words_stay_on_the_page(words: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(handout_of(words), lambda link: "")))
    rights: list[float] = []

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        rights.append(tm[4] * cm[0] + cm[4] if text.strip() else 0)

    for page in reader.pages:
        page.extract_text(visitor_text=see)
    assert 0 < max(rights) < 595 - 45
