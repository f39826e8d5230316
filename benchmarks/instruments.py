"""Measure the map and the quote browser: how long a filter, a cell and a word take to answer, what they load, and hold.

    python -m benchmarks.instruments PROJECT_FOLDER [--runs 16]

Comes in: a project, for instance one of `benchmarks.synthetic_corpus`. Goes out: one line of JSON. The two pages are
rendered without the theme, and nothing else of the site is, so that five thousand studies need minutes and not hours;
scripts and data are the site's own. A time runs from the event to the next frame that shows its answer, in
milliseconds; the median of the runs is told, and the first time apart, when files are loaded. `_cpu_ms` is the processor
time of the page's main thread for one act, which other work on the machine hardly changes. Bytes are gzipped.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import markdown
from playwright.sync_api import Page, sync_playwright

from generator.check.verification import statuses
from generator.config import Edition
from generator.link.evidence_map import map_evidence
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.load.lock import read_lock
from generator.render.browse import browse_parts
from generator.render.page import Library
from generator.render.pages.evidence_map import render_evidence_map
from generator.render.pages.quotes import render_quotes

ASSETS = Path(__file__).parent.parent / "generator" / "assets"
EDITION = Edition("Benchmark", "", "0", "2026-01-01", "", "CC0", "https://example.org/", "Nobody")
SCRIPTS = {
    "map": ("browse-data", "cite", "elements", "evidence-map", "filters", "frame", "handout-add", "handout-state", "map", "quote-actions"),
    "quotes": ("browse-data", "cite", "elements", "evidence-map", "filters", "frame", "handout-add", "handout-state", "quote-actions", "quote-words", "quotes"),
}  # fmt: skip
"""The scripts of ours that each page loads."""
DATA = {"map": ("browse/index.json",), "quotes": ("browse/index.json", "browse/voices.json")}

# Runs an action in the page and waits until the answer has been drawn: what is waited for, then two frames.
MEASURE = """async ([action, done]) => {
  const settle = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  await settle();
  const start = performance.now();
  new Function(action)();
  const finished = new Function("return " + done);
  while (!finished() && performance.now() - start < 20000) await new Promise((go) => setTimeout(go));
  await new Promise((go) => requestAnimationFrame(go));
  return performance.now() - start;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def read_library(project: Path) -> Library:
    """Return what the two pages are made from; nothing is formatted that they do not show."""
    base = link(load_corpus(project))
    lock, _ = read_lock(project)
    return Library(base=base, edition=EDITION, citations={}, downloads=(), verification=statuses(base, lock))


def write_instruments(library: Library, folder: Path) -> dict[str, Any]:
    """Write map and quote browser into a folder and return what they cost to make and weigh."""
    started = time.process_time()
    evidence = map_evidence(library.base)
    pages = {"map": render_evidence_map(library, evidence), "quotes": render_quotes(library, evidence)}
    for part in browse_parts(library, evidence):
        if "cite-" not in part.path and "handout" not in part.path:
            _write(folder / part.path, part.make(library))
    spent = time.process_time() - started
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)
    sheets = sorted((ASSETS / "styles").glob("*.css"))
    _write(folder / "assets" / "evidence-map.css", b"".join(sheet.read_bytes() for sheet in sheets))
    for name, page in pages.items():
        body = markdown.markdown(page.markdown, extensions=["attr_list"])
        html = (
            f'<!doctype html><html lang="en"><meta charset="utf-8">'
            f'<link rel="stylesheet" href="../assets/evidence-map.css"><body class="md-typeset">{body}'
            '<script type="module" src="../assets/evidence-map.js"></script>'
        )
        _write(folder / name / "index.html", html.encode())
    studies = len(library.base.studies)
    found = {
        "studies": studies,
        "quotes": len(library.base.quotes),
        "generation_ms_per_study": round(1000 * spent / studies, 2),
    }
    for name in pages:
        parts = {
            "html": [folder / name / "index.html"],
            "scripts": [folder / "assets" / f"{script}.js" for script in SCRIPTS[name]],
            "data": [folder / path for path in DATA[name]],
        }
        weights = {part: sum(map(_weight, paths)) for part, paths in parts.items()}
        found |= {f"{name}_{part}": weight for part, weight in weights.items()}
        found[f"{name}_first_view"] = sum(weights.values())
    return found


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


class Watch:
    """Times acts on a page: as a reader waits for them, and by the processor time of the page's main thread.

    The second hardly changes with what else the machine does; it holds scripts, style, layout and painting of one act.
    """

    def __init__(self, page: Page, runs: int) -> None:
        self._page = page
        self._runs = runs
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.found: dict[str, float] = {}

    def _metrics(self) -> dict[str, float]:
        return {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}

    def first(self, name: str, act: str, done: str) -> None:
        """Time an act that is done once, because files are loaded for it."""
        self.found[f"{name}_first_ms"] = self._page.evaluate(MEASURE, [act, done])

    def act(self, act: str, done: str) -> None:
        """Do something that is not timed."""
        self._page.evaluate(MEASURE, [act, done])

    def median(self, name: str, pairs: list[tuple[str, str]]) -> None:
        """Time several acts, done by turns: the median, and the mean of the processor time."""
        before = self._metrics()["TaskDuration"]
        times = [self._page.evaluate(MEASURE, list(pairs[run % len(pairs)])) for run in range(self._runs)]
        spent = self._metrics()["TaskDuration"] - before
        self.found[f"{name}_ms"] = statistics.median(times)
        self.found[f"{name}_cpu_ms"] = 1000 * spent / self._runs

    def held(self, name: str) -> None:
        """Note the megabytes that the page's scripts hold, after a collection of garbage."""
        self._session.send("HeapProfiler.collectGarbage")
        self.found[f"{name}_mb"] = self._metrics()["JSHeapUsedSize"] / 2**20


RESULT = "document.querySelector('[data-em-result]').textContent"
BOX = "document.querySelector('[data-em-facet] input[type=checkbox]')"
PAPER = "document.querySelector('[data-em-facet=study] li input')"
OPENER = "document.querySelector('section:not([hidden]) [data-em-open]')"
VOICES = "document.querySelector('[data-em-panel] .em-voice') !== null"
SHUT = "!document.querySelector('[data-em-panel]').open"
CLOSE = "document.querySelector('[data-em-close]').click()"


def _switch(box: str) -> list[tuple[str, str]]:
    """Return the act that sets a filter and the act that takes it away, each with what shows that it is done."""
    return [(f"{box}.click()", f"{RESULT}.includes(' of ')"), (f"{box}.click()", f"{RESULT}.startsWith('All')")]


def _choose(name: str, values: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the acts that choose one value of a control of the map and then another."""
    acts = []
    for value in values:
        chosen = f"new URLSearchParams(location.search).get('{name}') === {json.dumps(value) if value != values[1] else 'null'}"
        act = f"const form = document.querySelector('[data-em-controls]'); form.elements.{name}.value = '{value}'; form.dispatchEvent(new Event('change', {{bubbles: true}}))"
        acts.append((act, chosen))
    return acts


def _words(text: str) -> str:
    return (
        f"const box = document.querySelector('[name=words]'); box.value = {json.dumps(text)}; "
        "box.dispatchEvent(new Event('input', {bubbles: true}))"
    )


def measure(site: str, page: Page, runs: int) -> dict[str, float]:
    """Return the times of the readers' most frequent acts, and the memory before and after them."""
    watch = Watch(page, runs)
    page.goto(f"{site}/map/")
    page.wait_for_selector("[data-em-open]")
    watch.held("map_heap")
    watch.median("map_filter", _switch(BOX))
    watch.median("map_columns", _choose("by", ("country", "profession")))
    watch.median("map_count", _choose("count", ("quotes", "studies")))
    watch.first("cell", f"{OPENER}.click()", VOICES)
    watch.act(CLOSE, SHUT)
    watch.median("cell", [(f"{OPENER}.click()", VOICES), (CLOSE, SHUT)])
    watch.held("map_heap_used")
    page.goto(f"{site}/quotes/")
    page.wait_for_function(f"{RESULT}.startsWith('All')")
    watch.held("quotes_heap")
    watch.first("facet", *_switch(BOX)[0])
    watch.act(*_switch(BOX)[1])
    watch.median("facet", _switch(BOX))
    watch.median("paper", _switch(PAPER))
    every, none = (_words("the"), f"{RESULT}.includes(' of ')"), (_words(""), f"{RESULT}.startsWith('All')")
    watch.first("words", *every)
    watch.act(*none)
    watch.median("words", [every, none])
    watch.first("two_words", _words("was with"), f"{RESULT}.includes(' of ')")
    watch.held("quotes_heap_used")
    return {name: round(value, 1) for name, value in watch.found.items()}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--runs", type=int, default=16)
    chosen = parser.parse_args()
    chosen.runs += chosen.runs % 2  # acts are done and undone by turns
    with tempfile.TemporaryDirectory() as folder:
        weight = write_instruments(read_library(chosen.project.resolve()), Path(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            times = measure(f"http://127.0.0.1:{server.server_port}", browser.new_page(), chosen.runs)
            browser.close()
        server.shutdown()
    print(json.dumps(weight | times))


if __name__ == "__main__":
    main()
