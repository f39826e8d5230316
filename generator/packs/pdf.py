"""A handout as an A4 page to print: PDF/UA-1, tagged. The only door to `typst`.

Comes in: a `Handout`. Goes out: the bytes of a PDF, the same for the same input. Typst is given the words as data;
its program is `handout.typ` alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from generator.link.handout import Handout, HandoutBlock, Link, Runs, plain_text

PROGRAM = Path(__file__).with_name("handout.typ")
_NARROW = 40
"""Characters up to which the cells of a first column are names of rows."""

Address = Callable[[Link], str]
"""The address of a thing on the published site; empty where the site has none."""


@cache
def compiler() -> typst.Compiler:
    """Return the one compiler; with the fonts it brings alone, so that every machine makes the same page."""
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False))


def write_pdf(handout: Handout, address: Address) -> bytes:
    """Return a handout as PDF."""
    data = {"data": json.dumps(_data(handout, address), ensure_ascii=False)}
    day = _day(handout.edition.date)
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        return _compile(data, stamp, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A sign that no font has is kept as text and drawn as a box; PDF/UA-1 does not allow to claim it then.
        return _compile(data, stamp, [])


def _compile(data: dict[str, str], stamp: datetime, standards: list[Any]) -> bytes:
    made = compiler().compile(
        PROGRAM.read_bytes(), format="pdf", sys_inputs=data, pdf_standards=standards, timestamp=stamp
    )
    if not isinstance(made, bytes):
        raise TypeError("typst made no single PDF")
    return made


def _day(date: str) -> datetime:
    """Return the day of an edition; one without a date is of the first day that every format can hold."""
    return datetime.fromisoformat(date) if date else datetime(1980, 1, 1)


def _data(handout: Handout, address: Address) -> dict[str, Any]:
    edition = handout.edition
    day = _day(edition.date)
    footer = f"{edition.license_name} · {handout.version}"
    return {
        "title": handout.title,
        "audience": handout.audience,
        "purpose": handout.purpose,
        "editors": edition.editors,
        "date": {"year": day.year, "month": day.month, "day": day.day} if edition.date else None,
        "footer": f"{footer} · {edition.site_url}" if edition.site_url else footer,
        "sections": [
            {
                "title": section.title,
                "cards": any(block.kind == "cards" for block in section.blocks),
                "blocks": [_block(block, address) for block in section.blocks],
            }
            for section in handout.sections
        ],
        "words": handout.words,
        "works": [{"text": work.text, "url": address(("work", work.key))} for work in handout.works],
        "imprint": handout.imprint,
    }


def _block(block: HandoutBlock, address: Address) -> dict[str, Any]:
    data: dict[str, Any] = {
        "kind": block.kind,
        "items": [_runs(item, address) for item in block.items],
        "quotes": [{"words": q.words, "source": q.source, "question": q.question} for q in block.quotes],
    }
    if block.table is not None:
        table = block.table
        data["table"] = {
            "caption": table.caption,
            "head": table.head,
            "rows": [[_runs(cell, address) for cell in row] for row in table.rows],
            "narrow": all(len(plain_text(row[0])) <= _NARROW for row in table.rows),
        }
    return data


def _runs(runs: Runs, address: Address) -> list[dict[str, Any]]:
    return [
        {"text": r.text, "strong": r.strong, "cites": r.cites, "url": address(r.link) if r.link else ""} for r in runs
    ]
