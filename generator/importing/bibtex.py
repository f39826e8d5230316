"""BibTeX of other programs as records.

Comes in: text. Goes out: records whose values are still BibTeX. Read by the parser of `references.bib`; what only our
bibliography refuses, such as a field that it does not know, is no reason to refuse an import.
"""

from __future__ import annotations

import re

from generator.diagnostics import Location, Severity
from generator.importing.record import Record
from generator.importing.remarks import ImportRefused, Remark
from generator.load.bibliography import parse_entries
from generator.load.bibtex_text import BibEntry

_TYPES = {
    "software": ("misc", "Computer program"),
    "dataset": ("misc", "Data set"),
    "patent": ("misc", "Patent"),
    "periodical": ("proceedings", ""),
    "mvbook": ("book", ""),
    "mvcollection": ("collection", ""),
    "reference": ("collection", ""),
    "inreference": ("incollection", ""),
    "suppbook": ("inbook", ""),
    "bookinbook": ("inbook", ""),
    "suppperiodical": ("article", ""),
    "webpage": ("online", ""),
    "journal": ("article", ""),
}
"""Types of biblatex and of some programs, and the nearest of ours."""

_HARMLESS = frozenset({"bib-duplicate-key", "bib-key-case", "bib-duplicate-field"})
"""Faults of a file that lose nothing here: every work gets a key of ours."""
_FIELDS = {"journaltitle": "journal", "location": "address", "langid": "language", "annotation": "annote"}
_NO_KEY = re.compile(r"(?im)^([ \t]*@(?!comment|string|preamble)[a-z]+[ \t]*\{)[ \t]*\n([ \t]*[a-z][\w-]*[ \t]*=)")


def read_bibtex_records(text: str, shown_as: str) -> list[Record]:
    """Return the records of a BibTeX file.

    Raises:
        ImportRefused: It cannot be read to its end.
    """
    # EndNote writes no key where its label is empty. The line count stays.
    entries, outside = parse_entries(_NO_KEY.sub(r"\1nokey,\n\2", text), shown_as)
    faults = [*outside, *(fault for entry in entries for fault in entry.faults if fault.rule not in _HARMLESS)]
    if faults:
        raise ImportRefused(*(Remark(Severity.ERROR, f.location, f.message, f.hint) for f in faults))
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.casefold(), entry)
    return [_record(entry, by_key) for entry in entries]


def _record(entry: BibEntry, by_key: dict[str, BibEntry]) -> Record:
    entry_type, genre = _TYPES.get(entry.entry_type, (entry.entry_type, ""))
    at = Location(entry.location.path, entry.location.line)
    record = Record(at, entry_type, key_wish=entry.key)
    _inherit(record, entry, by_key)
    for name, field in entry.fields.items():
        if name not in ("crossref", "xdata"):
            record.put_raw(_FIELDS.get(name, name), _clean(name, field.value))
    for fault in entry.faults:
        if fault.rule == "bib-duplicate-field":
            record.warn(f"{record.name}: {fault.message}; the first was read", fault.hint)
    if record.entry_type == "thesis" and record.fields.get("type") in ("phdthesis", "mathesis"):
        record.entry_type = {"phdthesis": "phdthesis", "mathesis": "mastersthesis"}[record.fields.pop("type")]
    record.put("type", genre)
    return record


def _inherit(record: Record, entry: BibEntry, by_key: dict[str, BibEntry]) -> None:
    """Write out what a `crossref` would bring: its own key means nothing in another file."""
    reference = entry.text("crossref")
    if not reference:
        return
    parent = by_key.get(reference.casefold())
    if parent is None or parent is entry:
        record.warn(f"{record.name}: `crossref` names `{reference}`, which is not in the file")
        record.put_aside("crossref", reference)
        return
    for name, field in parent.fields.items():
        into = {"title": "booktitle", "author": ""}.get(name, name)
        if into and into not in entry.fields and into not in ("crossref", "annote", "note", "keywords", "doi", "url"):
            record.put_raw(into, " ".join(field.value.split()))


def _clean(name: str, value: str) -> str:
    """Take away what programs add to a value: line breaks, and EndNote's and Mendeley's second braces."""
    value = " ".join(value.split())
    if name in ("title", "booktitle", "journal", "abstract") and _is_enclosed(value):
        return value[1:-1]
    return value


def _is_enclosed(value: str) -> bool:
    """Whether one pair of braces holds the whole value; `{A} and {B}` is not."""
    if not (value.startswith("{") and value.endswith("}")):
        return False
    depth = 0
    for position, char in enumerate(re.sub(r"\\.", "..", value)):
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return position == len(value) - 1
    return False
