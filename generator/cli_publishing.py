"""The commands for who publishes a site: audit, export-docs.

What only one command needs is imported in it, so that every other command starts at once.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from generator.terminal import Root, console, print_diagnostic

publishing_app = typer.Typer()


@publishing_app.command()
def audit(
    site: Annotated[Path, typer.Argument(help="Folder of the built site.", file_okay=False)] = Path("site"),
) -> None:
    """Read a built site and print what is wrong: links, ids, outside requests, policy, titles, images, sizes."""
    from generator.audit.site import audit as audit_site

    if not (site / "index.html").is_file():
        console.print(f"There is no site in {site}; build one first: evidence-map build", markup=False, style="red")
        raise typer.Exit(2)
    flaws = audit_site(site)
    for flaw in flaws:
        console.print(str(flaw), markup=False)
    pages = sum(1 for _ in site.rglob("*.html"))
    rules = ", ".join(f"{number} {rule}" for rule, number in sorted(Counter(flaw.rule for flaw in flaws).items()))
    console.print(f"{pages} pages, {len(flaws)} problems{f' ({rules})' if rules else ''}", markup=False)
    raise typer.Exit(1 if flaws else 0)


@publishing_app.command("export-docs")
def export_docs(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.", file_okay=False)],
    root: Root = Path("."),
) -> None:
    """Write the pages as Markdown, with a configuration that Zensical builds; it needs no plugin."""
    from generator.build import build
    from generator.docs_tree import docs_tree
    from generator.plugin import ConfigurationError, read_project
    from generator.site_files import theme_files

    if folder.exists() and any(folder.iterdir()):
        console.print(f"{folder} is not empty; choose a new folder.", markup=False, style="red")
        raise typer.Exit(2)
    try:
        edition, nav = read_project(root.resolve())
    except ConfigurationError as error:
        console.print(str(error), markup=False, style="red")
        raise typer.Exit(2) from None
    built = build(root.resolve(), edition)
    if built.report.errors:
        for diagnostic in built.report.errors:
            print_diagnostic(diagnostic)
        console.print(f"{built.report}. Nothing was written.", markup=False)
        raise typer.Exit(1)
    for path, content in docs_tree(built.pages, {**built.files, **theme_files()}, edition, nav).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    console.print(f"{len(built.pages)} pages in {folder}, with {folder / 'mkdocs.yml'}", markup=False)
