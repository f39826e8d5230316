"""Half of the pages are written by a second process, and nobody can tell: not the site, not the warnings, not the errors."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from generator import page_writing, plugin
from generator.cache.store import Store
from generator.site import NotBuilt, build_site
from tests.build.conftest import state

HERE = os.getpid()


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that a second process was given; it is asked for from one page on."""
    given: list[str] = []
    write_beside = page_writing.write_beside

    def noted(pages: Any, *rest: Any) -> Any:
        given.extend(page.file.src_uri for page in pages)
        return write_beside(pages, *rest)

    monkeypatch.setattr(plugin, "write_beside", noted)
    monkeypatch.setattr(plugin, "MANY", 1)
    return given


def make(root: Path, site: Path) -> dict[str, tuple[int, str]]:
    built = build_site(root, site, Store(None), lambda: None, lambda step: None)
    assert built.report.errors == ()
    return state(site)


def test_two_processes_write_the_site_of_one(
    tmp_path: Path, small: Path, begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    together = make(small, tmp_path / "together")
    assert len(begun) > 5
    monkeypatch.setattr(plugin, "MANY", 10_000)
    assert make(small, tmp_path / "alone") == together


def test_where_the_second_process_fails_this_one_writes_its_pages(
    tmp_path: Path, small: Path, begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make(small, tmp_path / "whole")
    write = page_writing.write_file
    written_here: list[str] = []

    def failing(content: bytes, path: str) -> None:
        if os.getpid() != HERE:
            raise OSError("no room")
        written_here.append(path)
        write(content, path)

    monkeypatch.setattr(page_writing, "write_file", failing)
    assert make(small, tmp_path / "mended") == whole
    assert written_here


def test_a_warning_from_the_second_process_stops_a_strict_build(
    tmp_path: Path, small: Path, begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = page_writing.get_context

    def warning(nav: Any, files: Any, config: Any, page: Any) -> Any:
        if page.file.src_uri == begun[0]:
            logging.getLogger("mkdocs.plugins.other").warning("the page is odd")
        return context(nav, files, config, page)

    monkeypatch.setattr(page_writing, "get_context", warning)
    with pytest.raises(NotBuilt, match="the page is odd"):
        make(small, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_with_hooks_every_page_is_written_where_they_see_it(tmp_path: Path, small: Path, begun: list[str]) -> None:
    (small / "hook.py").write_text(
        "SEEN = []\n\ndef on_post_page(output, page, config):\n    SEEN.append(page)\n", "utf-8"
    )
    config = small / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nhooks: [hook.py]\n", encoding="utf-8")
    make(small, tmp_path / "site")
    assert begun == []


def files_of(tmp_path: Path) -> tuple[Files, MkDocsConfig]:
    """Three pages, and a configuration whose theme prints its own templates and one of the project."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: T\nplugins: []\nextra_templates: [more.html]\n", encoding="utf-8", newline="\n"
    )
    config = load_config(str(tmp_path / "mkdocs.yml"))
    pages = ("index.md", "stays.md", "made.md")
    return Files([File(page, config.docs_dir, config.site_dir, use_directory_urls=True) for page in pages]), config


def names(files: Files) -> list[str]:
    return [file.src_uri for file in files.documentation_pages(inclusion=InclusionLevel.is_included)]


def test_pages_that_stay_are_passed_over_once_every_template_has_seen_them(tmp_path: Path) -> None:
    files, config = files_of(tmp_path)
    over = page_writing.PassedOver(files, {"stays.md"}, config)
    for _ in (*config.theme.static_templates, *config.extra_templates):
        assert names(files) == ["index.md", "stays.md", "made.md"]
        over.template_printed()
    assert names(files) == ["index.md", "made.md"]
    over.end()
    assert names(files) == ["index.md", "stays.md", "made.md"]


def test_where_a_hook_may_want_to_read_them_no_page_is_passed_over(tmp_path: Path) -> None:
    files, config = files_of(tmp_path)
    config.hooks["hook.py"] = object()
    over = page_writing.PassedOver(files, {"stays.md"}, config)
    for _ in (*config.theme.static_templates, *config.extra_templates):
        over.template_printed()
    assert names(files) == ["index.md", "stays.md", "made.md"]
