"""Relative addresses lead where they should, from every page, and each is remembered."""

from __future__ import annotations

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render import urls
from generator.render.urls import PageLinks, Target, page_url

SITE = "https://example.org/base/"
name = st.sampled_from(["a", "ab", "b", "c d", "ö", "index"])
page = st.lists(name, min_size=1, max_size=4).map(lambda steps: "/".join(steps) + ".md")
file = st.lists(name, min_size=1, max_size=3).map(lambda steps: "/".join(steps) + ".json")


@given(page, page | file, st.sampled_from(["", "theme-x", "é"]))
def test_an_address_leads_to_its_target(start: str, goal: str, anchor: str) -> None:
    links = PageLinks(start)
    href = links.href(Target(goal, anchor))
    reached = unquote(urljoin(SITE + page_url(start), str(href)))
    assert reached == SITE + page_url(goal) + (f"#{anchor}" if anchor else "")
    assert links.used == {Target(goal, anchor)}
    assert links.href(Target(goal, anchor)) == href


def test_a_place_on_the_same_page_is_an_anchor_alone() -> None:
    assert PageLinks("a/b.md").href(Target("a/b.md", "c")) == "#c"
    assert PageLinks("index.md").href(urls.HOME) == "./"


@pytest.mark.parametrize("repo", ["https://example.org/x", "https://example.org/x/"])
def test_the_form_for_corrections_is_filled_in(repo: str) -> None:
    address = urls.correction(repo, "a2020.q&1", urls.study("a2020"))
    assert address == (
        "https://example.org/x/issues/new?template=correction.yml&amp;item=a2020.q%261&amp;page=studies/a2020/"
    )
    assert urls.correction("", "a2020.q1", urls.study("a2020")) == ""
