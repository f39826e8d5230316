"""`evidence-map export-docs`: a Markdown tree whose links lead, from source file to source file, to files that are there."""

from __future__ import annotations

import html
import json
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.build.conftest import PROJECT


def export(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator", "export-docs", str(folder), "--root", str(root)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_every_link_of_the_tree_leads_to_a_source_file(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    done = export(small, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    docs = folder / "docs"
    checked = 0
    for page in docs.rglob("*.md"):
        for address in re.findall(r'\bhref="([^"]*)"', page.read_text(encoding="utf-8")):
            parts = urlsplit(html.unescape(address))
            if parts.scheme or not parts.path:
                continue
            target = posixpath.normpath(posixpath.join(page.parent.relative_to(docs).as_posix(), unquote(parts.path)))
            assert (docs / target).is_file(), f"{page}: {address}"
            if parts.fragment and target.endswith(".md"):
                text = (docs / target).read_text(encoding="utf-8")
                assert re.search(rf'id="{re.escape(parts.fragment)}"|#{re.escape(parts.fragment)}[ }}]', text), address
            checked += 1
    assert checked > 50
    config = json.loads((folder / "mkdocs.yml").read_text(encoding="utf-8"))
    assert config["site_name"] == "Small knowledge base"
    assert config["nav"][0] == {"Home": "index.md"}
    for path in (*config["extra_css"], config["extra_javascript"][0]["path"]):
        assert (docs / path).is_file()


def test_a_folder_that_holds_something_is_left_alone(small: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("", encoding="utf-8")
    done = export(small, tmp_path)
    assert done.returncode == 2
    assert "not empty" in done.stdout


def test_with_errors_nothing_is_written(small: Path, tmp_path: Path) -> None:
    (small / "references.bib").unlink()
    done = export(small, tmp_path / "tree")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "tree").exists()
