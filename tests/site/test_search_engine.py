"""Who searches a site: as the setting says, or by how much there is to find and what is installed."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from generator import search_index
from generator.cache.store import Store
from generator.render.page import Page
from generator.render.page_facts import Anchors, PageFacts
from generator.render.search import SearchEntry
from generator.render.urls import Target
from generator.search_index import CHANGE_OVER, choose_engine
from generator.site import Outcome, build_site


def page(places: int) -> Page:
    section = json.dumps({"location": "a/", "title": '{"location":', "text": '"{"location":"'}, separators=(",", ":"))
    return Page("a.md", "", "", "", "", frozenset(), facts=PageFacts(Anchors(), ",".join([section] * places)))


ENTRY = SearchEntry(Target("b.md"), "", "", 1.0)
FEW, MANY = page(CHANGE_OVER - 2), page(CHANGE_OVER - 1)


@pytest.mark.parametrize("installed", [True, False])
@pytest.mark.parametrize("engine", ["material", "pagefind"])
def test_a_choice_of_the_editors_stays(engine: str, installed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "has_pagefind", lambda: installed)
    for found in (FEW, MANY):
        chosen = choose_engine(engine, [found], [ENTRY])
        assert (chosen.name, chosen.remark) == (engine, "")


def test_auto_goes_by_the_number_of_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "has_pagefind", lambda: True)
    assert choose_engine("auto", [FEW], [ENTRY]).name == "material"
    assert choose_engine("auto", [MANY], [ENTRY]).name == "pagefind"
    assert choose_engine("auto", [MANY], []).name == "material"


def test_what_is_not_installed_is_not_chosen_and_the_editors_hear_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "has_pagefind", lambda: False)
    assert choose_engine("auto", [FEW], [ENTRY]).remark == ""
    chosen = choose_engine("auto", [MANY], [ENTRY])
    assert chosen.name == "material"
    assert "5,000 places" in chosen.remark and "large" in chosen.remark


def make(root: Path, site: Path) -> Outcome:
    return build_site(root, site, Store(None), lambda: None, lambda step: None)


@pytest.mark.parametrize("installed", [True, False])
def test_a_large_site_is_built_with_and_without_pagefind(
    installed: bool, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # A build in this process sets it for MkDocs; the tests after these get it as it was.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    monkeypatch.setattr(search_index, "CHANGE_OVER", 10)
    monkeypatch.setattr(search_index, "has_pagefind", lambda: installed)
    with caplog.at_level(logging.WARNING):
        outcome = make(small, tmp_path / "site")
    assert bool(outcome.remark) == (not installed)
    assert not caplog.records
    search = tmp_path / "site" / "search"
    places = json.loads((search / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert (search / "pagefind" / "pagefind.js").is_file() == installed
    assert bool(places) == (not installed)
    (worker,) = (tmp_path / "site/assets/javascripts/workers").glob("search.*.js")
    name = "pagefind" if installed else "material"
    ours = Path(search_index.__file__).parent / "assets" / "workers" / f"{name}.js"
    assert worker.read_bytes() == ours.read_bytes()


def test_a_small_site_keeps_the_theme_s_search(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert make(small, tmp_path / "site").remark == ""
    assert not (tmp_path / "site" / "search" / "pagefind").exists()
