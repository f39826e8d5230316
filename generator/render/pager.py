"""The way through a list that is parted: where a reader is, what comes before and after, and all parts.

Comes in: where the parts are, and what is on each in words. Goes out: frozen views for `_parts/pager.md.jinja`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.link.knowledge_base import KnowledgeBase
from generator.render.urls import Target


@dataclass(frozen=True)
class PartLink:
    """A part of a list."""

    target: Target
    words: str
    """What is on it, e.g. `studies from 1998 to 2004`."""


@dataclass(frozen=True)
class Pager:
    """Where a part stands among the others."""

    number: int
    """From 1."""
    total: int
    words: str
    whole: Target | None
    """The page that leads to all parts; None on that page itself."""
    before: PartLink | None
    after: PartLink | None


def years_in_words(base: KnowledgeBase, studies: Sequence[str]) -> str:
    """Return in which years the studies of a part were published; they are in the order of the site."""
    years = [_year(base, study) for study in (studies[0], studies[-1])]
    if None in years:
        return f"studies from {base.studies[studies[0]].short_name} to {base.studies[studies[-1]].short_name}"
    return f"studies of {years[0]}" if years[0] == years[1] else f"studies from {years[0]} to {years[1]}"


def _year(base: KnowledgeBase, study: str) -> int | None:
    reference = base.references.get(study)
    parts = reference.csl.get("issued", {}).get("date-parts") if reference else None
    return int(parts[0][0]) if parts and parts[0] else None


def study_part(base: KnowledgeBase, target: Target, studies: Sequence[str]) -> PartLink:
    """Return the link to a part that holds studies."""
    return PartLink(target, years_in_words(base, studies))


def study_pager(
    base: KnowledgeBase, parts: Sequence[Sequence[str]], number: int, place: Callable[[int], Target], whole: Target
) -> Pager | None:
    """Return where a part of studies stands; nothing where there is one part alone.

    Args:
        base: The knowledge base, for the years.
        parts: Ids of studies, part by part.
        number: Which part, from 1.
        place: Number of a part to its page.
        whole: The page that leads to all parts.
    """
    if len(parts) == 1:
        return None
    beside = [
        study_part(base, place(n), parts[n - 1]) if 0 < n <= len(parts) else None for n in (number - 1, number + 1)
    ]
    above = whole if place(number) != whole else None
    return Pager(number, len(parts), years_in_words(base, parts[number - 1]), above, *beside)


@dataclass(frozen=True)
class StudiesPart:
    """A part of a list of studies, with its way to the others."""

    number: int
    target: Target
    """Its page."""
    studies: tuple[str, ...]
    pager: Pager


def studies_on_parts(
    base: KnowledgeBase, parts: Sequence[tuple[str, ...]], place: Callable[[int], Target], whole: Target
) -> tuple[StudiesPart, ...]:
    """Return every part of a list of studies; none where it is whole. `study_pager` explains the arguments."""
    pagers = (study_pager(base, parts, number, place, whole) for number in range(1, len(parts) + 1))
    return tuple(
        StudiesPart(pager.number, place(pager.number), parts[pager.number - 1], pager) for pager in pagers if pager
    )


def numbered_pager(total: int, number: int, words: str, place: Callable[[int], Target], whole: Target) -> Pager | None:
    """Return where a part stands of which there is no more to say than its number."""
    if total == 1:
        return None
    beside = [PartLink(place(n), f"part {n}") if 0 < n <= total else None for n in (number - 1, number + 1)]
    return Pager(number, total, words, whole if place(number) != whole else None, *beside)


def study_parts(
    base: KnowledgeBase, parts: Sequence[Sequence[str]], place: Callable[[int], Target]
) -> tuple[PartLink, ...]:
    """Return all parts of a list of studies; nothing where there is one part alone."""
    if len(parts) == 1:
        return ()
    return tuple(study_part(base, place(n), part) for n, part in enumerate(parts, start=1))
