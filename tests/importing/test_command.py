"""The commands `evidence-map import refs` and `import qda`: what a person reads and which status a script gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli import app

SAMPLES = Path(__file__).parent / "samples"
BOOK = "TY  - BOOK\nTI  - {title}\nAU  - A, B\nPB  - {publisher}\nPY  - 2000\nER  - \n"


def run(*arguments: str) -> tuple[int, str]:
    """Run the command line and return its status and what it prints."""
    result = CliRunner().invoke(app, ["import", *arguments])
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file to import."""
    path = tmp_path / "works.ris"
    path.write_text(BOOK.format(title="A book of cups and kettles", publisher="P"), encoding="utf-8")
    return path


def test_refs_says_what_it_added_and_then_that_nothing_is_new(project: Path, file: Path) -> None:
    status, said = run("refs", str(file), "--root", str(project))
    assert status == 0
    assert "added a2000: A book of cups and kettles" in said
    assert "1 records (RIS); 1 added; 0 there already." in said
    status, said = run("refs", str(file), "--root", str(project))
    assert status == 0
    assert said.splitlines() == ["1 records (RIS); 0 added; 1 there already. Nothing was written."]


def test_refs_shows_conflicts_field_by_field(project: Path, file: Path) -> None:
    run("refs", str(file), "--root", str(project))
    text = BOOK.format(title="A book of cups and kettles", publisher="[bold]Q[/bold]").replace(
        "ER", "CY  - Uppsala\nER"
    )
    file.write_text(text, encoding="utf-8")
    status, said = run("refs", str(file), "--root", str(project))
    assert status == 0
    assert said.splitlines()[:5] == [
        "works.ris:1: a2000 is there already (same title and year)",
        "    publisher differs",
        "        in references.bib: P",
        "        in the file:       [bold]Q[/bold]",
        "    only in the file: address",
    ]
    assert "--fill" in said
    assert "    added: address" in run("refs", str(file), "--root", str(project), "--fill")[1]


def test_refs_with_records_that_were_left_out_fails_but_writes_the_rest(project: Path, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "TY  - BOOK\nAU  - C, D\nER  - \n", encoding="utf-8")
    status, said = run("refs", str(file), "--root", str(project))
    assert status == 1
    assert "works.ris:7: error: a record has no title; left out" in said
    assert "a2000" in (project / "references.bib").read_text(encoding="utf-8")


def test_refs_refuses_what_it_cannot_read(project: Path, file: Path, tmp_path: Path) -> None:
    file.write_text("no record", encoding="utf-8")
    status, said = run("refs", str(file), "--root", str(project))
    assert (status, said.splitlines()[-1]) == (1, "Nothing was written.")
    assert run("refs", str(tmp_path / "missing.ris"), "--root", str(project))[0] == 2
    assert run("refs", str(file), "--root", str(tmp_path / "missing"))[0] == 2


def test_qda_writes_a_study_once(project: Path) -> None:
    arguments = ("qda", str(SAMPLES / "taguette.qdc"), "--study", "gamma2022", "--root", str(project))
    status, said = run(*arguments)
    assert status == 0
    assert "content/studies/gamma2022.yml from Taguette 1.5.2: 5 themes, 0 subthemes, 0 codes, 0 quotations" in said
    assert "TODO" in said
    status, said = run(*arguments)
    assert status == 2
    assert "--force" in said
    assert run(*arguments, "--force")[0] == 0


def test_qda_refuses_what_is_no_project(project: Path, file: Path) -> None:
    status, said = run("qda", str(file), "--study", "gamma2022", "--root", str(project))
    assert (status, said.splitlines()[-1]) == (1, "Nothing was written.")
    assert "works.ris:1:1: error: this XML is not well-formed" in said
