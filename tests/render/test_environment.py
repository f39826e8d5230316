"""The templates: what is printed stays text, ours stays markup, and nothing is left out in silence."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from generator.render.badges import StudyBadge
from generator.render.environment import environment, heading, literal
from generator.render.urls import PageLinks, Target

MARKS = "&<>\"'`*_{}[]()#+-!|~:=\\^$@%/"
HOSTILE = st.text(
    st.sampled_from(MARKS + "ab12 \n\t\u2028é") | st.characters(codec="utf-8", categories=["L", "P", "S"])
)
EXTENSIONS = ["attr_list", "toc", "tables", "admonition", "def_list", "footnotes", "abbr", "smarty", "md_in_html"]


def printed(template: str, **values: object) -> str:
    return environment().from_string(template).render(values)


class _Shown(HTMLParser):
    """What a browser shows: the elements, the words in each up to the next, and titles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[tuple[str, str]] = []
        self.titles: list[str | None] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words.append((tag, ""))
        self.titles += [value for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        tag, words = self.words.pop()
        self.words.append((tag, words + data))


@settings(deadline=None)
@given(HOSTILE)
def test_text_reads_the_same_in_a_block_an_attribute_and_a_heading(text: str) -> None:
    made = printed('## {{ text }} {: #a }\n\n<p title="{{ text }}">{{ text }}</p>\n', text=f"x{text}x")
    shown = _Shown(markdown.markdown(made, extensions=EXTENSIONS))
    assert [(tag, words.rstrip("\n")) for tag, words in shown.words] == [("h2", f"x{text}x"), ("p", f"x{text}x")]
    assert shown.titles == [f"x{text}x"]


@given(HOSTILE)
def test_no_mark_is_left(text: str) -> None:
    left = str(literal(text))
    for mark in MARKS.replace("&", "").replace("#", ""):
        assert mark not in left
    assert Markup(left).unescape() == text


def test_markup_of_ours_is_printed_as_it_is_and_text_is_encoded_once() -> None:
    macro = "{% macro bold(text) %}<b>{{ text }}</b>{% endmacro %}{{ bold(text) }}{{ ours }}{{ text }}"
    assert printed(macro, text="a&b", ours=Markup("<i>")) == "<b>a&#38;b</b><i>a&#38;b"
    assert printed("{{ 'a-b' ~ text }}", text="<") == "a&#45;b&#60;"
    assert printed("{{ number }}", number=5) == "5"


def test_what_is_missing_is_a_fault() -> None:
    with pytest.raises(ValueError, match="None"):
        printed("{{ value }}", value=None)
    with pytest.raises(UndefinedError):
        printed("{{ valeu }}")


def test_a_heading_is_one_line_with_its_anchor() -> None:
    assert heading(2, "A # {: .b }\nc", "here", "em-x") == "## A &#35; &#123;&#58; .b &#125;&#10;c {: #here .em-x }"


def test_names_of_studies_are_text_on_their_chips() -> None:
    badge = StudyBadge("a", "<b>A", "<b", "circle", 3, "Review", Target("studies/a.md"))
    links = PageLinks("themes/t.md")
    chip = printed(
        '{% from "_parts/study.md.jinja" import chip, mark %}{{ chip(badge, href) }}', badge=badge, href=links.href
    )
    shown = _Shown(chip)
    assert shown.words == [("a", ""), ("span", "<b"), ("span", "<b>A")]
    assert 'href="../../studies/a/"' in chip
    assert links.used == {badge.target}
