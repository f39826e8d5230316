"""What a contributor sees in an editor with the YAML language server: completion, help, errors with their line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.authoring.schema import make_schemas
from generator.authoring.study_scaffold import study_scaffold
from generator.load.content import load_corpus
from tests.authoring.language_server import Editor

PROJECT = Path(__file__).parent.parent.parent
SCHEMA_LINE = "# yaml-language-server: $schema=../schema/study.json\n"
STUDIES = PROJECT / "content/studies"
"""The made-up files here are open in the editor only; nothing is saved."""


pytestmark = pytest.mark.content


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    opened = Editor(PROJECT)
    yield opened
    opened.close()


WRONG = """\
id: zz
kind: qualitative
setting: {country: Sweden}
balint_group:
  mode: not_reported
  mod: unknown
  attendance: {value: sometimes, where: {page: 1}}
sample: {size: 2}
quotes:
  - {id: Q 1, text: "x", speaker: P1, where: {page: 2}}
references: {list: complete}
"""


def test_errors_stand_on_their_lines(editor: Editor) -> None:
    found = editor.open(STUDIES / "wrong.yml", SCHEMA_LINE + WRONG)
    lines = {line for line, _ in found}
    assert lines == {2, 3, 4, 7, 8, 9, 11}, found
    words = {line: message for line, message in found if line != 2}
    assert "experience_report" in words[3]
    assert '"SE"' in words[4]
    assert words[7] == "Property mod is not allowed."
    assert "mandatory" in words[8]
    assert "not_reported" in words[9] and "{value: ..." in words[9]
    assert "e.g. `fire-under-ash`" in words[11]
    assert {message for line, message in found if line == 2} == {
        f'Missing property "{key}".' for key in ("short_name", "aim", "summary")
    }


def test_a_key_is_completed_and_explained(editor: Editor) -> None:
    path = STUDIES / "keys.yml"
    text = SCHEMA_LINE + "balint_group:\n  mode: unknown\n  mem\n"
    editor.open(path, text)
    offered = editor.complete(path, 4, 6)
    assert "membership" in offered and "session_minutes" in offered
    assert "mode" not in offered
    shown = editor.hover(path, 3, 4)
    assert "Whether the group met in one room, on screens, or both." in shown
    assert "not\\_reported" in shown


def test_values_and_terms_are_offered(editor: Editor) -> None:
    path = STUDIES / "values.yml"
    text = SCHEMA_LINE + "sample:\n  groups:\n    - profession: \n  size: \nkind: \n"
    editor.open(path, text)
    assert "general_practice" in editor.complete(path, 4, 19)
    facts = editor.complete(path, 5, 9)
    assert {"not_reported", "unknown"} <= set(facts)
    assert any("value:" in text and "page:" in text for text in facts.values())
    assert set(editor.complete(path, 6, 7)) == {
        "qualitative_study",
        "experience_report",
        "review",
        "quantitative_study",
    }


@pytest.mark.parametrize(
    "path",
    [
        next(iter(sorted((PROJECT / "content" / folder).glob("*.yml"))))
        for folder in ("studies", "themes", "findings", "orientation")
    ]
    + [PROJECT / "content" / f"{name}.yml" for name in ("unmapped", "vocabulary", "synthesis", "glossary")],
    ids=lambda path: path.name,
)
def test_a_right_file_has_no_mark(editor: Editor, path: Path) -> None:
    assert editor.open(path, path.read_text(encoding="utf-8")) == []


def test_a_new_study_is_marked_only_where_something_is_missing(editor: Editor) -> None:
    corpus = load_corpus(PROJECT)
    work = next(reference for reference in corpus.references if reference.cite_key == "omer2010")
    text = study_scaffold(work, make_schemas(corpus.vocabulary)["study"], corpus.vocabulary)
    lines = text.splitlines()
    found = editor.open(STUDIES / "new.yml", text)
    assert [lines[line - 1].split("#")[0].strip() for line, _ in found] == ["country: unknown"]
