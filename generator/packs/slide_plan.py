"""Which words stand on which slide, so that none runs over: the handout cut into slides, before any file is made.

Comes in: a `Handout`. Goes out: slides with titles of their own. Sizes and lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from generator.link.handout import Handout, HandoutBlock, HandoutQuote, HandoutTable, Run, Runs, plain_text
from generator.packs.archive import xml_text
from generator.packs.text_measure import SERIF, split_words, text_height

LineKind = Literal["paragraph", "list", "steps", "checklist"]

BODY_WIDTH, BODY_HEIGHT = 864.0, 366.0
"""The frame below the title: 12 inches wide."""
TITLE_WIDTH, TITLE_HEIGHT = 864.0, 72.0
SUBTITLE_HEIGHT = 200.0
INDENT = 30.0
"""Of the words behind the mark of a list."""
GAP = 9.0
"""Between two paragraphs."""
CELL = 14.0
"""Space in a cell from side to side."""
SIZES = (28.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
"""Of text: the largest at which all fits on one slide; with `USUAL`, it goes on to the next."""
USUAL = 20.0
SMALL = (16.0, 14.0, 12.0)
QUOTE_SIZES = (36.0, 32.0, 28.0, 25.0, 22.0, 20.0, 18.0, 16.0, 14.0)
TABLE_SIZES = (18.0, 16.0, 15.0, 13.0, 12.0)
LEAD = 18.0
"""Of a sentence above a quotation."""
LEAD_HEIGHT = 80.0
SOURCE = 14.0
QUESTION = 20.0


@dataclass(frozen=True)
class Line:
    """One paragraph of a slide."""

    kind: LineKind
    runs: Runs
    number: int = 0
    """Of a step, from 1."""


@dataclass(frozen=True)
class TextSlide:
    """Paragraphs and lists."""

    title: str
    size: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class QuoteSlide:
    """Somebody's words, or a part of them where they are very long."""

    title: str
    size: float
    words: str
    quote: HandoutQuote
    lead: Runs = ()
    """A sentence that leads up to it."""


@dataclass(frozen=True)
class TableSlide:
    """A table, or some rows of it with its head."""

    title: str
    size: float
    table: HandoutTable
    widths: tuple[float, ...]


Slide = TextSlide | QuoteSlide | TableSlide


def plan_slides(handout: Handout) -> tuple[Slide, ...]:
    """Return the slides of a handout after the title slide; no two have the same title."""
    slides: list[Slide] = []
    for section in handout.sections:
        slides += _section(section.title, section.blocks)
    words = [Line("paragraph", (Run(f"{word}: ", strong=True), Run(meaning))) for word, meaning in handout.words]
    works = [Line("steps", (Run(work.text),), work.number) for work in handout.works]
    slides += _text_slides("Words", words, SIZES[2:])
    slides += _text_slides("References", works, SMALL)
    slides += _text_slides(
        "About these slides", [Line("paragraph", (Run(sentence),)) for sentence in handout.imprint], SIZES[2:]
    )
    return tuple(_numbered(slides))


def _section(title: str, blocks: Iterable[HandoutBlock]) -> Iterator[Slide]:
    held: list[Line] = []
    for block in blocks:
        if block.table is None and not block.quotes:
            held += _lines(block)
            continue
        lead: Runs = ()
        if block.quotes and held and held[-1].kind == "paragraph" and _lead_height(held[-1].runs) <= LEAD_HEIGHT:
            lead = held.pop().runs
        yield from _text_slides(title, held, SIZES)
        held = []
        if block.table is not None:
            yield from _table_slides(title, block.table)
        for at, quote in enumerate(block.quotes):
            yield from _quote_slides(title, quote, () if at else lead)
    yield from _text_slides(title, held, SIZES)


def _lead_height(lead: Runs) -> float:
    return text_height(xml_text(plain_text(lead)), LEAD, BODY_WIDTH) + 2 * GAP if lead else 0.0


def _lines(block: HandoutBlock) -> Iterator[Line]:
    kinds: dict[str, LineKind] = {"list": "list", "steps": "steps", "checklist": "checklist"}
    for number, runs in enumerate(block.items, 1):
        yield Line(kinds.get(block.kind, "paragraph"), runs, number)


def _line_height(line: Line, size: float) -> float:
    width = BODY_WIDTH - (0 if line.kind == "paragraph" else INDENT)
    return text_height(xml_text(plain_text(line.runs)), size, width) + GAP


def _text_slides(title: str, lines: Iterable[Line], sizes: tuple[float, ...]) -> Iterator[TextSlide]:
    """Yield slides that are filled one after the other; a paragraph too long for one is set smaller, then cut."""
    smallest = sizes[-1]
    lines = [piece for line in lines for piece in _cut(line, smallest)]
    whole = (size for size in sizes if sum(_line_height(line, size) for line in lines) <= BODY_HEIGHT)
    largest = max(next(whole, 0.0), min(USUAL - 2, sizes[0])) if lines else USUAL
    held: list[Line] = []
    used = 0.0
    for line in lines:
        height = _line_height(line, largest)
        if held and used + height > BODY_HEIGHT:
            yield TextSlide(title, largest, tuple(held))
            held, used = [], 0.0
        if height > BODY_HEIGHT:
            size = next((s for s in sizes if _line_height(line, s) <= BODY_HEIGHT), smallest)
            yield TextSlide(title, size, (line,))
        else:
            held.append(line)
            used += height
    if held:
        yield TextSlide(title, largest, tuple(held))


def _cut(line: Line, size: float) -> Iterator[Line]:
    if _line_height(line, size) <= BODY_HEIGHT:
        yield line
        return
    pieces = split_words(plain_text(line.runs), size, BODY_WIDTH - INDENT, BODY_HEIGHT - GAP)
    for at, piece in enumerate(pieces):
        yield Line(line.kind if at == 0 else "paragraph", (Run(piece),), line.number)


def _quote_slides(title: str, quote: HandoutQuote, lead: Runs) -> Iterator[QuoteSlide]:
    room = BODY_HEIGHT - _lead_height(lead) - text_height(xml_text(quote.source), SOURCE, BODY_WIDTH) - 2 * GAP
    if quote.question:
        room -= text_height(xml_text(quote.question), QUESTION, BODY_WIDTH) + GAP
    words = xml_text(f"“{quote.words}”")
    fitting = (size for size in QUOTE_SIZES if text_height(words, size, BODY_WIDTH, SERIF) <= room)
    size = next(fitting, QUOTE_SIZES[-1])
    for piece in split_words(words, size, BODY_WIDTH, max(room, 40.0), SERIF):
        yield QuoteSlide(title, size, piece, quote, lead)
        lead = ()


def _table_slides(title: str, table: HandoutTable) -> Iterator[Slide]:
    widths = column_widths(table)
    for size in TABLE_SIZES:
        rows = [_row_height([plain_text(cell) for cell in row], widths, size) for row in table.rows]
        head = _row_height(table.head, widths, size)
        if sum(rows) + head <= BODY_HEIGHT or (size <= TABLE_SIZES[-2] and max(rows) + head <= BODY_HEIGHT):
            break
    else:
        # A row that no slide can hold is set as paragraphs, each with the word above its column.
        yield from _text_slides(title, _rows_as_lines(table), SIZES)
        return
    held: list[tuple[Runs, ...]] = []
    used = head
    for row, height in zip(table.rows, rows, strict=True):
        if held and used + height > BODY_HEIGHT:
            yield TableSlide(title, size, replace(table, rows=tuple(held)), widths)
            held, used = [], head
        held.append(row)
        used += height
    yield TableSlide(title, size, replace(table, rows=tuple(held)), widths)


def _rows_as_lines(table: HandoutTable) -> Iterator[Line]:
    for row in table.rows:
        for word, cell in zip(table.head, row, strict=True):
            yield Line("paragraph", (Run(f"{word}: ", strong=True), *cell))


def column_widths(table: HandoutTable) -> tuple[float, ...]:
    """Return the widths of columns; a first column of short names is narrow."""
    columns = len(table.head)
    if columns > 1 and all(len(plain_text(row[0])) <= 40 for row in table.rows):
        first = BODY_WIDTH * 0.27
        return (first, *[(BODY_WIDTH - first) / (columns - 1)] * (columns - 1))
    return (BODY_WIDTH / columns,) * columns


def _row_height(cells: Iterable[str], widths: Iterable[float], size: float) -> float:
    """Return the height of a row; bold words are wider, so all count as such."""
    heights = (
        text_height(xml_text(cell), size * 1.06, width - CELL) for cell, width in zip(cells, widths, strict=True)
    )
    return max(heights) + 10


def row_heights(slide: TableSlide) -> tuple[float, ...]:
    """Return the heights of a table's rows, its head first."""
    rows = [slide.table.head, *([plain_text(cell) for cell in row] for row in slide.table.rows)]
    return tuple(_row_height(row, slide.widths, slide.size) for row in rows)


def _numbered(slides: list[Slide]) -> Iterator[Slide]:
    """Yield slides whose titles say which of several they are: a reader who hears titles alone can tell them apart."""
    for title, group in groupby(slides, key=lambda slide: slide.title):
        several = list(group)
        for at, slide in enumerate(several, 1):
            yield replace(slide, title=title if len(several) == 1 else f"{title} ({at} of {len(several)})")


def subtitle_size(words: str) -> float:
    """Return the size at which purpose and audience fit below the title of the first slide."""
    sizes = (20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
    room = SUBTITLE_HEIGHT - 40
    return next((size for size in sizes if text_height(words, size, TITLE_WIDTH, SERIF) <= room), 8.0)


def title_size(title: str, largest: float = 30.0) -> float:
    """Return the size at which a title fits its frame."""
    sizes = (largest, 26.0, 22.0, 18.0, 14.0, 10.0)
    return next((size for size in sizes if text_height(title, size, TITLE_WIDTH, SERIF) <= TITLE_HEIGHT), 8.0)
