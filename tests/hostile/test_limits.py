"""The limits that docs/limits.md states: each holds, and what is just below it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import check_project
from generator.load import limits
from tests.hostile.project import BIB, GLOSSARY, LOCK, PAGE, PROJECT, STUDY, make_small

FIELD = "@misc{{x2020,\n  title = {{A}},\n  note = {{{}}}\n}}\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    make_small(tmp_path / "base")
    return tmp_path / "base"


def _term(definition: str) -> str:
    return f'terms:\n  - id: kettle\n    label: "K"\n    definition: "{definition}"\n    sources: []\n'


def _nested(levels: int) -> str:
    return "a: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"


CASES: tuple[tuple[str, str, str, Callable[[int], str]], ...] = (
    ("MAX_BYTES", "yaml-too-large", STUDY, lambda n: "#" * n),
    ("MAX_LOCK_BYTES", "lock-corrupt", LOCK, lambda n: '{"sources": {}, "quotes": {}}'.ljust(n)),
    (
        "MAX_LOCK_MARKS",
        "lock-corrupt",
        LOCK,
        lambda n: '{"comment": "' + "," * (n - 5) + '", "sources": {}, "quotes": {}}',
    ),
    ("MAX_BIB_BYTES", "bib-too-large", BIB, lambda n: "%" * n),
    ("MAX_BIB_FIELD", "bib-string-too-long", BIB, lambda n: FIELD.format("x" * n)),
    (
        "MAX_BIB_MARKS",
        "bib-string-too-long",
        BIB,
        lambda n: "".join(FIELD.format("{a}" * 500) for _ in range(n // 500)) + FIELD.format("{a}" * (n % 500)),
    ),
    ("MAX_PAGE_CHARACTERS", "page-too-long", PAGE, lambda n: "ä" * n),
    ("MAX_DEPTH", "yaml-depth", GLOSSARY, _nested),
    ("MAX_SCALAR", "yaml-too-long", GLOSSARY, lambda n: _term("x" * n)),
    ("MAX_VALUES", "yaml-too-many", GLOSSARY, lambda n: "a:\n" + "- b\n" * (n - 2)),
)


@pytest.mark.parametrize(("name", "rule", "path", "make"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_a_limit_holds_and_refuses_nothing_below_it(
    base: Path, name: str, rule: str, path: str, make: Callable[[int], str]
) -> None:
    most = getattr(limits, name)
    for size, refused in ((most, False), (most + 1, True)):
        (base / path).write_text(make(size), encoding="utf-8")
        found = {d.rule for d in check_project(base).report.errors if d.location.path == path}
        assert (rule in found) == refused, (size, found)


def test_very_many_problems_are_counted(base: Path) -> None:
    text = (base / STUDY).read_text(encoding="utf-8")
    (base / STUDY).write_text(text + "".join(f"k{n}: 1\n" for n in range(1_500)), encoding="utf-8")
    found = [d for d in check_project(base).report.errors if d.location.path == STUDY]
    assert len(found) == limits.MAX_PROBLEMS + 1
    assert "500 more problems" in found[-1].message


def test_very_many_links_that_lead_nowhere_are_cut_and_nothing_else_is(base: Path) -> None:
    terms = "".join(f"      - x{n}\n" for n in range(2_000))
    text = _term("x").replace("    sources: []\n", f"    see:\n{terms}    sources: []\n")
    (base / GLOSSARY).write_text(text, encoding="utf-8")
    found = check_project(base).report.errors
    assert limits.MAX_PROBLEMS <= sum(d.rule == "glossary-link" for d in found) <= limits.MAX_PROBLEMS + 1
    assert any(d.location.path == PAGE for d in found)  # The page explains a term that is gone now.


def test_a_slip_that_repeats_is_shown_a_few_times(base: Path) -> None:
    (base / GLOSSARY).write_text("terms:\n" + "\t- a\n" * 100 + "x: \x07" + "\x07" * 100, encoding="utf-8")
    rules = [d.rule for d in check_project(base).report.errors if d.location.path == GLOSSARY]
    assert rules.count("text-control") == limits.MAX_SHOWN
    assert rules.count("yaml-tab") <= limits.MAX_SHOWN


def test_the_document_states_the_limits() -> None:
    text = (PROJECT / "docs" / "limits.md").read_text(encoding="utf-8")
    numbers = {name: value for name, value in vars(limits).items() if name.isupper()}
    for name, value in numbers.items():
        shown = f"{value // 1024 // 1024} MB" if name == "MAX_MEMORY" else f"{value:,}"
        assert f"`{name}`" in text and shown in text[text.index(f"`{name}`") - 200 : text.index(f"`{name}`")], name
