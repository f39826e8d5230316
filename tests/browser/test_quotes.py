"""The quote browser as readers use it, and the copy that they paste into a handout."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.content]

CARDS = """(list) => list.map((card) => {
  card.querySelectorAll("button, .em-cite-menu, [role=status]").forEach((action) => action.remove());
  return card.innerText.trim();
})"""


def result(page: Page) -> int:
    """How many quotations the page says it found."""
    text = page.locator("[data-em-result]").inner_text()
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found[0])


def open_quotes(page: Page, site: str, query: str = "") -> None:
    page.goto(f"{site}/quotes/{query}")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile(r"^(All|\d+ of) "))


def test_cards_drawn_by_the_script_say_what_the_page_says(browser: Browser, page: Page, site: str) -> None:
    plain = browser.new_context(java_script_enabled=False)
    written = plain.new_page()
    written.goto(site + "/quotes/")
    open_quotes(page, site, "?words=the")
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile("^All"))
    while (more := page.locator("[data-em-more]")).count():
        more.click()
    drawn = page.locator(".em-quote").evaluate_all(CARDS)
    assert drawn == written.locator(".em-quote").evaluate_all(CARDS)
    assert len(drawn) == result(page)
    plain.close()


def test_facets_combine_and_their_counts_come_true(page: Page, site: str) -> None:
    open_quotes(page, site)
    page.get_by_role("group", name="Theme", exact=True).locator("label", has_text="Not alone with it").click()
    expect(page).to_have_url(re.compile("theme=not-alone$"))
    expect(page.locator("[data-em-result]")).to_have_text(re.compile(" of "))
    everywhere = result(page)
    study = page.get_by_role("group", name="Paper").locator("label", has_text="Ryding 2022")
    promised = int(study.locator("[data-em-count]").inner_text())
    study.locator("input").check()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile(f"^{promised} of "))
    assert 0 < promised < everywhere
    expect(page).to_have_url(re.compile("theme=not-alone&study=ryding2022"))
    page.go_back()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile(f"^{everywhere} of "))


def test_words_find_quotations_whatever_the_quotation_marks_and_capitals(page: Page, site: str) -> None:
    open_quotes(page, site)
    page.get_by_role("searchbox").fill("TRICKLED")
    expect(page.locator(".em-quote")).to_have_count(1)
    expect(page.locator(".em-quote")).to_contain_text("trickled")
    page.get_by_role("searchbox").fill("i'm")
    expect(page.locator(".em-quote").first).to_contain_text(re.compile("I[’']m", re.IGNORECASE))
    page.get_by_role("searchbox").fill("nobody ever said this zzz")
    expect(page.get_by_text("No quotation has all of this.")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile("^All"))


def test_a_cell_of_the_map_and_the_browser_count_alike(page: Page, site: str) -> None:
    page.goto(site + "/map/?by=stage&country=SE,CA&cell=colleagues.trainee")
    panel = page.get_by_role("dialog", name=re.compile("·"))
    expect(panel.locator(".em-quote").first).to_be_visible()
    words = panel.locator("p").first.inner_text()
    found = re.search(r"(\d+) quotation", words)
    assert found is not None
    panel.get_by_role("link", name="These in the quote browser").click()
    expect(page.locator("[data-em-result]")).to_have_text(re.compile(f"^{found[1]} of "))


def test_a_quotation_is_copied_with_its_reference(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + "/themes/not-alone/")
    card = page.locator(".em-quote").first
    words = card.locator("blockquote p").inner_text()
    card.get_by_role("button", name="Copy with citation").click()
    expect(card.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert words in copied
    assert "Balint" in copied.splitlines()[1], "the reference of the paper stands on the second line"
    assert re.search(r"/studies/[a-z0-9]+/#quote-q\d+$", copied)
    context.close()


def test_the_link_of_a_card_leads_to_its_place_in_the_study(page: Page, site: str) -> None:
    open_quotes(page, site, "?study=nalan2022")
    card = page.locator(".em-quote").nth(3)
    words = card.locator("blockquote p").inner_text()
    card.get_by_role("link", name="Link to this quotation").click()
    expect(page.locator(":target blockquote p")).to_have_text(words)
