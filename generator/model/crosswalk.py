"""Cross-study themes and the typed mappings of study themes onto them (SSSOM, SKOS, meta-ethnography)."""

from __future__ import annotations

from typing import Literal

from generator.model.base import Identifier, IsoDate, Many, Model, Places, QualifiedId, Text


class Mapping(Model):
    """One study theme held against one cross-study theme, with the reason."""

    study: Identifier
    """Id of the study."""
    theme: Identifier
    """Id of the theme, subtheme or code in that study."""
    predicate: Literal["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"]
    """SKOS, read from the study's theme to ours: `broadMatch` where ours is the broader one."""
    translation: Literal["reciprocal", "refutational", "line_of_argument"]
    """Noblit and Hare 1988: the same thing, a contradiction, or a part of one argument."""
    justification: Text
    """Why, in a sentence or two that a reader of the paper can follow."""
    supporting_quotes: Many[QualifiedId] = ()
    """Quotes that support the mapping, e.g. `yahyavi2020.q01`."""
    contradicting_quotes: Many[QualifiedId] = ()
    """Quotes, of any study, that speak against it."""
    author: Text
    reviewer: Text | None = None
    date: IsoDate
    confidence: Literal["high", "moderate", "low"]


class Account(Model):
    """What a study says on a cross-study theme, in our words; for a report without themes all it has."""

    study: Identifier
    text: Text
    """A sentence or two, in our words."""
    where: Places


class LookedFor(Model):
    """A study that looked for a cross-study theme and says that it did not find it."""

    study: Identifier
    text: Text
    """What it says, in our words."""
    where: Places


class NotApplicable(Model):
    """A term of an axis for which a cross-study theme makes no sense."""

    axis: Identifier
    """E.g. `mode`."""
    term: Text
    """E.g. `in_person`."""
    reason: Text
    """Why, in a sentence."""


class CrossStudyTheme(Model):
    """A third-order construct of this knowledge base."""

    id: Identifier
    """The name of its file."""
    label: Text
    order: int
    """Place on the map, from entering the group to leaving it with something."""
    definition: Text
    """Plain language, one or two sentences."""
    scope_note: Text | None = None
    """What belongs here and what does not."""
    agreement: Text | None = None
    """Where the studies agree, in our words."""
    disagreement: Text | None = None
    """Where they differ, and why that may be."""
    accounts: Many[Account] = ()
    looked_for: Many[LookedFor] = ()
    not_applicable: Many[NotApplicable] = ()
    mappings: Many[Mapping]


class NoTermFound(Model):
    """A study theme that fits no cross-study theme, with the reason (SSSOM `sssom:NoTermFound`)."""

    study: Identifier
    theme: Identifier
    justification: Text
    author: Text
    date: IsoDate
