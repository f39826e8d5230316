"""What a first search loads: the theme's one index, or the few of Pagefind's parts that a query needs.

Comes in: a workspace. Goes out: a `Sample` with both in bytes, gzipped. With the theme's engine it is always the same files,
so they are weighed where they lie. With Pagefind it depends on the words, so that Chromium asks, and what it
loads is counted; the median of the queries is told.
"""

from __future__ import annotations

import re
import shutil
import statistics
from pathlib import Path

from benchmarks.scaling.process import Run
from benchmarks.scaling.sample import Sample, sample_of
from benchmarks.scaling.weight import gzipped
from benchmarks.scaling.workspace import Workspace

LOADED_BY_MATERIAL = ("search/search_index.json", "assets/javascripts/workers/*.js")
_ENGINE = re.compile(r"^( *)- evidence_map:\n(?: +search_engine: \w+\n)?", re.MULTILINE)


def measure(at: Workspace) -> Sample:
    """Build the site once with each engine and weigh a first search of both."""
    found: dict[str, object] = {}
    last = None
    config = at.project / "mkdocs.yml"
    plain = config.read_text(encoding="utf-8")
    try:
        for engine in ("material", "pagefind"):
            site = at.folder / f"search-{engine}"
            config.write_text(
                _ENGINE.sub(rf"\1- evidence_map:\n\1    search_engine: {engine}\n", plain), encoding="utf-8"
            )
            last = at.evidence_map("build", "--site-dir", str(site))
            if last.status != "ok":
                return sample_of(last)
            found[f"{engine}_seconds"] = round(last.wall, 1)
            found[f"{engine}_bytes"] = _material(site) if engine == "material" else _pagefind(site, at.sentence)
            shutil.rmtree(site, ignore_errors=True)
    finally:
        config.write_text(plain, encoding="utf-8")
        at.ready_for = ""
    assert isinstance(last, Run)
    return sample_of(last, **found)


def _material(site: Path) -> int:
    return sum(gzipped(path) for pattern in LOADED_BY_MATERIAL for path in site.glob(pattern))


def _pagefind(site: Path, sentence: str) -> int:
    from playwright.sync_api import sync_playwright

    from benchmarks.search import first_search, served

    words = [word for word in sentence.rstrip(".").split() if len(word) > 5]  # the short ones are in every text
    queries = [" ".join(words[at : at + 2]) for at in (0, 1, 2)]
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright, served(site) as address:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        sizes = [int(first_search(browser, address, site, query)["bytes"]) for query in queries]
        browser.close()
    return int(statistics.median(sizes))
