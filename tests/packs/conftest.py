"""A made-up pack with every kind of block, and the real packs, in every format."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pptx
import pypdf
import pytest

from generator.config import Edition
from generator.link.handout import Handout, compose_handout
from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.content import load_corpus
from generator.render.citation import format_plain

PROJECT = Path(__file__).parent.parent.parent
EDITION = Edition("Title", "About", "1.2", "2026-01-02", "", "CC BY 4.0", "https://example.org/by/4.0/", "The testers")

PACK = """\
id: kettles
title: "Kettles for beginners"
audience: "People who boil water"
purpose: "To show every kind of block."
order: 1
sections:
  - title: "Texts"
    blocks:
      - paragraph: "Kettles are **slow**, see [[theme slow-kettles|the theme]]. [@beta2021, p. 10; @alpha2020, p. 5]"
      - list:
          - "One cup. [@alpha2020, p. 6]"
          - "Another [[study beta2021]]. [@beta2021]"
      - steps: ["Fill it. [@alpha2020, p. 1]", "Wait. [@alpha2020, p. 2; @alpha2020, Table 2]"]
      - checklist: ["Is there water?"]
        own_words: true
  - title: "Table"
    blocks:
      - table:
          caption: "Who says what"
          head: ["Question", "Answer"]
          rows:
            - ["How slow?", "Very [@alpha2020, p. 5]"]
            - ["How many?", "Few [@beta2021]"]
  - title: "Voices"
    blocks:
      - quotes: [alpha2020.q01]
      - cards:
          - {quote: alpha2020.q03, question: "How many cups do you need?"}
"""


def handouts_of(base: KnowledgeBase, edition: Edition = EDITION) -> list[Handout]:
    citations = format_plain(tuple(base.references.values()), "vancouver")
    return [compose_handout(base, edition, pack, citations) for pack in base.packs.values()]


@pytest.fixture
def write_pack(small: Path) -> Callable[[str], Path]:
    """Write the one pack of the small knowledge base; returns the project."""

    def write(text: str) -> Path:
        folder = small / "content" / "orientation"
        folder.mkdir(exist_ok=True)
        (folder / "kettles.yml").write_text(text, encoding="utf-8")
        return small

    return write


@pytest.fixture
def kettles(write_pack: Callable[[str], Path]) -> Handout:
    """The made-up pack, resolved."""
    (handout,) = handouts_of(link(load_corpus(write_pack(PACK))))
    return handout


@cache
def real_handouts() -> tuple[Handout, ...]:
    """The real packs of this project, resolved."""
    return tuple(handouts_of(link(load_corpus(PROJECT))))


def pdf_text(content: bytes) -> str:
    """All text of a PDF without white space, which lines and pages break anywhere."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return squeezed("".join(page.extract_text() for page in pages))


def docx_text(content: bytes) -> str:
    """All text of a document, one line per paragraph, tables included."""
    document = docx.Document(io.BytesIO(content))
    cells = [p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def slide_texts(slide: Any) -> Iterator[str]:
    """Every paragraph of a slide, tables included."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def pptx_text(content: bytes) -> str:
    """All text of slides, one line per paragraph; notes not."""
    return "\n".join(text for slide in pptx.Presentation(io.BytesIO(content)).slides for text in slide_texts(slide))


def squeezed(text: str) -> str:
    """Text without white space and without places where a word may break."""
    return re.sub(r"[\s\u200b\ufeff]+", "", text)
