"""Measure the search box of built sites: bytes of a first search, time to its first result, right pages first.

    python -m benchmarks.search NAME=SITE_FOLDER [NAME=SITE_FOLDER ...] [--questions FILE] [--query WORDS]

Comes in: folders of built sites, one for each engine. Goes out: one line of JSON per site. Everything is done as a
reader does it, in the real box in Chromium; the sites are served compressed, as hosts of static sites serve them.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import re
import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

QUESTIONS = Path(__file__).parent / "search_questions.json"
RUNS = 3
SEARCH = re.compile(r"/search/|/workers/")
FIRST = ".md-search-result__item a.md-search-result__link"


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves files with gzip, as hosts of static sites do, and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = _compressed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@functools.cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine and give its address."""
    handler = functools.partial(Compressed, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def ask(page: Page, query: str) -> None:
    """Paste a query into the box; the theme looks at it when a key goes up."""
    page.locator(".md-search__input").fill(query)
    page.locator(".md-search__input").press("End")


def first_search(browser: Browser, address: str, folder: Path, query: str) -> dict[str, float]:
    """Return the compressed bytes of all that search loads up to a first result, worker and index, and the milliseconds until its first result."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[str] = []
    context.on("request", lambda request: loaded.append(request.url) if SEARCH.search(request.url) else None)
    page.goto(address)
    start = time.perf_counter()
    page.keyboard.press("/")
    ask(page, query)
    page.locator(FIRST).first.wait_for(state="attached", timeout=120_000)
    elapsed = (time.perf_counter() - start) * 1000
    page.wait_for_timeout(300)
    files = {folder / url.removeprefix(address).partition("?")[0] for url in loaded if url.startswith(address)}
    size = sum(len(_compressed(path)) for path in files if path.is_file())
    context.close()
    return {"bytes": size, "milliseconds": round(elapsed)}


def answers(page: Page, query: str) -> list[dict[str, Any]]:
    """Return what the box shows for a query, best first: the page and the sections under it."""
    ask(page, "")
    page.wait_for_timeout(60)
    ask(page, query)
    page.wait_for_timeout(60)
    last = None
    for _ in range(100):
        found = page.evaluate(
            """() => [...document.querySelectorAll(".md-search-result__item")].slice(0, 5).map((item) =>
                 [...item.querySelectorAll("a.md-search-result__link")].map((link) => link.href))"""
        )
        if found and found == last:
            break
        last = found
        page.wait_for_timeout(80)
    return [{"page": links[0], "places": links} for links in found]


def _is_right(answer: dict[str, Any], question: dict[str, Any], address: str) -> bool:
    def location(link: str) -> str:
        return link.removeprefix(address).replace("?h=", "#?h=").partition("#")[0]

    prefixes = question["first"]
    right = any(location(answer["page"]) == p or (p and location(answer["page"]).startswith(p)) for p in prefixes)
    place = question.get("place")
    return right and (not place or any(f"#{place}" in link for link in answer["places"][:2]))


def success(browser: Browser, address: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many questions have the right page first and among the first three, and which have not."""
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("/")
    at_1, at_3, wrong = 0, 0, []
    for question in questions:
        found = answers(page, question["query"])
        right = [_is_right(answer, question, address) for answer in found[:3]]
        at_1 += right[:1] == [True]
        at_3 += any(right)
        if right[:1] != [True]:
            wrong.append([question["query"], *(a["places"][0].removeprefix(address) for a in found[:2])])
    page.close()
    return {"questions": len(questions), "at_1": at_1, "at_3": at_3, "not_first": wrong}


def measure(browser: Browser, folder: Path, questions: list[dict[str, Any]], query: str) -> dict[str, Any]:
    """Return all measures of one site."""
    with served(folder) as address:
        runs = [first_search(browser, address, folder, query) for _ in range(RUNS)]
        result: dict[str, Any] = {
            "first_search_bytes": runs[0]["bytes"],
            "first_result_ms": statistics.median(run["milliseconds"] for run in runs),
        }
        if questions:
            result.update(success(browser, address, questions))
    return result


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Measure the search of built sites.")
    parser.add_argument("sites", nargs="+", metavar="NAME=FOLDER")
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--query", default="parallel process", help="what the timed first search asks")
    parser.add_argument("--no-questions", action="store_true", help="measure bytes and time only")
    arguments = parser.parse_args()
    questions = [] if arguments.no_questions else json.loads(arguments.questions.read_text(encoding="utf-8"))
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for site in arguments.sites:
            name, _, folder = site.partition("=")
            result = measure(browser, Path(folder).resolve(), questions, arguments.query)
            print(json.dumps({"site": name, **result}, ensure_ascii=False))
        browser.close()


if __name__ == "__main__":
    main()
