"""The handout builder as leaders use it: collect, order, write, print, download, share; and what it must not do."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.content]

HOSTILE = """<img src=x onerror="document.title='pwned'"> & <b>bold</b> **not bold** [link](javascript:alert(1)) `code` | ]]> &lt;"""
"""What somebody may write into a note, a heading or a title; each format must print just these characters."""

VISIBLE = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.textContent.trim() || parent.closest("script, style, .em-sheet")) continue;
    const shown = parent.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const box = parent.getBoundingClientRect();
    if (shown && box.width > 1 && box.height > 1) found.push(node.textContent.trim());
  }
  return found;
}"""
"""The texts that are shown outside of the sheet."""


RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when a script fails on it or the policy is broken."""
    made = context.new_page()
    made.set_default_timeout(8000)
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield made
    assert wrong == []


@pytest.fixture(scope="session")
def quotes(site_folder: Path) -> dict[str, dict[str, Any]]:
    """Every quotation of the data files of the site, by id."""
    found = json.loads((site_folder / "data" / "quotes.json").read_text(encoding="utf-8"))
    rows = found if isinstance(found, list) else next(v for v in found.values() if isinstance(v, list))
    return {row["id"]: row for row in rows}


def open_builder(page: Page, site: str, address: str = "") -> None:
    page.goto(f"{site}/handout/{address}")
    expect(page.locator(".em-sheet header")).to_be_attached()


def sheet(page: Page) -> Locator:
    return page.locator(".em-sheet")


def parts(page: Page) -> list[str]:
    """What the list says of each part: the words of a quotation, or the heading."""
    return page.locator(".em-part").evaluate_all(
        "(all) => all.map((part) => part.querySelector('.em-part__field')?.value ?? part.querySelector('.em-part__words').textContent)"
    )


def pick(page: Page, *words: str) -> None:
    """Find quotations by words in the builder, and add the first of each."""
    for sought in words:
        page.get_by_role("searchbox", name="Words").fill(sought)
        page.locator(".em-found__one", has_text=re.compile(re.escape(sought), re.IGNORECASE)).first.get_by_role(
            "button", name="Add to my handout"
        ).click()


def taken(page: Page, button: str) -> bytes:
    """Download the handout in a format."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


class _Words(HTMLParser):
    """Collects the words of HTML, and notes the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.text += " " if tag in ("p", "br", "li", "td", "th", "h1", "h2", "h3") else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> _Words:
    parser = _Words()
    parser.feed(text)
    parser.close()
    parser.text = re.sub(r"\s+", " ", parser.text)
    return parser


def single_spaced(text: str) -> str:
    return re.sub(r"[^\S\u00a0]+", " ", text)


def test_a_leader_gets_from_home_to_a_printed_handout_with_four_quotations(
    page: Page, site: str, quotes: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    page.goto(site + "/")
    page.get_by_role("link", name="Make your own handout").click()
    page.get_by_label("For whom").first.select_option(label="Trainees in psychiatry: Before your first Balint session")
    page.get_by_label("without its quotations").check()
    page.get_by_role("button", name="Start with this").click()
    expect(sheet(page).locator("figure")).to_have_count(0)
    pick(page, "trickled", "5 or 6 sessions", "courage", "same level")
    expect(sheet(page).locator("figure")).to_have_count(4)
    expect(sheet(page).get_by_role("heading", level=2)).to_have_text("Before your first Balint session")
    chosen = sheet(page).locator("blockquote").all_inner_texts()
    assert all(any(f"“{row['text']}”" == words for row in quotes.values()) for words in chosen), chosen
    file = tmp_path / "handout.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    paper = PdfReader(file)
    said = re.sub(r"\s+", " ", " ".join(leaf.extract_text() for leaf in paper.pages))
    for words in chosen:
        assert words in said
    assert re.search(r"References .*\bdoi:10\.", said)
    assert re.search(r"P5, Yahyavi 2020 \[\d+, p\. 136", said)
    assert "Find and add" not in said
    pages = int(re.search(r"(\d+) page", page.locator(".em-handout__facts").inner_text())[1])  # type: ignore[index]
    assert len(paper.pages) == pages, "the preview counts as paper does"


def test_a_leader_makes_a_handout_with_the_keyboard_alone(page: Page, site: str) -> None:
    open_builder(page, site)
    page.get_by_text("Start with a ready text").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start with this")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    before = parts(page)
    assert len(before) > 4
    second = page.locator(".em-part").nth(1)
    second.get_by_role("button", name="Up").focus()
    page.keyboard.press("Enter")
    moved = [before[1], before[0], *before[2:]]
    assert parts(page) == moved
    expect(page.get_by_role("button", name=f"Up: {before[1]}")).to_be_focused()
    expect(page.locator(".em-basket").get_by_role("status")).to_have_text(f"Moved to place 1 of {len(before)}.")
    page.keyboard.press("Enter")  # It is the first already: nothing happens, and focus is not lost.
    assert parts(page) == moved
    page.get_by_role("button", name=f"Remove: {before[0]}").focus()
    page.keyboard.press("Space")
    assert parts(page) == [before[1], *before[2:]]
    expect(page.get_by_role("button", name=f"Remove: {before[2]}")).to_be_focused()
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    assert parts(page) == moved
    page.get_by_role("button", name="Find quotations").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("trickled")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(sheet(page)).to_contain_text("trickled")
    assert [row for row in parts(page) if row] == parts(page)


def test_what_is_added_on_any_page_stands_on_the_handout(page: Page, site: str) -> None:
    page.goto(site + "/themes/not-alone/")
    page.locator(".em-add").get_by_role("button", name="Add to my handout").click()
    card = page.locator(".em-quote").first
    words = card.locator("blockquote p").inner_text()
    card.get_by_role("button", name="Add to my handout").click()
    expect(card.get_by_role("button", name="In my handout · remove")).to_be_visible()
    page.goto(site + "/findings/")
    finding = page.locator(".em-finding").first
    sentence = finding.locator("h3").inner_text().split(". ", 1)[1]
    finding.locator(".em-add").get_by_role("button").click()
    page.goto(site + "/guide/session/")
    page.locator("#steps + .em-add").get_by_role("button", name="Add to my handout: The steps").click()
    expect(page.get_by_role("link", name="My handout (4)")).to_be_visible()
    page.goto(site + "/quotes/?words=trickled")
    page.locator(".em-quote", has_text="trickled").get_by_role("button", name="Add to my handout").click()
    page.get_by_role("link", name="My handout (5)").click()
    expect(sheet(page)).to_contain_text(words)
    expect(sheet(page)).to_contain_text(sentence)
    expect(sheet(page)).to_contain_text("trickled")
    expect(sheet(page).get_by_role("heading", name="Not alone with it")).to_be_visible()
    expect(sheet(page).get_by_role("heading", name="The steps")).to_be_visible()
    page.get_by_role("button", name="Remove: The steps").click()
    page.goto(site + "/guide/session/")
    expect(page.locator("#steps + .em-add").get_by_role("button")).to_have_text(re.compile("^Add to my handout"))


def test_every_section_of_the_guide_that_has_a_button_is_known_to_the_builder(
    page: Page, site: str, site_folder: Path
) -> None:
    known = json.loads((site_folder / "browse" / "handout.json").read_text(encoding="utf-8"))
    ids = {part["id"] for part in known["guide"]}
    offered: set[str] = set()
    for path in sorted((site_folder / "guide").rglob("index.html")):
        page.goto(f"{site}/{path.relative_to(site_folder).parent.as_posix()}/")
        expect(page.locator("[data-em-toggle^='g:']").first).to_be_visible()
        offered |= set(
            page.locator("[data-em-toggle^='g:']").evaluate_all("(all) => all.map((b) => b.dataset.emToggle)")
        )
    assert offered == ids


def test_sentences_of_the_guide_stand_on_the_handout_as_on_their_page(page: Page, site: str) -> None:
    page.goto(site + "/guide/ground-rules/")
    table = page.locator("#characteristics ~ table, #characteristics ~ .md-typeset__scrollwrap").first
    cells = [row.locator("td").nth(1).inner_text() for row in table.locator("tbody tr").all()]
    assert len(cells) > 10
    rules = page.locator("#three-rules ~ ol").first.locator("li strong").all_inner_texts()
    open_builder(page, site, "#i=g:ground-rules/three-rules,g:ground-rules/characteristics")
    for words in cells:
        expect(sheet(page).locator("td", has_text=words).first).to_be_visible()
    assert sheet(page).locator("ol:not(.works) strong").all_inner_texts() == rules


def test_works_are_numbered_as_they_appear_and_are_complete(page: Page, site: str) -> None:
    page.goto(site + "/references/")
    works = {
        key: page.locator(f"#ref-{key} .em-work__citation, #ref-{key} p").first.inner_text()
        for key in ("ryding2022", "yahyavi2020", "nalan2022")
    }
    open_builder(page, site, "#i=ryding2022.q03,yahyavi2020.q10,ryding2022.q16,nalan2022.q11")
    sources = sheet(page).locator("figcaption").all_inner_texts()
    assert [re.search(r"\[(\d+),", source)[1] for source in sources] == ["1", "2", "1", "3"]  # type: ignore[index]
    listed = sheet(page).locator("ol.works li").all_inner_texts()
    assert len(listed) == 3
    for citation, text in zip(works.values(), listed, strict=True):
        assert single_spaced(text).strip()[:80] in single_spaced(citation)
    page.get_by_role("button", name=re.compile("^Down: ")).first.click()
    expect(sheet(page).locator("ol.works li").first).to_contain_text(listed[1])


def test_every_format_says_the_same(page: Page, site: str, quotes: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    ids = ["ryding2022.q03", "nalan2022.q55", "yahyavi2020.q19", "kjeldmand2008.q01", "omer2010.q01"]
    open_builder(page, site, "#i=p:psychiatry-trainees/in-short,g:session/steps,f:not-alone,t:relief," + ",".join(ids))
    works = sheet(page).locator("ol.works li").all_inner_texts()
    assert len(works) == 5
    expected = [quotes[name]["text"] for name in ids] + works + ["Handout", "The steps", "References"]
    html = taken(page, "Web page").decode()
    assert html.startswith('<!DOCTYPE html>\n<html lang="en">')
    read = read_html(html)
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert {"h1", "h2", "figure", "table", "ol"} <= set(read.tags)
    assert "<title>Handout</title>" in html
    assert not re.search(r"<[^>]+\sstyle=", html)
    rendered = read_html(markdown.markdown(taken(page, "Markdown").decode(), extensions=["tables"]))
    assert {"h1", "h2", "blockquote", "table", "ol"} <= set(rendered.tags)
    data = taken(page, "Word")
    document = Document(io.BytesIO(data))
    words = single_spaced(
        " ".join(
            [p.text for p in document.paragraphs] + [c.text for t in document.tables for r in t.rows for c in r.cells]
        )
    )
    for text in expected:
        plain = re.sub(r"\s+", " ", text)
        assert plain in re.sub(r"\s+", " ", sheet(page).text_content() or "")
        assert plain in read.text
        assert plain in rendered.text
        assert re.sub(r"\s+", " ", plain) in re.sub(r"\s+", " ", words)


@pytest.mark.parametrize("before", ["", "delete window.CompressionStream"], ids=["deflated", "stored"])
def test_the_document_has_real_headings_lists_language_and_properties(
    page: Page, site: str, tmp_path: Path, before: str
) -> None:
    page.add_init_script(before)
    open_builder(page, site, "#i=p:psychiatry-trainees/the-session-step-by-step,g:session/steps,ryding2022.q03")
    page.get_by_label("Title", exact=True).fill("Thursday’s group")
    page.get_by_label("Leader, place, date").fill("A. Leader, room 5")
    data = taken(page, "Word")
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    assert {entry.compress_type for entry in archive.infolist()} == {
        zipfile.ZIP_STORED if before else zipfile.ZIP_DEFLATED
    }
    document = Document(io.BytesIO(data))
    assert document.core_properties.title == "Thursday’s group"
    assert document.core_properties.author == "A. Leader, room 5"
    assert document.core_properties.language == "en"
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles[:2] == ["Title", "Subtitle"]
    assert {"Heading 1", "List Number", "Quote", "Bibliography"} <= set(styles)
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style and p.style.name == "List Number"]
    assert len(set(numbers)) == 2, "each list of steps begins at 1"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Thursday’s group" in text
    assert re.search(r"\[\d+, ", text), "statements point to the references by number"


def test_hostile_words_stay_words(page: Page, site: str) -> None:
    open_builder(page, site, "#i=ryding2022.q03")
    page.get_by_label("Title", exact=True).fill(HOSTILE)
    page.get_by_label("For whom").last.fill(HOSTILE)
    page.get_by_label("Leader, place, date").fill(HOSTILE)
    page.get_by_role("button", name="Add a heading").click()
    page.keyboard.insert_text(HOSTILE)
    page.get_by_role("button", name="Add a note").click()
    page.keyboard.insert_text(f"# {HOSTILE}\n1. {HOSTILE}\x00\x0b")
    page.reload()
    expect(sheet(page).locator("h2")).to_have_text(HOSTILE)
    expect(sheet(page).locator("h3").first).to_have_text(HOSTILE)
    expect(sheet(page).locator(".note")).to_contain_text(f"1. {HOSTILE}")
    assert sheet(page).locator("img, b").count() == 0
    assert "pwned" not in page.title()
    html = read_html(taken(page, "Web page").decode())
    rendered = read_html(markdown.markdown(taken(page, "Markdown").decode(), extensions=["tables"]))
    for read in (html, rendered):
        assert not {"img", "b", "a", "code", "script"} & set(read.tags), read.tags
        assert read.text.count(HOSTILE) >= 6
        assert f"# {HOSTILE}" in read.text
        assert f"1. {HOSTILE}" in read.text
    document = Document(io.BytesIO(taken(page, "Word")))
    assert sum(paragraph.text.count(HOSTILE) for paragraph in document.paragraphs) == 6


def test_a_link_holds_the_parts_and_their_order_and_nothing_else(browser: Browser, page: Page, site: str) -> None:
    open_builder(page, site, "#i=t:not-alone,ryding2022.q03,p:psychiatry-trainees/feeling-unsure-at-the-start*")
    page.get_by_label("Title", exact=True).fill("Secret title")
    page.get_by_role("button", name="Add a note").click()
    page.keyboard.type("Secret note")
    page.get_by_text("Share by a link").click()
    expect(page.locator(".em-handout__link")).to_contain_text("own headings and notes are not in it")
    link = page.get_by_label("Link to this handout").input_value()
    assert "ecret" not in link
    assert link.endswith("#i=t:not-alone,ryding2022.q03,p:psychiatry-trainees/feeling-unsure-at-the-start*")
    other = browser.new_context()
    fresh = other.new_page()
    fresh.goto(link)
    expect(fresh.locator(".em-part")).to_have_count(3)
    assert parts(fresh) == parts(page)[:3]
    assert fresh.locator(".em-sheet figure").count() == 1
    assert "#" not in fresh.url
    other.close()


def test_a_link_asks_before_it_takes_the_place_of_ones_own(page: Page, site: str) -> None:
    open_builder(page, site, "#i=ryding2022.q03")
    open_builder(page, site, "?again#i=yahyavi2020.q10,nobody2020.q99,t:no-such-theme,%E0%A4%A")
    asked = page.locator(".em-shared")
    expect(asked.get_by_role("heading")).to_be_focused()
    expect(asked).to_contain_text("Not found here, and left out: nobody2020.q99, t:no-such-theme, %E0%A4%A.")
    expect(sheet(page).locator("figcaption")).to_contain_text("Yahyavi 2020")
    assert "Ryding 2022" in parts(page)[0], "one's own is still kept"
    page.get_by_role("button", name="Keep mine as it is").click()
    expect(sheet(page).locator("figcaption")).to_contain_text("Ryding 2022")
    open_builder(page, site, "?third#i=yahyavi2020.q10")
    page.get_by_role("button", name="Use it in place of mine").click()
    assert len(parts(page)) == 1
    assert "Yahyavi 2020" in parts(page)[0]
    page.get_by_role("button", name="Undo").click()
    assert "Ryding 2022" in parts(page)[0]


def test_once_loaded_nothing_more_is_asked_for(page: Page, site: str) -> None:
    open_builder(page, site)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("blob:") else None)
    page.context.set_offline(True)
    page.get_by_role("button", name="Start with this").click()
    pick(page, "trickled")
    page.get_by_role("searchbox", name="Words").fill("")
    page.get_by_label("Findings", exact=True).check()
    page.locator(".em-found").get_by_role("button", name="Add to my handout").first.click()
    page.get_by_role("button", name="Add a note").click()
    page.keyboard.type("No connection here.")
    for button in ("Web page", "Markdown", "Word"):
        assert len(taken(page, button)) > 1000
    assert asked == []
    page.context.set_offline(False)


def test_only_the_sheet_is_printed(page: Page, site: str) -> None:
    open_builder(page, site, "#i=p:psychiatry-trainees/in-short,ryding2022.q03")
    assert len(page.evaluate(VISIBLE)) > 20
    page.emulate_media(media="print")
    assert page.evaluate(VISIBLE) == []
    expect(sheet(page).locator("blockquote")).to_be_visible()
    expect(sheet(page).locator("footer")).to_contain_text("CC BY 4.0")
    page.set_viewport_size({"width": 400, "height": 800})  # On a phone the sheet is behind "Preview": it prints anyway.
    expect(sheet(page).locator("blockquote")).to_be_visible()


@pytest.mark.parametrize("break_storage", [
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
], ids=["forbidden", "full"])  # fmt: skip
def test_where_nothing_can_be_kept_the_page_says_so_and_works(
    context: BrowserContext, site: str, break_storage: str
) -> None:
    page = context.new_page()  # Not the fixture: the theme's own script stumbles over the storage.
    page.add_init_script(break_storage)
    open_builder(page, site)
    page.get_by_role("button", name="Start with this").click()
    expect(page.get_by_text("does not let the site keep your handout").first).to_be_visible()
    pick(page, "trickled")
    expect(sheet(page)).to_contain_text("trickled")
    page.get_by_role("button", name=re.compile("^Remove: In short")).click()
    page.get_by_role("button", name="Undo").click()
    assert parts(page)[0] == "In short"


def test_two_tabs_hold_the_same_handout(page: Page, context: BrowserContext, site: str) -> None:
    open_builder(page, site)
    other = context.new_page()
    other.goto(site + "/quotes/?words=trickled")
    other.locator(".em-quote", has_text="trickled").get_by_role("button", name="Add to my handout").click()
    expect(sheet(page)).to_contain_text("trickled")
    page.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(
        other.locator(".em-quote", has_text="trickled").get_by_role("button", name="Add to my handout")
    ).to_be_visible()


def test_a_part_is_taken_apart_into_its_texts_and_quotations(page: Page, site: str) -> None:
    open_builder(page, site, "#i=p:psychiatry-trainees/feeling-unsure-at-the-start")
    before = re.sub(r"\s+", " ", sheet(page).inner_text())
    number = sheet(page).locator("figure").count()
    page.get_by_role("button", name=re.compile("^Take apart")).click()
    expect(page.locator(".em-part--quote")).to_have_count(number)
    assert re.sub(r"\s+", " ", sheet(page).inner_text()) == before
    page.locator(".em-part--quote").first.get_by_role("button", name="Remove").click()
    expect(sheet(page).locator("figure")).to_have_count(number - 1)


def test_what_somebody_put_into_the_storage_breaks_nothing(page: Page, site: str) -> None:
    open_builder(page, site)
    for rubbish in (
        "{",
        "null",
        "[1]",
        '{"items":[1,{"id":5},{"id":"ryding2022.q03","heading":7},{"id":"gone2000.q1"}]}',
    ):
        page.evaluate(f"localStorage.setItem('em-handout /', {json.dumps(rubbish)})")
        page.reload()
        expect(sheet(page).locator("header")).to_be_visible()
    assert len(parts(page)) == 2
    expect(page.locator(".em-part").nth(1)).to_contain_text("Not in this edition")
    expect(sheet(page).locator("figure")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 800, 1280])
def test_it_fits_every_window_and_the_paper_stays_white(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    open_builder(page, site, "#i=p:psychiatry-trainees/where-the-papers-differ,f:not-alone,ryding2022.q03")
    fits = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(fits)
    if width < 1200:
        page.get_by_label("Preview and print").check()
        assert page.evaluate(fits)
    assert sheet(page).evaluate("(sheet) => getComputedStyle(sheet).backgroundColor") == "rgb(255, 255, 255)"
    expect(sheet(page).locator("blockquote")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_a_builder_that_is_used(browser: Browser, site: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )  # type: ignore[arg-type]
    page = context.new_page()
    open_builder(
        page, site, "#i=p:psychiatry-trainees/where-the-papers-differ,g:session/steps,f:not-alone,ryding2022.q03"
    )
    page.get_by_role("button", name="Add a note").click()
    page.get_by_text("Share by a link").click()
    sides = ["Edit", "Preview and print"] if width == 320 else [""]
    for side in sides:
        if side:
            page.get_by_label(side, exact=True).check()
        found = Axe().run(page, options=RULES).response["violations"]
        assert [f"{v['id']}: {n['target']}: {n['failureSummary']}" for v in found for n in v["nodes"]] == []
    context.close()


def test_all_scripts_together_stay_small(site_folder: Path) -> None:
    scripts = list((site_folder / "assets").glob("*.js"))
    assert len(scripts) > 10
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) < 60_000


def test_without_scripts_the_page_says_what_it_needs(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/handout/")
    expect(page.get_by_text("The builder needs scripts")).to_be_visible()
    page.locator(".em-handout").get_by_role("link", name="The quotations").click()
    expect(page.locator(".em-quote").first).to_be_visible()
    context.close()
