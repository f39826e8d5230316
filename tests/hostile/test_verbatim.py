"""What is accepted is shown to the letter: arbitrary text in every text slot of a study, found on the pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import build, check_project
from generator.config import Edition
from tests.hostile.project import SMALL, STUDY, THEME

EDITION = Edition("A title", "", "1", "2026-01-02", "", "CC BY", "https://example.org/", "The testers")
NOT_TEXT = {
    "id", "kind", "evidence_type", "country", "status", "item", "judgement", "date", "construct_order", "illustrates", "form",
    "excerpt_of", "attribution", "themes", "illustrations", "credibility", "list", "number", "key", "touches", "profession", "stage",
    "mode", "membership", "attendance", "predicate", "translation", "study", "theme", "confidence", "supporting_quotes",
    "contradicting_quotes", "order", "reference", "emphasis", "speaker", "page", "table", "text_of_span", "label_of_axis",
}  # fmt: skip
"""Keys whose values are ids, terms, numbers, or repeat another text of the file."""
UNSHOWN = {"as_printed"}
"""Shown in the place of a work that is in the bibliography only where the two differ."""

ODD = (
    "<script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "{{ 7*7 }} {% raw %} {# c #}", "**b** _i_ `c` ~~s~~ ^^u^^",
    "[a](javascript:alert(1)) ![i](x)", ":smile: :material-heart:", "--8<-- \"x\"", "{: #id .c onclick=x }", "# no heading", "- no list",
    "1. no list", "> no quote", "| a | b |", "    no code", "$x$ \\(y\\)", "&lt; &amp; &#60; &nbsp;", "=1+1", "+1", "-1", "@SUM(A1)",
    "\u202eright to left\u202c", "zero\u200bwidth\u200d", "e\u0301 \u00e9", "😀 👩‍👩‍👧", "سلام دنیا", "\u00a0no-break", "C:\\new\\table", "%s %d {0}",
    "[[quote alpha2020.q01]]", "[@alpha2020]", "*[HTML]: x", "[^1]", "<!-- c -->", "]]>", "'single' \"double\"", "null", "yes", "1e3",
    "http://example.org/", "a\\", "\\", "---", "***", "```", "<", "&", "\"", "'", "x" * 5_000,
)  # fmt: skip

# What no page can hold is refused, and what HTML shows as white space is compared as such.
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"
        ),
        min_size=1,
        max_size=40,
    ),
).filter(lambda text: bool(text.strip()) and re.search(r"\S", text) is not None)


def _slots(node: yaml.Node, key: str = "") -> Iterator[yaml.ScalarNode]:
    """Yield every quoted text of a file that is free text and shown."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value not in NOT_TEXT | UNSHOWN:
                yield from _slots(value, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _slots(value, key)
    elif isinstance(node, yaml.ScalarNode) and node.style == '"':
        yield node


def _fill(root: Path, path: str, texts: list[str], keep: tuple[str, ...] = ()) -> list[str]:
    """Put the texts into the slots of a file, each with a number of its own; return what was put where."""
    source = (SMALL / path).read_text(encoding="utf-8")
    slots = [slot for slot in _slots(yaml.compose(source, yaml.SafeLoader)) if slot.value not in keep]
    put = []
    for number, slot in reversed(list(enumerate(slots))):
        text = f"{texts[number % len(texts)]} k{number}k"
        put.append(text)
        quoted = re.sub(
            "[\x7f-\x9f\u2028\u2029\ufeff]", lambda c: f"\\u{ord(c[0]):04x}", json.dumps(text, ensure_ascii=False)
        )
        source = source[: slot.start_mark.index] + quoted + source[slot.end_mark.index :]
    (root / path).write_bytes(source.encode())
    return put


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.text += " " if tag in ("p", "li", "dd", "td", "div", "br") else ""
        assert not any(name.startswith("on") for name, _ in attrs), attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def _folded(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("verbatim") / "small"
    shutil.copytree(SMALL, root)
    (root / "content/quotes.lock.json").unlink()
    return root


# The words of a quote, which another quote and an emphasis repeat.
REPEATED = ("The kettle boiled very slowly.", "slowly")
TAGS_OF_OURS = {"script", "img", "iframe", "svg", "style", "form", "input", "object", "embed"}


def _shown(built: dict[str, str]) -> tuple[str, set[str]]:
    reader = _Shown()
    for text in built.values():
        reader.feed(markdown.markdown(text, extensions=["attr_list", "toc", "tables", "fenced_code"]))
    return _folded(reader.text), reader.tags


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(TEXTS, min_size=8, max_size=40))
def test_every_text_is_found_verbatim(project: Path, texts: list[str]) -> None:
    put = _fill(project, STUDY, texts, REPEATED) + _fill(project, THEME, texts)
    built = build(project, EDITION)
    assert [str(d) for d in built.report.errors] == []
    shown, _ = _shown({uri: page.markdown for uri, page in built.pages.items()})
    assert [text for text in put if _folded(text) not in shown] == []


def test_odd_texts_make_no_element(project: Path) -> None:
    shutil.copyfile(SMALL / STUDY, project / STUDY)
    shutil.copyfile(SMALL / THEME, project / THEME)
    _, before = _shown({uri: page.markdown for uri, page in build(project, EDITION).pages.items()})
    for start in range(0, len(ODD), 12):
        put = _fill(project, STUDY, list(ODD[start:]), REPEATED)
        built = build(project, EDITION)
        assert [str(d) for d in built.report.errors] == []
        shown, tags = _shown({uri: page.markdown for uri, page in built.pages.items()})
        # A label of a picture that needs a second line is set in `tspan`s.
        assert tags <= before | {"tspan"}
        assert [text for text in put if _folded(text) not in shown] == []


def test_a_whole_site_shows_odd_texts_verbatim(project: Path, tmp_path: Path) -> None:
    put = _fill(project, STUDY, list(ODD), REPEATED)
    site = tmp_path / "site"
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(project), "--site-dir", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = ""
    for path in sorted(site.rglob("*.html")):
        reader = _Shown()
        html = path.read_text(encoding="utf-8")
        assert "<script>alert" not in html and "onerror=alert(1)>" not in html, path
        reader.feed(html)
        shown += f" {reader.text}"
    folded = _folded(shown)
    assert [text for text in put if _folded(text) not in folded] == []


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_read_the_same(project: Path, ends: str) -> None:
    shutil.copyfile(SMALL / STUDY, project / STUDY)
    shutil.copyfile(SMALL / THEME, project / THEME)
    plain = check_project(project).base.studies
    for path in (STUDY, THEME, "references.bib"):
        (project / path).write_bytes((SMALL / path).read_bytes().replace(b"\n", ends.encode()))
    checked = check_project(project)
    assert [str(d) for d in checked.report.errors] == []
    assert checked.base.studies == plain
