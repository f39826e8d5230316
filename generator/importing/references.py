"""Bibliographies of other programs into `references.bib`.

Comes in: a file of BibTeX, RIS, MEDLINE or CSL-JSON, recognised by what it holds, and the project. Goes out: a report;
and `references.bib` with the new works behind the old ones. What stands there is never changed; with `fill`, fields
that an entry lacks are added to it. Nothing is written where the file cannot be read to its end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.importing.bibtex import read_bibtex_records
from generator.importing.cite_keys import make_key
from generator.importing.csl_json import read_csl
from generator.importing.decoding import decode, read_limited
from generator.importing.duplicates import Comparison, Index, Work, compare, first_family
from generator.importing.library import Library, Style
from generator.importing.medline import record_from_medline
from generator.importing.record import Record, finish
from generator.importing.remarks import Remark, refuse
from generator.importing.ris import record_from_ris
from generator.importing.tagged import read_medline, read_ris
from generator.load.bibliography import parse_references
from generator.load.bibtex_csl import decode_latex

_STARTS = {
    "RIS": re.compile(r"^[ \t]*TY[ \t]{0,4}-(?:[ \t]|$)", re.MULTILINE),
    "MEDLINE": re.compile(r"^PMID *- ", re.MULTILINE),
    "BibTeX": re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", re.MULTILINE),
}


@dataclass(frozen=True)
class Repeated:
    """A record of a work that is there already."""

    key: str
    location: Location
    recognised_by: str
    comparison: Comparison
    filled: bool = False
    """Whether what it has besides was added."""


@dataclass
class ReferenceImport:
    """What an import of references did."""

    format: str = ""
    records: int = 0
    added: dict[str, str] = field(default_factory=dict)
    """Title by key."""
    repeated: list[Repeated] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    """Records that were left out, with the reason."""
    remarks: list[Remark] = field(default_factory=list)
    written: bool = False


def import_references(root: Path, file: Path, *, fill: bool = False) -> ReferenceImport:
    """Add the works of a file to the bibliography of the project below `root`.

    Raises:
        ImportRefused: The file, or the bibliography, cannot be read; nothing was written.
    """
    report = ReferenceImport()
    library = Library(root)
    text, report.remarks = decode(read_limited(file, file.name), file.name)
    report.format, records = _read(text, file.name, report)
    report.records = len(records)
    run = _Run(library, report, fill)
    for record in _sound(records, report):
        run.take(record)
    run.write()
    return report


def recognise(text: str) -> str:
    """Return `BibTeX`, `RIS`, `MEDLINE` or `CSL-JSON`, whichever begins first in a text; empty for none."""
    if text.lstrip()[:1] in ("[", "{"):
        return "CSL-JSON"
    found = {name: match.start() for name, pattern in _STARTS.items() if (match := pattern.search(text))}
    return min(found, key=lambda name: found[name]) if found else ""


def _read(text: str, shown_as: str, report: ReferenceImport) -> tuple[str, list[Record]]:
    kind = recognise(text)
    if kind == "CSL-JSON":
        return kind, read_csl(text, shown_as)
    if kind == "BibTeX":
        return kind, read_bibtex_records(text, shown_as)
    if kind == "RIS":
        tagged, remarks = read_ris(text, shown_as)
        report.remarks += remarks
        return kind, [record_from_ris(one) for one in tagged]
    if kind == "MEDLINE":
        tagged, remarks = read_medline(text, shown_as)
        report.remarks += remarks
        return kind, [record_from_medline(one) for one in tagged]
    hint = "Export it as BibTeX, RIS or CSL-JSON; from PubMed as `PubMed`, from EndNote as `RefMan (RIS)`."
    if not text.strip():
        raise refuse(Location(shown_as), "the file is empty", hint)
    raise refuse(Location(shown_as, 1), "no record of BibTeX, RIS, MEDLINE or CSL-JSON begins in this file", hint)


def _sound(records: list[Record], report: ReferenceImport) -> list[Record]:
    """Return the records that our bibliography can hold; the others are refused by name."""
    sound = []
    for record in map(finish, records):
        has_title = bool(decode_latex(record.fields.get("title", "")).strip())
        lacking = [word for word, there in (("title", has_title), ("type", record.entry_type)) if not there]
        if lacking:
            message = f"{record.name} has no {' and no '.join(lacking)}; left out"
            hint = "Complete it in your program and import again."
            report.refused.append(Remark(Severity.ERROR, record.location, message, hint))
            continue
        sound.append(record)
    # Each entry alone would be parsed as well; all at once is a hundred times faster for a large library.
    faults = _faults(sound)
    for position, record in enumerate(sound):
        for fault in faults.get(position, ()):
            message = f"{record.name} left out: {fault.message}"
            report.refused.append(Remark(Severity.ERROR, record.location, message, fault.hint))
    return [record for position, record in enumerate(sound) if position not in faults]


def _faults(records: list[Record]) -> dict[int, list[Diagnostic]]:
    """Return what our loader finds wrong with each record, by position; a work that stands twice is no fault yet."""
    entries = [Style().entry(f"r{position}", one.entry_type, one.fields) for position, one in enumerate(records)]
    last_lines = list(accumulate(entry.count("\n") for entry in entries))
    found: dict[int, list[Diagnostic]] = {}
    for problem in parse_references("".join(entries), "references.bib")[2]:
        if problem.severity is Severity.ERROR:
            found.setdefault(bisect_left(last_lines, problem.location.line), []).append(problem)
    return found


class _Run:
    """One import: the works that are known, and what will be written."""

    def __init__(self, library: Library, report: ReferenceImport, fill: bool) -> None:
        self._library = library
        self._report = report
        self._fill = fill
        self._index = Index()
        for work in library.works:
            self._index.add(work)
        # Keys that differ in case only would be one file on some computers.
        self._taken = {work.key.casefold() for work in library.works}
        self._new: list[Work] = []
        self._filled: dict[str, dict[str, str]] = {}

    def take(self, record: Record) -> None:
        """Add a record, or compare it with the work that it repeats."""
        work, known_by = self._index.find(record)
        if work is None:
            self._add(record, known_by)
            return
        comparison = compare(work, record)
        more = self._fill and bool(comparison.more)
        if more:
            self._complete(work, comparison)
        self._report.repeated.append(Repeated(work.key, record.location, known_by, comparison, more))

    def _add(self, record: Record, namesake: str) -> None:
        family, is_body = first_family(record.fields)
        key = make_key(family, is_body, record.fields.get("year", ""), record.key_wish, self._taken)
        if namesake:
            message = f"{record.name} has the title and the year of `{namesake}`, and another DOI or author; added"
            record.warn(message, "Take it out if it is the same work.")
        self._report.remarks += record.remarks
        self._taken.add(key)
        work = Work(key, record.entry_type, dict(record.fields))
        self._index.add(work)
        self._new.append(work)
        self._report.added[key] = record.fields["title"]

    def _complete(self, work: Work, comparison: Comparison) -> None:
        work.fields.update(comparison.more)
        if work.line:
            self._filled.setdefault(work.key, {}).update(comparison.more)

    def write(self) -> None:
        """Write what is new, if anything is."""
        if not self._new and not self._filled:
            return
        library = self._library
        text = library.text
        for work in sorted(library.works, key=lambda work: -work.line):
            if work.key in self._filled:
                text = library.fill(text, work.key, self._filled[work.key])
        entries = [library.style.entry(work.key, work.entry_type, work.fields) for work in self._new]
        text = library.append(text, entries)
        library.save(text, [work.key for work in self._new], self._filled)
        self._report.written = True
