"""Which works are there already, and where two records of one work differ.

Comes in: works as fields in BibTeX's notation. Goes out: the work that a record repeats, the fields that contradict each
other and those that only the record has. Spelling that says the same (`426-9`, `A&B`, initials) is no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.importing.cite_keys import fold
from generator.importing.record import Record, bare_doi, full_pages
from generator.load.bibtex_csl import CSL_TYPES, TEXT_VARIABLES, decode_latex

TELLING_WORDS = 5
"""Titles of so many words are one work's; `Editorial` is many works', told apart by DOI or first author."""

_ALIASES = {name: names for names in TEXT_VARIABLES.values() if len(names) > 1 for name in names}


@dataclass
class Work:
    """One work of the bibliography, or one that will be added to it."""

    key: str
    entry_type: str
    fields: dict[str, str]
    """By name in lower case, in BibTeX's notation."""
    line: int = 0
    """In `references.bib`; 0 for one that is not there yet."""


@dataclass(frozen=True)
class Conflict:
    """One field in which two records of a work contradict each other."""

    name: str
    here: str
    there: str


@dataclass
class Comparison:
    """What the record of a known work brings."""

    conflicts: list[Conflict] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    """Fields that the known work does not have."""


class Index:
    """The works by what tells them apart."""

    def __init__(self) -> None:
        self._by_doi: dict[str, Work] = {}
        self._by_title: dict[tuple[str, str], list[Work]] = {}

    def add(self, work: Work) -> None:
        """Remember a work."""
        if doi := _doi(work.fields):
            self._by_doi.setdefault(doi, work)
        self._by_title.setdefault(_title_and_year(work.fields), []).append(work)

    def find(self, record: Record) -> tuple[Work | None, str]:
        """Return the work that a record repeats and by what it was recognised; without one, a namesake's key."""
        doi = _doi(record.fields)
        if doi and doi in self._by_doi:
            return self._by_doi[doi], "DOI"
        alike = self._by_title.get(_title_and_year(record.fields), [])
        for work in alike:
            if _one_work(work.fields, record.fields):
                return work, "title and year"
        return None, alike[0].key if alike else ""


def _doi(fields: Mapping[str, str]) -> str:
    return bare_doi(fields.get("doi", "")).casefold()


def _year(fields: Mapping[str, str]) -> str:
    return fields.get("year") or fields.get("date", "")[:4]


def _title_and_year(fields: Mapping[str, str]) -> tuple[str, str]:
    return fold(decode_latex(f"{fields.get('title', '')} {fields.get('subtitle', '')}")), _year(fields)


def _one_work(here: Mapping[str, str], there: Mapping[str, str]) -> bool:
    if len(_title_and_year(here)[0].split()) >= TELLING_WORDS:
        return True
    dois = {_doi(here), _doi(there)} - {""}
    families = {first_family(here)[0], first_family(there)[0]} - {""}
    return len(dois) < 2 and len(families) < 2


def first_family(fields: Mapping[str, str]) -> tuple[str, bool]:
    """Return the family name of the first author or editor, and whether it is a body."""
    people = split_people(fields.get("author") or fields.get("editor") or "")
    if not people:
        return "", False
    first = people[0]
    if re.fullmatch(r"\{.*\}", first):
        return decode_latex(first[1:-1]), True
    return _family_and_given(first)[0], False


def split_people(value: str) -> list[str]:
    """Return the names of a field; an `and` in braces joins nothing."""
    names, depth, current = [], 0, ""
    for part in re.split(r"(\s+and\s+|[{}])", value):
        depth += (part == "{") - (part == "}")
        if depth == 0 and part.strip() == "and":
            names.append(current.strip())
            current = ""
        else:
            current += part
    return [name for name in [*names, current.strip()] if name]


def _family_and_given(name: str) -> tuple[str, str]:
    parts = [decode_latex(part).strip() for part in name.split(",")]
    if len(parts) > 1:
        return parts[0], parts[-1]
    *given, family = decode_latex(name).split() or [""]
    return family, " ".join(given)


def compare(work: Work, record: Record) -> Comparison:
    """Return where a record contradicts a work and what it has besides."""
    found = Comparison()
    if not record.lowered and CSL_TYPES.get(work.entry_type) != CSL_TYPES.get(record.entry_type):
        found.conflicts.append(Conflict("type", f"@{work.entry_type}", f"@{record.entry_type}"))
    for name, there in record.fields.items():
        here = _value(work.fields, name)
        if not here:
            found.more[name] = there
        elif not _says_the_same(name, here, there, work.fields):
            found.conflicts.append(Conflict(name, decode_latex(here), decode_latex(there)))
    return found


def _value(fields: Mapping[str, str], name: str) -> str:
    """Return the field, or the one that says the same under another name."""
    if name in fields:
        return fields[name]
    if name == "year":
        return fields.get("date", "")[:4]
    if name == "month":
        return fields.get("date", "")[5:7]
    if name == "date" and fields.get("month"):
        return ""
    return next((fields[other] for other in _ALIASES.get(name, ()) if other in fields), "")


def _says_the_same(name: str, here: str, there: str, work: Mapping[str, str]) -> bool:
    if name in ("author", "editor", "translator"):
        return _same_people(split_people(here), split_people(there))
    if name in ("year", "date", "urldate", "eventdate"):
        return here.startswith(there) or there.startswith(here)
    if name in ("issn", "isbn"):
        return bool(_numbers(here) & _numbers(there))
    if name == "keywords":
        return _words(there) <= _words(here)
    if name == "language":
        return here.casefold()[:2] == there.casefold()[:2]
    if name == "url":
        return _address(here) == _address(there)
    if name == "pages":
        return fold(full_pages(here)) == fold(full_pages(there))
    a, b = (_plain(value) for value in (here, there))
    if name == "edition" and (figures := re.findall(r"\d+", a)):
        return figures == re.findall(r"\d+", b)
    if name == "pmcid":
        a, b = a.removeprefix("pmc"), b.removeprefix("pmc")
    if name == "month":
        a, b = a.lstrip("0")[:3], b.lstrip("0")[:3]
    return a == b or (name == "journal" and b == _plain(work.get("shortjournal", "")))


def _plain(value: str) -> str:
    return fold(decode_latex(value).replace("&", " and ").removeprefix("The "))


def _numbers(value: str) -> set[str]:
    return {re.sub(r"[^0-9X]", "", part.upper()) for part in re.split(r"[,;]|\s(?=\d{4})|\s\(", value)} - {"", "X"}


def _words(value: str) -> set[str]:
    return {fold(decode_latex(word)) for word in re.split(r"[;,]", value)}


def _address(value: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", value.casefold()).rstrip("/")


def _same_people(here: list[str], there: list[str]) -> bool:
    open_ended = "others" in (here[-1:] + there[-1:])
    here, there = ([name for name in names if name != "others"] for names in (here, there))
    if len(here) != len(there) and not open_ended:
        return False
    return all(_same_person(a, b) for a, b in zip(here, there, strict=False))


def _same_person(a: str, b: str) -> bool:
    (family_a, given_a), (family_b, given_b) = _family_and_given(a), _family_and_given(b)
    words_a, words_b = fold(family_a).split(), fold(family_b).split()
    shared = min(len(words_a), len(words_b))
    # One may have the particle and the other not; one may write as two words what the other writes as one.
    if words_a[-shared:] != words_b[-shared:] and "".join(words_a) != "".join(words_b):
        return False
    initials_a, initials_b = _initials(given_a), _initials(given_b)
    return initials_a.startswith(initials_b) or initials_b.startswith(initials_a)


def _initials(given: str) -> str:
    return "".join(word[0] for word in fold(re.sub(r"(?<=[A-Z])(?=[A-Z])", " ", given)).split())
