"""The shapes of the JSON records that differ from the model: ids are qualified, joins are made.

Comes in: nothing. Goes out: types that `json_schema` turns into JSON Schema; `records` makes the records.
"""

from __future__ import annotations

from typing import Literal

from generator.model.base import Counted, Identifier, Many, Model, Places, QualifiedId, Text
from generator.model.crosswalk import CrossStudyTheme, Mapping, NoTermFound
from generator.model.finding import Contribution, ReviewFinding
from generator.model.reference import CitedWork
from generator.model.theme import LabelVariant


class CitedWorkRecord(CitedWork):
    """One entry of a paper's reference list, every key present."""

    as_printed: Text | None
    cited_for: Text | None
    named_as: Text | None


class Selector(Model):
    """A W3C TextQuoteSelector without the words around the quote."""

    type: Literal["TextQuoteSelector"]
    exact: Text


class QuoteRecord(Model):
    """A quote with qualified ids and its place on the site."""

    id: QualifiedId
    study: Identifier
    text: Text
    speaker: Text | None
    illustrates: Many[QualifiedId]
    where: Places
    where_text: Text
    attribution: Literal["certain", "probable", "ambiguous"]
    alternatives: Many[Text]
    emphasis: Many[Text]
    same_as: QualifiedId | None
    excerpt_of: QualifiedId | None
    form: Literal["quotation", "fragment"]
    note: Text | None
    selector: Selector
    url: Text
    verification: Literal["verified", "unverified"] | None = None


class StudyThemeRecord(Model):
    """A theme, subtheme or code with its place in the study's tree."""

    id: QualifiedId
    study: Identifier
    label: Text
    level: Literal["theme", "subtheme", "code"]
    parent: QualifiedId | None
    label_variants: Many[LabelVariant]
    definition: Text | None
    quotes: Many[QualifiedId]


class MappingRecord(Mapping):
    """A mapping that names its study theme by the qualified id too."""

    study_theme: QualifiedId


class CrossStudyThemeRecord(CrossStudyTheme):
    """A cross-study theme with its mappings."""

    mappings: Many[MappingRecord]


class NoTermFoundRecord(NoTermFound):
    """A study theme that fits none of ours, by its qualified id too."""

    study_theme: QualifiedId


class ThemesRecord(Model):
    """The whole file of themes."""

    study_themes: Many[StudyThemeRecord]
    cross_study_themes: Many[CrossStudyThemeRecord]
    no_term_found: Many[NoTermFoundRecord]


class ContributionRecord(Contribution):
    """What one study brings to a finding, by qualified ids."""

    findings: Many[QualifiedId]
    themes: Many[QualifiedId]
    quotes: Many[QualifiedId]


class ReviewFindingRecord(ReviewFinding):
    """A finding of this review with qualified ids."""

    contributions: Many[ContributionRecord]


class TermRecord(Model):
    """One term of an axis with the studies that belong to it."""

    id: Text
    label: Text
    definition: Text
    studies: Many[Identifier]


class AxisRecord(Model):
    """One way of dividing the studies."""

    id: Identifier
    label: Text
    definition: Text
    terms: Many[TermRecord]


class SpokenRecord(Model):
    """What one study brings to a cell."""

    study: Identifier
    quotes: Many[QualifiedId]
    refutes: bool


class CellRecord(Model):
    """One theme under one term."""

    axis: Identifier
    term: Text
    theme: Identifier
    studies: Many[SpokenRecord]
    participants: Counted
    uncounted: Many[Identifier]
    gap: Literal["no_study", "not_mentioned", "looked_for", "not_applicable"] | None
    reason: Text | None


class MapRecord(Model):
    """The whole evidence map."""

    axes: Many[AxisRecord]
    cells: Many[CellRecord]
