"""The command `evidence-map`: check, build, serve, verify, import, new, diff, explain, schema.

Exit status: 0 all well; 1 the content or an imported file has errors; 2 the command was called wrongly; 3 the site could
not be built. What only one command needs is imported in it, so that every other command starts at once.
"""

from __future__ import annotations

import datetime
import gc
import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cache.store import Store, open_store
from generator.cli_authoring import authoring_app
from generator.cli_publishing import publishing_app
from generator.diagnostics import Severity
from generator.publishing.staging import NotWhole, recover
from generator.publishing.target import WrongTarget, find_target
from generator.publishing.tree import read_tree
from generator.terminal import Root, console, print_diagnostic, progress
from generator.unchanged import inputs_digest, is_unchanged, number_of_pages, site_table

if TYPE_CHECKING:
    from generator.importing.remarks import ImportRefused
    from generator.project import Checked
    from generator.site import Outcome

app = typer.Typer(
    help="A knowledge base of qualitative evidence: check it, build it, look at it.", no_args_is_help=True
)
import_app = typer.Typer(help="Bring other programs' files into the content.", no_args_is_help=True)
app.add_typer(import_app, name="import")
app.add_typer(authoring_app)
app.add_typer(publishing_app)


@app.command()
def check(root: Root = Path("."), quiet: Annotated[bool, typer.Option(help="Print errors only.")] = False) -> None:
    """Check all content and print every problem with file, line and what to do."""
    from generator.project import check_project

    built = check_project(root.resolve())
    for diagnostic in built.report.diagnostics:
        if not quiet or diagnostic.severity is Severity.ERROR:
            print_diagnostic(diagnostic)
    base = built.base
    console.print(
        f"{len(base.studies)} studies, {len(base.quotes)} quotes, {len(base.themes)} cross-study themes, "
        f"{len(base.mappings)} mappings, {len(base.references)} works: {built.report}",
        markup=False,
    )
    raise typer.Exit(1 if built.report.errors else 0)


@app.command()
def build(
    root: Root = Path("."),
    site_dir: Annotated[Path | None, typer.Option("--site-dir", help="Where the site goes; default ROOT/site.")] = None,
    cache: Annotated[bool, typer.Option(help="Use what earlier builds worked out; the result is the same.")] = True,
) -> None:
    """Check, then build the whole site into a folder; an earlier site stays until the new one is whole."""
    root = root.resolve()
    try:
        target = find_target(site_dir or root / "site", root)
    except WrongTarget as reason:
        console.print(str(reason), markup=False, style="red")
        raise typer.Exit(2) from None
    recover(target)
    store = open_store(root) if cache else Store(None)
    inputs = inputs_digest(root)
    if is_unchanged(site_table(store, target), root, target, inputs):
        pages = number_of_pages(read_tree(target).files)
        console.print(f"Nothing has changed: {_in_place(pages, target)}", markup=False)
        return
    raise typer.Exit(_build(root, target, store, inputs))


def _build(root: Path, target: Path, store: Store, inputs: str) -> int:
    """Build the site and say how it went; returns the exit status."""
    from generator.templates_beside import begin_templates

    begin_templates(root)  # Before all that takes long to import.
    from generator.site import NotBuilt, NotConfigured, build_site

    try:
        with progress() as tell:
            waits = "Another build of this site is running; waiting for its end."
            built = build_site(root, target, store, lambda: console.print(waits), tell, inputs)
    except KeyboardInterrupt:
        console.print("Stopped. The site in its place is whole: the earlier one, or the new one if that was ready.")
        return 130
    except NotConfigured as error:
        from generator.project import check_project

        checked = check_project(root)
        if checked.report.errors:
            return _refuse(checked)
        return _not_built(str(error))
    except OSError as error:
        return _not_built(f"{error.strerror}: {error.filename}" if error.filename else str(error))
    except (NotWhole, NotBuilt) as error:
        return _not_built(str(error))
    if built.report.errors:
        return _refuse(built)
    if built.remark:
        console.print(built.remark, markup=False)
    console.print(_in_place(built.pages, target), markup=False)
    return 0


def _refuse(checked: Checked | Outcome) -> int:
    for diagnostic in checked.report.errors:
        print_diagnostic(diagnostic)
    console.print(f"{checked.report}. Nothing was written.", markup=False)
    return 1


def _not_built(reason: str) -> int:
    console.print(reason, markup=False)
    console.print("The site was not built; the earlier one is as it was.", style="red")
    return 3


def _in_place(pages: int, target: Path) -> str:
    return f"{pages} pages in {os.path.relpath(target)}"


@app.command()
def serve(
    root: Root = Path("."),
    address: Annotated[str, typer.Option(help="Host and port.")] = "127.0.0.1:8000",
) -> None:
    """Preview the site; each save of a file is on the screen in a moment."""
    root = root.resolve()
    if not (root / "mkdocs.yml").is_file():
        console.print(f"{root} holds no mkdocs.yml", markup=False, style="red")
        raise typer.Exit(2)
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--dev-addr",
        address,
        "--config-file",
        str(root / "mkdocs.yml"),
    ]
    # Material announces the end of its life at every start; docs/architecture.md says what follows for us.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    if os.name == "posix":  # In the place of this process, so that whoever ends it ends the preview.
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    raise typer.Exit(subprocess.run(command, check=False, env=environment).returncode)


@app.command()
def verify(
    sources: Annotated[Path, typer.Option("--sources", help="Folder with the papers' texts, one <id>.txt each.")],
    root: Root = Path("."),
) -> None:
    """Compare every quote with the text of its paper, letter by letter, and write content/quotes.lock.json."""
    from generator.check.verification import verify_quotes
    from generator.load.lock import write_lock
    from generator.load.source_text import read_sources
    from generator.model.verification import TIERS
    from generator.project import check_project

    root = root.resolve()
    built = check_project(root)
    if any(not d.rule.startswith(("quote-edited", "quote-unverified", "lock")) for d in built.report.errors):
        for diagnostic in built.report.errors:
            print_diagnostic(diagnostic)
        console.print("Mend these first; nothing was written.")
        raise typer.Exit(1)
    texts = read_sources(sources)
    lock, outcomes = verify_quotes(built.base, texts, datetime.date.today().isoformat(), built.lock)
    write_lock(root, lock)
    for outcome in outcomes:
        if outcome.status == "absent":
            console.print(str(outcome), markup=False)
    counts = Counter(outcome.status for outcome in outcomes)
    tiers = Counter(outcome.tier for outcome in outcomes if outcome.tier)
    console.print(
        f"{counts['verified']} verified, {counts['absent']} absent, {counts['cannot_check']} cannot check", markup=False
    )
    for tier in TIERS:
        if tiers[tier]:
            console.print(f"    {tiers[tier]:4} {tier.replace('_', ' ')}", markup=False)
    raise typer.Exit(1 if counts["absent"] else 0)


@import_app.command("refs")
def import_refs(
    file: Annotated[
        Path, typer.Argument(help="BibTeX, RIS, MEDLINE (PubMed) or CSL-JSON.", exists=True, dir_okay=False)
    ],
    root: Root = Path("."),
    fill: Annotated[bool, typer.Option("--fill", help="Add fields that an entry does not have yet.")] = False,
) -> None:
    """Add the works of another program's file to references.bib; what stands there is never changed."""
    from generator.importing.references import import_references
    from generator.importing.remarks import ImportRefused
    from generator.importing.words import reference_lines

    root = root.resolve()
    if not root.is_dir():
        console.print(f"There is no folder {root}", markup=False, style="red")
        raise typer.Exit(2)
    try:
        report = import_references(root, file, fill=fill)
    except ImportRefused as error:
        raise _refused(error) from None
    for line in reference_lines(report):
        console.print(line, markup=False)
    raise typer.Exit(1 if report.refused else 0)


@import_app.command("qda")
def import_qda(
    file: Annotated[Path, typer.Argument(help="REFI-QDA project or codebook.", exists=True, dir_okay=False)],
    study: Annotated[str, typer.Option("--study", help="Id of the study, which is its key in references.bib.")],
    root: Root = Path("."),
    force: Annotated[bool, typer.Option("--force", help="Replace a study's file that is there.")] = False,
) -> None:
    """Make a study's file of a coded project from MAXQDA, NVivo, ATLAS.ti, QualCoder, Taguette or another."""
    from generator.importing.remarks import ImportRefused
    from generator.importing.studies import import_study
    from generator.importing.words import study_lines

    try:
        report = import_study(root.resolve(), file, study, force=force)
    except ImportRefused as error:
        raise _refused(error) from None
    for line in study_lines(report):
        console.print(line, markup=False)


def _refused(error: ImportRefused) -> typer.Exit:
    """Print why nothing was imported."""
    from generator.importing.remarks import WronglyCalled
    from generator.importing.words import remark_lines

    for reason in error.reasons:
        for line in remark_lines(reason):
            console.print(line, markup=False)
    console.print("Nothing was written.")
    return typer.Exit(2 if isinstance(error, WronglyCalled) else 1)


def main() -> None:
    """Run the command line."""
    # What is imported and read stays to the end; to look for cycles of garbage among it takes an eighth of a start.
    gc.disable()
    try:
        app()
    except SystemExit as end:
        if not isinstance(end.code, int):
            raise
        # Nor is it taken apart object by object at the end: of a thousand studies, a quarter of a second.
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
