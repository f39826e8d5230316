"""Every built page is valid HTML, by the checker of the W3C."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.content]

PROJECT = Path(__file__).parent.parent.parent
CHECKER = PROJECT / ".venv" / "checker" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

OF_THE_THEME = {
    # On the theme's two switches, so that Firefox does not bring back an open drawer with the page; it stands in the
    # theme's outermost template, in no block that could be put in another's place.
    "Attribute “autocomplete” is only allowed when the input type is “color”, “date”, “datetime-local”, “email”, "
    "“hidden”, “month”, “number”, “password”, “range”, “search”, “tel”, “text”, “time”, “url”, or “week”.",
}
"""Faults that Material for MkDocs writes itself, by the checker's words; each costs readers nothing."""

OF_FILES = "violates Content Security Policy (meta tag)"
"""Warnings that hold for files on a disk, where a policy's `'self'` is nothing; `test_content_security.py` has a server."""


def check(target: Path) -> list[tuple[str, str]]:
    """Return what the checker says of a file or a folder: address and message."""
    java = shutil.which("java")
    assert java and CHECKER.exists(), "The HTML test needs Java and the checker: `make checker` installs both."
    run = subprocess.run(
        [
            java,
            "-jar",
            str(CHECKER),
            "--skip-non-html",
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            str(target),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        (f"{message['url']}:{message.get('lastLine', 0)}", message["message"])
        for message in json.loads(run.stdout)["messages"]
        if OF_FILES not in message["message"]
    ]


def test_the_checker_checks(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>t</title><p id="a"><p id="a">', encoding="utf-8")
    assert any("Duplicate ID" in message for _, message in check(page))


def test_every_page_is_valid(site_folder: Path) -> None:
    assert len(list(site_folder.rglob("*.html"))) > 30
    assert [fault for fault in check(site_folder) if fault[1] not in OF_THE_THEME] == []


def test_each_fault_of_the_theme_is_still_there(site_folder: Path) -> None:
    assert {message for _, message in check(site_folder / "index.html")} == OF_THE_THEME
