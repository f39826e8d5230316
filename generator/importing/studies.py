"""Coded projects of QDA programs into `content/studies/`.

Comes in: a REFI-QDA project or codebook and the id of a study. Goes out: the study's file with its tree of themes and
its coded quotations, and a report that says what could not be carried over. Nothing is invented: what the project does
not say stands in the file as `unknown`.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator.diagnostics import Location, Severity
from generator.importing.library import write_whole
from generator.importing.qda_archive import Archive
from generator.importing.qda_project import QdaProject, read_project
from generator.importing.qda_quotes import Quotations, read_quotations
from generator.importing.qda_tree import Node, Tree, make_tree
from generator.importing.remarks import ImportRefused, Remark, WronglyCalled, inform, refuse, warn
from generator.importing.study_text import study_text
from generator.load.bibliography import load_bibliography
from generator.load.content_files import is_outside
from generator.load.located_yaml import read_yaml
from generator.load.validation import validate
from generator.model.base import Identifier
from generator.model.reference import Reference
from generator.model.study import Study

_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_SHOWN = 5
"""So many codes that stood too deep are named."""


@dataclass
class StudyImport:
    """What an import of a project did."""

    path: str
    """Of the study's file, below the project."""
    origin: str
    """The program, as the file names it, e.g. `NVivo for Mac 15.0.0`; empty where it does not."""
    themes: int = 0
    subthemes: int = 0
    codes: int = 0
    quotations: int = 0
    left: list[str] = field(default_factory=list)
    """What was not carried over, e.g. `3 memos`."""
    remarks: list[Remark] = field(default_factory=list)


def import_study(root: Path, file: Path, study: str, *, force: bool = False) -> StudyImport:
    """Write the file of a study from a REFI-QDA project or codebook.

    Raises:
        ImportRefused: The file is no project, or the study's file is there and `force` is not given; nothing was written.
    """
    target = check_target(root, study, force=force)
    shown_as = target.relative_to(root).as_posix()
    with Archive(file) as archive:
        project = read_project(archive)
        tree = make_tree(project.codes)
        quotations = read_quotations(project, archive, tree)
    if not tree.themes:
        at = Location(project.shown_as)
        raise refuse(at, "the file has no codes", "Export a project or codebook that has some.")
    made_from = file.name + (f" ({project.origin})" if project.origin else "")
    reference = _reference(root, study)
    text = study_text(study, _short_name(study, reference), made_from, tree.themes, quotations.found)
    _prove(text, shown_as)
    write_whole(target, text.encode("utf-8"))
    return _report(shown_as, study, project, tree, quotations, known=reference is not None)


def check_target(root: Path, study: str, *, force: bool) -> Path:
    """Return where the study's file goes.

    Raises:
        WronglyCalled: The id is none, the folder is not there, or the file is and `force` is not given.
    """
    try:
        TypeAdapter(Identifier).validate_python(study)
    except ValidationError:
        hint = "Lower-case letters, digits and single `-` or `_`, e.g. `nalan2022`."
        raise _wrong("--study", f"`{study}` cannot be the id of a study", hint) from None
    if _RESERVED.fullmatch(study):
        raise _wrong("--study", f"`{study}` cannot be the name of a file on Windows", "Choose another id.")
    folder = root / "content" / "studies"
    if not folder.is_dir() or is_outside(folder, root):
        hint = "Run from the project's folder, or give `--root`."
        raise _wrong("content/studies", "the folder `content/studies` is missing", hint)
    target = folder / f"{study}.yml"
    if target.is_symlink() or (target.exists() and not force):
        hint = "Give another `--study`, or `--force` to replace the whole file."
        raise _wrong(f"content/studies/{study}.yml", "this file is there already", hint)
    return target


def _wrong(place: str, message: str, hint: str) -> WronglyCalled:
    return WronglyCalled(Remark(Severity.ERROR, Location(place), message, hint))


def _reference(root: Path, study: str) -> Reference | None:
    if not (root / "references.bib").is_file():
        return None
    references, _, _ = load_bibliography(root / "references.bib", "references.bib")
    return next((reference for reference in references if reference.cite_key == study), None)


def _short_name(study: str, reference: Reference | None) -> str:
    """Return `Nalan 2022` from the bibliography, or from the id."""
    if reference is not None:
        people = reference.csl.get("author") or reference.csl.get("editor") or [{}]
        family = people[0].get("family") or people[0].get("literal")
        issued = reference.csl.get("issued", {}).get("date-parts")
        if family and issued:
            return f"{family} {issued[0][0]}"
    match = re.fullmatch(r"([a-z]+)(\d{4}[a-z]?)", study)
    return f"{match[1].capitalize()} {match[2]}" if match else study


def _prove(text: str, shown_as: str) -> None:
    """See that our loader reads the file without a complaint, before it is put where the loader looks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.yml"
        path.write_text(text, encoding="utf-8", newline="\n")
        document = read_yaml(path, shown_as)
    problems = [*document.diagnostics, *(validate(Study, document)[1] if document.complete else [])]
    if problems:
        reasons = [
            Remark(problem.severity, problem.location, problem.message, problem.hint) for problem in problems[:5]
        ]
        raise ImportRefused(*reasons)


def _report(
    shown_as: str, study: str, project: QdaProject, tree: Tree, quotations: Quotations, *, known: bool
) -> StudyImport:
    report = StudyImport(shown_as, project.origin, len(tree.themes), quotations=len(quotations.found))
    report.subthemes = sum(len(theme.children) for theme in tree.themes)
    report.codes = sum(len(subtheme.children) for theme in tree.themes for subtheme in theme.children)
    report.left = [_in_words(phrase, number) for phrase, number in (project.left + quotations.left).items()]
    report.remarks = [*_tree_remarks(project, tree), *quotations.remarks]
    if project.is_codebook:
        report.remarks.append(
            inform(Location(project.shown_as), "a codebook has no quotations; export a project for them")
        )
    if not known:
        message = f"`references.bib` has no entry `{study}`"
        hint = "Every study needs one: `evidence-map import refs FILE`, or write it by hand."
        report.remarks.append(warn(Location("references.bib"), message, hint))
    leaves = sum(map(_leaves, tree.themes))
    message = f"{leaves} themes without others below them wait for a place in the crosswalk"
    hint = "Map each in `content/themes/`, or write it into `content/unmapped.yml` with the reason."
    report.remarks.append(inform(Location(shown_as), message, hint))
    return report


def _leaves(node: Node) -> int:
    return sum(map(_leaves, node.children)) if node.children else 1


def _tree_remarks(project: QdaProject, tree: Tree) -> list[Remark]:
    at = Location(project.shown_as)
    remarks = []
    if tree.lifted:
        named = ", ".join(f"`{label}` below `{parent}`" for label, parent in tree.lifted[:_SHOWN])
        more = f", and {len(tree.lifted) - _SHOWN} more" if len(tree.lifted) > _SHOWN else ""
        message = f"{len(tree.lifted)} codes stood deeper than theme, subtheme, code, and stand beside their parent now"
        remarks.append(warn(at, f"{message}: {named}{more}"))
    if tree.unnamed:
        remarks.append(warn(at, f"{tree.unnamed} codes have no name", "Name them in the file."))
    sign = "." if project.origin.startswith("Taguette") else "::"
    flat = [code.name for code in project.codes if sign in code.name]
    if flat:
        message = f"{len(flat)} codes have `{sign}` in their names, e.g. `{flat[0]}`; the tree is as the file has it"
        remarks.append(inform(at, message, f"Where `{sign}` stands for a level, nest them by hand."))
    return remarks


def _in_words(phrase: str, number: int) -> str:
    one, _, many = phrase.partition("|")
    return f"{number:,} {one if number == 1 else many}"
