"""Write what both search engines load for a project of any size, into the shell of a built site: for `benchmarks.search`.

    python -m benchmarks.search_sizes PROJECT --shell SITE --into FOLDER

Comes in: a project, and any site of this generator, built with Material's search. Goes out: `FOLDER/material` and
`FOLDER/pagefind`, each the shell's start page with the index of the project. What is indexed is what a build indexes:
every entry, and the sections of the studies' and themes' pages; the pages themselves are not written, so that a thousand
studies take minutes. Bytes and seconds of each index go out as one line of JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.check.verification import statuses
from generator.config import Edition
from generator.export.pagefind import export_pagefind
from generator.link.evidence_map import map_evidence
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.load.lock import read_lock
from generator.render import urls
from generator.render.handwritten import TEMPLATE as HANDWRITTEN
from generator.render.page import Library
from generator.render.pages import render_pages
from generator.render.prepared import prepare
from generator.render.search import merge_sections, page_sections, search_entries

ASSETS = Path(__file__).parent.parent / "generator" / "assets"
EDITION = Edition("Benchmark", "", "0", "2026-01-01", "", "CC0", "https://example.org/", "Nobody")


def project_sections(project: Path) -> list[dict[str, Any]]:
    """Return the search index of a project, as a build makes it from pages and entries."""
    base = link(load_corpus(project))
    lock, _ = read_lock(project)
    # No reference is formatted: what search knows of a work does not come from its page.
    styled = {style: {key: Markup(key) for key in base.references} for style in ("vancouver", "ama", "apa")}
    library = Library(base=base, edition=EDITION, citations=styled, downloads=(), verification=statuses(base, lock))
    pages = render_pages(library, map_evidence(base))
    entries = tuple(search_entries(base))
    own = {urls.site_address(entry.target) for entry in entries}

    def sections() -> Iterator[dict[str, Any]]:
        for page in (page for page in pages.values() if page.template != HANDWRITTEN):
            yield from page_sections(page, prepare(page.markdown), own)

    heads = {urls.page_url(uri): page.description for uri, page in pages.items()}
    return merge_sections(sections(), entries, heads)


def write_engines(sections: list[dict[str, Any]], shell: Path, into: Path) -> dict[str, Any]:
    """Write the shell once for each engine, with its index, and return what that took."""
    told: dict[str, Any] = {"places": len(sections)}
    for engine in ("material", "pagefind"):
        folder = into / engine
        for part in ("index.html", "assets"):
            target = folder / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if (shell / part).is_dir():
                shutil.copytree(shell / part, target, dirs_exist_ok=True)
            else:
                shutil.copy(shell / part, target)
        for worker in (folder / "assets" / "javascripts" / "workers").glob("search.*.js"):
            shutil.copy(ASSETS / "workers" / f"{engine}.js", worker)
        index = json.loads((shell / "search" / "search_index.json").read_text(encoding="utf-8"))
        started = time.process_time()
        index["docs"] = sections if engine == "material" else []
        files = {"search_index.json": json.dumps(index, separators=(",", ":"), ensure_ascii=False).encode()}
        if engine == "pagefind":
            wall = time.perf_counter()
            files |= export_pagefind(sections)
            told["pagefind_seconds"] = round(time.perf_counter() - wall, 1)
        else:
            told["material_seconds"] = round(time.process_time() - started, 1)
            told["material_index_gzipped"] = len(gzip.compress(files["search_index.json"], 9))
        for name, content in files.items():
            target = folder / "search" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return told


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write both engines' indexes of a project.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--shell", type=Path, required=True, help="a built site")
    parser.add_argument("--into", type=Path, required=True)
    chosen = parser.parse_args()
    sections = project_sections(chosen.project.resolve())
    print(json.dumps({"project": chosen.project.name, **write_engines(sections, chosen.shell, chosen.into)}))


if __name__ == "__main__":
    main()
