"""What can be wrong with a BibTeX entry that could be read: types, fields, years, DOIs.

Comes in: a `BibEntry`. Goes out: faults noted in it.
"""

from __future__ import annotations

import re

from generator.diagnostics import did_you_mean
from generator.load.bibtex_csl import (
    CSL_TYPES,
    TEXT_VARIABLES,
    VERBATIM,
    decode_latex,
    parse_date,
    parse_month,
    unknown_macros,
)
from generator.load.bibtex_text import BibEntry
from generator.load.limits import MAX_BIB_FIELD

REQUIRED: dict[str, tuple[str, ...]] = {
    "article": ("author|editor", "title", "journal|journaltitle", "year|date"),
    "book": ("author|editor", "title", "publisher", "year|date"),
    "booklet": ("title",),
    "collection": ("editor", "title", "year|date"),
    "conference": ("author", "title", "booktitle", "year|date"),
    "electronic": ("author|editor|organization", "title", "url"),
    "inbook": ("author|editor", "title", "booktitle", "publisher", "year|date"),
    "incollection": ("author", "title", "booktitle", "publisher", "year|date"),
    "inproceedings": ("author", "title", "booktitle", "year|date"),
    "manual": ("title",),
    "mastersthesis": ("author", "title", "school|institution", "year|date"),
    "misc": ("title",),
    "online": ("author|editor|organization", "title", "url"),
    "phdthesis": ("author", "title", "school|institution", "year|date"),
    "proceedings": ("title", "year|date"),
    "report": ("author|editor", "title", "institution", "year|date"),
    "techreport": ("author|editor", "title", "institution", "year|date"),
    "thesis": ("author", "title", "school|institution", "year|date"),
    "unpublished": ("author", "title"),
    "www": ("author|editor|organization", "title", "url"),
}
"""Fields that a type cannot do without; `a|b` wants one of the two."""

KNOWN_FIELDS = frozenset(
    {name for names in TEXT_VARIABLES.values() for name in names}
    | {"title", "subtitle", "author", "editor", "translator", "year", "month", "date", "urldate", "eventdate"}
    | {"pages", "number", "issue", "note", "keywords", "file", "annote", "key", "crossref", "pagetotal", "eprint"}
)
"""Every field that may be written; the last ones are read by other programs and not by this one."""

NAME_FIELDS = ("author", "editor", "translator")

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._+-]*")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\\{}]+")
_URL = re.compile(r"https?://[^\s\\{}]+")
_DEEPEST = 30


def find_faults(entry: BibEntry) -> None:
    """Note in an entry everything that is wrong with its key, type and fields."""
    _check_key_and_type(entry)
    for name, field in entry.fields.items():
        if name not in KNOWN_FIELDS:
            entry.blame(
                "bib-unknown-field",
                f"`{entry.key}` has a field that is not known: `{name}`",
                did_you_mean(name, KNOWN_FIELDS) or "Remove it, or move it into `note`.",
                name=name,
            )
        elif field.unreadable:
            continue
        elif len(field.value) > MAX_BIB_FIELD:
            message = f"`{name}` of `{entry.key}` has {len(field.value):,} characters; {MAX_BIB_FIELD:,} is the most"
            entry.blame("bib-string-too-long", message, "Is a brace missing? Shorten it.", name=name)
        elif not field.value.strip():
            entry.blame(
                "bib-empty-field", f"`{entry.key}` has an empty `{name}`", "Fill it in or remove it.", name=name
            )
        elif name not in VERBATIM:
            _check_latex(entry, name)
    for wanted in REQUIRED.get(entry.entry_type, ()):
        names = wanted.split("|")
        if not any(name in entry.fields for name in names):
            shown = " or ".join(f"`{name}`" for name in names)
            entry.blame("bib-missing-field", f"`{entry.key}` (@{entry.entry_type}) needs {shown}", f"Add {shown}.")
    _check_dates(entry)
    _check_identifiers(entry)


def _check_key_and_type(entry: BibEntry) -> None:
    if not _KEY.fullmatch(entry.key):
        message = f"`{entry.key}` cannot be a cite key" if entry.key else "an entry has no cite key"
        entry.blame("bib-bad-key", message, "Write letters, digits, and `:._+-` after the first, e.g. `nalan2022`.")
    if entry.entry_type not in CSL_TYPES:
        entry.blame(
            "bib-unknown-type",
            f"`{entry.key}` has an entry type that is not known: `@{entry.entry_type}`",
            did_you_mean(entry.entry_type, CSL_TYPES) or "Use a standard type, e.g. `@article`, or `@misc`.",
        )


def _check_latex(entry: BibEntry, name: str) -> None:
    value = entry.fields[name].value
    depth = deepest = 0
    for char in re.sub(r"\\.|[^\\{}]+", "", value, flags=re.S) if "{" in value or "}" in value else "":
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth:
        entry.blame("bib-unbalanced-braces", f"braces in `{name}` of `{entry.key}` do not balance", name=name)
    elif deepest > _DEEPEST:
        entry.blame("bib-too-deep", f"`{name}` of `{entry.key}` nests {deepest} braces", name=name)
    macros = unknown_macros(value)
    if not depth and deepest <= _DEEPEST and not macros and not decode_latex(value).strip():
        entry.blame(
            "bib-empty-field", f"`{name}` of `{entry.key}` prints nothing", "Fill it in or remove it.", name=name
        )
    for macro in macros:
        entry.blame(
            "bib-unknown-macro",
            f"`{name}` of `{entry.key}` has a LaTeX command that cannot be read: `\\{macro}`",
            "Write the character itself; the file is UTF-8.",
            name=name,
        )


def _check_dates(entry: BibEntry) -> None:
    year = entry.text("year")
    if year and not (re.fullmatch(r"[0-9]{4}", year) and 1000 <= int(year) <= 2999):
        entry.blame("bib-bad-year", f"`{year}` is not a year", "Write four digits, e.g. `{2022}`.", name="year")
    for name in ("date", "urldate", "eventdate"):
        text = entry.text(name)
        if text and (parse_date(text) is None or not text.isascii()):
            hint = "Write `2021-08-17`, `2021-08` or `2021`; a range with `/`."
            entry.blame("bib-bad-date", f"`{text}` is not a date", hint, name=name)
    month = entry.text("month")
    if month and parse_month(month) is None:
        entry.blame("bib-bad-month", f"`{month}` is not a month", "Write `aug` or `8`.", name="month")


def _check_identifiers(entry: BibEntry) -> None:
    doi, url = entry.text("doi"), entry.text("url")
    if doi and not _DOI.fullmatch(doi):
        bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi, flags=re.I)
        hint = f"Write `{bare}`." if _DOI.fullmatch(bare) else "A DOI begins with `10.` and a number, then `/`."
        entry.blame("bib-bad-doi", f"`{doi}` is not a DOI", hint, name="doi")
    if url and not _URL.fullmatch(url):
        hint = "Begin with `https://`; no spaces, no LaTeX escapes (`%` is fine as it is)."
        entry.blame("bib-bad-url", f"`{url}` is not a web address", hint, name="url")
