"""A hand-written page that is let through brings in no markup, whatever stands in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.load.page_files import GENERATED, list_pages
from generator.load.page_html import find_markup
from generator.load.pages import parse_page
from tests.hostile.project import PAGE, PROJECT

MADE_BY_MARKDOWN = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "code", "pre", "a", "img", "ul", "ol", "li", "blockquote", "hr", "br",
    "table", "thead", "tbody", "tr", "th", "td", "div",
}  # fmt: skip
ATTRIBUTES = {"href", "src", "alt", "title", "id", "class", "start"}
PIECES = (
    "<b>", "</b>", "<script>", "</script>", "<img src=x onerror=y>", "<!--", "-->", "<!-->", "--!>", "<", ">", "<!-- a -->", "<?", "<p>",
    "<div>", "<style>", "`", "``", "```", "```\n", "\n```\n", "~~~\n", "\n~~~\n", "\\", "\n", "\n\n", "    ", "\t", " ", "- ", "1. ",
    "> ", "# ", "a", "word ", "[a](", "[a]: ", "javascript:", "x", ")", "(", "[", "]", "!", "{: ", "{", "}", "onclick=x", " #i", ".c",
    "=", '"', "'", "*", "_", "| a | b |\n| - | - |\n", "---\n", "&#106;", "&colon;", "&Tab;", "<https://x.y>", "\n: ", "!!! a\n",
)  # fmt: skip


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MADE_BY_MARKDOWN:
            self.wrong.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name not in ATTRIBUTES and value not in (None, "", name):
                self.wrong.append(f"{tag} {name}={value}")
            if name in ("href", "src") and re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", address):
                self.wrong.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        # A browser ends a comment earlier than some readers do.
        if data.startswith((">", "->")) or "--!>" in data:
            self.wrong.append("comment")


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("\\```<```<b>```")
@example("``<!--`<b>-->")
@example("- <!--<b>\n- -->")
@example("    <!--~~~\n<b>-->")
def test_what_is_let_through_makes_no_element_of_its_own(text: str) -> None:
    page = parse_page("a.md", PAGE, text)
    if find_markup(page) or page.marks or page.body:
        return
    reader = _Elements()
    html = markdown.markdown(text, extensions=["attr_list", "toc", "tables", "fenced_code", "admonition", "def_list"])
    reader.feed(re.sub(r"</?(?:dl|dt|dd)>", "", html))
    reader.close()
    assert reader.wrong == [], html


@pytest.mark.parametrize(
    "text",
    [
        "p < 0.05 and a > b, 3<4, <- and ->, a << b",
        "`<script>`, ``a ` <b>`` and `{: onclick=x }`",
        "```\n<script>alert(1)</script>\n```",
        "~~~ html\n<b onclick=x>\n~~~",
        r"\{: style=x }",
        "<!-- a comment\nof <b>two</b> lines -->",
        "words <!-- a comment --> words",
        "<https://example.org/?a=1&b=2> and <a.b@example.org>",
        "[a](https://example.org/), [b](../a/index.md#c), [c](mailto:a@example.org), [d](#e)",
        "[a]\n\n[a]: https://example.org/ 'A title'",
        "![what it shows](picture.png)",
        "## A heading {: #id .class }",
        "[@alpha2020, row <b>] and [[term cup|<b>]]",
        "&lt;script&gt; {{ 7*7 }} {% raw %} --8<-- :smile: $x$ ^a^ ~b~ ==c==",
    ],
)
def test_what_is_valid_though_odd_is_let_through(text: str) -> None:
    assert [fault.message for fault in find_markup(parse_page("a.md", PAGE, f"# A\n\n{text}\n"))] == []


@pytest.mark.content
def test_no_page_of_this_project_has_html() -> None:
    pages, problems = list_pages(PROJECT)
    assert pages and problems == []


def test_names_of_generated_pages_are_kept_for_them() -> None:
    from generator.build import build
    from generator.config import Edition

    edition = Edition("A", "", "1", "2026-01-02", "", "", "", "", "")
    built = build(PROJECT, edition)
    tops = {path.partition("/")[0] for path, page in built.pages.items() if page.template != "handwritten"}
    assert {*tops, *(path.partition("/")[0] for path in built.files)} - GENERATED <= {"about"}
