"""Findings: those of a study's authors (JBI), and those of this review (GRADE-CERQual)."""

from __future__ import annotations

from typing import Literal

from generator.model.base import Identifier, IsoDate, Many, Model, Places, QualifiedId, Text


class Finding(Model):
    """What a study's authors found, in one full sentence of ours (JBI meta-aggregation)."""

    id: Identifier
    """Unique in the study, e.g. `f01`."""
    text: Text
    """One full sentence, in our words."""
    where: Places
    themes: Many[Identifier] = ()
    """Ids of the study's themes that the finding belongs to."""
    illustrations: Many[Identifier] = ()
    """Ids of quotes of the same study."""
    credibility: Literal["unequivocal", "credible", "not_supported"]
    """JBI's level: does the illustration support the finding beyond doubt, openly, or not at all."""
    note: Text | None = None
    """Why this level, in a sentence."""


Concern = Literal["no_or_very_minor", "minor", "moderate", "serious"]


class Component(Model):
    """One of the components of GRADE-CERQual (Lewin 2018)."""

    level: Concern
    """Concern about this component."""
    explanation: Text | None = None
    """Required above `no_or_very_minor`."""


class Relevance(Component):
    """Relevance, with its kind."""

    kind: Literal["direct", "indirect", "partial", "unclear"]


class Confidence(Model):
    """Overall confidence in a review finding."""

    level: Literal["high", "moderate", "low", "very_low"]
    explanation: Text
    """Why, for a methodologist."""
    plain: Text
    """How far to trust the finding and why, in everyday words."""


class Cerqual(Model):
    """A GRADE-CERQual assessment: four components and the overall confidence."""

    methodological_limitations: Component
    coherence: Component
    adequacy: Component
    relevance: Relevance
    overall: Confidence
    assessed_by: Text
    method: Text
    """How it was judged, e.g. one editor's reading, open to review."""
    date: IsoDate


class Contribution(Model):
    """What one study brings to a review finding."""

    study: Identifier
    findings: Many[Identifier] = ()
    """Ids of that study's findings."""
    themes: Many[Identifier] = ()
    """Ids of that study's themes."""
    quotes: Many[Identifier] = ()
    """Ids of that study's quotes."""


class ReviewFinding(Model):
    """A finding across studies: one full sentence with its contributors and our confidence in it."""

    id: Identifier
    """The name of its file."""
    text: Text
    """One full sentence."""
    order: int
    """Place on the findings page."""
    themes: Many[Identifier] = ()
    """Ids of cross-study themes."""
    contributions: Many[Contribution]
    disagreement: Text | None = None
    """What speaks against it, where something does."""
    contradicting_quotes: Many[QualifiedId] = ()
    cerqual: Cerqual
