"""`evidence-map explain`: every rule has an example, and the examples break and keep the rule that they are of."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.authoring.examples import EXAMPLES
from generator.authoring.examples_reading import READING
from generator.build import check_project
from generator.check.rules import RULES
from generator.cli import app
from generator.load.bibliography import parse_references
from generator.load.located_yaml import read_yaml
from generator.load.pages import parse_page
from generator.load.validation import validate
from generator.model.balint import BalintGroup
from generator.model.base import Many, Model
from generator.model.glossary import Glossary
from generator.model.study import ReportingItem

IN_WORDS = {
    "bib-byte-order-mark",
    "bib-encoding",
    "bib-nul",
    "bib-string-too-long",
    "bib-too-large",
    "bib-unreadable",
    "yaml-too-large",
    "yaml-too-long",
    "yaml-too-many",
}
"""Rules whose example is a description: the file itself would not fit on the screen, or on a terminal at all."""


class Items(Model):
    """What the example of `schema-term` is a piece of."""

    items: Many[ReportingItem]


MODELS = {"schema-term": Items, "schema-value": BalintGroup}


def rules_in_yaml(text: str, tmp_path: Path) -> set[str]:
    path = tmp_path / "example.yml"
    path.write_text(text + "\n", encoding="utf-8")
    return {problem.rule for problem in read_yaml(path, "example.yml").diagnostics}


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == set(RULES)
    assert all(example.wrong.strip() and example.right.strip() for example in EXAMPLES.values())
    assert [rule for rule, example in EXAMPLES.items() if example.wrong == example.right] == []


@pytest.mark.parametrize("rule", [rule for rule in READING if rule.startswith("bib-") and rule not in IN_WORDS])
def test_an_example_of_bibtex_breaks_its_rule_and_the_other_keeps_all(rule: str) -> None:
    example = EXAMPLES[rule]
    assert rule in {problem.rule for problem in parse_references(example.wrong, "references.bib")[2]}
    assert [str(problem) for problem in parse_references(example.right, "references.bib")[2]] == []


@pytest.mark.parametrize("rule", [rule for rule in READING if rule.startswith("yaml-") and rule not in IN_WORDS])
def test_an_example_of_yaml_breaks_its_rule_and_the_other_keeps_all(rule: str, tmp_path: Path) -> None:
    example = EXAMPLES[rule]
    assert rules_in_yaml(example.wrong, tmp_path) == {rule}
    assert rules_in_yaml(example.right, tmp_path) == set()


@pytest.mark.parametrize("rule", [rule for rule in READING if rule.startswith("schema-")])
def test_an_example_of_the_schema_breaks_its_rule_and_the_other_keeps_all(rule: str, tmp_path: Path) -> None:
    found = []
    for text in EXAMPLES[rule]:
        path = tmp_path / "example.yml"
        path.write_text(text + "\n", encoding="utf-8")
        _, problems = validate(MODELS.get(rule, Glossary), read_yaml(path, "example.yml"))
        found.append([problem.rule for problem in problems])
    assert found == [[rule], []]


def explain(rule: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["explain", rule])
    return result.exit_code, result.output


def test_explain_prints_what_why_and_both_examples() -> None:
    assert explain("yaml-lost-comment") == (
        0,
        "yaml-lost-comment (error)\n\nWhat it wants: Nothing is lost behind a # in unquoted text.\n"
        'Why: Everything after " #" is a comment: `pain #1` would become `pain`.\n\n'
        'Wrong:\n    label: pain #1\n\nRight:\n    label: "pain #1"\n',
    )


def test_an_unknown_rule_gets_the_nearest_one() -> None:
    status, said = explain("yaml-tabs")
    assert status == 2
    assert "Did you mean `yaml-tab`?" in said


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_is_explained(rule: str) -> None:
    status, said = explain(rule)
    assert status == 0
    assert RULES[rule].reason in said and "Wrong:" in said and "Right:" in said


@pytest.mark.parametrize("rule", ["page-mark", "pack-mark"])
def test_an_example_of_a_mark_cannot_be_read_and_the_other_can(rule: str) -> None:
    wrong, right = (parse_page("", "", text).faults for text in EXAMPLES[rule])
    assert wrong and not right


def test_the_example_of_html_in_a_page_is_refused_and_the_link_is_not(small: Path) -> None:
    page = small / "content/pages/about/index.md"
    found = []
    for text in EXAMPLES["page-html"]:
        page.write_text(f"# About\n\n{text}\n", encoding="utf-8")
        found.append({problem.rule for problem in check_project(small).report.errors})
    assert found == [{"page-html"}, set()]


def test_the_example_of_front_matter_is_refused_and_the_other_is_not(small: Path) -> None:
    page = small / "content/pages/about/index.md"
    found = []
    for text in EXAMPLES["page-front-matter"]:
        page.write_text(f"{text}\n\nWords.\n", encoding="utf-8")
        found.append({problem.rule for problem in check_project(small).report.errors})
    assert found == [{"page-front-matter"}, set()]
