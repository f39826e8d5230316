"""A broken `mkdocs.yml`: refused with its name and, where there is one, its line; the site that is there stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build.conftest import PROJECT, build, state

CASES = {
    "not YAML": ("site_name:", "site_name: [", "line"),
    "tab": ("theme:\n  name:", "theme:\n\tname:", "line"),
    "unclosed quote": ("site_name: ", 'site_name: "', "line"),
    "colon in a value": ("site_name: ", "site_name: a: ", "line"),
    "no name": ("site_name:", "side_name:", "site_name"),
    "unknown theme": ("name: material", "name: granite", "granite"),
    "unknown plugin": ("  - search\n", "  - surch\n  - search\n", "surch"),
    "our plugin is missing": ('  - evidence_map:\n      date: "2026-01-02"\n', "", "evidence_map"),
    "unknown option": ("      date:", "      dade: x\n      date:", "dade"),
    "a day that is none": ('date: "', 'date: "2026-02-30" # ', "2026-02-30"),
    "wrong type": ("use_directory_urls: true", "use_directory_urls: 7", "use_directory_urls"),
    "addresses that we cannot serve": ("use_directory_urls: true", "use_directory_urls: false", "use_directory_urls"),
    "no such folder": ("docs_dir: content/pages", "docs_dir: content/leaves", "leaves"),
    "a page that is not there": ("  - Home: index.md", "  - Home: index.md\n  - Lost: lost.md", "lost.md"),
    "bad address": ("use_directory_urls", "site_url: example\nuse_directory_urls", "site_url"),
    "an extension that is not there": ("  - attr_list", "  - attr_list\n  - atter_list", "atter_list"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("settings") / "site"
    assert build(PROJECT / "tests/small", place).returncode == 0
    return place


@pytest.mark.parametrize("case", CASES)
def test_broken_settings_are_refused(site: Path, small: Path, case: str) -> None:
    old, new, named = CASES[case]
    config = small / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    config.write_text(text.replace(old, new), encoding="utf-8")
    before = state(site)
    done = build(small, site)
    assert done.returncode == 3, done.stdout
    assert named in done.stdout, done.stdout
    assert "Traceback" not in done.stdout + done.stderr and "─" not in done.stdout + done.stderr
    assert state(site) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"\x00", b"[" * 20_000, b"- a\n", b"site_name: &a [*a]\n", b"site_name: x\nsite_name: y\n"],
    ids=["empty", "not-utf-8", "nul", "deep", "list", "alias", "twice"],
)
def test_what_is_no_settings_file_is_refused(site: Path, small: Path, content: bytes) -> None:
    (small / "mkdocs.yml").write_bytes(content)
    before = state(site)
    done = build(small, site)
    assert done.returncode == 3, done.stdout
    assert "mkdocs.yml" in done.stdout, done.stdout
    assert "Traceback" not in done.stdout + done.stderr and "─" not in done.stdout + done.stderr
    assert state(site) == before


def test_errors_of_the_content_come_first(site: Path, small: Path) -> None:
    """Who breaks both is told of the content, which is what they know."""
    shutil.rmtree(small / "content" / "studies")
    (small / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    done = build(small, site)
    assert done.returncode == 1
    assert "content/studies" in done.stdout
