"""`evidence-map new`: a file to fill in, that says what to fill in, and that never takes another's place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from typer.testing import CliRunner

from generator.authoring.schema import KINDS, make_schemas
from generator.authoring.study_scaffold import study_scaffold
from generator.authoring.yaml_text import one_line
from generator.build import check_project
from generator.cli import app
from generator.load.located_yaml import read_yaml
from generator.model.reference import Reference

FOLDERS = {"study": "studies", "theme": "themes", "finding": "findings", "pack": "orientation"}
SCHEMA = make_schemas(None)["study"]
STUDY_KEYS = (
    "id",
    "kind",
    "short_name",
    "aim",
    "summary",
    "setting",
    "balint_group",
    "sample",
    "methods",
    "references",
)
ENTRY = """
@article{gamma2022,
  author  = {Sample, Bo and {A Group of Authors}},
  title   = {Cups, "quoted" and \\emph{set} in {\\AA}rhus},
  journal = {Journal of Examples},
  year    = {2022},
  volume  = {3},
  pages   = {1--2},
  doi     = {10.1234/example.5}
}
"""


@pytest.fixture
def project(small: Path) -> Path:
    """The small knowledge base with a work that has no study yet, and the real one's terms for packs."""
    bib = small / "references.bib"
    bib.write_text(bib.read_text(encoding="utf-8") + ENTRY, encoding="utf-8")
    return small


def new(root: Path, kind: str, identifier: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["new", kind, identifier, "--root", str(root)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def path_of(root: Path, kind: str, identifier: str) -> Path:
    return root / "content" / FOLDERS[kind] / f"{identifier}.yml"


def test_a_new_study_names_its_paper_and_marks_every_fact_as_unknown(project: Path) -> None:
    status, said = new(project, "study", "gamma2022")
    assert status == 0
    text = path_of(project, "study", "gamma2022").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/study.json\n## Bo Sample; A Group of Authors\n")
    assert '## Cups, "quoted" and set in Århus (2022)' in text
    assert "## https://doi.org/10.1234/example.5" in text
    assert 'short_name: "Sample 2022"' in text
    assert "  mode: unknown  # in_person, virtual, mixed. Whether the group met in one room" in text
    assert "    accreditation: unknown" in text
    assert "content/studies/gamma2022.yml" in said and "What remains" in said
    found = check_project(project).report.errors
    # The country is the one thing without which the map cannot be made, and nobody but a reader of the paper knows it.
    assert [(d.rule, d.location.path) for d in found] == [("term-unknown", "content/studies/gamma2022.yml")]
    assert str(found[0].location) in said


def test_once_the_country_is_there_the_new_study_is_without_error(project: Path) -> None:
    new(project, "study", "gamma2022")
    path = path_of(project, "study", "gamma2022")
    path.write_text(path.read_text(encoding="utf-8").replace("country: unknown", "country: SE"), encoding="utf-8")
    assert [str(d) for d in check_project(project).report.errors] == []


@pytest.mark.parametrize(("kind", "identifier"), [("theme", "kettle-talk"), ("pack", "tea-rooms")])
def test_a_new_theme_and_a_new_pack_are_without_error(project: Path, kind: str, identifier: str) -> None:
    status, said = new(project, kind, identifier)
    assert status == 0
    assert [str(d) for d in check_project(project).report.errors] == []
    assert "Not written yet." in said
    assert {"theme": "order: 20", "pack": "order: 1"}[kind] in path_of(project, kind, identifier).read_text("utf-8")


def test_a_new_finding_waits_for_its_assessment(project: Path) -> None:
    status, said = new(project, "finding", "tea-is-late")
    assert status == 0
    found = {d.rule for d in check_project(project).report.errors}
    assert found == {"schema-missing-key", "cerqual-sentence"}
    assert "`cerqual` is missing" in said


@pytest.mark.parametrize(
    ("kind", "identifier"), [("study", "gamma2022"), ("theme", "a1"), ("finding", "b2"), ("pack", "c3")]
)
def test_the_examples_in_the_comments_fit_the_model(project: Path, kind: str, identifier: str) -> None:
    new(project, kind, identifier)
    path = path_of(project, kind, identifier)
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    opened = [re.sub(r"^# ", "", line) for line in lines if not line.lstrip().startswith("##")]
    text = "\n".join(opened).replace("mappings: []", "mappings:").replace("contributions: []", "contributions:")
    path.write_text(text + "\n", encoding="utf-8")
    document = read_yaml(path, path.name)
    assert [str(d) for d in document.diagnostics] == []
    assert len(opened) < len(lines)
    schema = Draft7Validator(make_schemas(None)[kind])
    assert [e.message for e in schema.iter_errors(document.data)] == []
    made = KINDS[kind].model_validate(document.data)
    if kind == "study":
        filled = [name for name in type(made).model_fields if getattr(made, name) not in (None, ())]
        assert set(filled) == set(type(made).model_fields) - {"title_note"}


def test_a_file_that_is_there_is_not_touched(project: Path) -> None:
    path = path_of(project, "study", "alpha2020")
    before = path.read_bytes()
    status, said = new(project, "study", "alpha2020")
    assert status == 2 and "is there already" in said
    assert path.read_bytes() == before


def test_a_link_to_nowhere_is_not_written_through(project: Path, tmp_path: Path) -> None:
    path_of(project, "theme", "elsewhere").symlink_to(tmp_path / "outside.yml")
    status, said = new(project, "theme", "elsewhere")
    assert status == 2 and "is there already" in said
    assert not (tmp_path / "outside.yml").exists()


@pytest.mark.parametrize("identifier", ["../out", "Upper", "a b", "ä", "con", "x" * 81, "", "a.yml"])
def test_what_cannot_be_an_id_is_refused(project: Path, identifier: str) -> None:
    before = sorted(project.rglob("*"))
    status, said = new(project, "theme", identifier)
    assert status == 2 and said.strip()
    assert sorted(project.rglob("*")) == before


def test_a_study_without_its_work_gets_the_nearest_key(project: Path) -> None:
    status, said = new(project, "study", "gama2022")
    assert status == 2
    assert "Did you mean `gamma2022`?" in said


def test_a_study_whose_entry_has_errors_is_sent_to_check(project: Path, edit: Callable[[str, str, str], int]) -> None:
    edit("references.bib", "year    = {2022}", "year    = {22}")
    status, said = new(project, "study", "gamma2022")
    assert status == 2 and "evidence-map check" in said


def test_a_folder_without_content_is_named(tmp_path: Path) -> None:
    status, said = new(tmp_path, "theme", "x1")
    assert status == 2 and "`content`" in said


ANY_TEXT = st.text(st.characters(codec="utf-8"), min_size=1)


@given(title=ANY_TEXT, family=ANY_TEXT, journal=ANY_TEXT)
@settings(deadline=None)
def test_whatever_the_bibliography_holds_stays_in_its_place(title: str, family: str, journal: str) -> None:
    csl = {
        "id": "gamma2022",
        "type": "book",
        "title": title,
        "author": [{"family": family, "given": "B"}],
        "container-title": journal,
    }
    work = Reference.model_construct(cite_key="gamma2022", csl_type="book", title=title, csl=csl)
    text = study_scaffold(work, SCHEMA, None)
    reading = yaml.safe_load(text)
    assert reading["id"] == "gamma2022"
    assert reading["short_name"] == one_line(family)
    assert list(reading) == [*STUDY_KEYS]
