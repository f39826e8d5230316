"""The real site, served on this machine, and a real Chromium."""

from __future__ import annotations

import functools
import html
import http.server
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import kinds as page_kinds

PROJECT = Path(__file__).parent.parent.parent


POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


class Guarded(http.server.SimpleHTTPRequestHandler):
    """Serves files in silence, each page under its own Content-Security-Policy as a header too."""

    def end_headers(self) -> None:
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() else path
        if page.suffix == ".html" and page.exists():
            stated = POLICY.search(page.read_text(encoding="utf-8"))
            policy = html.unescape(stated[1]) if stated else "default-src 'none'"
            self.send_header("Content-Security-Policy", f"{policy}; frame-ancestors 'none'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def kinds() -> dict[str, str]:
    """Each kind of page with the address of one."""
    return page_kinds.addresses()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(PROJECT), "--site-dir", str(folder)], check=True
    )
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Serve the real site, and give its address without a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Guarded, directory=str(site_folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; without one the tests fail and say what to install."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "The browser tests need Chromium: `make browser` installs it, or `sudo apt install chromium`."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own for one test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
