"""A handout as a document that leaders change: `.docx`. With `document_parts` the only door to `docx`.

Comes in: a `Handout`. Goes out: the bytes of a document with real headings, lists and tables, the same for the same
input.
"""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from generator.link.handout import Handout, HandoutBlock, HandoutQuote, HandoutTable, Runs
from generator.packs.archive import same_bytes, xml_text
from generator.packs.document_parts import (
    LINE,
    QUIET,
    ListKind,
    add_field,
    add_link,
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

    def content(self) -> bytes:
        handout, document = self._handout, self._document
        self._set_properties()
        self._set_page()
        document.add_paragraph(xml_text(handout.audience), style="Subtitle")
        document.add_paragraph(xml_text(handout.title), style="Title")
        draw_line(document.add_paragraph(xml_text(handout.purpose), style="Pack Purpose"), "bottom")
        for section in handout.sections:
            document.add_heading(xml_text(section.title), 1)
            for block in section.blocks:
                self._block(block)
        if handout.words:
            document.add_heading("Words", 1)
            for word, meaning in handout.words:
                self._write(document.add_paragraph(style="Pack Small"), [(f"{word}: ", True), (meaning, False)])
        document.add_heading("References", 1)
        number = new_list(document, "references")
        for work in handout.works:
            number.add(document.add_paragraph(xml_text(work.text), style="Pack Small"))
        for sentence in handout.imprint:
            document.add_paragraph(xml_text(sentence), style="Pack Small")
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
                paragraph = document.add_paragraph(style="List Paragraph")
                items.add(paragraph)
                self._runs(paragraph, item)

    def _quote(self, quote: HandoutQuote) -> None:
        words = self._document.add_paragraph(f"“{xml_text(quote.words)}”", style="Quote")
        words.paragraph_format.keep_with_next = True
        source = self._document.add_paragraph(xml_text(quote.source), style="Pack Source")
        if quote.question:
            source.paragraph_format.keep_with_next = True
            self._document.add_paragraph(xml_text(quote.question), style="Pack Question")

    def _table(self, table: HandoutTable) -> None:
        self._document.add_paragraph(xml_text(table.caption), style="Caption")
        grid = self._document.add_table(rows=1, cols=len(table.head), style="Pack Table")
        describe_table(grid, xml_text(table.caption))
        mark_header_row(grid)
        for cell, words in zip(grid.rows[0].cells, table.head, strict=True):
            cell.paragraphs[0].style = self._document.styles["Pack Cell"]
            cell.paragraphs[0].add_run(xml_text(words)).bold = True
        for row in table.rows:
            written = grid.add_row()
            keep_row(written)
            for cell, runs in zip(written.cells, row, strict=True):
                cell.paragraphs[0].style = self._document.styles["Pack Cell"]
                self._runs(cell.paragraphs[0], runs)
        set_widths(grid, _column_widths(table))
        self._document.add_paragraph(style="Pack Gap")

    def _runs(self, paragraph: Paragraph, runs: Runs) -> None:
        for run in runs:
            url = self._address(run.link) if run.link else ""
            words = xml_text(run.text)
            written = add_link(paragraph, words, url) if url else paragraph.add_run(words)
            written.bold = run.strong or None
            if run.cites:
                written.font.size, written.font.color.rgb = Pt(8.5), QUIET

    def _write(self, paragraph: Paragraph, pieces: list[tuple[str, bool]]) -> None:
        for words, strong in pieces:
            paragraph.add_run(xml_text(words)).bold = strong or None


def _column_widths(table: HandoutTable) -> list[float]:
    """Return the widths of columns in centimetres; a first column of short names is narrow."""
    columns = len(table.head)
    short = all(len("".join(run.text for run in row[0])) <= 40 for row in table.rows)
    if columns > 1 and short:
        first = LINE / 4
        return [first, *[(LINE - first) / (columns - 1)] * (columns - 1)]
    return [LINE / columns] * columns
