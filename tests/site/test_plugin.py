"""The plugin among others: what they are given to read, what is let go, and what it warns of."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cache.store import Store
from generator.lost_links import lost_links
from generator.render.page import Page
from generator.render.page_facts import Anchors, Links, PageFacts
from generator.render.urls import Target
from generator.site import build_site
from tests.build.conftest import build

HOOK = """
import json
from pathlib import Path
seen = {}
def on_page_content(html, *, page, config, files):
    seen[page.file.src_uri] = [len(html)]
    return html.replace("</h1>", " (read)</h1>", 1)
def on_page_context(context, *, page, config, nav):
    seen[page.file.src_uri] += [len(page.content), len(page.toc.items)]
def on_post_build(*, config):
    Path(config.config_file_path).with_name("seen.json").write_text(json.dumps(seen))
"""
LATE = """
import json
from pathlib import Path
pages = []
def on_post_page(output, *, page, config):
    pages.append(page)
def on_post_build(*, config):
    held = {page.file.src_uri: len(page.content or "") for page in pages}
    Path(config.config_file_path).with_name("seen.json").write_text(json.dumps(held))
"""


def make(root: Path, site: Path) -> None:
    built = build_site(root, site, Store(None), lambda: None, lambda step: None)
    assert built.report.errors == ()


@pytest.fixture
def hooked(small: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """The small knowledge base with a hook."""
    # A build in this process sets it for MkDocs; the tests after these get it as it was.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")

    def add(code: str) -> Path:
        (small / "hook.py").write_text(code, encoding="utf-8")
        settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
        (small / "mkdocs.yml").write_text(settings + "\nhooks: [hook.py]\n", encoding="utf-8")
        return small

    return add


def test_a_hook_reads_and_changes_every_page(hooked: Callable[[str], Path], tmp_path: Path) -> None:
    root = hooked(HOOK)
    make(root, tmp_path / "site")
    seen = json.loads((root / "seen.json").read_text(encoding="utf-8"))
    assert {"studies/alpha2020.md", "themes/slow-kettles.md", "index.md"} <= seen.keys()
    for uri, (content, context, places) in seen.items():
        assert content > 20 and context > 20, uri
        assert places, uri
    page = (tmp_path / "site/studies/alpha2020/index.html").read_text(encoding="utf-8")
    assert page.count(" (read)</h1>") == 1
    assert 'data-search-exclude="yes"' not in page


def test_an_edit_of_a_hook_makes_every_page_anew(hooked: Callable[[str], Path], tmp_path: Path) -> None:
    root = hooked(HOOK)
    for word in ("read", "read twice"):
        (root / "hook.py").write_text(HOOK.replace("(read)", f"({word})"), encoding="utf-8")
        assert build(root, tmp_path / "site", {"XDG_STATE_HOME": str(tmp_path / "state")}).returncode == 0
        page = (tmp_path / "site/studies/alpha2020/index.html").read_text(encoding="utf-8")
        assert page.count(f" ({word})</h1>") == 1


def test_what_is_written_is_let_go(hooked: Callable[[str], Path], tmp_path: Path) -> None:
    root = hooked(LATE)
    make(root, tmp_path / "site")
    held = json.loads((root / "seen.json").read_text(encoding="utf-8"))
    assert len(held) > 10 and set(held.values()) == {0}


def test_without_the_search_the_marks_for_it_stay(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    settings = (small / "mkdocs.yml").read_text(encoding="utf-8")
    assert "  - search\n" in settings
    (small / "mkdocs.yml").write_text(settings.replace("  - search\n", ""), encoding="utf-8")
    make(small, tmp_path / "site")
    assert 'data-search-exclude="yes"' in (tmp_path / "site/studies/alpha2020/index.html").read_text(encoding="utf-8")


def page(uri: str, *targets: Target, anchors: tuple[str, ...] = (), stays: bool = True) -> Page:
    facts = PageFacts(Anchors(anchors), "")
    return Page(uri, uri, "", "", "", Links(targets), facts=facts, stays=stays)


@pytest.mark.parametrize("again", [False, True])
def test_links_that_lead_nowhere_are_named_whether_a_page_stays_or_not(again: bool) -> None:
    pages = [
        page("a.md", Target("b.md", "gone"), Target("b.md", "there"), Target("no.md", "x"), Target("data/x.json")),
        page("b.md", Target("c.md", "gone"), Target("a.md"), anchors=("there",), stays=False),
        page("c.md", Target("c.md", "gone"), Target("b.md")),
    ]
    site: dict[str, Anchors | None] = {page.uri: page.facts.anchors for page in pages if page.facts is not None}
    said = [
        "a.md links to b.md#gone, which has no such anchor",
        "a.md links to no.md, which is not part of the site",
        "b.md links to c.md#gone, which has no such anchor",
    ]
    # What stayed at a page that stayed too was looked at when it was made; a preview, which goes on, says it each time.
    said += ["c.md links to c.md#gone, which has no such anchor"] * again
    found = lost_links({page.uri: page for page in pages}, {**site, "data/x.json": None}, again=again)
    assert list(found) == said
