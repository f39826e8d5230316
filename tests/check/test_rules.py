"""Golden cases: one edit of the small knowledge base that breaks a rule, and the line that is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import check_project
from generator.cache.store import Store, Table
from generator.check.known import unknown_studies
from generator.check.report import check
from generator.check.rules import RULES
from generator.diagnostics import Diagnostic
from generator.link.knowledge_base import link
from generator.load.content import load_corpus

STUDY = "content/studies/alpha2020.yml"
THEME = "content/themes/slow-kettles.yml"
FINDING = "content/findings/kettles-are-slow.yml"

CASES = [
    ("duplicate-id", STUDY, "  - id: q03\n", "  - id: q01\n"),
    ("study-reference", "references.bib", "@article{beta2021", "@article{gamma2021"),
    ("reference-key", STUDY, "key: beta2021, as_printed", "key: beta2012, as_printed"),
    ("reference-number", STUDY, "{number: 1, key", "{number: 2, key"),
    ("quote-theme", STUDY, "illustrates: [cups, noise]", "illustrates: [cups, nois]"),
    ("quote-link", STUDY, "excerpt_of: q01", "excerpt_of: q10"),
    ("quote-emphasis", STUDY, 'emphasis: ["very slowly"]', 'emphasis: ["very slow1y"]'),
    ("quote-speaker", STUDY, 'boiled very slowly."\n    speaker: S1', 'boiled very slowly."\n    speaker: S3'),
    ("finding-link", STUDY, "themes: [steam]\n    illustrations", "themes: [stream]\n    illustrations"),
    ("finding-credibility", STUDY, "credibility: not_supported", "credibility: credible"),
    ("note-link", STUDY, "touches: [sample, steam, q01]", "touches: [sample, steam, q09]"),
    ("term-unknown", STUDY, "profession: psychiatry", "profession: psychology"),
    ("mapping-link", THEME, "theme: steam", "theme: stem"),
    ("mapping-link", "content/unmapped.yml", "theme: cups", "theme: cup"),
    ("mapping-duplicate", THEME, "theme: noise", "theme: steam"),
    ("mapping-refutational", THEME, "predicate: relatedMatch", "predicate: closeMatch"),
    ("mapping-quote", THEME, "supporting_quotes: [alpha2020.q01]", "supporting_quotes: [alpha2020.q99]"),
    ("theme-unmapped", STUDY, '{id: noise, label: "Noise"}', '{id: hiss, label: "Hiss"}'),
    ("theme-mapped-twice", "content/unmapped.yml", "theme: cups", "theme: steam"),
    ("theme-account", THEME, "{study: beta2021", "{study: beta2022"),
    ("review-link", FINDING, "themes: [slow-kettles]", "themes: [slow-cups]"),
    ("review-link", FINDING, "findings: [f01]", "findings: [f09]"),
    ("cerqual-explained", FINDING, 'level: serious, explanation: "One study, two people."', "level: serious"),
    ("cerqual-overall", FINDING, "level: low\n", "level: high\n"),
    ("cerqual-sentence", FINDING, '"People who wait for a kettle find it slow."', '"Slow kettles"'),
    ("reporting-item", STUDY, "{item: 1, status: not_reported}", "{item: 33, status: not_reported}"),
]


@pytest.mark.parametrize(("rule", "path", "old", "new"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_rule_names_file_and_line(
    small: Path, edit: Callable[[str, str, str], int], rule: str, path: str, old: str, new: str
) -> None:
    line = edit(path, old, new)
    found = [d for d in check_project(small).report.diagnostics if d.rule == rule]
    assert found, [str(d) for d in check_project(small).report.diagnostics]
    changed = {line, line + max(0, new.rstrip("\n").count("\n"))}
    if rule == "study-reference":  # The bibliography changed; the study that lost its record is named.
        assert found[0].location.path == "content/studies/beta2021.yml"
    else:
        assert any(d.location.path == path and d.location.line in changed for d in found), [str(d) for d in found]


@pytest.mark.parametrize(("rule", "path", "old", "new"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)])
def test_with_a_cache_the_same_is_found_each_time(
    small: Path, tmp_path: Path, edit: Callable[[str, str, str], int], rule: str, path: str, old: str, new: str
) -> None:
    before = (small / path).read_text("utf-8")
    assert not _diagnostics(small, tmp_path / "cache")
    edit(path, old, new)
    plain = check_project(small).report.diagnostics
    for _ in range(2):
        assert _diagnostics(small, tmp_path / "cache") == plain
    (small / path).write_text(before, "utf-8")
    assert not _diagnostics(small, tmp_path / "cache")


def _diagnostics(root: Path, cache: Path) -> tuple[Diagnostic, ...]:
    store = Store(cache, b"secret of the tests")
    found = check_project(root, store=store).report.diagnostics
    store.save()
    return found


def test_a_study_that_is_known_to_be_right_is_not_looked_at_alone(
    small: Path, tmp_path: Path, edit: Callable[[str, str, str], int]
) -> None:
    table = Table()
    base = link(load_corpus(small))
    assert list(unknown_studies(base, table).studies) == list(base.studies)
    check(base, known=table)
    assert not unknown_studies(base, table).studies
    edit(STUDY, "excerpt_of: q01", "excerpt_of: q10")
    edited = link(load_corpus(small))
    unknown = unknown_studies(edited, table)
    assert list(unknown.studies) == ["alpha2020"]
    assert not (unknown.quotes or unknown.themes or unknown.references or unknown.vocabulary)
    for _ in range(2):
        assert [d.rule for d in check(edited, known=table).diagnostics] == ["quote-link"]
        assert list(unknown_studies(edited, table).studies) == ["alpha2020"]


def test_the_small_knowledge_base_is_clean(small: Path) -> None:
    report = check_project(small).report
    assert [str(d) for d in report.diagnostics] == []


def test_an_experience_report_is_not_appraised(small: Path) -> None:
    file = small / "content/studies/beta2021.yml"
    appraisal = (
        'appraisal:\n  items: [{item: 1, judgement: "yes", explanation: "x"}]\n'
        '  assessed_by: "x"\n  method: "x"\n  date: "2026-01-02"\n'
    )
    file.write_text(file.read_text(encoding="utf-8") + appraisal, encoding="utf-8")
    assert "appraisal-kind" in {d.rule for d in check_project(small).report.errors}


def test_a_numeric_score_is_refused(small: Path, edit: Callable[[str, str, str], int]) -> None:
    line = edit(FINDING, "coherence: {level: no_or_very_minor}", "coherence: {level: no_or_very_minor, score: 3}")
    found = check_project(small).report.errors
    assert [(d.location.path, d.location.line) for d in found] == [(FINDING, line)]


def test_five_faults_in_one_file_are_named_in_one_run(small: Path, edit: Callable[[str, str, str], int]) -> None:
    lines = {
        edit(STUDY, "kind: qualitative_study", "kind: qualitativ_study"),
        edit(STUDY, "  mode: {value: in_person", "  mod: {value: in_person"),
        edit(STUDY, "size: {value: 2, where: {page: 3}}", "size: {value: two, where: {page: 3}}"),
        edit(STUDY, "  sessions: {value: {min: 7, max: 7}", "  sessions: {value: {min: 9, max: 7}"),
        edit(STUDY, 'judgement: "yes"', "judgement: yes"),
    }
    found = {d.location.line for d in check_project(small).report.errors if d.location.path == STUDY}
    assert lines <= found


def test_every_rule_of_the_table_has_a_reason() -> None:
    assert all(rule.reason.endswith(".") and rule.title for rule in RULES.values())


def test_the_entreq_checklist_has_every_item_once(small: Path) -> None:
    items = [f'  - {{item: {n}, name: "x", text: "y"}}\n' for n in range(1, 22) if n != 7]
    (small / "content/synthesis.yml").write_text("items:\n" + "".join(items), encoding="utf-8")
    (found,) = check_project(small).report.errors
    assert (found.rule, found.location.path) == ("synthesis-item", "content/synthesis.yml")
    assert "missing: 7" in found.message


def test_faults_of_reading_and_of_linking_are_named_in_one_run_and_nothing_else(
    small: Path, edit: Callable[[str, str, str], int]
) -> None:
    expected = {
        ("schema-term", edit(STUDY, "kind: qualitative_study", "kind: qualitativ_study")),
        ("schema-unknown-key", edit(STUDY, "  membership: {value: closed", "  membershp: {value: closed")),
        ("quote-theme", edit(STUDY, "illustrates: [cups, noise]", "illustrates: [cups, nois]")),
        ("reference-key", edit(STUDY, "key: beta2021, as_printed", "key: beta2012, as_printed")),
        ("yaml-ambiguous", edit(STUDY, 'judgement: "yes"', "judgement: yes")),
        ("schema-missing-key", edit(STUDY, '{id: noise, label: "Noise"}', "{id: noise}")),
    }
    found = check_project(small).report.errors
    assert {(d.rule, d.location.line) for d in found} == expected
    assert {d.location.path for d in found} == {STUDY}
