"""The data's history, from the sections `### Data` of `CHANGELOG.md`.

Comes in: the file. Goes out: the versions, newest first as they are written, and what is wrong with the headings. Sections of
the program are left aside: who reads the data wants to know what changed in it.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.content_files import is_outside, problem_of_place
from generator.load.decode import decode_utf8
from generator.load.limits import MAX_BYTES
from generator.model.release import Release

NAME = "CHANGELOG.md"
DATA = "### Data"
_VERSION = re.compile(r"## (?P<version>[0-9]+(?:\.[0-9]+){1,3}(?:[-.+][0-9A-Za-z.]+)?), (?P<date>\d{4}-\d{2}-\d{2})")
_COMING = "## Unreleased"
_HINT = f"Write it like `## 1.2.0, 2026-11-21`, or `{_COMING}` for what is not published yet."


def load_changelog(root: Path) -> tuple[tuple[Release, ...], list[Diagnostic]]:
    """Return the versions of the data and what is wrong with the file; without a file there are none."""
    path = root / NAME
    if not os.path.lexists(path):
        return (), []
    if is_outside(path, root):
        return (), [problem_of_place(NAME)]
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return (), [_problem(0, f"it cannot be read: {error.strerror}", "Check the rights.")]
    if len(raw) > MAX_BYTES:
        return (), [_problem(0, f"it has more than {MAX_BYTES:,} bytes", "Cut what is old.")]
    text, problems = decode_utf8(raw, NAME)
    if text is None:
        return (), problems
    releases, found = _parse(text.replace("\r\n", "\n").split("\n"))
    return releases, [*problems, *found]


def _parse(lines: list[str]) -> tuple[tuple[Release, ...], list[Diagnostic]]:
    releases: dict[str, Release] = {}
    problems = []
    for number, block in _blocks(lines):
        heading = block[0].rstrip()
        if heading == _COMING:
            continue
        found = _VERSION.fullmatch(heading)
        if found is None or not _is_day(found["date"]):
            problems.append(_problem(number, f"`{heading}` names no version and day", _HINT))
        elif found["version"] in releases:
            problems.append(_problem(number, f"version {found['version']} stands twice", "Join the two."))
        else:
            releases[found["version"]] = Release(found["version"], found["date"], tuple(_changes(block)))
    return tuple(release for release in releases.values() if release.changes), problems


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of each version, with the number of the first."""
    starts = [index for index, line in enumerate(lines) if line.startswith("## ")]
    for start, end in pairwise([*starts, len(lines)]):
        yield start + 1, lines[start:end]


def _changes(block: list[str]) -> Iterator[str]:
    """Yield the list entries of the data's section, each on one line."""
    inside, entry = False, ""
    for line in [*block, "### "]:
        begins = line.startswith(("- ", "* "))
        if begins or line.startswith("#") or not line.strip():
            if entry:
                yield entry
            entry = line[2:].strip() if inside and begins else ""
            inside = line.rstrip() == DATA if line.startswith("#") else inside
        elif entry:
            entry += f" {line.strip()}"


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _problem(line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic("changelog", Severity.ERROR, Location(NAME, line), message, hint)
