"""The real hand-written pages: every quotation in them is verbatim and verified, every cited work is listed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.build import check_project
from generator.check.verification import statuses
from generator.config import Edition
from generator.link.mentions import cited_works
from generator.model.handwritten import PageEmbed
from generator.render.citation import format_bibliography
from generator.render.handwritten import render_handwritten_pages
from generator.render.page import Library

pytestmark = pytest.mark.content

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def library() -> Library:
    checked = check_project(PROJECT)
    assert not [str(d) for d in checked.report.errors]
    base = checked.base
    formatted = format_bibliography(tuple(base.references.values()), "vancouver")
    citations = {"vancouver": {key: Markup(html) for key, html in formatted.items()}}
    edition = Edition("", "", "", "", "", "", "", "")
    return Library(base, edition, citations, (), statuses(base, checked.lock))


def test_every_embedded_quotation_is_verbatim_and_verified(library: Library) -> None:
    embedded = 0
    for page in render_handwritten_pages(library):
        shown = unescape(re.sub(r"<[^>]+>", "", page.markdown))
        for mark in library.base.pages[page.uri].marks:
            if isinstance(mark, PageEmbed) and mark.kind == "quote":
                embedded += 1
                assert library.base.quotes[mark.id].quote.text in shown, (page.uri, mark.id)
                assert library.verification[mark.id] == "verified", (page.uri, mark.id)
    assert embedded > 0


def test_every_cited_work_stands_in_the_list_of_its_page(library: Library) -> None:
    listed = 0
    for page in render_handwritten_pages(library):
        works = cited_works(library.base.pages[page.uri])
        _, _, end = page.markdown.partition("## References {: #references")
        assert end.count("<li>") == len(works), page.uri
        assert all(str(library.citations["vancouver"][key]) in end for key in works), page.uri
        listed += len(works)
    assert listed > 0
