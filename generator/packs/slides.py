"""A handout as slides: `.pptx`. With `slide_master` the only door to `pptx`.

Comes in: a `Handout`. Goes out: the bytes of a presentation with real titles, placeholders, lists and tables, and the
references of each slide in its notes; the same for the same input.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from generator.link.handout import Handout, Runs
from generator.packs.archive import same_bytes, xml_text
from generator.packs.slide_master import (
    BODY_TOP,
    LEFT,
    PRIMARY,
    QUIET,
    QUOTATION,
    SERIF,
    TABLE,
    TEXT,
    TITLE,
    VOICE,
)
from generator.packs.slide_parts import Deck, NewSlide, add_run, first_paragraph, new_paragraph
from generator.packs.slide_plan import (
    BODY_WIDTH,
    GAP,
    INDENT,
    LEAD,
    QUESTION,
    SOURCE,
    Line,
    QuoteSlide,
    Slide,
    TableSlide,
    TextSlide,
    plan_slides,
    row_heights,
    subtitle_size,
    title_size,
)

_MARKS = {"list": "•", "checklist": "☐"}


def write_pptx(handout: Handout) -> bytes:
    """Return a handout as slides."""
    return _Writing(handout).content()


class _Writing:
    """The making of one presentation."""

    def __init__(self, handout: Handout) -> None:
        self._handout = handout
        self._deck = Deck()
        self._works = {work.key: work for work in handout.works}

    def content(self) -> bytes:
        self._set_properties()
        self._title_slide()
        for slide in plan_slides(self._handout):
            self._slide(slide)
        return same_bytes(self._deck.content())

    def _set_properties(self) -> None:
        edition, properties = self._handout.edition, self._deck.made.core_properties
        properties.title = xml_text(self._handout.title)[:255]
        properties.subject = xml_text(self._handout.purpose)[:255]
        properties.author = properties.last_modified_by = xml_text(edition.editors)[:255]
        properties.keywords = xml_text(self._handout.audience)[:255]
        properties.comments = xml_text(f"{edition.license_name}, {edition.license_url}")[:255]
        properties.version = xml_text(edition.version)[:255]
        properties.language = "en-GB"
        properties.category = "Slides"
        properties.created = properties.modified = datetime.fromisoformat(edition.date or "1980-01-01")
        properties.revision = 1

    def _add(self, layout: str, title: str, largest: float = 30.0) -> NewSlide:
        slide = self._deck.add(layout)
        self._run(first_paragraph(slide.title), title, size=title_size(xml_text(title), largest))
        said = f"{self._handout.edition.license_name} · {self._handout.version}"
        self._run(first_paragraph(slide.footer), said, size=10, colour=QUIET)
        return slide

    def _title_slide(self) -> None:
        handout = self._handout
        slide = self._add(TITLE, handout.title, 42.0)
        size = subtitle_size(f"{handout.purpose} {handout.audience}")
        self._run(first_paragraph(slide.body), handout.purpose, size=size, colour=QUIET, font=SERIF)
        self._run(new_paragraph(slide.body), handout.audience, size=min(size, 16), strong=True, colour=VOICE)
        self._deck.add_notes(slide, map(xml_text, handout.imprint))

    def _slide(self, planned: Slide) -> None:
        if isinstance(planned, TextSlide):
            slide, keys = self._text_slide(planned)
        elif isinstance(planned, QuoteSlide):
            slide, keys = self._quote_slide(planned)
        else:
            slide, keys = self._table_slide(planned)
        numbers = sorted({self._works[key].number for key in keys})
        works = {work.number: work for work in self._handout.works}
        notes = [f"{number}. {works[number].text}" for number in numbers]
        if notes:
            self._deck.add_notes(slide, map(xml_text, ["References of this slide", *notes]))

    def _text_slide(self, planned: TextSlide) -> tuple[NewSlide, set[str]]:
        slide = self._add(TEXT, planned.title)
        for at, line in enumerate(planned.lines):
            paragraph = new_paragraph(slide.body) if at else first_paragraph(slide.body)
            self._mark(paragraph, line)
            self._runs(paragraph, line.runs, planned.size)
        return slide, _keys(run for line in planned.lines for run in line.runs)

    def _mark(self, paragraph: Any, line: Line) -> None:
        """Make a paragraph an item of a list; the mark is the program's, not a character of the text."""
        if line.kind == "paragraph":
            return
        properties = paragraph.get_or_add_pPr()
        properties.set("marL", str(Pt(INDENT)))
        properties.set("indent", str(-Pt(INDENT)))
        colour = properties.makeelement(qn("a:buClr"), {})
        colour.append(colour.makeelement(qn("a:srgbClr"), {"val": VOICE}))
        properties.append(colour)
        if line.kind == "steps":
            numbered = {"type": "arabicPeriod", "startAt": str(line.number)}
            properties.append(properties.makeelement(qn("a:buAutoNum"), numbered))
        else:
            font = "Segoe UI Symbol" if line.kind == "checklist" else "Arial"
            properties.append(properties.makeelement(qn("a:buFont"), {"typeface": font}))
            properties.append(properties.makeelement(qn("a:buChar"), {"char": _MARKS[line.kind]}))

    def _quote_slide(self, planned: QuoteSlide) -> tuple[NewSlide, set[str]]:
        slide = self._add(QUOTATION, planned.title)
        paragraph = first_paragraph(slide.body)
        if planned.lead:
            self._runs(paragraph, planned.lead, LEAD)
            paragraph.get_or_add_pPr().space_after = Pt(2 * GAP)
            paragraph = new_paragraph(slide.body)
        self._run(paragraph, planned.words, size=planned.size, font=SERIF)
        self._run(new_paragraph(slide.body), planned.quote.source, size=SOURCE, colour=QUIET)
        if planned.quote.question:
            paragraph = new_paragraph(slide.body)
            paragraph.get_or_add_pPr().space_before = Pt(GAP)
            self._run(paragraph, planned.quote.question, size=QUESTION, strong=True, colour=VOICE)
        return slide, {planned.quote.id.partition(".")[0], *_keys(planned.lead)}

    def _table_slide(self, planned: TableSlide) -> tuple[NewSlide, set[str]]:
        slide = self._add(TABLE, planned.title)
        table, heights = planned.table, row_heights(planned)
        place = (Pt(LEFT), Pt(BODY_TOP), Pt(BODY_WIDTH), Pt(sum(heights)))
        shape: Any = slide.part.slide.shapes.add_table(len(table.rows) + 1, len(table.head), *place)
        # Read out after the title, before the footer.
        slide.title.addnext(shape._element)
        shape.name = xml_text(table.caption)
        shape._element.nvGraphicFramePr.cNvPr.set("descr", xml_text(table.caption))
        grid = shape.table
        grid.first_row, grid.horz_banding = True, False
        for column, width in zip(grid.columns, planned.widths, strict=True):
            column.width = Pt(width)
        for row, height in zip(grid.rows, heights, strict=True):
            row.height = Pt(height)
        for at, words in enumerate(table.head):
            self._run(self._cell(grid, 0, at), words, size=planned.size, strong=True, colour=PRIMARY)
        for at, cells in enumerate(table.rows, 1):
            for column_at, runs in enumerate(cells):
                names_row = column_at == 0 and planned.widths[0] < planned.widths[-1]
                self._runs(self._cell(grid, at, column_at), runs, planned.size, strong=names_row)
        return slide, _keys(run for row in table.rows for cell in row for run in cell)

    def _cell(self, grid: Any, row: int, column: int) -> Any:
        """Return the paragraph of a cell, which is set apart by a line and not by a colour."""
        cell = grid.cell(row, column)
        cell.margin_left = cell.margin_right = Pt(5)
        cell.margin_top = cell.margin_bottom = Pt(3)
        cell.fill.background()
        properties = cell._tc.get_or_add_tcPr()
        border = properties.makeelement(qn("a:lnB"), {"w": "19050" if row == 0 else "6350"})
        fill = border.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": PRIMARY if row == 0 else "CFC9BD"}))
        border.append(fill)
        properties.insert(0, border)
        return cell.text_frame.paragraphs[0]._p

    def _runs(self, paragraph: Any, runs: Runs, size: float, strong: bool = False) -> None:
        for run in runs:
            if run.cites:
                self._run(paragraph, run.text, size=max(min(size - 5, 14), 10), colour=QUIET)
            else:
                self._run(paragraph, run.text, size=size, strong=strong or run.strong)

    def _run(
        self, paragraph: Any, text: str, *, size: float, strong: bool = False, colour: str = "", font: str = ""
    ) -> None:
        add_run(paragraph, xml_text(text), size=size, strong=strong, colour=colour, font=font)


def _keys(runs: Any) -> set[str]:
    """Return the works that runs cite."""
    return {run.link[1] for run in runs if run.cites and run.link}
