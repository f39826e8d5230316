"""Each page runs under a policy that lets in nothing but the site and the theme's own inline scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from generator.content_security import policy, with_policy

PAGE = '<!doctype html><head><meta charset="utf-8">{}</head><body>{}</body>'

REPORT = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def test_the_policy_names_inline_scripts_by_hash_once() -> None:
    # The hash of the empty text is well known.
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert policy(PAGE.format("<script></script><script></script>", "")).count(empty) == 1


@pytest.mark.parametrize(
    "harmless", ['<script src="a.js"></script>', '<script type="application/json">{}</script>', "<p>text</p>"]
)
def test_what_does_not_run_inline_needs_no_hash(harmless: str) -> None:
    assert "sha256" not in policy(PAGE.format("", harmless))


def test_the_policy_stands_before_the_first_script() -> None:
    page = with_policy(PAGE.format("<script>1</script>", ""))
    assert page.index("Content-Security-Policy") < page.index("<script>")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window that remembers violations of the policy."""
    made = browser.new_context()
    made.add_init_script(REPORT)
    yield made
    made.close()


@pytest.mark.browser
@pytest.mark.content
class TestInTheBrowser:
    def test_every_kind_of_page_states_a_strict_policy(
        self, context: BrowserContext, site: str, kinds: dict[str, str]
    ) -> None:
        for path in kinds.values():
            response = context.request.get(site + path)
            stated = response.headers["content-security-policy"]
            assert "default-src 'self'" in stated, path
            for directive in stated.split("; "):
                for source in directive.split()[1:]:
                    assert (
                        source in {"'self'", "'none'"}
                        or re.fullmatch(r"'sha256-[\w+/]{43}='", source)
                        or (directive.startswith("img-src") and source == "data:")
                    ), f"{path}: {source}"

    def test_no_page_needs_what_the_policy_forbids(
        self, context: BrowserContext, site: str, kinds: dict[str, str]
    ) -> None:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in kinds.values():
            page.goto(site + path, wait_until="networkidle")
            assert page.evaluate("window.violations") == [], path
        assert said == []

    def test_search_and_colours_work_under_the_policy(self, context: BrowserContext, site: str) -> None:
        page = context.new_page()
        page.goto(site + "/")
        page.get_by_role("textbox", name="Search").press_sequentially("group")
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".md-search__output")).to_be_hidden()
        page.locator("label[for^=__palette]:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert page.evaluate("window.violations") == []

    def test_what_a_page_did_not_bring_does_not_run(self, context: BrowserContext, site: str) -> None:
        page = context.new_page()
        page.goto(site + "/")
        page.evaluate(
            """() => { const script = document.createElement("script"); script.textContent = "window.ran = true";
              document.body.append(script);
              const link = document.createElement("p"); link.setAttribute("onclick", "window.ran = true");
              document.body.append(link); link.click(); }"""
        )
        assert page.evaluate("window.ran") is None
        assert len(page.evaluate("window.violations")) >= 2
