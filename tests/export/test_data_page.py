"""The page of downloads: each file is there, explained, weighed and secured; nothing is said that is not so."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from generator.build import Built, build
from generator.config import Edition
from generator.render.pages.data import size_in_words

EDITION = Edition(
    "Title",
    "Description",
    "0.1.0",
    "2026-11-21",
    "https://example.org/",
    "CC BY 4.0",
    "https://example.org/l",
    "Editors",
)


@pytest.fixture
def built(small: Path) -> Built:
    """The small knowledge base, built."""
    made = build(small, EDITION)
    assert not made.report.errors
    return made


def test_every_file_can_be_taken_and_is_explained(built: Built) -> None:
    page = built.pages["data/index.md"].markdown
    links = {html.unescape(link) for link in re.findall(r'href="([^"#]+)" download', page)}
    files = {path.removeprefix("data/") for path in built.files if path.startswith("data/")}
    assert links == files
    text = html.unescape(page)
    for path in files:
        if not path.endswith(".schema.json"):
            assert f"of {path}</span>" in text


def test_rows_on_the_page_are_those_of_the_files(built: Built) -> None:
    page = html.unescape(built.pages["data/index.md"].markdown)
    found = re.search(r"quotes\.csv</a> <span[^>]*>[^<]*?(\d+) rows?<", page)
    assert found
    assert int(found[1]) == len(built.base.quotes) > 0


def test_links_to_the_dictionary_lead_to_it(built: Built) -> None:
    page = html.unescape(built.pages["data/index.md"].markdown)
    wanted = set(re.findall(r'href="#(keys-[^"]+)"', page))
    assert wanted
    assert wanted == set(re.findall(r'<details class="em-data-keys" id="([^"]+)"', page))


def test_words_of_the_data_are_set_as_code_and_no_mark_is_left(built: Built) -> None:
    page = html.unescape(built.pages["data/index.md"].markdown)
    assert "`" not in page
    assert "<code>references.bib</code>" in page


def test_no_style_or_script_stands_in_the_page(built: Built) -> None:
    assert not re.search(r"<script| style=| on\w+=", built.pages["data/index.md"].markdown)


@pytest.mark.parametrize(
    ("size", "words"),
    [(439, "439 bytes"), (5142, "5 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (2_840_000, "2.8 MB")],
)
def test_a_size_is_said_as_readers_know_it(size: int, words: str) -> None:
    assert size_in_words(size) == words
