"""Markdown in; marks, blocks and the places of both out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.markdown_text import hide_code
from generator.load.pages import load_pages, parse_page
from generator.model.handwritten import PageCitation, PageEmbed


def parse(text: str) -> list[PageCitation | PageEmbed]:
    page = parse_page("x.md", "content/pages/x.md", text)
    assert page.faults == ()
    return list(page.marks)


def test_a_citation_has_works_and_places() -> None:
    (mark,) = parse("So [@a2020, Table 2, row 1b;\n  @b2021 ; @c-d_3, p. 9\\*] it is.")
    assert isinstance(mark, PageCitation)
    assert [(w.key, w.place) for w in mark.works] == [("a2020", "Table 2, row 1b"), ("b2021", ""), ("c-d_3", "p. 9\\*")]


def test_an_embed_has_kind_id_and_words() -> None:
    marks = parse(
        "[[quote a.q01]]\nx [[quote a.q01]]\n- [[quote a.q01]]\n    [[quote a.q01]]\n| [[term t|two\nwords]] |\n"
    )
    assert [(m.kind, m.id, m.words, m.alone) for m in marks if isinstance(m, PageEmbed)] == [
        ("quote", "a.q01", "", True),
        ("quote", "a.q01", "", False),
        ("quote", "a.q01", "", False),
        ("quote", "a.q01", "", False),
        ("term", "t", "two words", False),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A *b* `c` [d](e) [[term t|f]] {: #x }\n", "A b c d f"),
        ("---\ntitle: 'From above'\n---\n# Below\n", "From above"),
        ("<!-- # no -->\n```\n# no\n```\n# Yes #\n", "Yes"),
        ("nothing\n", "First sessions"),
    ],
)
def test_a_page_knows_its_title(text: str, title: str) -> None:
    assert parse_page("guide/first-sessions.md", "p", text).title == title


def test_lines_and_columns_are_those_of_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "content/pages/guide"
    folder.mkdir(parents=True)
    (folder / "a.md").write_bytes("---\r\ntitle: x\r\n---\r\n\r\nÄ [@k1999]\r\n".encode())
    (folder / ".hidden.md").write_text("[[", encoding="utf-8")
    (page,), problems = load_pages(tmp_path)
    assert problems == []
    (mark,) = page.marks
    assert isinstance(mark, PageCitation)
    assert str(page.locate(mark.works[0].start)) == "content/pages/guide/a.md:5:5"


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "content/pages"
    folder.mkdir(parents=True)
    (folder / "a.md").write_bytes(b"# A\n\ncaf\xe9\n")
    (folder / "b.md").symlink_to("/etc/hostname")
    _, problems = load_pages(tmp_path)
    assert [(d.rule, d.location.path, d.location.line) for d in problems] == [
        ("text-encoding", "content/pages/a.md", 3),
        ("content-symlink", "content/pages/b.md", 0),
    ]


PIECES = st.sampled_from(
    ["[[", "]]", "[@", "]", "@", "|", ";", ",", "`", "```\n", "~~~\n", "<!--", "-->", "\\", "\n", "\n\n", "- ", "    ", "# ",
     "quote a.q1", "term t", "k2020", "words ", "{: .own-words }", "---\n", "| - |", ":"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_is_written_can_be_read_and_places_stay_inside(text: str) -> None:
    assert len(hide_code(text)) == len(text)
    page = parse_page("x.md", "content/pages/x.md", text)
    end = 0
    for mark in page.marks:
        assert end <= mark.start < mark.end <= len(text)
        assert text[mark.start] == "[" and text[mark.end - 1] == "]"
        end = mark.end
    assert all(0 <= block.start <= block.end <= len(text) for block in page.blocks)
    assert all(0 <= fault.start <= len(text) and page.locate(fault.start).line > 0 for fault in page.faults)
