"""What is known of a page whose text is put away: the same places, the same links, the same sections for the search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import Built, build
from generator.cache.outputs import Outputs
from generator.config import Edition
from generator.render.addresses import AddressBook
from generator.render.handwritten import TEMPLATE as HANDWRITTEN
from generator.render.page import Page
from generator.render.page_facts import Anchors, Links
from generator.render.parts import LIMITS, Limits
from generator.render.prepared import prepare, without_search_marks
from generator.render.search import (
    merge_sections,
    page_by_page,
    page_sections,
    search_entries,
    shared_entries,
    whole_index,
)
from generator.render.urls import Target, page_url, site_address

SMALL = Path(__file__).parent.parent / "small"
EDITION = Edition("Small", "", "1.0.0", "2026-01-01", "https://example.org/", "CC0", "https://example.org/c", "Nobody")
ANCHOR = st.text(st.characters(blacklist_characters="\n", blacklist_categories=("Cs",)), min_size=1, max_size=4)


@pytest.fixture(scope="module", params=[LIMITS, Limits(works=4, shelf=3)], ids=["whole lists", "parted lists"])
def limits(request: pytest.FixtureRequest) -> Limits:
    return cast(Limits, request.param)


@pytest.fixture(scope="module")
def written(limits: Limits) -> Built:
    """The small knowledge base as it is built where nobody remembers anything."""
    return build(SMALL, EDITION, limits=limits)


@pytest.fixture(scope="module")
def packed(limits: Limits) -> Built:
    """The same as it is built for a site."""
    return build(SMALL, EDITION, outputs=Outputs(), limits=limits)


def generated(built: Built) -> dict[str, Page]:
    return {uri: page for uri, page in built.pages.items() if page.template != HANDWRITTEN}


@given(st.sets(ANCHOR), ANCHOR)
def test_anchors_are_a_set_of_their_own(anchors: set[str], other: str) -> None:
    kept = Anchors.read(json.loads(json.dumps(Anchors(anchors).text)))
    assert kept == anchors and len(kept) == len(anchors)
    assert (other in kept) == (other in anchors)
    assert all(anchor in kept for anchor in anchors)


@given(st.sets(st.builds(Target, st.sampled_from(["a.md", "b/c.md", "d.json"]), st.just("") | ANCHOR)))
def test_links_are_a_set_of_their_own(targets: set[Target]) -> None:
    kept = Links.read(json.loads(json.dumps(Links(targets).by_page)))
    assert kept == frozenset(targets) and len(kept) == len(targets)
    assert all(target in kept for target in targets)
    assert Target("e.md") not in kept and Target("a.md", "\n") not in kept


def test_a_page_that_is_put_away_is_the_page(written: Built, packed: Built) -> None:
    away = [page for page in packed.pages.values() if page.facts is not None]
    assert {page.template for page in away} >= {"study", "theme"}
    for page in away:
        before = written.pages[page.uri]
        assert isinstance(page.written, bytes) and len(page.written) < len(before.markdown) / 2
        assert (page.markdown, page.links, page.metadata) == (before.markdown, before.links, before.metadata)
        assert page.facts is not None and page.facts.anchors == prepare(before.markdown).anchors


def test_what_is_remembered_of_a_page_outlasts_the_run(packed: Built) -> None:
    for page in (page for page in packed.pages.values() if page.facts is not None):
        later = Page.stayed(page.uri, json.loads(json.dumps(page.known())))
        assert later.stays and later.markdown == ""
        assert (later.title, later.description, later.links, later.facts) == (
            page.title,
            page.description,
            page.links,
            page.facts,
        )


def test_the_index_of_the_parts_is_that_of_the_whole(written: Built, packed: Built, limits: Limits) -> None:
    """Made page by page, with the entries of a study on its own page, or of everything at once."""
    heads = {page_url(uri): page.description for uri, page in written.pages.items()}
    entries = list(search_entries(written.base, written.addresses))
    own = {site_address(entry.target) for entry in entries}
    all_sections = [s for p in generated(written).values() for s in page_sections(p, prepare(p.markdown), own)]
    parts: dict[str, str] = {}
    others: list[dict[str, Any]] = []
    for uri, page in generated(packed).items():
        if page.facts is not None and page.facts.whole:
            parts[site_address(Target(uri))] = page.facts.sections
        else:
            others += page_sections(page, prepare(page.markdown), own)
    shelves = written.addresses.shelves if written.addresses else None
    assert shelves is not None
    assert len(parts) == len(written.base.studies) + (len(list(shelves.walk())) - 1 if shelves.below else 0)
    rest = merge_sections(others, shared_entries(packed.base, AddressBook(packed.base, limits)), heads)
    assert json.loads(f"[{whole_index(parts | page_by_page(rest))}]") == merge_sections(all_sections, entries, heads)


def test_marks_for_the_search_go_and_words_about_them_stay() -> None:
    html = '<p data-search-exclude="yes">data-search-exclude</p><g\n data-search-exclude="a" x="" data-search-="b">'
    assert without_search_marks(html) == '<p>data-search-exclude</p><g\n x="" data-search-="b">'
    assert without_search_marks('<g data-search-exclude="">') == '<g data-search-exclude="">'
