"""What readers see, in a real browser: every kind of page, light and dark, narrow and wide, without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.content]

SPARE = "/studies/omer2010/"
"""A study with next to nothing to show."""

CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
  const poor = [];
  for (const e of document.querySelectorAll(".md-content *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    if (!e.checkVisibility() || e.closest(".headerlink, .md-content__button")) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${e.className || e.tagName} ${ratio.toFixed(2)} ${e.textContent.trim().slice(0, 30)}`);
  }
  return [...new Set(poor)].slice(0, 10);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_page_is_whole(
    browser: Browser, site: str, kinds: dict[str, str], width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    outside: list[str] = []
    said: list[str] = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in [*kinds.values(), SPARE]:
        response = page.goto(site + path)
        assert response is not None
        assert response.ok, path
        expect(page.locator("h1")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
            f"{path} overflows at {width}"
        )
        assert page.evaluate(CONTRAST) == [], path
    assert outside == []
    assert said == []
    context.close()


def test_the_pages_read_without_scripts(browser: Browser, site: str, kinds: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in [*kinds.values(), SPARE]:
        page.goto(site + path)
        expect(page.locator("h1")).to_be_visible()
    page.goto(site + "/studies/yahyavi2020/")
    expect(page.locator("#quote-q01 blockquote")).to_be_visible()
    context.close()


def test_a_trainee_gets_from_home_to_a_voice_and_its_study(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.get_by_role("link", name="Themes", exact=True).first.click()
    page.get_by_role("link", name="Not alone", exact=False).first.click()
    expect(page.locator(".em-quote").first).to_contain_text("Verified word for word")
    page.locator(".em-quote").first.get_by_role("link", name="Link to this quotation").click()
    expect(page).to_have_url(re.compile(r"/studies/[a-z0-9]+/#quote-q\d+"))
    expect(page.locator(":target blockquote")).to_be_visible()


def test_a_researcher_gets_from_home_to_a_work_and_who_cites_it(page: Page, site: str) -> None:
    page.goto(site + "/references/#ref-yahyavi2020")
    work = page.locator("#ref-yahyavi2020")
    expect(work).to_contain_text("Ryding 2022")
    expect(work).to_contain_text("number 11")
    expect(work).to_contain_text("Yayavi")


def test_a_fragment_opens_the_fold_that_holds_it(page: Page, site: str) -> None:
    page.goto(site + "/studies/nalan2022/")
    hidden = page.locator("details.em-fragments .em-quote[id]").first
    anchor = hidden.get_attribute("id")
    page.goto(f"{site}/studies/nalan2022/#{anchor}")
    expect(page.locator(f"#{anchor} blockquote")).to_be_visible()


def test_the_table_of_studies_sorts_by_keyboard(page: Page, site: str) -> None:
    page.goto(site + "/studies/")
    button = page.get_by_role("button", name="Participants")
    button.focus()
    page.keyboard.press("Enter")
    head = page.get_by_role("columnheader", name="Participants")
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    cells = page.locator("table[data-sortable] tbody tr td:nth-child(5)").all_inner_texts()
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    assert numbers == sorted(numbers, reverse=True)
