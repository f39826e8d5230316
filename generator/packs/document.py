"""A handout as a document that leaders change: `.docx`. With `document_parts` the only door to `docx`.

Comes in: a `Handout`. Goes out: the bytes of a document with real headings, lists and tables, the same for the same
input.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.text.paragraph import Paragraph

from generator.link.handout import Handout, HandoutBlock, HandoutQuote, HandoutTable, Runs
from generator.packs.archive import same_bytes, xml_text
from generator.packs.document_parts import (
    LINE,
    PRIMARY,
    QUIET,
    ListKind,
    add_field,
    blank,
    describe_table,
    draw_line,
    keep_row,
    mark_header_row,
    new_list,
    set_tab,
    set_widths,
)
from generator.packs.pdf import Address


def write_docx(handout: Handout, address: Address) -> bytes:
    """Return a handout as a document."""
    return _Writing(handout, address).content()


class _Writing:
    """The making of one document."""

    def __init__(self, handout: Handout, address: Address) -> None:
        self._handout, self._address = handout, address
        self._document: Document = docx.Document(io.BytesIO(blank()))
        # Asked once: the library searches all styles for each paragraph.
        self._styles = {style.name: style.style_id for style in self._document.styles}

    def content(self) -> bytes:
        handout, document = self._handout, self._document
        self._set_properties()
        self._set_page()
        self._add("Subtitle", handout.audience)
        self._add("Title", handout.title)
        draw_line(self._add("Pack Purpose", handout.purpose), "bottom")
        for section in handout.sections:
            self._add("Heading 1", section.title)
            for block in section.blocks:
                self._block(block)
        if handout.words:
            self._add("Heading 1", "Words")
            for word, meaning in handout.words:
                paragraph = self._add("Pack Small")
                add_words(paragraph, xml_text(f"{word}: "), strong=True)
                add_words(paragraph, xml_text(meaning))
        self._add("Heading 1", "References")
        number = new_list(document, "references")
        for work in handout.works:
            number.add(self._add("Pack Small", work.text))
        for sentence in handout.imprint:
            self._add("Pack Small", sentence)
        out = io.BytesIO()
        document.save(out)
        return same_bytes(out.getvalue())

    def _set_properties(self) -> None:
        edition, properties = self._handout.edition, self._document.core_properties
        day = datetime.fromisoformat(edition.date or "1980-01-01")
        properties.title = xml_text(self._handout.title)[:255]
        properties.subject = xml_text(self._handout.purpose)[:255]
        properties.author = properties.last_modified_by = xml_text(edition.editors)[:255]
        properties.keywords = xml_text(self._handout.audience)[:255]
        properties.comments = xml_text(f"{edition.license_name}, {edition.license_url}")[:255]
        properties.version = xml_text(edition.version)[:255]
        properties.language = "en-GB"
        properties.category = "Handout"
        properties.created = properties.modified = day
        properties.revision = 1

    def _set_page(self) -> None:
        page = self._document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        page.top_margin, page.bottom_margin = Cm(2), Cm(1.9)
        page.different_first_page_header_footer = True
        header = page.header.paragraphs[0]
        header.text = f"{xml_text(self._handout.title)}\t{xml_text(self._handout.audience)}"
        set_tab(header)
        draw_line(header, "bottom")
        for footer in (page.footer.paragraphs[0], page.first_page_footer.paragraphs[0]):
            footer.style = self._document.styles["Footer"]
            edition = self._handout.edition
            said = f"{edition.license_name} · {self._handout.version}"
            footer.add_run(xml_text(f"{said} · {edition.site_url}" if edition.site_url else said) + "\t")
            set_tab(footer)
            add_field(footer, "PAGE")
            footer.add_run(" / ")
            add_field(footer, "NUMPAGES")
            draw_line(footer, "top")

    def _block(self, block: HandoutBlock) -> None:
        document = self._document
        if block.table is not None:
            self._table(block.table)
        elif block.kind == "paragraph":
            self._runs(document.add_paragraph(), block.items[0])
        elif block.quotes:
            for quote in block.quotes:
                self._quote(quote)
        else:
            kinds: dict[str, ListKind] = {"list": "bullets", "checklist": "boxes", "steps": "numbers"}
            items = new_list(document, kinds[block.kind])
            for item in block.items:
                paragraph = self._add("List Paragraph")
                items.add(paragraph)
                self._runs(paragraph, item)

    def _quote(self, quote: HandoutQuote) -> None:
        words = self._add("Quote", f"“{quote.words}”")
        words.paragraph_format.keep_with_next = True
        source = self._add("Pack Source", quote.source)
        if quote.question:
            source.paragraph_format.keep_with_next = True
            self._add("Pack Question", quote.question)

    def _table(self, table: HandoutTable) -> None:
        self._add("Caption", table.caption)
        grid = self._document.add_table(rows=1, cols=len(table.head), style="Pack Table")
        describe_table(grid, xml_text(table.caption))
        mark_header_row(grid)
        for cell, words in zip(grid.rows[0].cells, table.head, strict=True):
            add_words(self._first(cell), xml_text(words), strong=True)
        for row in table.rows:
            written = grid.add_row()
            keep_row(written)
            for cell, runs in zip(written.cells, row, strict=True):
                self._runs(self._first(cell), runs)
        set_widths(grid, _column_widths(table))
        self._add("Pack Gap")

    def _add(self, style: str, text: str = "") -> Paragraph:
        """Return a new last paragraph of a style."""
        paragraph = self._document.add_paragraph(xml_text(text))
        paragraph._p.style = self._styles[style]
        return paragraph

    def _first(self, cell: Any) -> Paragraph:
        """Return the paragraph of a new cell."""
        paragraph: Paragraph = cell.paragraphs[0]
        paragraph._p.style = self._styles["Pack Cell"]
        return paragraph

    def _runs(self, paragraph: Paragraph, runs: Runs) -> None:
        for run in runs:
            url = self._address(run.link) if run.link else ""
            colour, size = (QUIET, 8.5) if run.cites else (PRIMARY if url else None, 0.0)
            add_words(paragraph, xml_text(run.text), strong=run.strong, colour=colour, size=size, url=url)


def _column_widths(table: HandoutTable) -> list[float]:
    """Return the widths of columns in centimetres; a first column of short names is narrow."""
    columns = len(table.head)
    short = all(len("".join(run.text for run in row[0])) <= 40 for row in table.rows)
    if columns > 1 and short:
        first = LINE / 4
        return [first, *[(LINE - first) / (columns - 1)] * (columns - 1)]
    return [LINE / columns] * columns


def add_words(
    paragraph: Paragraph,
    text: str,
    *,
    strong: bool = False,
    colour: RGBColor | None = None,
    size: float = 0.0,
    url: str = "",
) -> None:
    """Add words of one look, on one line; with an address, they lead there.

    The same XML as `add_run` of the library makes, which searches the place of each element among the others.
    """
    parent = paragraph._p
    if url:
        parent = _child(parent, _LINK)
        parent.set(_ID, paragraph.part.relate_to(url, _HYPERLINK, is_external=True))
    run = _child(parent, _RUN)
    look = _child(run, _LOOK)
    if strong:
        _child(look, _BOLD)
    if colour is not None:
        _child(look, _COLOUR).set(_VALUE, str(colour))
    if size:
        _child(look, _SIZE).set(_VALUE, str(round(size * 2)))
    if text:
        words = _child(run, _WORDS)
        words.text = text
        if text != text.strip():
            words.set(qn("xml:space"), "preserve")


def _child(parent: Any, tag: str) -> Any:
    made = parent.makeelement(tag)
    parent.append(made)
    return made


_RUN, _LOOK, _WORDS, _BOLD, _COLOUR = (qn(f"w:{name}") for name in ("r", "rPr", "t", "b", "color"))
_SIZE, _VALUE, _LINK, _ID = qn("w:sz"), qn("w:val"), qn("w:hyperlink"), qn("r:id")
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
