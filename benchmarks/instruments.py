"""Measure the map and the quote browser: how long a filter, a cell and a word take to answer, and what they load.

    python -m benchmarks.instruments PROJECT_FOLDER [--runs 15]

Comes in: a project, for instance one of `benchmarks.synthetic_corpus`. Goes out: one line of JSON. The two pages are
rendered without the theme, so that a thousand studies need no whole site; scripts and data are the site's own. A time
runs from the event to the next frame that shows its answer, in milliseconds; the median of the runs is told.
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

from generator.build import build
from generator.config import Edition

ASSETS = Path(__file__).parent.parent / "generator" / "assets"
PAGES = ("map/index.md", "quotes/index.md")

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


def write_instruments(project: Path, folder: Path) -> dict[str, Any]:
    """Write map and quote browser of a project into a folder and return what they weigh, in bytes gzipped."""
    edition = Edition("Benchmark", "", "0", "2026-01-01", "", "CC0", "https://example.org/", "Nobody")
    started = time.perf_counter()
    built = build(project, edition)
    seconds = time.perf_counter() - started
    if built.report.errors:
        raise SystemExit(str(built.report))
    for path, content in built.files.items():
        if path.startswith("browse/"):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    shutil.copytree(ASSETS, folder / "assets", dirs_exist_ok=True)
    for uri in PAGES:
        body = markdown.markdown(built.pages[uri].markdown, extensions=["attr_list"])
        page = folder / uri.removesuffix(".md")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.with_suffix(".html").write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><body class="md-typeset">{body}'
            '<script type="module" src="../assets/evidence-map.js"></script>',
            encoding="utf-8",
        )
    weigh = {
        path.name: len(gzip.compress(path.read_bytes(), 9))
        for path in [folder / "browse" / "index.json", folder / "browse" / "quotes-0.json"]
    }
    return {
        "studies": len(built.base.studies),
        "quotes": len(built.base.quotes),
        "generator_seconds": round(seconds, 1),
        "map_html": len(gzip.compress((folder / "map" / "index.html").read_bytes(), 9)),
        "quotes_html": len(gzip.compress((folder / "quotes" / "index.html").read_bytes(), 9)),
        **weigh,
    }


def _median(page: Page, runs: int, pairs: list[tuple[str, str]]) -> float:
    """Return the median time of several actions, done by turns, in milliseconds."""
    times = [page.evaluate(MEASURE, list(pairs[run % len(pairs)])) for run in range(runs)]
    return round(statistics.median(times), 1)


def measure(site: str, page: Page, runs: int) -> dict[str, float]:
    """Return the median times of the readers' most frequent acts."""
    found: dict[str, float] = {}
    page.goto(f"{site}/map/")
    page.wait_for_selector("[data-em-open]")
    box = "document.querySelector('[data-em-facet] input')"
    result = "document.querySelector('[data-em-result]').textContent"
    found["map_filter_ms"] = _median(
        page,
        runs,
        [(f"{box}.click()", f"{result}.includes(' of ')"), (f"{box}.click()", f"{result}.startsWith('All')")],
    )
    opener = "document.querySelector('[data-em-open]')"
    shown = "document.querySelector('[data-em-panel] .em-voice') !== null"
    shut = "!document.querySelector('[data-em-panel]').open"
    found["cell_first_ms"] = page.evaluate(MEASURE, [f"{opener}.click()", shown])
    page.evaluate(MEASURE, ["document.querySelector('[data-em-close]').click()", shut])
    found["cell_ms"] = _median(
        page, runs, [(f"{opener}.click()", shown), ("document.querySelector('[data-em-close]').click()", shut)]
    )
    page.goto(f"{site}/quotes/")
    page.wait_for_function(f"{result}.startsWith('All')")
    found["quotes_filter_ms"] = _median(
        page,
        runs,
        [(f"{box}.click()", f"{result}.includes(' of ')"), (f"{box}.click()", f"{result}.startsWith('All')")],
    )
    words = "const box = document.querySelector('[name=words]'); box.value = {}; box.dispatchEvent(new Event('input', {{bubbles: true}}))"
    found["words_first_ms"] = page.evaluate(MEASURE, [words.format("'the'"), f"{result}.includes(' of ')"])
    found["words_ms"] = _median(
        page,
        runs,
        [(words.format("''"), f"{result}.startsWith('All')"), (words.format("'the'"), f"{result}.includes(' of ')")],
    )
    found["heap_mb"] = round(page.evaluate("performance.memory.usedJSHeapSize") / 2**20, 1)
    return {name: round(value, 1) for name, value in found.items()}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--runs", type=int, default=16)
    chosen = parser.parse_args()
    chosen.runs += chosen.runs % 2  # acts are done and undone by turns
    with tempfile.TemporaryDirectory() as folder:
        weight = write_instruments(chosen.project.resolve(), Path(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--enable-precise-memory-info"]
            )
            times = measure(f"http://127.0.0.1:{server.server_port}", browser.new_page(), chosen.runs)
            browser.close()
        server.shutdown()
    print(json.dumps(weight | times))


if __name__ == "__main__":
    main()
