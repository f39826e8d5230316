"""`references.bib` as text that may grow: what stands in it stays byte for byte.

Comes in: the file. Goes out: its works; and its text with entries added behind, or fields added within an entry, in the
style that is there. Nothing is written that our own loader does not read back as it should.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.importing.duplicates import Work
from generator.importing.remarks import ImportRefused, Remark, refuse
from generator.load.bibliography import parse_entries, parse_references
from generator.load.bibtex_file import SIZE_LIMIT, read_bibtex
from generator.model.reference import Reference

NAME = "references.bib"

ORDER = [
    "author",
    "editor",
    "translator",
    "title",
    "subtitle",
    "journal",
    "booktitle",
    "shortjournal",
    "shorttitle",
    "eventtitle",
    "venue",
    "eventdate",
    "series",
    "publisher",
    "institution",
    "school",
    "organization",
    "address",
    "edition",
    "howpublished",
    "type",
    "version",
    "year",
    "month",
    "date",
    "volume",
    "number",
    "issue",
    "chapter",
    "pages",
    "pagetotal",
    "isbn",
    "issn",
    "pmid",
    "pmcid",
    "eprint",
    "doi",
    "url",
    "urldate",
    "language",
    "note",
    "keywords",
    "abstract",
    "file",
    "annote",
]
"""Fields in the order in which a new entry has them."""

_FIELD = re.compile(r"^([ \t]+)([A-Za-z][\w-]*)([ \t]*)=([ \t]*)[{\"\w]", re.MULTILINE)
_START = re.compile(r"@\s*[A-Za-z]+\s*\{")


@dataclass(frozen=True)
class Style:
    """How the entries of a file are written."""

    newline: str = "\n"
    indent: str = "  "
    name_width: int = 0
    """Names are filled up to it, where the `=` stand below each other."""
    before: str = " "
    after: str = " "
    last_comma: bool = True
    blank_line: bool = True

    def field(self, name: str, value: str) -> str:
        """Return a field without its comma."""
        return f"{self.indent}{name.ljust(self.name_width)}{self.before}={self.after}{{{value}}}"

    def entry(self, key: str, entry_type: str, fields: Mapping[str, str]) -> str:
        """Return an entry, its lines ended as in the file."""
        names = sorted(fields, key=lambda name: (ORDER.index(name) if name in ORDER else 99, name))
        lines = [f"@{entry_type}{{{key},", *(f"{self.field(name, fields[name])}," for name in names)]
        if not self.last_comma:
            lines[-1] = lines[-1][:-1]
        return self.newline.join([*lines, "}", ""])


class Library:
    """The bibliography of a project."""

    def __init__(self, root: Path) -> None:
        """Read it.

        Raises:
            ImportRefused: It has errors; an import could make them worse, or hide them.
        """
        self.path = root / NAME
        if self.path.is_symlink():
            hint = "Put the file itself beside `content/`."
            raise refuse(Location(NAME), f"`{NAME}` is a link to another place", hint)
        self.raw = self.path.read_bytes() if self.path.exists() else b""
        if self.raw:
            text, problems = read_bibtex(self.path, NAME)
            if text is None:
                raise ImportRefused(*(_as_remark(problem) for problem in problems))
        self.text = self.raw.decode("utf-8")
        self.references, _, self.problems = parse_references(_unix(self.text), NAME)
        errors = [problem for problem in self.problems if problem.severity is Severity.ERROR]
        if errors:
            first = Remark(Severity.ERROR, Location(NAME), f"`{NAME}` has errors of its own", "Mend these first.")
            raise ImportRefused(first, *(_as_remark(problem) for problem in errors))
        entries, _ = parse_entries(_unix(self.text), NAME)
        self.works = [
            Work(
                entry.key,
                entry.entry_type,
                {name: " ".join(field.value.split()) for name, field in entry.fields.items()},
                entry.location.line,
            )
            for entry in entries
        ]
        self._starts = {entry.key: (entry.location.line, entry.location.column) for entry in entries}
        self.style = _style(self.text)

    def fill(self, text: str, key: str, fields: Mapping[str, str]) -> str:
        """Return a text of this library with fields added at the end of one entry.

        To be called from the last entry of the file to the first, so that the places stay true.
        """
        line, column = self._starts[key]
        lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
        start = sum(map(len, lines[: line - 1])) + column - 1
        end = _end(text, start)
        inner = text[start:end].rstrip()
        names = sorted(fields, key=lambda name: (ORDER.index(name) if name in ORDER else 99, name))
        joined = f",{self.style.newline}".join(self.style.field(name, fields[name]) for name in names)
        comma = "" if inner.endswith(",") else ","
        added = f"{comma}{self.style.newline}{joined}{',' if self.style.last_comma else ''}"
        rest = text[start + len(inner) : end]
        return (
            text[:start] + inner + added + (rest if "\n" in rest or "\r" in rest else self.style.newline) + text[end:]
        )

    def append(self, text: str, entries: Iterable[str]) -> str:
        """Return a text of this library with whole entries behind it."""
        newline = self.style.newline
        between = newline if self.style.blank_line else ""
        for entry in entries:
            if text and not text.endswith(("\n", "\r")):
                text += newline
            if text.strip() and not re.search(r"(?:^|\n|\r)[ \t]*(?:\r\n|\n|\r)\Z", text):
                text += between
            text += entry
        return text

    def save(self, text: str, added: Iterable[str], filled: Iterable[str]) -> None:
        """Write a new text, whole or not at all, if our loader reads it as it should.

        Raises:
            ImportRefused: It does not, or the file was changed by somebody else in the meantime.
        """
        self._prove(text, set(added), set(filled))
        raw = text.encode("utf-8")
        if len(raw) > SIZE_LIMIT:
            raise refuse(Location(NAME), f"`{NAME}` would have more than {SIZE_LIMIT:,} bytes", "Import a part of it.")
        if (self.path.read_bytes() if self.path.exists() else b"") != self.raw:
            raise refuse(Location(NAME), f"`{NAME}` was changed while the import ran", "Run the import again.")
        write_whole(self.path, raw)

    def _prove(self, text: str, added: set[str], filled: set[str]) -> None:
        references, _, problems = parse_references(_unix(text), NAME)
        before = Counter((problem.rule, problem.message) for problem in self.problems)
        fresh = [p for p in problems if not before[p.rule, p.message]]
        by_key = {reference.cite_key: reference for reference in references}
        lost = [old.cite_key for old in self.references if not _kept(old, by_key, filled)]
        if fresh or lost or set(by_key) != {old.cite_key for old in self.references} | added:
            message = "the new entries could not be written so that they are read back as they should"
            hint = f"Nothing was written. This is a fault of the program; it concerns {', '.join(lost[:5]) or 'new entries'}."
            first = Remark(Severity.ERROR, Location(NAME), message, hint)
            raise ImportRefused(first, *(_as_remark(problem) for problem in fresh))


def _kept(old: Reference, by_key: Mapping[str, Reference], filled: set[str]) -> bool:
    """Whether a reference is what it was; one that was filled may have more and must not have other."""
    new = by_key.get(old.cite_key)
    if new is None or old.cite_key not in filled:
        return new == old
    dates = {"issued"}  # a date may become fuller
    return all(new.csl.get(name) == value for name, value in old.csl.items() if name not in dates)


def write_whole(path: Path, raw: bytes) -> None:
    """Write a file so that at every moment either the old one or the new one is there."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        fresh.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str, start: int) -> int:
    """Return where the closing brace of an entry stands."""
    opening = _START.match(text, start)
    depth, position = 1, opening.end() if opening else start
    while position < len(text):
        if text[position] == "\\":
            position += 1
        elif text[position] in "{}":
            depth += 1 if text[position] == "{" else -1
            if depth == 0:
                return position
        position += 1
    return position


def _style(text: str) -> Style:
    """Return how most fields of a file are written."""
    if not text.strip():
        return Style()
    newline = Counter(re.findall(r"\r\n|\n|\r", text)).most_common(1)
    fields = _FIELD.findall(text)
    if not fields:
        return Style(newline=newline[0][0] if newline else "\n")
    indent = Counter(indent for indent, *_ in fields).most_common(1)[0][0]
    widths = Counter(len(name) + len(space) for _, name, space, _ in fields)
    spaces = Counter(space for _, _, space, _ in fields)
    width, often = widths.most_common(1)[0]
    lengths = {len(name) for _, name, _, _ in fields}
    aligned = len(fields) > 3 and len(lengths) > 1 and often > 0.8 * len(fields)
    before = spaces.most_common(1)[0][0]
    return Style(
        newline=newline[0][0] if newline else "\n",
        indent=indent,
        name_width=width - 1 if aligned else 0,
        before=" " if aligned else before,
        after=Counter(after for *_, after in fields).most_common(1)[0][0],
        last_comma=len(re.findall(r",\s*\}[ \t]*$", text, re.MULTILINE)) * 2
        > len(re.findall(r"^[ \t]*\}[ \t]*$", text, re.MULTILINE)),
        blank_line=bool(re.search(r"\}[ \t]*(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)", text)) or text.count("@") < 2,
    )


def _as_remark(problem: Diagnostic) -> Remark:
    return Remark(problem.severity, problem.location, problem.message, problem.hint)
