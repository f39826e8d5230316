"""The evidence map as readers use it: by pointer, by key, with the back button, without scripts."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.content]

TABLE = """(section) => [...section.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map((cell) =>
  [".em-bubble", ".em-cell__unit", ".em-cell__more", ".em-against", ".em-void", ".em-unseen"].map(
    (part) => cell.querySelector(part)?.textContent.trim() ?? "").join("|")))"""


def open_map(page: Page, site: str, query: str = "") -> None:
    page.goto(f"{site}/map/{query}")
    expect(page.get_by_label("Columns")).to_be_visible()


def test_scripts_and_pages_agree_on_every_cell(browser: Browser, page: Page, site: str) -> None:
    plain = browser.new_context(java_script_enabled=False)
    written = plain.new_page()
    written.goto(site + "/map/")
    open_map(page, site)
    axes = page.get_by_label("Columns").locator("option").evaluate_all("(all) => all.map((one) => one.value)")
    assert len(axes) == 6
    for axis in axes:
        # Another count and back makes the script draw each cell anew.
        open_map(page, site, f"?by={axis}&count=quotes")
        page.get_by_label("papers").check(force=True)
        expect(page).to_have_url(re.compile("^[^?]*(\\?by=[a-z]+)?$"))
        drawn = page.locator(f"[data-em-axis={axis}]").evaluate(TABLE)
        assert drawn == written.locator(f"[data-em-axis={axis}]").evaluate(TABLE)
        assert page.locator(f"[data-em-axis={axis}] [data-em-open]").count() > 0, "nothing was drawn by the script"
    plain.close()


def test_without_scripts_every_axis_is_a_table_with_named_gaps(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/map/")
    expect(page.get_by_role("table")).to_have_count(6)
    expect(page.get_by_label("Columns")).to_be_hidden()
    assert page.locator("[data-em-cell]").evaluate_all("(all) => all.every((cell) => cell.textContent.trim())")
    expect(page.get_by_text("not mentioned").first).to_be_visible()
    page.get_by_role("link", name=re.compile("3 papers")).first.click()
    expect(page).to_have_url(re.compile("/themes/[a-z-]+/$"))
    context.close()


def test_a_cell_opens_its_voices_beside_the_map_and_back_shuts_it(page: Page, site: str) -> None:
    open_map(page, site)
    cell = page.locator('[data-em-cell="relief.psychiatry"] a')
    cell.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    cell.click()
    panel = page.get_by_role("dialog", name="Lighter after telling · Psychiatry")
    expect(panel).to_be_visible()
    expect(panel.get_by_text("2 papers, 26 quotations, 11 participants.")).to_be_visible()
    expect(panel.locator(".em-quote")).to_have_count(26)
    assert page.evaluate("scrollY") == place
    expect(page).to_have_url(re.compile(r"\?cell=relief\.psychiatry$"))
    page.go_back()
    expect(panel).to_be_hidden()
    page.go_forward()
    expect(panel).to_be_visible()
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(cell).to_be_focused()


def test_an_address_restores_the_whole_view(page: Page, site: str) -> None:
    open_map(page, site)
    page.get_by_label("Columns").select_option(label="Career stage")
    page.get_by_label("quotations").check(force=True)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("group", name="Country").locator("label", has_text="Sweden").click()
    expect(page.get_by_role("status").first).to_have_text("2 of 5 papers pass the filters.")
    page.locator('[data-em-cell="relief.specialist"] a').click()
    shown = page.locator("[data-em-axis=stage]").evaluate(TABLE)
    address = page.url
    assert "by=stage" in address
    assert "count=quotes" in address
    assert "country=SE" in address
    other = page.context.new_page()
    other.goto(address)
    expect(other.get_by_role("dialog", name="Lighter after telling · Qualified specialist")).to_be_visible()
    assert other.locator("[data-em-axis=stage]").evaluate(TABLE) == shown
    for _ in range(4):
        page.go_back()
    expect(page.get_by_label("Columns")).to_have_value("profession")
    expect(page.get_by_role("status").first).to_have_text("All 5 papers.")


def test_filters_combine_and_gaps_say_what_is_missing(page: Page, site: str) -> None:
    open_map(page, site, "?by=mode&country=SE")
    expect(page.locator('[data-em-cell="relief.virtual"]')).to_have_text("no paper left")
    expect(page.locator('[data-em-cell="relief.mixed"]')).to_have_text("no study")
    open_map(page, site, "?by=profession&country=SE&stage=trainee")
    expect(page.get_by_role("status").first).to_have_text("1 of 5 papers pass the filters.")
    expect(page.locator('[data-em-cell="parallel-process.general_practice"]')).to_have_text("not mentioned")


def test_the_map_works_by_keyboard_alone(page: Page, site: str) -> None:
    open_map(page, site)
    page.get_by_label("Columns").focus()
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("by=stage"))
    page.locator("[data-em-axis=stage] [data-em-open]").first.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name=re.compile("^Exposed"))
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("[data-em-axis=stage] [data-em-open]").first).to_be_focused()


def test_on_a_phone_the_voices_cover_the_map_and_give_it_back(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    open_map(page, site)
    page.locator('[data-em-cell="relief.psychiatry"] a').click()
    panel = page.get_by_role("dialog", name=re.compile("^Lighter"))
    expect(panel.locator(".em-quote").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator('[data-em-cell="relief.psychiatry"] a')).to_be_focused()
    context.close()


@pytest.mark.parametrize("count", ["studies", "quotes", "people"])
def test_the_download_is_what_is_on_the_screen(page: Page, site: str, count: str) -> None:
    open_map(page, site, f"?by=mode&count={count}&profession=psychiatry")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="This table as CSV").click()
    rows = list(csv.reader(io.StringIO(Path(waiting.value.path()).read_bytes().decode("utf-8-sig"))))
    section = page.locator("[data-em-axis=mode]")
    shown = section.evaluate(
        """(section) => [...section.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) =>
          (cell.querySelector(".em-bubble, .em-void, .em-cells__term") ?? cell).textContent.trim().replace("?", "not reported")))"""
    )
    assert rows[0][1:] == shown[0][1:]
    assert rows[1:] == shown[1:]
    assert len(rows) == 19
