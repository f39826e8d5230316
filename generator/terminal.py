"""What the commands share on the terminal: where they print, the option that names the project, a problem in colour."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


PATIENCE = 2.0
"""Seconds after which a reader of plain lines wants to know what takes so long."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield what to tell the next step to: on a terminal it is shown and goes; elsewhere a slow build prints lines."""
    if console.is_terminal:
        with console.status("Building", spinner="dots") as status:
            yield lambda step: status.update(f"Building: {step}")
        return
    began = time.monotonic()

    def line(step: str) -> None:
        passed = time.monotonic() - began
        if passed > PATIENCE:
            console.print(f"{passed:6.0f} s  {step}", markup=False)

    yield line
