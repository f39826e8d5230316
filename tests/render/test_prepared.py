"""Generated pages as HTML: what Python-Markdown and MkDocs' search make of them, without either."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown

from generator.build import Built, build
from generator.config import Edition
from generator.render.handwritten import TEMPLATE as HANDWRITTEN
from generator.render.prepared import prepare, search_sections, visible_text

PROJECT = Path(__file__).parent.parent.parent
ID = re.compile(r'<[^>]*? id="([^"]*)"')


@pytest.fixture(scope="module", params=[pytest.param("real", marks=pytest.mark.content), "small"])
def built(request: pytest.FixtureRequest) -> Built:
    edition = Edition(
        title="A",
        description="",
        version="1",
        date="2026-01-02",
        site_url="",
        license_name="",
        license_url="",
        editors="B",
    )
    return build(PROJECT if request.param == "real" else PROJECT / "tests" / "small", edition)


def one_space(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_page_is_what_python_markdown_makes_of_it(built: Built) -> None:
    pages = [page for page in built.pages.values() if page.template != HANDWRITTEN]
    assert len(pages) > 10
    for page in pages:
        markdown = Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": {"toc_depth": 3}})
        html = markdown.convert(page.markdown)
        prepared = prepare(page.markdown)
        assert one_space(prepared.html) == one_space(html), page.uri
        assert prepared.anchors == {anchor.replace("&#45;", "-").replace("&#95;", "_") for anchor in ID.findall(html)}

        def brief(tokens: list[dict]) -> list[object]:
            return [(t["level"], t["id"], t["name"], brief(t["children"])) for t in tokens]

        assert brief(prepared.contents(3)) == brief(markdown.toc_tokens), page.uri


def test_headings_without_an_anchor_get_one_each() -> None:
    prepared = prepare("# A &#45; b\n\n<p>x</p>\n\n## Same\n\n## Same\n\n## Other {: #same .wide }\n")
    assert [heading.anchor for heading in prepared.headings] == ["a-b", "same_1", "same_2", "same"]
    assert '<h2 class="wide" id="same">Other</h2>' in prepared.html
    assert prepared.title == "A &#45; b"


def test_search_reads_what_readers_see() -> None:
    html = (
        '<p>One <b>t</b>wo &#45; &lt;three&gt;</p><ul><li>four</li><li>five</li></ul><figure data-search-exclude="yes">'
        "<figure>six</figure>seven</figure><script>eight()</script> nine"
    )
    assert visible_text(html) == "One two - &lt;three&gt; four five nine"


def test_each_heading_begins_a_section() -> None:
    page = prepare(
        "# Top\n\n<p>first</p>\n\n## Part {: #part }\n\n<p>second</p>\n\n## Else {: #else }\n\n<p>third</p>\n"
    )
    found = list(search_sections(page, "a/", 2.0, {"a/#else"}))
    assert [(s["location"], s["title"], s["text"]) for s in found] == [
        ("a/", "Top", "first"),
        ("a/#part", "Part", "second"),
        ("a/#else", "Else", ""),
    ]
