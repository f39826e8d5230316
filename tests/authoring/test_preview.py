"""The preview: a save is on the screen; an error becomes a page that lists all problems and heals itself."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

PATIENCE = 45
"""Seconds after which a page is taken never to come; a busy machine needs some."""

STUDY = "content/studies/alpha2020.yml"
RIGHT = 'aim: "To see what a study with every field looks like."'


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def preview(small: Path) -> Iterator[Callable[[str, str], str]]:
    """Serve a project; what is given waits until a page holds some words, and returns the page."""
    port = free_port()
    log = (small.parent / "serve.log").open("w+", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=small, stdout=log, stderr=subprocess.STDOUT)

    def wait(page: str, words: str) -> str:
        end = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < end:
            assert server.poll() is None, Path(log.name).read_text(encoding="utf-8")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=PATIENCE) as answer:
                    text = unescape(answer.read().decode())
            except (urllib.error.URLError, ConnectionError):
                text = ""
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{words!r} never came to /{page}:\n{text[:2000]}")

    try:
        yield wait
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def test_an_edit_is_shown_and_an_error_page_heals_itself(small: Path, edit: Callable[[str, str, str], int]) -> None:
    page = "studies/alpha2020/"
    with preview(small) as shown:
        shown(page, "To see what a study with every field looks like.")

        edit(STUDY, RIGHT, 'aim: "To see an edit."')
        shown(page, "To see an edit.")

        first = edit(STUDY, "kind: qualitative_study", "kind: qualitativ_study")
        second = edit(STUDY, "illustrates: [cups, noise]", "illustrates: [cups, nois]")
        broken = shown(page, f"{STUDY}:{second}:")
        assert "The content needs mending" in broken
        assert f"{STUDY}:{first}:7 (kind)" in broken
        assert "is not one of the allowed terms" in broken and "To see an edit." not in broken

        edit(STUDY, "kind: qualitativ_study", "kind: qualitative_study")
        edit(STUDY, "illustrates: [cups, nois]", "illustrates: [cups, noise]")
        healed = shown(page, "To see an edit.")
        assert "The content needs mending" not in healed


def test_a_preview_that_begins_with_an_error_heals_too(small: Path, edit: Callable[[str, str, str], int]) -> None:
    edit(STUDY, "country: SE", "country: XX")
    with preview(small) as shown:
        shown("", "`XX` is not a term of the axis")
        edit(STUDY, "country: XX", "country: SE")
        shown("studies/alpha2020/", "To see what a study with every field looks like.")
