"""From one sound BibTeX entry to one CSL-JSON item (CSL 1.0.2), in plain text without markup.

Comes in: a `BibEntry` whose faults were looked for, and its names, parsed. Goes out: a `Reference`.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import get_default_latex_context_db

from generator.load.bibtex_text import BibEntry, BibStrings
from generator.model.reference import Reference

CSL_TYPES: dict[str, str] = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "document",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "www": "webpage",
}
"""Entry types that are known, and the CSL type of each."""

VERBATIM = frozenset({"doi", "url", "isbn", "issn", "pmid", "pmcid", "file", "date", "urldate", "eventdate"})
"""Fields that are never read as LaTeX: a `%` there is a `%`."""

TEXT_VARIABLES: dict[str, tuple[str, ...]] = {
    "container-title": ("journal", "journaltitle", "booktitle"),
    "container-title-short": ("shortjournal",),
    "title-short": ("shorttitle",),
    "collection-title": ("series",),
    "volume": ("volume",),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "language": ("language", "langid"),
    "genre": ("type",),
    "medium": ("howpublished",),
    "version": ("version",),
    "abstract": ("abstract",),
    "DOI": ("doi",),
    "URL": ("url",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid",),
}
"""CSL variable to the fields that may hold it, first come first served."""

_LATEX = LatexNodes2Text(keep_comments=False, math_mode="verbatim")
_KNOWN_LATEX = get_default_latex_context_db()
_RANGE = re.compile(r"[A-Za-z0-9]+--[A-Za-z0-9]+")
"""The dash of nearly every entry's pages."""
_WORDS = r"(?:[^\\{}~`'$%&#^_<>|-]|-(?!-)|'(?!'))*+"
_BRACED = re.compile(rf"{_WORDS}(?:\{{{_WORDS}(?:\{{{_WORDS}\}}{_WORDS})*+\}}{_WORDS})*+")
"""Words of which some stand in braces, as capitals do that are to stay: no LaTeX that would have to be read."""
_MARKS = re.compile(r"[\\{}~]|--|``|''")
_MACRO = re.compile(r"\\([A-Za-z]+)")


@lru_cache(maxsize=512)
def decode_latex(raw: str) -> str:
    """Return a field's value as plain Unicode text.

    A bare `%`, `&`, `#` or `$` stands for itself: in LaTeX `%` would hide the rest of the line.
    """
    if _RANGE.fullmatch(raw):
        return raw.replace("--", "–")
    if _BRACED.fullmatch(raw):
        raw = raw.replace("{", "").replace("}", "")
    elif _MARKS.search(raw):
        kept = re.sub(r"\\.|[%&#$]", lambda match: match[0] if len(match[0]) == 2 else "\\" + match[0], raw, flags=re.S)
        # The source's line breaks are no paragraphs, so white space is folded before and after.
        raw = _LATEX.latex_to_text(" ".join(kept.split()), latex_context=_KNOWN_LATEX)
    return " ".join(raw.split())


def unknown_macros(raw: str) -> list[str]:
    """Return the LaTeX macros that `decode_latex` would drop without a trace."""
    if "\\" not in raw:
        return []
    return [name for name in _MACRO.findall(raw) if _LATEX.latex_context.get_macro_spec(name) is None]


def parse_date(text: str) -> list[list[int]] | None:
    """Return CSL date-parts for `2021`, `2021-08`, `2021-08-17` or a range with `/`, else None."""
    parts = []
    for day in text.split("/"):
        match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", day.strip())
        if match is None:
            return None
        numbers = [int(number) for number in match.groups() if number]
        if not _is_date(numbers):
            return None
        parts.append(numbers)
    return parts if len(parts) <= 2 else None


def _is_date(numbers: list[int]) -> bool:
    year, month, day = [*numbers, 1, 1][:3]
    if not (1000 <= year <= 2999 and 1 <= month <= 12):
        return False
    return 1 <= day <= calendar.monthrange(year, month)[1]


def parse_month(text: str) -> int | None:
    """Return 1 to 12 for `8`, `08`, `aug` or `August`, else None."""
    word = text.strip().casefold()
    if re.fullmatch(r"0?[1-9]|1[0-2]", word):
        return int(word)
    found = BibStrings.months.get(word.rstrip(".")[:3])
    return int(found) if found else None


def reference_from(entry: BibEntry, names: dict[str, list[dict[str, str]]]) -> Reference:
    """Return the reference that an entry without errors stands for."""
    csl_type = CSL_TYPES[entry.entry_type]
    title = decode_latex(entry.text("title"))
    if subtitle := decode_latex(entry.text("subtitle")):
        title = f"{title}{' ' if title.endswith(tuple('?!')) else ': '}{subtitle}"
    csl: dict[str, Any] = {"id": entry.key, "type": csl_type, "title": title}
    csl.update({role: people for role, people in names.items() if people})
    csl.update(_dates(entry))
    for variable, fields in TEXT_VARIABLES.items():
        for name in fields:
            if name in entry.fields and (value := entry.text(name)):
                csl[variable] = value if name in VERBATIM else decode_latex(value)
                break
    if pages := entry.text("pages"):
        csl["page"] = re.sub(r"\s*[-–—]+\s*", "-", decode_latex(pages))
    csl.update(_numbers(entry, csl_type))
    note = decode_latex(entry.text("note"))
    return Reference(cite_key=entry.key, csl_type=csl_type, title=title, csl=csl, note=note or None)


def _numbers(entry: BibEntry, csl_type: str) -> dict[str, str]:
    variable = {"article-journal": "issue", "report": "number", "book": "collection-number"}.get(csl_type, "number")
    found = {variable: decode_latex(entry.text("number"))}
    if issue := entry.text("issue"):
        found["issue"] = decode_latex(issue)
    return {name: value for name, value in found.items() if value}


def _dates(entry: BibEntry) -> dict[str, dict[str, Any]]:
    dates: dict[str, dict[str, Any]] = {}
    for variable, name in (("issued", "date"), ("accessed", "urldate"), ("event-date", "eventdate")):
        parts = parse_date(entry.text(name))
        if parts:
            dates[variable] = {"date-parts": parts}
    if "issued" not in dates and (year := entry.text("year")):
        month = parse_month(entry.text("month"))
        dates["issued"] = {"date-parts": [[int(year), month] if month else [int(year)]]}
    return dates
