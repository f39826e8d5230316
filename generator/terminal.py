"""What the commands share on the terminal: where they print, the option that names the project, a problem in colour."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from generator.diagnostics import Diagnostic, Severity

console = Console(soft_wrap=True, highlight=False)

Root = Annotated[
    Path, typer.Option("--root", help="Folder that holds mkdocs.yml, content/ and references.bib.", file_okay=False)
]


def print_diagnostic(diagnostic: Diagnostic) -> None:
    """Print a problem with its place, its severity in colour, and what to do."""
    colour = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}[diagnostic.severity]
    console.print(f"{diagnostic.location}: ", end="", markup=False)
    console.print(f"{diagnostic.severity}: ", end="", style=colour, markup=False)
    console.print(f"{diagnostic.message} [{diagnostic.rule}]", markup=False)
    if diagnostic.hint:
        console.print(f"    {diagnostic.hint}", markup=False, style="dim")
