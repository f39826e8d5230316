"""The made-up corpus is a knowledge base without a fault, and the same one each time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import check_project

PROJECT = Path(__file__).parent.parent.parent


def made(folder: Path, studies: int, seed: int = 1) -> Path:
    command = [sys.executable, "-m", "benchmarks.synthetic_corpus", "--studies", str(studies), "--seed", str(seed)]
    subprocess.run([*command, "--into", str(folder)], check=True, cwd=PROJECT)
    return folder


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("ten") / "project", 10)


def test_nothing_is_wrong_with_it(ten: Path) -> None:
    built = check_project(ten)
    assert [str(diagnostic) for diagnostic in built.report.diagnostics] == []


def test_it_has_the_size_and_the_links_of_a_real_one(ten: Path) -> None:
    base = check_project(ten).base
    assert len(base.studies) == 10
    assert len(base.quotes) == 200
    assert len(base.themes) == 18
    assert all(theme.mappings for theme in base.themes.values())
    sizes = [path.stat().st_size for path in (ten / "content" / "studies").iterdir()]
    assert all(18_000 < size < 36_000 for size in sizes)
    cited_by = [len({c.study.id for c in cited}) for cited in base.citations.values()]
    assert max(cited_by) >= 8, "some works are cited by nearly all"
    assert cited_by.count(1) > len(cited_by) / 3, "and many by one study only"


def test_one_seed_makes_the_same_bytes_and_another_seed_others(ten: Path, tmp_path: Path) -> None:
    assert digest(made(tmp_path / "again", 10)) == digest(ten)
    other = digest(made(tmp_path / "other", 10, seed=2))
    assert other["content/studies/study-0001.yml"] != digest(ten)["content/studies/study-0001.yml"]


def test_a_study_does_not_depend_on_how_many_there_are(ten: Path, tmp_path: Path) -> None:
    more = digest(made(tmp_path / "more", 25))
    for path, sha in digest(ten / "content" / "studies").items():
        assert more[f"content/studies/{path}"] == sha


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    command = [sys.executable, "-m", "benchmarks.synthetic_corpus", "--studies", "10", "--into", str(tmp_path)]
    done = subprocess.run(command, check=False, cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
