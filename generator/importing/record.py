"""One work on its way in: a BibTeX entry that has no key yet.

Comes in: values of another program, as plain text or in BibTeX's notation. Goes out: an entry type and fields that our
bibliography knows. A value that has no field of its own goes into `annote`, which no page shows, so that it is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.diagnostics import Location
from generator.importing.latex import readable, to_bibtex, verbatim
from generator.importing.remarks import Remark, inform, warn
from generator.load.bibtex_csl import CSL_TYPES, VERBATIM, parse_date, parse_month
from generator.load.bibtex_faults import KNOWN_FIELDS, NAME_FIELDS, REQUIRED

WITH_MARKUP = frozenset({"title", "booktitle", "shorttitle", "subtitle", "abstract"})
"""Fields in which other programs write `<i>` and its like."""

_DOI = re.compile(r"10\.\d{4,9}/[^\s\\{}]+")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)+", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(10\.\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\\{}]+")


@dataclass
class Record:
    """One work, its values in BibTeX's notation."""

    location: Location
    """Where it begins in the imported file."""
    entry_type: str = ""
    """E.g. `article`; empty where the file does not say."""
    fields: dict[str, str] = field(default_factory=dict)
    """By name in lower case."""
    key_wish: str = ""
    """The key that the imported file gives it."""
    aside: list[str] = field(default_factory=list)
    """Parts of `annote`, in BibTeX's notation."""
    remarks: list[Remark] = field(default_factory=list)
    lowered: bool = False
    """Whether it became `@misc` because its type wants a field that is not there."""

    @property
    def name(self) -> str:
        """What a message calls it."""
        title = re.sub(r"[{}]|\\[a-z]+\s*", "", self.fields.get("title", ""))
        return f"`{title[:70]}{'…' if len(title) > 70 else ''}`" if title.strip() else "a record"

    def put(self, name: str, text: str) -> None:
        """Add plain text as a field; where the field is taken by another text, keep it in `annote`."""
        if not text.strip():
            return
        value = " ".join(text.split()) if name in VERBATIM else to_bibtex(text, markup=name in WITH_MARKUP)
        self.put_raw(name, value)

    def put_raw(self, name: str, value: str) -> None:
        """Add a value in BibTeX's notation."""
        if not value.strip():
            return
        if self.fields.setdefault(name, value) != value:
            self.aside.append(f"{name}: {value}")

    def put_aside(self, label: str, text: str) -> None:
        """Keep plain text that has no field, e.g. `Address: Halifax`."""
        if text.strip():
            self.aside.append(to_bibtex(f"{label}: {text}" if label else text))

    def move_aside(self, name: str, label: str = "") -> None:
        """Take a field out and keep its value in `annote`."""
        value = self.fields.pop(name)
        self.aside.append(f"{label or name}: {to_bibtex(value) if name in VERBATIM else value}")

    def warn(self, message: str, hint: str = "") -> None:
        """Note what a person should look at."""
        self.remarks.append(warn(self.location, message, hint))


def finish(record: Record) -> Record:
    """Bring every field into the form that our bibliography wants; what does not fit is kept in `annote`."""
    _addresses(record)
    _dates(record)
    for name in [name for name in record.fields if name not in KNOWN_FIELDS]:
        record.move_aside(name)
    for name, value in list(record.fields.items()):
        if name not in VERBATIM:
            record.fields[name], unknown = readable(value)
            if unknown:
                commands = ", ".join(f"`\\{macro}`" for macro in unknown)
                record.warn(f"{record.name}: `{name}` has LaTeX that is kept as text: {commands}", "Mend it by hand.")
    if "pages" in record.fields:
        record.fields["pages"] = full_pages(record.fields["pages"])
    _annotate(record)
    record.fields = {name: value for name, value in record.fields.items() if value.strip(" {}")}
    _fit_type(record)
    if "file" in record.fields:
        message = f"{record.name}: `file` names a file on a computer"
        record.remarks.append(inform(record.location, message, "Take it out before others see it."))
    return record


def bare_doi(text: str) -> str:
    """Return a DOI without `https://doi.org/` or `doi:`, as it is written otherwise; empty where it is none."""
    bare = _DOI_PREFIX.sub("", text.strip()).strip().rstrip(".,;")
    return bare if _DOI.fullmatch(bare) else ""


def full_pages(pages: str) -> str:
    """Return pages with `--` and with the whole last number: `426-9` is `426--429`."""
    pages = re.sub(r"\s*(?:-+|[‐-―])\s*", "--", pages.strip())

    def fill(match: re.Match[str]) -> str:
        first, last = match[1], match[2]
        return f"{first}--{first[: len(first) - len(last)]}{last}" if len(last) < len(first) else match[0]

    return re.sub(r"(?<![\w-])(\d+)--(\d+)(?![\w-])", fill, pages)


def _addresses(record: Record) -> None:
    for name in VERBATIM & record.fields.keys() - {"file"}:
        record.fields[name] = verbatim(record.fields[name])
    doi, url = record.fields.get("doi", ""), record.fields.get("url", "")
    if url:
        first, *others = [part for part in re.split(r"\s+(?=https?://)|\s*;\s*(?=https?://)", url) if part]
        for other in others:
            record.put_aside("url", other)
        record.fields["url"] = re.sub(r"[ {}\\]", lambda match: f"%{ord(match[0]):02X}", first)
        if not _URL.fullmatch(record.fields["url"]):
            record.move_aside("url")
        elif not doi and (found := _DOI_ADDRESS.fullmatch(first)):
            doi = record.fields["doi"] = found[1]
    if doi:
        record.fields["doi"] = bare_doi(doi)
        if not record.fields["doi"]:
            record.fields["doi"] = doi
            record.move_aside("doi", "DOI as given")
            record.warn(f"{record.name}: `{doi}` is not a DOI; it is kept in `annote`", "Look it up.")


def _dates(record: Record) -> None:
    for name in ("date", "urldate", "eventdate"):
        if name in record.fields:
            text = re.sub(r"T[\d:.]+Z?$", "", record.fields[name])
            record.fields[name] = text
            if parse_date(text) is None or not text.isascii():
                record.move_aside(name)
    date, year = record.fields.get("date", ""), record.fields.get("year", "")
    if year and not re.fullmatch(r"[12]\d{3}", year):
        record.move_aside("year", "Year as given")
        found = re.search(r"(?<!\d)[12]\d{3}(?!\d)", year)
        if found:
            record.fields["year"] = found[0]
    if date and "year" not in record.fields:
        record.fields["year"] = date[:4]
    if "month" in record.fields and (
        parse_month(record.fields["month"]) is None or re.search(r"[-/\d]\D", record.fields["month"])
    ):
        record.move_aside("month", "Month as given")


def _annotate(record: Record) -> None:
    parts = [*([record.fields.pop("annote")] if "annote" in record.fields else []), *record.aside]
    record.aside = []
    if parts:
        record.fields["annote"] = "; ".join(readable(part)[0] for part in dict.fromkeys(parts))


def _fit_type(record: Record) -> None:
    """Write `@misc` where the type is not one of ours, or wants a field that the record does not have."""
    if not record.entry_type:
        return
    if record.entry_type not in CSL_TYPES:
        record.put_raw("type", to_bibtex(record.entry_type.capitalize()))
        record.entry_type = "misc"
        return
    lacking = missing(record.entry_type, record.fields)
    if lacking and "title" in record.fields:
        message = f"{record.name}: @{record.entry_type} needs {', '.join(lacking)}; written as @misc"
        record.warn(message, f"Add what is missing to the entry and write @{record.entry_type}.")
        record.entry_type, record.lowered = "misc", True


def missing(entry_type: str, fields: Iterable[str]) -> list[str]:
    """Return what a type cannot do without and these fields do not have, in words."""
    have = set(fields)
    return [
        " or ".join(f"`{name}`" for name in wanted.split("|"))
        for wanted in REQUIRED.get(entry_type, ())
        if not have & set(wanted.split("|"))
    ]


def add_people(record: Record, role: str, people: Iterable[str]) -> None:
    """Add names in BibTeX's notation; the order of the file stays."""
    names = [name for name in people if name.strip(" {},")]
    if names and role in NAME_FIELDS:
        before = record.fields.get(role)
        record.fields[role] = " and ".join([*([before] if before else []), *names])
