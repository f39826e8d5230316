"""The works of a bibliography that are right, each with its place, and what is wrong with two of them together.

Comes in: works in the order of their file. Goes out: where each stands, and problems in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.diagnostics import Diagnostic, Location, Severity
from generator.model.reference import Reference


class Work(NamedTuple):
    """One entry that is right."""

    reference: Reference
    location: Location
    marks: int
    """How many backslashes and braces stand in its values."""


def positions_of(works: list[Work], problems: Iterable[Diagnostic]) -> tuple[dict[str, Location], list[Diagnostic]]:
    """Return the place of each work by cite key, and the problems in order, with those of works held together."""
    found = [*problems, *_same_doi(works)]
    places = {work.reference.cite_key: work.location for work in works}
    return places, sorted(found, key=lambda problem: (problem.location, problem.rule))


def _same_doi(works: list[Work]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for work in works:
        doi, key = str(work.reference.csl.get("DOI", "")).casefold(), work.reference.cite_key
        first = seen.setdefault(doi, key) if doi else key
        if first != key:
            message = f"`{key}` has the DOI of `{first}`"
            yield Diagnostic("bib-duplicate-doi", Severity.WARNING, work.location, message, "One work, one entry.")
