"""Works as RIS, which every reference manager reads.

Comes in: references. Goes out: lines `TAG  - value`, each ended by CRLF, as the format asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.bibliography_formats.names import name_in_words
from generator.model.reference import Reference

_TYPES = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "document": "GEN",
    "manuscript": "UNPB",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}

_TAGS = (
    ("title", "TI"),
    ("title-short", "ST"),
    ("container-title", "T2"),
    ("container-title-short", "J2"),
    ("collection-title", "T3"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("number", "M1"),
    ("collection-number", "M1"),
    ("edition", "ET"),
    ("version", "ET"),
    ("chapter-number", "SE"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("event-title", "C3"),
    ("event-place", "C1"),
    ("genre", "M3"),
    ("medium", "M2"),
    ("language", "LA"),
    ("abstract", "AB"),
    ("DOI", "DO"),
    ("ISBN", "SN"),
    ("ISSN", "SN"),
    ("PMID", "AN"),
    ("PMCID", "C2"),
    ("URL", "UR"),
)
"""CSL variable and its tag, in the order of the file."""


def to_ris(references: Iterable[Reference]) -> str:
    """Return works as RIS, in their order."""
    return "\r\n".join("".join(f"{line}\r\n" for line in _lines(reference)) for reference in references)


def _lines(reference: Reference) -> Iterator[str]:
    csl = reference.csl
    yield _line("TY", _TYPES[reference.csl_type])
    yield _line("ID", reference.cite_key)
    for role, tag in (("author", "AU"), ("editor", "A2"), ("translator", "A4")):
        for name in csl.get(role, ()):
            yield _line(tag, _person(name))
    for variable, tag in _TAGS:
        if variable in csl:
            yield _line(tag, csl[variable])
    start, _, end = csl.get("page", "").partition("-")
    if start:
        yield _line("SP", start)
    if end:
        yield _line("EP", end)
    if "issued" in csl:
        first = csl["issued"]["date-parts"][0]
        yield _line("PY", str(first[0]))
        if len(first) > 1:
            yield _line("DA", _date(first))
    if "accessed" in csl:
        yield _line("Y2", _date(csl["accessed"]["date-parts"][0]))
    if reference.note:
        yield _line("N1", reference.note)
    yield "ER  - "


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {' '.join(value.split())}"


def _person(name: AbcMapping[str, Any]) -> str:
    """Return a name; a group's name ends in a comma, or programs would divide it into given and family name."""
    if "literal" in name and " " in name["literal"] and name["literal"] != "et al.":
        return f"{name['literal']},"
    return name_in_words(name)


def _date(parts: list[int]) -> str:
    """Return `2021/08/17/`; what is not known is left out between the slashes."""
    return "/".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:]), *[""] * (3 - len(parts))]) + "/"
