"""The search index of a site: which engine searches it, and the files that it needs.

Comes in: the pages of a build, and the index that the theme's search plugin wrote of hand-written pages. Goes out: the
index with every quotation, work, finding and theme at its own place, or Pagefind's files. See docs/decisions/0011-search.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.export.pagefind import export_pagefind, has_pagefind
from generator.render.page import Page
from generator.render.search import SearchEntry, merge_sections, page_by_page, whole_index
from generator.render.urls import Target, page_url, site_address

ENGINES = ("auto", "material", "pagefind")
CHANGE_OVER = 5000
"""Places in the index from which on `auto` is Pagefind: some 55 studies."""

PLACE = '{"location":'
"""How each section of the index begins; in a text the quotation marks would be escaped."""


@dataclass(frozen=True)
class Engine:
    """Who searches a site."""

    name: str
    """`material` or `pagefind`."""
    remark: str = ""
    """What is to be said of the choice; empty where it is as one expects."""


def choose_engine(setting: str, pages: Iterable[Page], entries: Iterable[SearchEntry]) -> Engine:
    """Return who searches a site; what `auto` chooses depends on the number of places that can be found.

    Args:
        setting: One of `ENGINES`.
        pages: The generated pages.
        entries: What can be found besides on pages of several studies; looked at where there is a choice.
    """
    if setting != "auto":
        return Engine(setting)
    places = sum(1 for _ in entries) + sum(page.facts.sections.count(PLACE) for page in pages if page.facts is not None)
    if places < CHANGE_OVER:
        return Engine("material")
    if has_pagefind():
        return Engine("pagefind")
    return Engine(
        "material",
        f"The search of this site has {places:,} places, which readers' browsers load as one file. With Pagefind they load "
        "a small part of it: install evidence-map with its extra `large`, or set `search_engine: material` and read this no more.",
    )


class SearchIndex:
    """What can be found on a site, page by page."""

    def __init__(self, folder: Path) -> None:
        """Read what the theme's search has written of pages that are written by hand; nothing where it is off.

        Args:
            folder: `search` in the site.
        """
        self._path = folder / "search_index.json"
        self._index: dict[str, Any] | None = None
        if self._path.is_file():
            self._index = json.loads(self._path.read_text(encoding="utf-8"))
        self._sections: dict[str, str] = {}
        """As JSON with commas between them, by the address of their page."""

    def add(self, pages: AbcMapping[str, Page], entries: Iterable[SearchEntry] = ()) -> None:
        """Add generated pages.

        Args:
            pages: By `src_uri`.
            entries: What has its place on one of them and stands on pages of several studies.
        """
        if self._index is None:
            return
        sections: list[dict[str, Any]] = self._index.pop("docs", [])
        for uri, page in pages.items():
            if page.facts is not None and page.facts.whole:
                self._sections[site_address(Target(uri))] = page.facts.sections
            elif page.facts is not None:
                sections += json.loads(f"[{page.facts.sections}]")
        heads = {page_url(uri): page.description for uri, page in pages.items()}
        self._sections |= page_by_page(merge_sections(sections, entries, heads))

    def write(self, engine: Engine) -> None:
        """Write the index, for the engine that searches.

        Raises:
            ModuleNotFoundError: Pagefind is not installed.
        """
        if self._index is None:
            return
        sections = whole_index(self._sections)
        if engine.name == "pagefind":
            for name, content in export_pagefind(json.loads(f"[{sections}]")).items():
                target = self._path.parent / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            sections = ""
        head = json.dumps(self._index, separators=(",", ":"), ensure_ascii=False)
        self._path.write_text(f'{head[:-1]},"docs":[{sections}]}}', encoding="utf-8", newline="\n")
