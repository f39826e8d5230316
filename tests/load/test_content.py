"""A small project in, a corpus and its problems out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.content import load_corpus
from generator.load.source_text import load_sources, read_sources
from generator.model.corpus import Corpus

STUDY = """\
id: nalan2022
kind: qualitative_study
short_name: Nalan 2022
aim: To see.
summary: One sentence.
setting: {country: TR}
balint_group:
  mode: {value: virtual, where: {page: 3}}
sample:
  size: {value: 3, where: {page: 3}}
themes:
  - id: fire
    label: Fire
quotes:
  - id: q01
    text: Words.
    speaker: null
    where: {page: 4}
references: {list: not_available}
"""
THEME = """\
id: trust
label: Trust
order: 1
definition: A sentence.
mappings:
  - study: nalan2022
    theme: fire
    predicate: exactMatch
    translation: reciprocal
    justification: A reason.
    supporting_quotes: [nalan2022.q01]
    author: A
    date: "2026-11-21"
    confidence: high
"""
BIB = "@misc{nalan2022,\n  author = {Nalan, A.},\n  title = {A title},\n  year = {2022}\n}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("studies", "themes", "findings"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "references.bib").write_text(BIB)
    (tmp_path / "content/studies/nalan2022.yml").write_text(STUDY)
    (tmp_path / "content/themes/trust.yml").write_text(THEME)
    return tmp_path


def _faults(corpus: Corpus) -> list[tuple[str, int, int]]:
    return [(found.rule, found.location.line, found.location.column) for found in corpus.diagnostics]


def test_a_right_project_has_no_problem(root: Path) -> None:
    corpus = load_corpus(root)
    assert not corpus.diagnostics
    assert [study.id for study in corpus.studies] == ["nalan2022"]
    assert [theme.id for theme in corpus.themes] == ["trust"]
    assert [reference.cite_key for reference in corpus.references] == ["nalan2022"]
    assert str(corpus.locate("study:nalan2022", "quotes", 0, "text")).endswith(
        "content/studies/nalan2022.yml:16:11 (quotes[0].text)"
    )
    assert corpus.locate("reference:nalan2022").path == "references.bib"


CHANGES = [
    ("aim: To see.", "aims: To see.", [("schema-missing-key", 1, 1), ("schema-unknown-key", 4, 1)]),
    ("    label: Fire", "    label: Fire\n    labell: x", [("schema-unknown-key", 14, 5)]),
    ("size: {value: 3,", "size: {value: three,", [("schema-type", 10, 17)]),
    ("size: {value: 3, where: {page: 3}}", "size: 3", [("schema-value", 10, 9)]),
    ("size: {value: 3, where: {page: 3}}", "size: {value: 3}", [("schema-value", 10, 9)]),
    ("where: {page: 4}", "where: {page: true}", [("schema-type", 18, 19)]),
    ("where: {page: 4}", "where: {paeg: 4}", [("schema-unknown-key", 18, 13)]),
    ("where: {page: 4}", "where: page 4", [("schema-type", 18, 12)]),
    ("value: virtual", "value: virtuel", [("schema-term", 8, 17)]),
    ("id: fire", "id: Fire", [("schema-pattern", 12, 9)]),
    ("text: Words.", "text: ' '", [("schema-pattern", 16, 11)]),
    ("text: Words.", "text:", [("schema-type", 16, 10)]),
    ("    label: Fire\n", "", [("schema-missing-key", 12, 5)]),
    ("  - id: fire\n    label: Fire\n", "  id: Fire\n  label: Fire\n", [("schema-pattern", 12, 7)]),
    ("value: virtual", "value: no", [("yaml-ambiguous", 8, 17)]),
    ("id: nalan2022", "id: nalan2021", [("content-id", 1, 5)]),
    (STUDY, "", [("schema-type", 0, 0)]),
    (STUDY, "- a\n", [("schema-type", 1, 1)]),
    (STUDY, "a: 'open", [("yaml-syntax", 1, 4)]),
]


@pytest.mark.parametrize(("old", "new", "faults"), CHANGES)
def test_faults_of_a_study(root: Path, old: str, new: str, faults: list[tuple[str, int, int]]) -> None:
    (root / "content/studies/nalan2022.yml").write_text(STUDY.replace(old, new, 1))
    corpus = load_corpus(root)
    assert _faults(corpus) == faults
    # What fits is kept, so that its links are checked in the same run; an error stops the build all the same.
    assert {study.id for study in corpus.studies} <= {"nalan2022"}
    assert "study:nalan2022" in corpus.broken
    assert corpus.themes


def test_messages_are_plain(root: Path) -> None:
    text = STUDY.replace("size: {value: 3,", "size: {value: three,").replace("value: virtual", "value: virtuel")
    text = text.replace("label: Fire", "labl: Fire").replace("page: 4", "page: [1]")
    (root / "content/studies/nalan2022.yml").write_text(text)
    said = [str(found) for found in load_corpus(root).diagnostics]
    assert any("`virtuel` is not one of the allowed terms" in one and "Did you mean `virtual`?" in one for one in said)
    assert any("this should be a whole number, not text (`three`)" in one for one in said)
    assert any("(themes[0].labl)" in one and "Did you mean `label`?" in one for one in said)
    assert any("(themes[0].label): error: the key `label` is missing" in one for one in said)
    assert any("this should be a whole number or text, not a list" in one for one in said)
    assert len(said) == 5


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("a2020.yaml", "content-file-name"),
        ("a2020.YML", "content-file-name"),
        ("a2020.yml.txt", "content-file-name"),
        ("a 2020.yml", "content-file-name"),
        ("notes.md", "content-file-name"),
        ("con.yml", "content-file-name"),
        (f"{'a' * 81}.yml", "content-file-name"),
        ("Nalan2022.yml", "content-file-case"),
        (".gitkeep", None),
    ],
)
def test_names_of_files(root: Path, name: str, rule: str | None) -> None:
    (root / "content/studies" / name).write_text(STUDY)
    corpus = load_corpus(root)
    assert [found.rule for found in corpus.diagnostics] == ([rule] if rule else [])
    assert len(corpus.studies) == 1


def test_a_single_file_with_another_ending(root: Path) -> None:
    (root / "content/vocabulary.yaml").write_text("axes: []\n")
    assert [found.rule for found in load_corpus(root).diagnostics] == ["content-file-name"]


def test_links_may_not_lead_out(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.yml"
    outside.write_text(STUDY)
    (root / "content/studies/x2020.yml").symlink_to(outside)
    (root / "content/studies/y2020.yml").symlink_to(root / "nowhere")
    (root / "content/studies/z2020.yml").symlink_to(root / "content/studies/z2020.yml")
    corpus = load_corpus(root)
    assert [found.rule for found in corpus.diagnostics] == ["content-symlink"] * 3
    (root / "elsewhere.yml").write_text(STUDY.replace("nalan2022", "in2020"))
    (root / "content/studies/in2020.yml").symlink_to(root / "elsewhere.yml")
    assert "in2020" in [study.id for study in load_corpus(root).studies]


def test_what_is_missing(tmp_path: Path, root: Path) -> None:
    assert [found.rule for found in load_corpus(tmp_path / "none").diagnostics] == ["content-missing"]
    (root / "references.bib").unlink()
    assert [str(found.location) for found in load_corpus(root).diagnostics] == ["references.bib"]


def test_single_files(root: Path) -> None:
    item = "{study: nalan2022, theme: fire, justification: None fits., author: A, date: '2026-11-21'}"
    (root / "content/unmapped.yml").write_text(f"no_term_found:\n  - {item}\n")
    (root / "content/vocabulary.yml").write_text("axes:\n  - {id: mode, label: Mode, definition: D., terms: []}\n")
    (root / "content/synthesis.yml").write_text("items: []\n")
    corpus = load_corpus(root)
    assert not corpus.diagnostics
    assert len(corpus.no_term_found) == 1
    assert corpus.vocabulary is not None
    assert corpus.synthesis is not None
    assert corpus.synthesis.items == ()
    assert corpus.locate("unmapped", "no_term_found", 0, "theme").line == 2
    (root / "content/synthesis.yml").write_text("- a\n")
    assert _faults(load_corpus(root)) == [("schema-type", 1, 1)]
    assert "synthesis" in load_corpus(root).broken


def test_a_broken_reference_is_named(root: Path) -> None:
    (root / "references.bib").write_text(BIB + "@misc{other2020,\n  title = {A title},\n  year = {20x}\n}\n")
    corpus = load_corpus(root)
    assert corpus.diagnostics
    assert corpus.broken == {"reference:other2020"}


def test_five_faults_in_one_run(root: Path) -> None:
    text = STUDY.replace("short_name: Nalan 2022", "short_name: Nalan #2022").replace("country: TR", "country: no")
    text = text.replace("value: 3", "value: x").replace("label: Fire", "label: Fire\n    label: Fire")
    (root / "content/studies/nalan2022.yml").write_text(text + "extra: 1\n")
    assert sorted(_faults(load_corpus(root)), key=lambda fault: fault[1]) == [
        ("yaml-lost-comment", 3, 19),
        ("yaml-ambiguous", 6, 20),
        ("schema-type", 10, 17),
        ("yaml-duplicate-key", 14, 5),
        ("schema-unknown-key", 21, 1),
    ]


def test_source_texts(tmp_path: Path) -> None:
    (tmp_path / "a2020.txt").write_bytes(b"one\r\ntwo\f\n")
    (tmp_path / "b2020.txt").write_bytes(b"one\ncaf\xe9\n")
    texts, problems = load_sources(tmp_path)
    assert texts == read_sources(tmp_path) == {"a2020": "one\r\ntwo\f\n"}
    assert [(found.rule, found.location.line, found.location.column) for found in problems] == [("text-encoding", 2, 4)]
    assert [found.rule for found in load_sources(tmp_path / "none")[1]] == ["file-unreadable"]
