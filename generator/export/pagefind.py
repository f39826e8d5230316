"""The search index for large knowledge bases: Pagefind's files, of which a search loads a few. The door to Pagefind.

Comes in: the sections of MkDocs' search index. Goes out: files by path below `search/`. Pagefind's program reads small
pages that are made here from the sections, one for each page of the site (long pages in parts, so that no search
loads a whole bibliography), and not the site's own pages: so both engines search the same words.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PART = 100
"""Sections in one part of a long page."""
NEEDED = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind", "index/", "fragment/", "pagefind.en_")
"""What the site's own search box uses; Pagefind's own user interfaces are left out."""


def has_pagefind() -> bool:
    """Return whether Pagefind is installed, with its program."""
    return all(find_spec(name) is not None for name in ("pagefind", "pagefind_bin"))


def export_pagefind(sections: Iterable[AbcMapping[str, Any]]) -> dict[str, bytes]:
    """Return Pagefind's files for sections with `location`, `title`, `text` and `boost`.

    Raises:
        ModuleNotFoundError: The package `pagefind[bin]` is not installed.
        subprocess.CalledProcessError: Pagefind failed.
    """
    if find_spec("pagefind") is None:
        raise ModuleNotFoundError("pagefind")
    with tempfile.TemporaryDirectory() as folder:
        pages, index = Path(folder, "pages"), Path(folder, "index")
        pages.mkdir()
        for number, page in enumerate(_pages(sections)):
            (pages / f"{number:06}.html").write_text(page, encoding="utf-8", newline="\n")
        arguments = ("--site", pages, "--output-path", index, "--force-language", "en")
        subprocess.run([sys.executable, "-m", "pagefind", *arguments], check=True, capture_output=True)
        files = {path.relative_to(index).as_posix(): path for path in sorted(index.rglob("*")) if path.is_file()}
        return {f"pagefind/{name}": path.read_bytes() for name, path in files.items() if name.startswith(NEEDED)}


def _pages(sections: Iterable[AbcMapping[str, Any]]) -> Iterator[str]:
    """Yield the pages that Pagefind reads, without what only lists; texts and titles are escaped already."""
    by_page: dict[str, list[AbcMapping[str, Any]]] = defaultdict(list)
    for section in sections:
        page, _, anchor = section["location"].partition("#")
        if not (anchor and section.get("boost", 1.0) < 1):
            by_page[page].append(section)
    for page, found in by_page.items():
        title = next((s["title"] for s in found if s["location"] == page), found[0]["title"])
        for start in range(0, len(found), PART):
            part = found[start : start + PART]
            yield (
                f'<html lang="en"><body><p data-pagefind-meta="title" data-pagefind-ignore="index">{title}</p>'
                f'<p data-pagefind-meta="page" data-pagefind-ignore="index">{html.escape(page)}</p>'
                f"{''.join(map(_section, part))}</body></html>"
            )


def _section(section: AbcMapping[str, Any]) -> str:
    anchor = html.escape(section["location"].partition("#")[2]) or "top"
    weight = float(section.get("boost", 1.0))
    words = _twice(re.sub(r"<[^>]*>", " ", section["text"]))
    title = _twice(section["title"])
    heading = f'<h2 id="{anchor}" data-pagefind-weight="{min(10.0, 2 + 2 * weight):.1f}">{title}</h2>'
    return f'{heading}<p data-pagefind-weight="{max(0.1, min(10.0, weight)):.1f}">{words}</p>'


def _twice(escaped: str) -> str:
    """Return text for Pagefind, which resolves character references twice: `&lt;` must come out as it went in."""
    return html.escape(html.unescape(escaped).replace("&", "&amp;"), quote=False)
