"""Of many pages, half are made in a second process; no reader and no later build can tell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.build import build
from generator.cache.outputs import Outputs
from generator.config import Edition
from generator.render import pages
from generator.render.page import Page

SMALL = Path(__file__).parent.parent / "small"
EDITION = Edition("Small", "", "1.0.0", "2026-01-01", "https://example.org/", "CC0", "https://example.org/c", "Nobody")


class NotedOutputs(Outputs):
    """The memory of a site, with what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, tuple[set[str], tuple[str, ...]]] = {}

    def note(self, name: str, units: Iterable[str], paths: Iterable[str], about: Any = None) -> None:
        super().note(name, units, paths, about)
        self.told[name] = set(units), tuple(paths)


def made(many: int, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, Page], NotedOutputs]:
    """Return the pages, in order, where a second process pays from `many` pages on, and what was remembered of them."""
    outputs = NotedOutputs()
    with monkeypatch.context() as patch:
        patch.setattr(pages, "MANY", many)
        return dict(build(SMALL, EDITION, outputs=outputs).pages), outputs


def test_two_processes_make_the_pages_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    beside = pages.beside
    monkeypatch.setattr(pages, "beside", lambda work: begun.append(work) or beside(work))
    alone, outputs_alone = made(1_000, monkeypatch)
    assert not begun
    together, outputs_together = made(1, monkeypatch)
    assert begun
    assert list(together.items()) == list(alone.items())
    assert outputs_together.told == outputs_alone.told
    assert any(units for units, _ in outputs_together.told.values())


def test_where_nobody_remembers_the_pages_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MANY", 1)
    forgetting = build(SMALL, EDITION).pages
    remembering = build(SMALL, EDITION, outputs=NotedOutputs()).pages
    assert {uri: (page.markdown, page.links) for uri, page in forgetting.items()} == {
        uri: (page.markdown, page.links) for uri, page in remembering.items()
    }
