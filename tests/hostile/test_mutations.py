"""What comes of broken input: every mutation is refused with its file and line, and nothing else happens."""

from __future__ import annotations

import faulthandler
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from generator.build import check_project
from generator.check.rules import RULES
from generator.diagnostics import Diagnostic, visible
from generator.load.limits import MAX_MEMORY, MAX_SECONDS
from tests.hostile import mutations as of_yaml
from tests.hostile import other_mutations as of_others
from tests.hostile.mutations import Mutation
from tests.hostile.project import BIB, GLOSSARY, LOCK, PAGE, REAL, STUDY, YAML_FILES, make_real, make_small


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile") / "base"
    make_small(root)
    return root


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile") / "real"
    make_real(root)
    return root


def _problem(mutation: Mutation, found: Iterable[Diagnostic]) -> str:
    """Return what is wrong with the answer to a mutation; nothing if it is right."""
    said = [d for d in found if d.location.path == visible(mutation.path)]
    if not said:
        return f"{mutation.name}: no error in {mutation.path}: {[str(d)[:150] for d in found][:3]}"
    if mutation.lines and not any(d.location.line in mutation.lines for d in said):
        return f"{mutation.name}: not one of {sorted(mutation.lines)[:4]}: {[str(d)[:150] for d in said][:3]}"
    if any(d.rule not in RULES for d in said):
        return f"{mutation.name}: unknown rule {[d.rule for d in said]}"
    return ""


def _wrong_answers(base: Path, work: Path, mutations: Iterator[Mutation], at_least: int) -> list[str]:
    problems, count = [], 0
    for mutation in mutations:
        count += 1
        shutil.copytree(base, work)
        mutation.change(work)
        # One that hangs, in a regular expression too, ends the run with the line that it hangs in.
        faulthandler.dump_traceback_later(MAX_SECONDS, exit=True)
        try:
            problems.append(_problem(mutation, check_project(work).report.errors))
        finally:
            faulthandler.cancel_dump_traceback_later()
        shutil.rmtree(work)
    assert count >= at_least
    return [problem for problem in problems if problem]


def test_the_projects_are_valid_before_they_are_broken(base: Path, real: Path) -> None:
    assert [str(d) for d in check_project(base).report.diagnostics] == []
    assert [str(d) for d in check_project(real).report.errors] == []


@pytest.mark.parametrize("path", YAML_FILES)
def test_a_broken_value_or_line_is_named(base: Path, tmp_path: Path, path: str) -> None:
    text = (base / path).read_text(encoding="utf-8")
    every = (mutation for of in (of_yaml.of_values, of_yaml.of_lines) for mutation in of(path, text, len(path)))
    assert _wrong_answers(base, tmp_path / "work", every, 50) == []


@pytest.mark.parametrize("path", [STUDY, GLOSSARY])
def test_a_broken_file_is_named(base: Path, tmp_path: Path, path: str) -> None:
    text = (base / path).read_text(encoding="utf-8")
    assert _wrong_answers(base, tmp_path / "work", of_yaml.of_files(path, text, 1), 25) == []


@pytest.mark.content
def test_a_broken_real_study_is_named(real: Path, tmp_path: Path) -> None:
    text = (real / REAL).read_text(encoding="utf-8")
    every = [*of_yaml.of_values(REAL, text, 7), *of_yaml.of_lines(REAL, text, 7)]
    drawn = random.Random(7).sample(every, 30)
    assert _wrong_answers(real, tmp_path / "work", iter(drawn), 30) == []


@pytest.mark.parametrize(
    ("path", "of"), [(BIB, of_others.of_bibliography), (LOCK, of_others.of_lock), (PAGE, of_others.of_page)]
)
def test_what_is_not_yaml(base: Path, tmp_path: Path, path: str, of: object) -> None:
    text = (base / path).read_text(encoding="utf-8")
    assert callable(of)
    assert _wrong_answers(base, tmp_path / "work", of(text), 40) == []


def test_names_places_and_kinds_of_files(base: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.copytree(base, outside)
    assert _wrong_answers(base, tmp_path / "work", of_others.of_tree(outside), 150) == []


def test_slips_of_an_id_or_a_value_are_named(base: Path, tmp_path: Path) -> None:
    text = (base / STUDY).read_text(encoding="utf-8")
    date = 'method: "One reading."\n  date: '
    ids = ("..", "a/b", "A", "a b", "😀", "a\u200bb", "\u202ea", "а", "a--b", "-a", "a.b", "a" * 81, "é", "")
    cases = {f"id-{name!r}": ("  - id: cups\n", f'  - id: "{name}"\n') for name in ids}
    cases |= {
        f"date-{day}": (f'{date}"2026-01-02"', f'{date}"{day}"')
        for day in (
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "24-01-01",
            "0000-01-01",
            "٢٠٢٤-01-01",
            "2024-01-01T00:00",
        )
    }
    cases["country"] = ("country: SE", "country: NO")
    every = of_yaml.text_changed(STUDY, text, cases)
    assert _wrong_answers(base, tmp_path / "work", every, 20) == []


def test_all_problems_of_all_files_come_in_one_run(base: Path, tmp_path: Path) -> None:
    root = tmp_path / "work"
    shutil.copytree(base, root)
    drawn = random.Random(1)
    broken: list[Mutation] = []
    for path in YAML_FILES:
        broken.append(drawn.choice(list(of_yaml.of_lines(path, (base / path).read_text("utf-8"), 3))))
    broken.append(next(of_others.of_page((base / PAGE).read_text("utf-8"))))
    broken.append(next(m for m in of_others.of_bibliography((base / BIB).read_text("utf-8")) if m.name == "bib:bell"))
    broken.append(next(m for m in of_others.of_lock((base / LOCK).read_text("utf-8")) if m.name == "lock:nan"))
    for mutation in broken:
        mutation.change(root)
    found = check_project(root).report.errors
    assert [problem for mutation in broken if (problem := _problem(mutation, found))] == []


def test_without_a_vocabulary_terms_are_not_let_through(base: Path, tmp_path: Path) -> None:
    root = tmp_path / "work"
    shutil.copytree(base, root)
    (root / "content/vocabulary.yml").unlink()
    found = check_project(root).report.errors
    assert ("vocabulary-missing", "content/vocabulary.yml") in {(d.rule, d.location.path) for d in found}
    (root / "content/vocabulary.yml").write_text("axes: []\n", encoding="utf-8")
    messages = [d.message for d in check_project(root).report.errors if d.location.path == "content/vocabulary.yml"]
    assert [word for word in ("country", "profession", "stage") if not any(word in text for text in messages)] == []


SAMPLE = (
    "yaml:huge-text", "yaml:many-values", "yaml:escape", "bib:many-entries", "tree:fifo-references.bib",
)  # fmt: skip


def _sample(base: Path, outside: Path) -> Iterator[tuple[str, Mutation]]:
    study = (base / STUDY).read_text("utf-8")
    named = {
        f"yaml:{mutation.name.rpartition(':')[2]}": mutation
        for of in (of_yaml.of_values, of_yaml.of_files)
        for mutation in of(STUDY, study, 1)
    }
    for of, path in ((of_others.of_bibliography, BIB), (of_others.of_lock, LOCK), (of_others.of_page, PAGE)):
        named |= {mutation.name: mutation for mutation in of((base / path).read_text("utf-8"))}
    named |= {mutation.name: mutation for mutation in of_others.of_tree(outside)}
    for name in SAMPLE:
        yield name, named[name]


_LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_DATA, ({MAX_MEMORY}, {MAX_MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({MAX_SECONDS}, {MAX_SECONDS}))
from generator.cli import main
main()
"""


def test_the_command_keeps_its_limits(base: Path, tmp_path: Path) -> None:
    problems = []
    for name, mutation in _sample(base, tmp_path / "outside"):
        root = tmp_path / "work"
        shutil.copytree(base, root)
        mutation.change(root)
        done = subprocess.run(
            [sys.executable, "-c", _LIMITED, "check", "--root", str(root)],
            capture_output=True,
            check=False,
            timeout=3 * MAX_SECONDS,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        output = (done.stdout + done.stderr).decode("utf-8", "replace")
        if done.returncode != 1 or "Traceback" in output or mutation.path not in output or "\x1b[2J" in output:
            problems.append(f"{name}: {done.returncode}: {output[:300]}")
        shutil.rmtree(root)
    assert problems == []
