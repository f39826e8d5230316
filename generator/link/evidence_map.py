"""The evidence map: how studies divide along each axis, and which of them speak to which theme.

Comes in: a knowledge base. Goes out: axes with their columns, and cells. It is computed here once; the page,
the quote browser and the downloads all print what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import Literal

from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import Fact, Range
from generator.model.crosswalk import CrossStudyTheme
from generator.model.study import Study
from generator.model.vocabulary import Axis, Term

Gap = Literal["", "no_study", "not_mentioned", "looked_for", "not_applicable"]
"""Why a cell is empty: nobody of this group was studied; the studies of this group say nothing of it; a study
looked for it and did not find it; the theme makes no sense for this group. Empty where the cell has studies."""

SILENT = "not_reported"
"""The term of studies whose paper does not say where they belong on an axis."""


@dataclass(frozen=True)
class Spoken:
    """What one study brings to one cross-study theme."""

    study: str
    quotes: tuple[str, ...]
    """Qualified ids of its distinct quotes, in order of print."""
    refutes: bool
    """Whether one of its themes speaks against the theme."""


@dataclass(frozen=True)
class Column:
    """One term of an axis with the studies that belong to it."""

    axis: str
    term: str
    label: str
    definition: str
    studies: tuple[str, ...]


@dataclass(frozen=True)
class AxisColumns:
    """One way of dividing the studies; a study may stand in several columns, and stands in at least one."""

    id: str
    label: str
    definition: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Cell:
    """One theme in one column."""

    theme: str
    column: Column
    spoken: tuple[Spoken, ...]
    """In order of study."""
    participants: int
    """Sum of the participants of these studies, as far as the papers say."""
    uncounted: tuple[str, ...]
    """Those of these studies whose paper does not say how many took part."""
    gap: Gap
    reason: str
    """Why the theme does not apply, or what the study says that looked for it; else empty."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """Qualified ids of the quotes in this cell."""
        return tuple(quote for spoken in self.spoken for quote in spoken.quotes)


@dataclass(frozen=True)
class EvidenceMap:
    """The whole map."""

    axes: tuple[AxisColumns, ...]
    spoken: AbcMapping[str, AbcMapping[str, Spoken]]
    """Cross-study theme to study to what it brings; studies that bring nothing are left out."""
    rows: AbcMapping[str, tuple[tuple[Cell, ...], ...]]
    """Axis to one row of cells for each cross-study theme, in map order."""


def map_evidence(base: KnowledgeBase) -> EvidenceMap:
    """Return the evidence map of a knowledge base; without a vocabulary it has no axes."""
    vocabulary = base.corpus.vocabulary
    axes = tuple(_divide(axis, base.studies.values()) for axis in (vocabulary.axes if vocabulary else ()))
    spoken = {theme.id: _speak(base, theme) for theme in base.themes.values()}
    sizes = {study.id: study.sample.size.value for study in base.studies.values() if study.sample.size}
    counted = {study: size for study, size in sizes.items() if size is not None}
    return EvidenceMap(
        axes=axes,
        spoken=spoken,
        rows={
            axis.id: tuple(
                tuple(_cell(theme, column, spoken[theme.id], counted) for column in axis.columns)
                for theme in base.themes.values()
            )
            for axis in axes
        },
    )


def terms_of(study: Study, axis: Axis) -> tuple[str, ...]:
    """Return the terms of an axis that a study belongs to, in the axis's order; `SILENT` where its paper does not say."""
    if axis.id == "country":
        named = {study.setting.country}
    elif axis.id in ("profession", "stage"):
        named = {getattr(group, axis.id) for group in study.sample.groups}
    else:
        named = _of_fact(getattr(study.balint_group, axis.field or axis.id, None), axis)
    return tuple(term.id for term in axis.terms if term.id in named) or (SILENT,)


def _of_fact(fact: Fact[object] | None, axis: Axis) -> set[str]:
    if fact is None or fact.value is None:
        return set()
    if isinstance(fact.value, Range):
        return {term.id for term in axis.terms if _overlap(fact.value, term)}
    return {str(fact.value)}


def _overlap(value: Range, term: Term) -> bool:
    """Say whether a range of a study reaches into a term, which ends below its `max`."""
    if term.bounds is None:
        return False
    start, end = value.min or 0, value.max
    low, high = term.bounds.min or 0, term.bounds.max
    if end == start:
        return low <= start and (high is None or start < high)
    # "Up to twelve months" reaches into the term that ends at twelve, not into the one that begins there.
    return (end is None or end > low) and (high is None or start < high)


def _divide(axis: Axis, studies: Iterable[Study]) -> AxisColumns:
    members: dict[str, list[str]] = {term.id: [] for term in axis.terms}
    silent: list[str] = []
    for study in studies:
        for term in terms_of(study, axis):
            members.get(term, silent).append(study.id)
    columns = [Column(axis.id, term.id, term.label, term.definition, tuple(members[term.id])) for term in axis.terms]
    if silent:
        columns.append(Column(axis.id, SILENT, "Not reported", "The paper does not say.", tuple(silent)))
    return AxisColumns(axis.id, axis.label, axis.definition, tuple(columns))


def _speak(base: KnowledgeBase, theme: CrossStudyTheme) -> dict[str, Spoken]:
    found: dict[str, bool] = {account.study: False for account in theme.accounts}
    for linked in base.mappings_to(theme.id):
        study = linked.mapping.study
        found[study] = found.get(study, False) or linked.mapping.translation == "refutational"
    return {
        study: Spoken(study, tuple(quote.id for quote in base.voices(theme.id, study)), found[study])
        for study in base.studies
        if study in found
    }


def _cell(
    theme: CrossStudyTheme, column: Column, spoken: AbcMapping[str, Spoken], counted: AbcMapping[str, int]
) -> Cell:
    """Return a cell; `counted` says how many took part in each study whose paper says so."""
    found = tuple(spoken[study] for study in column.studies if study in spoken)
    gap, reason = _gap(theme, column, bool(found))
    return Cell(
        theme=theme.id,
        column=column,
        spoken=found,
        participants=sum(counted.get(s.study, 0) for s in found),
        uncounted=tuple(s.study for s in found if s.study not in counted),
        gap=gap,
        reason=reason,
    )


def _gap(theme: CrossStudyTheme, column: Column, filled: bool) -> tuple[Gap, str]:
    if filled:
        return "", ""
    for absent in theme.not_applicable:
        if (absent.axis, absent.term) == (column.axis, column.term):
            return "not_applicable", absent.reason
    for looked in theme.looked_for:
        if looked.study in column.studies:
            return "looked_for", looked.text
    return ("not_mentioned" if column.studies else "no_study"), ""
