"""Everyone can use it: WCAG 2.2 AA by axe on every kind of page, and by keyboard what no rule can judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser import kinds as page_kinds

pytestmark = [pytest.mark.browser, pytest.mark.content]

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What can differ between light and dark; the rest is the same document."""

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Not run unless asked for by name.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

LOADING = {"map", "quotes", "handout"}
"""Kinds of page whose script loads data."""

Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Open]:
    """Open a page in a window of its own; closes them all."""
    contexts = []

    def open_page(path: str, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def faults(page: Page, scheme: str) -> list[str]:
    """What axe finds: rule, place and reason."""
    found = Axe().run(page, options=COLOURS if scheme == "dark" else RULES).response["violations"]
    return [f"{v['id']}: {' '.join(n['target'])}: {n['failureSummary']}" for v in found for n in v["nodes"]]


def test_no_kind_of_page_is_forgotten(kinds: dict[str, str]) -> None:
    assert page_kinds.templates() <= set(kinds) | page_kinds.PARTED


# Dark colours are those of the wide page; what a narrow one alone shows, the drawer, is judged in both below.
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(visit: Open, site: str, kinds: dict[str, str], width: int, scheme: str) -> None:
    page = visit("/", width, color_scheme=scheme, reduced_motion="reduce")
    for kind, path in kinds.items():
        # What a script loads and lays out is judged when it is there.
        page.goto(site + path, wait_until="networkidle" if kind in LOADING else "load")
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        assert faults(page, scheme) == [], f"{kind} ({path})"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_open_search(visit: Open, width: int, scheme: str) -> None:
    page = visit("/", width, color_scheme=scheme, reduced_motion="reduce")
    opener = "button" if width == 320 else "textbox"
    page.get_by_role(opener, name="Search").click()
    page.get_by_role("dialog", name="Search").get_by_role("textbox").press_sequentially("group")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert faults(page, scheme) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_drawer(visit: Open, kinds: dict[str, str], scheme: str) -> None:
    page = visit(kinds["study"], 320, color_scheme=scheme, reduced_motion="reduce")
    page.get_by_role("button", name="Menu").click()
    drawer = page.get_by_role("navigation", name="Navigation")
    expect(drawer.get_by_role("link", name="Themes")).to_be_visible()
    drawer.get_by_text("Table of contents").click()
    assert faults(page, scheme) == []


FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  // What stands for a switch is drawn beside it.
  const seen = e.classList.contains("md-option") ? e.nextElementSibling : e;
  const box = seen.getBoundingClientRect();
  const style = getComputedStyle(seen);
  const name = (e.id || e.getAttribute("aria-label") || e.textContent || "").trim().slice(0, 40);
  const covered = (x, y) => { const top = document.elementFromPoint(x, y);
    return !top || !(seen.contains(top) || top.contains(seen) || e === top); };
  const xs = [box.left + 3, (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, box.right - 3]
    .map((x) => Math.min(Math.max(x, 1), innerWidth - 1));
  const ys = [box.top + 3, (box.top + box.bottom) / 2, box.bottom - 3]
    .map((y) => Math.min(Math.max(y, 1), innerHeight - 1));
  return {
    name, key: [...document.querySelectorAll("*")].indexOf(e),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    hidden: box.width < 2 || box.height < 2 || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0
      || xs.every((x) => ys.every((y) => covered(x, y))),
  };
}"""


def comes_into_view(page: Page) -> bool:
    """Whether what has focus is seen once the page has answered: the theme shows its tabs again a frame after a scroll."""
    try:
        page.wait_for_function(f"() => !({FOCUS})().hidden", timeout=3000)
    except PlaywrightTimeout:
        return False
    return True


STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((e) => e.tabIndex >= 0 && !e.disabled && (e.type !== "radio" || e === document.querySelector(
    `input[name="${e.name}"]:checked, input[name="${e.name}"]`)) && e.checkVisibility({ visibilityProperty: true }))
  .map((e) => [...document.querySelectorAll("*")].indexOf(e))"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["home", "study"])
def test_focus_is_seen_wherever_the_tab_key_leads(visit: Open, kinds: dict[str, str], kind: str, width: int) -> None:
    page = visit(kinds[kind], width, reduced_motion="reduce")
    expected = set(page.evaluate(STOPS))
    for key in ("Tab", "Shift+Tab"):
        stops: list[int] = []
        for _ in range(2 * len(expected)):
            page.keyboard.press(key)
            focus = page.evaluate(FOCUS)
            if focus is None or focus["key"] in stops:
                break
            stops.append(focus["key"])
            assert focus["ring"], f"no ring on {focus['name']}"
            assert not focus["hidden"] or comes_into_view(page), f"{focus['name']} has focus and is not seen"
        assert set(stops) == expected, "the Tab key does not reach everything"


def test_the_first_tab_stop_skips_to_the_content(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["study"])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_closed_search_list_is_no_tab_stop(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.querySelector('.md-search__output').contains(document.activeElement)")


def test_escape_closes_the_search(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("textbox", name="Search").press_sequentially("group")
    expect(page.locator(".md-search__output")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_the_drawer_works_by_keyboard(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["study"], 320)
    drawer = page.get_by_role("navigation", name="Navigation")
    expect(drawer).to_be_hidden()
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Space")
    expect(drawer).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(drawer.locator("summary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Space")
    drawer.get_by_role("link", name="References", exact=True).last.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("References")


def test_the_drawer_opens_without_scripts(visit: Open) -> None:
    page = visit("/", 320, java_script_enabled=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Findings")).to_be_visible()


def test_the_colours_change_by_keyboard(visit: Open) -> None:
    page = visit("/", color_scheme="light")
    page.get_by_role("radio", name="Switch to dark colours").focus()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_role("radio", name="Switch to light colours")).to_be_focused()


def test_a_bare_letter_does_nothing(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["studies"])
    address = page.url
    for key in "pnfs,.":
        page.keyboard.press(key)
    assert page.url == address
    expect(page.locator(".md-search__output")).to_be_hidden()
    box = page.get_by_role("textbox", name="Search")
    box.press_sequentially("spf")
    expect(box).to_have_value("spf")


def test_nothing_moves_for_whoever_asked_for_that(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["study"], reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].flatMap((e) => [null, "::before", "::after"].map((part) => {
      const style = getComputedStyle(e, part);
      return style.transitionDuration.split(", ").some((d) => parseFloat(d) > 0) || style.animationName !== "none"
        ? e.tagName + "." + e.className + (part ?? "") : ""; })).filter(Boolean)"""
    assert page.evaluate(moving) == []


def test_marks_keep_letters_and_shape_in_high_contrast(visit: Open, kinds: dict[str, str]) -> None:
    page = visit(kinds["studies"], forced_colors="active")
    seen = page.locator(".em-mark").evaluate_all(
        """(marks) => marks.map((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color, e.textContent.trim(),
             getComputedStyle(document.body).backgroundColor])"""
    )
    assert seen
    for shape, letters, text, paper in seen:
        assert text
        assert shape != paper
        assert letters != shape
