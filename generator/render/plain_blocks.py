"""Markdown as blocks of plain text: what a handout takes over from a hand-written page. The only door to `markdown`.

Comes in: Markdown in which tokens stand for marks that are already resolved. Goes out: the sections below its
headings, as headings, paragraphs, lists and tables of `Run`s; nothing of it is markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

import markdown

Run = str | dict[str, Any]
"""Words; or words in bold, `{"b": "words"}`; or a citation, `{"c": [["omer2010", "Table 1"]]}`."""

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a token: characters that no text has and no Markdown reads."""

_TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
_EXTENSIONS = ("attr_list", "toc", "tables", "fenced_code")


def token(number: int) -> str:
    """Return what stands in Markdown for the mark of this number."""
    return f"{OPEN}{number}{CLOSE}"


@dataclass
class Section:
    """A heading of the second level, or the top of a page, with the blocks below it."""

    anchor: str
    """Empty for the top of the page."""
    heading: str
    blocks: list[dict[str, Any]] = field(default_factory=list)


def read_sections(text: str, marks: AbcMapping[int, tuple[Run, ...]]) -> list[Section]:
    """Return the sections of a page; `marks` gives the runs of each token, a quotation as `{"q": id}`."""
    reader = _Reader(marks)
    reader.feed(_converter().reset().convert(text))
    reader.close()
    return reader.sections


@cache
def _converter() -> markdown.Markdown:
    """Return the one converter: to make one takes as long as to convert a short page."""
    return markdown.Markdown(extensions=list(_EXTENSIONS))


class _Reader(HTMLParser):
    """Reads the HTML of a page into sections."""

    def __init__(self, marks: AbcMapping[int, tuple[Run, ...]]) -> None:
        super().__init__()
        self._marks = marks
        self.sections = [Section("", "")]
        self._runs: list[Run] = []
        self._bold = 0
        self._lists: list[dict[str, Any]] = []
        self._table: dict[str, Any] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3", "h4", "p", "li", "td", "th"):
            self._paragraph()
        if tag == "h2":
            self.sections.append(Section(dict(attrs).get("id") or "", ""))
        elif tag in ("ul", "ol"):
            self._paragraph()
            self._lists.append({"kind": "steps" if tag == "ol" else "list", "items": []})
        elif tag == "table":
            self._table = {"kind": "table", "head": [], "rows": []}
        elif tag == "tr" and self._table:
            self._table["rows"].append([])
        elif tag in ("strong", "b"):
            self._bold += 1
        elif tag == "br":
            self._runs.append(" ")

    def handle_endtag(self, tag: str) -> None:
        section = self.sections[-1]
        if tag in ("h1", "h2"):
            section.heading = "".join(map(_words, self._taken()))
        elif tag in ("h3", "h4"):
            section.blocks.append({"kind": "heading", "runs": self._taken()})
        elif tag in ("p", "li"):
            self._paragraph()
        elif tag in ("ul", "ol"):
            made = self._lists.pop()
            if self._lists:  # A list inside of a list: a handout keeps its items, and not its depth.
                self._lists[-1]["items"] += made["items"]
            else:
                section.blocks.append(made)
        elif tag in ("td", "th"):
            self._table["rows"][-1].append(self._taken())
        elif tag == "thead":
            self._table["head"] = self._table["rows"].pop()
        elif tag == "table":
            section.blocks.append(self._table)
            self._table = {}
        elif tag in ("strong", "b"):
            self._bold -= 1

    def handle_data(self, data: str) -> None:
        for place, piece in enumerate(_TOKEN.split(re.sub(r"\s+", " ", data))):
            if place % 2:
                for run in self._marks[int(piece)]:
                    self._runs.append({"b": run} if self._bold and isinstance(run, str) else run)
            elif piece:
                self._runs.append({"b": piece} if self._bold else piece)

    def _taken(self) -> list[Run]:
        runs, self._runs = self._runs, []
        return _trimmed(runs)

    def _paragraph(self) -> None:
        """End the paragraph that is being read; quotations in it become blocks of their own."""
        runs = self._taken()
        if self._table:
            self._runs = runs
            return
        section = self.sections[-1]
        words = _trimmed([run for run in runs if isinstance(run, str) or "q" not in run])
        if words and self._lists:
            self._lists[-1]["items"].append(words)
        elif words:
            section.blocks.append({"kind": "paragraph", "runs": words})
        section.blocks += [{"kind": "quote", "id": run["q"]} for run in runs if isinstance(run, dict) and "q" in run]


def _words(run: Run) -> str:
    return run if isinstance(run, str) else str(run.get("b", ""))


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return runs without the blanks at both ends; of words that follow words, one run."""
    joined: list[Run] = []
    for run in runs:
        if isinstance(run, str) and joined and isinstance(joined[-1], str):
            joined[-1] += run
        else:
            joined.append(run)
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return [run for run in joined if run]
