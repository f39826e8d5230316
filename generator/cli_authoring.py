"""The commands for people who write or review content: new, explain, diff, schema.

What only one command needs is imported in it, so that every other command starts at once.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.config import Edition
from generator.diagnostics import Severity, did_you_mean
from generator.terminal import Root, console, print_diagnostic

if TYPE_CHECKING:
    from generator.authoring.snapshot import Snapshot

authoring_app = typer.Typer()

_OF_THE_LOCK = ("quote-edited", "lock-orphan")
"""Errors that stop a build but not the making of pages for a comparison."""


class NewKind(StrEnum):
    """What `new` can make."""

    STUDY = "study"
    THEME = "theme"
    FINDING = "finding"
    PACK = "pack"


@authoring_app.command()
def new(
    kind: Annotated[NewKind, typer.Argument(help="What to make.")],
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Its id; of a study, its key in references.bib.", show_default=False)
    ],
    root: Root = Path("."),
) -> None:
    """Make a new content file with comments that say what to fill in; a file that is there is never touched."""
    from generator.authoring.new_file import NotMade, new_file
    from generator.project import check_project

    root = root.resolve()
    try:
        path = new_file(root, kind.value, identifier)
    except NotMade as reason:
        console.print(str(reason), markup=False, style="red")
        raise typer.Exit(2) from None
    console.print(f"{path} is there. What remains:", markup=False)
    for diagnostic in check_project(root).report.diagnostics:
        if diagnostic.location.path == path:
            print_diagnostic(diagnostic)
    if kind is NewKind.PACK:
        console.print("    Name its page in `nav` of mkdocs.yml, so that the menu shows it.", markup=False)
    console.print(
        '    Fill in what says `unknown` or "Not written yet."; the comments say how. Then run `evidence-map check`.',
        markup=False,
    )


class Format(StrEnum):
    """How `diff` writes."""

    TEXT = "text"
    MARKDOWN = "markdown"


@authoring_app.command()
def diff(
    base: Annotated[str, typer.Argument(help="The earlier state: a git revision, or a folder with content/ in it.")],
    root: Root = Path("."),
    output: Annotated[Format, typer.Option("--format", help="Markdown is for a pull request's comment.")] = Format.TEXT,
    pages: Annotated[bool, typer.Option(help="Make the pages of both states and say which differ.")] = True,
) -> None:
    """Say what a change does to quotations, mappings, findings, references, packs and pages."""
    from generator.authoring.change_report import as_markdown, as_text
    from generator.authoring.changes import compare
    from generator.authoring.revision import NoSuchBase, content_of

    root = root.resolve()
    if not (root / "content").is_dir():
        console.print(f"There is no folder `content` in {root}", markup=False, style="red")
        raise typer.Exit(2)
    try:
        with content_of(root, base) as earlier:
            before = _snapshot(earlier, pages)
    except NoSuchBase as reason:
        console.print(str(reason), markup=False, style="red")
        raise typer.Exit(2) from None
    difference = compare(before, _snapshot(root, pages))
    text = as_markdown(difference, base) if output is Format.MARKDOWN else as_text(difference, base)
    typer.echo(text, nl=False)


def _snapshot(root: Path, pages: bool) -> Snapshot:
    """Return the state of a project; title and date are left out, so that only the content makes a difference."""
    from generator.authoring.snapshot import take_snapshot
    from generator.build import build as build_pages
    from generator.check.verification import statuses
    from generator.project import check_project
    from generator.render.urls import page_url

    edition = Edition("", "", "", "2000-01-01", "", "", "", "")
    # A quotation that was changed on purpose is what a reviewer wants to see on its pages.
    built = build_pages(root, edition, dict.fromkeys(_OF_THE_LOCK, Severity.WARNING)) if pages else None
    made = {page_url(uri) or "/": page.markdown for uri, page in built.pages.items()} if built and built.pages else None
    checked = built or check_project(root)
    errors = sum(d.severity is Severity.ERROR or d.rule in _OF_THE_LOCK for d in checked.report.diagnostics)
    return take_snapshot(checked.base, statuses(checked.base, checked.lock), made, errors)


@authoring_app.command()
def schema(root: Root = Path(".")) -> None:
    """Write content/schema/*.json anew, by which editors complete and explain; needed after a change of the vocabulary."""
    from generator.authoring.schema import write_schemas
    from generator.load.content import load_corpus

    root = root.resolve()
    if not (root / "content").is_dir():
        console.print(f"There is no folder `content` in {root}", markup=False, style="red")
        raise typer.Exit(2)
    written = write_schemas(root, load_corpus(root).vocabulary)
    console.print(f"Written: {', '.join(written)}" if written else "All schemas are current.", markup=False)


@authoring_app.command()
def explain(rule: Annotated[str, typer.Argument(help="Name of a rule, as printed in brackets.")]) -> None:
    """Say what a rule wants, why, and show an example."""
    from generator.authoring.examples import explanation
    from generator.check.rules import RULES

    if rule not in RULES:
        near = did_you_mean(rule, RULES)
        said = f"There is no rule `{rule}`. {near}".strip()
        console.print(f"{said} Rules: {', '.join(sorted(RULES))}", markup=False)
        raise typer.Exit(2)
    found = RULES[rule]
    typer.echo(explanation(rule, found.title, found.severity, found.reason))
