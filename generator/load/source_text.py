"""The texts of the papers, which are copyrighted and lie outside of the project.

Comes in: a folder with one `<study id>.txt` per paper. Goes out: the texts, to the letter.
"""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.decode import decode_utf8


def read_sources(folder: Path) -> dict[str, str]:
    """Return the texts that can be read, by study id; `load_sources` also says what is wrong."""
    return load_sources(folder)[0]


def load_sources(folder: Path) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the texts by study id, line breaks as they are, and what is wrong with the others."""
    if not folder.is_dir():
        problem = _unreadable(Location(folder.as_posix()), "this folder is missing")
        return {}, [problem]
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in sorted(folder.glob("*.txt")):
        text, found = _read(path)
        problems += found
        if text is not None and not found:
            texts[path.stem] = text
    return texts, problems


def _read(path: Path) -> tuple[str | None, list[Diagnostic]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        return None, [_unreadable(Location(path.as_posix()), f"this file cannot be read: {error.strerror}")]
    return decode_utf8(raw, path.as_posix())


def _unreadable(location: Location, message: str) -> Diagnostic:
    return Diagnostic("file-unreadable", Severity.ERROR, location, message, "Check the path and the rights.")
