"""Citations as readers take them along: by mouse and by key, with scripts and without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rispy
from playwright.sync_api import Browser, Page, Request, expect
from pybtex.database import parse_string

from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.content import load_corpus
from generator.render.citation import format_plain

pytestmark = [pytest.mark.browser, pytest.mark.content]

PROJECT = Path(__file__).parent.parent.parent
FORMATS = ["Vancouver", "AMA", "APA", "BibTeX", "RIS", "CSL-JSON"]
STUDY = "yahyavi2020"
HEAVIEST = 6000
"""Bytes that citing and metadata may add to a study's page."""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return link(load_corpus(PROJECT))


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    """Open a page that may use the clipboard; closes them all."""
    contexts = []

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_each_format_of_a_paper_is_copied_as_it_stands(visit: Open, base: KnowledgeBase) -> None:
    page = visit(f"/studies/{STUDY}/")
    fold = page.locator(".em-cite")
    work = base.references[STUDY]
    for place, name in enumerate(FORMATS):
        row = fold.locator("dl > div").nth(place)
        row.get_by_role("button", name=f"Copy as {name}").click()
        expect(row.get_by_role("status")).to_have_text("Copied")
        assert copied(page) == row.locator("dd").text_content()
        if name.lower() in ("vancouver", "ama", "apa"):
            assert copied(page) == format_plain([work], name.lower())[STUDY]  # type: ignore[arg-type]


def test_a_style_is_copied_with_its_italics_too(visit: Open) -> None:
    page = visit(f"/studies/{STUDY}/")
    page.get_by_role("button", name="Copy as APA").click()
    expect(page.locator(".em-cite").get_by_text("Copied", exact=True)).to_be_visible()
    html = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert re.search(r"<i[^>]*>Journal of Advances in Medical Education &amp; Professionalism</i>", html)


def test_the_reference_list_has_the_same_characters(visit: Open) -> None:
    page = visit(f"/studies/{STUDY}/")
    page.get_by_role("button", name="Copy as Vancouver").click()
    expect(page.locator(".em-cite").get_by_text("Copied", exact=True)).to_be_visible()
    citation = copied(page)
    page.goto(page.url.replace(f"studies/{STUDY}/", f"references/#ref-{STUDY}"))
    assert page.locator(f"#ref-{STUDY} .em-work__citation").text_content() == citation


@pytest.mark.parametrize("path", ["/themes/not-alone/", "/findings/", "/"])
def test_a_citation_is_unfolded_and_copied_by_keyboard(visit: Open, path: str) -> None:
    page = visit(path)
    fold = page.locator(".em-cite").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.get_by_role("button", name="Copy as Vancouver")).to_be_visible()
    page.keyboard.press("Tab")
    expect(fold.get_by_role("button", name="Copy as Vancouver")).to_be_focused()
    page.keyboard.press("Space")
    expect(fold.get_by_role("status").first).to_have_text("Copied")
    assert copied(page) == fold.locator("dd").first.text_content()


def test_every_finding_has_its_own_citation(visit: Open, base: KnowledgeBase) -> None:
    page = visit("/findings/")
    records = page.locator(".em-finding .em-cite dl > div:last-child dd").all_text_contents()
    titles = [json.loads(record)[0]["title"] for record in records]
    assert titles == [finding.text.removesuffix(".") for finding in base.findings.values()]


@pytest.mark.parametrize("path", [f"/studies/{STUDY}/", "/themes/not-alone/", "/findings/", "/data/", "/"])
def test_without_scripts_the_six_formats_are_there_to_copy_by_hand(visit: Open, path: str) -> None:
    page = visit(path, java_script_enabled=False)
    fold = page.locator(".em-cite").first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    expect(fold.locator("dt")).to_have_text(FORMATS)
    for row in fold.locator("dd").all():
        expect(row).to_be_visible()
    bibtex, ris, csl = (text or "" for text in fold.locator(".em-cite__record").all_text_contents())
    assert len(parse_string(bibtex, "bibtex").entries) == len(rispy.loads(ris)) == len(json.loads(csl)) == 1


def test_a_quotation_is_cited_in_each_format_with_its_place(visit: Open, base: KnowledgeBase) -> None:
    page = visit("/themes/not-alone/")
    card = page.locator(".em-quote").first
    name = card.get_attribute("data-em-quote") or ""
    work = base.references[name.split(".")[0]]
    place = card.locator(".em-quote__where").inner_text()
    link_to_it = card.get_by_role("link", name="Link to this quotation").evaluate("(link) => link.href")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if isinstance(request, Request) else None)
    menu = card.get_by_text("Cite as …")
    menu.focus()
    page.keyboard.press("Enter")
    group = card.get_by_role("group", name="Copy the citation as")
    expect(group.get_by_role("button")).to_have_text(FORMATS)
    assert asked == [], "nothing is loaded before it is asked for"
    made = {}
    for format_name in FORMATS:
        page.keyboard.press("Tab")
        expect(group.get_by_role("button", name=format_name, exact=True)).to_be_focused()
        page.keyboard.press("Enter")
        expect(card.get_by_role("status")).to_have_text(f"Copied as {format_name}")
        made[format_name] = copied(page)
    assert len(asked) == 1
    for style in ("Vancouver", "AMA", "APA"):
        assert made[style].startswith(format_plain([work], style.lower())[work.cite_key])  # type: ignore[arg-type]
        assert place in made[style]
        assert made[style].endswith(f" {link_to_it}")
    (entry,) = parse_string(made["BibTeX"], "bibtex").entries.values()
    assert place in entry.fields["note"]
    assert link_to_it.replace("#", r"\#") in entry.fields["note"]
    (record,) = rispy.loads(made["RIS"])
    (item,) = json.loads(made["CSL-JSON"])
    assert record["notes"] == [item["note"]]
    assert item["note"].endswith(f"{place}. {link_to_it}")
    assert {key: value for key, value in item.items() if key != "note"} == work.csl


def test_cards_drawn_by_the_script_can_be_cited_too(visit: Open) -> None:
    page = visit("/quotes/?words=trickled")
    card = page.locator(".em-quote")
    expect(card).to_have_count(1)
    card.get_by_text("Cite as …").click()
    card.get_by_role("button", name="RIS").click()
    expect(card.get_by_role("status")).to_have_text("Copied as RIS")
    assert len(rispy.loads(copied(page))) == 1


def test_what_cannot_be_copied_is_said(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(f"{site}/studies/{STUDY}/")
    row = page.locator(".em-cite dl > div").first
    row.get_by_role("button").click()
    expect(row.get_by_role("status")).to_contain_text("Not copied")
    context.close()


def test_citing_and_metadata_weigh_little(site_folder: Path, base: KnowledgeBase) -> None:
    for study in base.studies:
        html = (site_folder / "studies" / study / "index.html").read_text(encoding="utf-8")
        fold = re.search(r'<details class="em-cite.*?</details>', html, re.DOTALL)
        head = re.search(r'<meta name="citation_title.*?</script>', html, re.DOTALL)
        assert fold and head
        records = fold[0][fold[0].index("<div><dt>BibTeX") :]
        assert len((records + head[0]).encode()) < HEAVIEST, study
