"""The templates: what is printed stays text, ours stays markup, and nothing is left out in silence."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, FileSystemLoader, UndefinedError
from markupsafe import Markup

from generator.render.badges import StudyBadge
from generator.render.environment import (
    CompiledTemplates,
    compile_own_templates,
    compile_templates,
    environment,
    heading,
    literal,
    without_hidden,
)
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
@example("...")
@example("..... and so on..")
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


def made(templates: dict[str, str], **more: object) -> Environment:
    return Environment(loader=DictLoader(templates), **more)  # type: ignore[arg-type]


PAGE = {"page": "{% include 'part' %} {% import 'macros' as m %}{{ m.f(1) }}", "part": "a {{ x|upper }}"} | {
    "macros": "{% macro f(n) %}{{ n + 1 }}{% endmacro %}",
    "broken": "{% if %}",
}


def test_what_was_compiled_elsewhere_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    code = compile_templates(made(PAGE), ["page", "broken", "not there"])
    assert len(code) == 3
    again = made(PAGE)
    again.bytecode_cache = CompiledTemplates(lambda: code)
    monkeypatch.setattr(Environment, "_generate", lambda *_, **__: pytest.fail("compiled again"))
    assert again.get_template("page").render(x="b") == "a B 2"


@pytest.mark.parametrize("change", ["source", "filter", "extension"])
def test_code_of_another_source_or_another_environment_is_not_taken(change: str) -> None:
    code = compile_templates(made({"page": "{{ 'a'|upper }}"}), ["page"])
    other = made({"page": "{{ 'b'|upper }}" if change == "source" else "{{ 'a'|upper }}"})
    other.bytecode_cache = CompiledTemplates(lambda: code)
    if change == "filter":
        other.filters["upper"] = lambda text: f"<{text}>"
    elif change == "extension":
        other.add_extension("jinja2.ext.do")
    shown = {"source": "B", "filter": "<a>", "extension": "A"}[change]
    assert other.get_template("page").render() == shown
    assert len(other.bytecode_cache.known) == 2 - (change == "source")


def test_all_page_templates_can_be_compiled_before() -> None:
    assert len(compile_own_templates()) == len(environment().list_templates())


def test_hidden_templates_are_loaded_but_not_listed(tmp_path: Path) -> None:
    for path in ("page.html", "assets/a.css", ".icons/b/c.svg", "d/.e/f.svg"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    whole = Environment(loader=FileSystemLoader(tmp_path))
    assert len(whole.list_templates()) == 4
    short = without_hidden(Environment(loader=FileSystemLoader(tmp_path)))
    assert short.list_templates() == ["assets/a.css", "page.html"]
    assert short.get_template(".icons/b/c.svg").render() == ".icons/b/c.svg"
    other = Environment(loader=DictLoader({".a": ""}))
    assert without_hidden(other).list_templates() == [".a"]
