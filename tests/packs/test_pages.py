"""The pages of the packs: every text literal, every citation a link, files with their sizes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

from markupsafe import Markup

from generator.build import Built, build
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.render import urls
from generator.render.page import Library
from generator.render.pages.packs import render_packs
from tests.packs.conftest import EDITION, PACK
from tests.packs.test_hostile import HOSTILE


def built(root: Path) -> Built:
    made = build(root, EDITION)
    assert [str(d) for d in made.report.errors] == []
    return made


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_without_packs_there_are_no_pages(small: Path) -> None:
    made = built(small)
    assert not [name for name in (*made.pages, *made.files) if name.startswith("orientation")]


def test_a_pack_is_a_page_with_its_files(write_pack: Callable[[str], Path]) -> None:
    made = built(write_pack(PACK))
    page = made.pages["orientation/kettles.md"]
    assert (page.title, page.description) == ("Kettles for beginners", "To show every kind of block.")
    assert page.edit_path == "content/orientation/kettles.yml"
    for ending in ("pdf", "pptx", "docx"):
        path = f"orientation/kettles.{ending}"
        size = f"{len(made.files[path]) / 1000:.0f} kB"
        assert re.search(
            rf'href="\.\./kettles\.{ending}" download>\w+</a> <span class="em-small">{size}', page.markdown
        )
        assert urls.data_file(path) in page.links


def test_the_list_names_each_pack_in_its_order(write_pack: Callable[[str], Path]) -> None:
    root = write_pack(PACK)
    other = PACK.replace("id: kettles", "id: cups").replace("order: 1", "order: 0").replace("Kettles for", "Cups for")
    (root / "content/orientation/cups.yml").write_text(other, encoding="utf-8")
    page = built(root).pages["orientation/index.md"]
    assert page.markdown.index("Cups for beginners") < page.markdown.index("Kettles for beginners")
    assert {urls.pack("cups"), urls.pack("kettles"), urls.data_file("orientation/cups.pdf")} <= page.links


def test_citations_lead_to_the_study_and_names_to_their_pages(write_pack: Callable[[str], Path]) -> None:
    page = built(write_pack(PACK)).pages["orientation/kettles.md"]
    said = next(line for line in page.markdown.split("\n") if "Kettles are" in plain(line))
    assert plain(said) == "Kettles are slow, see the theme. [1,\u00a0p.\u00a010; 2,\u00a0p.\u00a05]"
    assert "<strong>slow</strong>" in said
    assert {urls.study("alpha2020"), urls.study("beta2021"), urls.theme("slow-kettles")} <= page.links
    assert page.markdown.index('<li value="1">') < page.markdown.index('<li value="2">')


def test_a_table_names_its_columns_and_rows(write_pack: Callable[[str], Path]) -> None:
    markdown = built(write_pack(PACK)).pages["orientation/kettles.md"].markdown
    assert '<th scope="col">Question</th>' in markdown and '<th scope="row">How slow&#63;</th>' in markdown.replace(
        "?", "&#63;"
    )
    assert "<caption>Who says what</caption>" in markdown


def test_every_quotation_is_a_card_and_its_question_follows(write_pack: Callable[[str], Path]) -> None:
    markdown = built(write_pack(PACK)).pages["orientation/kettles.md"].markdown
    assert markdown.count("<figure") == 2
    end = markdown.index("</figure>", markdown.index("There were not enough cups"))
    assert "How many cups do you need?" in plain(markdown[end : end + 200])


def test_hostile_words_stay_words_on_the_page(write_pack: Callable[[str], Path]) -> None:
    hostile = HOSTILE.replace("[[x]]", "[x]")  # A title with a mark is refused.
    written = json.dumps(hostile)
    text = PACK
    for words in ("Kettles for beginners", "People who boil water", "Who says what", "How many cups do you need?"):
        text = text.replace(f'"{words}"', written)
    page = built(write_pack(text)).pages["orientation/kettles.md"]
    assert "<b>&amp;" not in page.markdown and "{{7*7}}" not in page.markdown and "<!--" not in page.markdown
    assert plain(page.markdown).count(hostile) >= 4


def test_a_library_without_handouts_has_no_pages(write_pack: Callable[[str], Path]) -> None:
    base = link(load_corpus(write_pack(PACK)))
    library = Library(
        base=base, edition=EDITION, citations={"vancouver": {"a": Markup("A")}}, downloads=(), verification={}
    )
    assert render_packs(library) == []


def test_on_a_phone_each_cell_can_say_its_column(write_pack: Callable[[str], Path]) -> None:
    markdown = built(write_pack(PACK)).pages["orientation/kettles.md"].markdown
    assert markdown.count('<td data-head="Answer">') == 2
