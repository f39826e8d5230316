"""Tables across studies: themes, the crosswalk, review findings with what each study brings to them.

Comes in: a knowledge base. Goes out: tables, rows in the order of the site.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.export.keys import NO_KEYS, Keys
from generator.export.row_groups import by_theme, mappings_by_theme
from generator.export.study_tables import URL
from generator.export.table import Column, Row, Table, Value, id_column, joined, link_table, text_column
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedMapping
from generator.model.base import places_in_words
from generator.model.crosswalk import CrossStudyTheme
from generator.model.finding import Component, ReviewFinding

_CONCERNS = ("no_or_very_minor", "minor", "moderate", "serious")
_COMPONENTS = ("methodological_limitations", "coherence", "adequacy", "relevance")
_THEME = id_column("theme", "themes", "Cross-study theme.")
_FINDING = id_column("finding", "findings", "Finding of this review.")
_QUOTE = id_column("quote", "quotes", "Quote.")


def synthesis_tables(base: KnowledgeBase, keys: Keys = NO_KEYS) -> list[Table]:
    """Return the tables on what the studies say together."""
    return [
        _themes(base),
        _accounts(base, keys),
        _mappings(base, keys),
        _mapping_quotes(base),
        _unmapped(base),
        _findings(base),
        link_table(
            "finding_themes",
            "Which cross-study themes a finding of this review belongs to.",
            (_FINDING, _THEME),
            ((finding.id, theme) for finding in base.findings.values() for theme in finding.themes),
        ),
        _contributions(base),
        *_contribution_links(base),
    ]


def _themes(base: KnowledgeBase) -> Table:
    columns = (
        text_column("id", "Id of the cross-study theme.", required=True),
        Column("position", "whole number", "Its place on the map, from 1.", required=True),
        text_column("label", "Its name.", required=True),
        text_column("definition", "What it means, in plain language.", required=True),
        text_column("scope_note", "What belongs here and what does not."),
        text_column("agreement", "Where the studies agree, in our words."),
        text_column("disagreement", "Where they differ, and why that may be."),
        URL,
    )
    rows = tuple(
        {
            "id": theme.id,
            "position": position,
            "label": theme.label,
            "definition": theme.definition,
            "scope_note": theme.scope_note,
            "agreement": theme.agreement,
            "disagreement": theme.disagreement,
            "url": f"themes/{theme.id}/",
        }
        for position, theme in enumerate(base.themes.values(), 1)
    )
    return Table("themes", "themes", "The cross-study themes of this knowledge base.", ("id",), columns, rows)


def _accounts(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        _THEME,
        Column("position", "whole number", "Place in the theme's list, from 1.", required=True),
        id_column("study", "studies", "Study."),
        text_column("text", "What it says, in our words.", required=True),
        text_column("place", "Where it says so.", required=True),
    )

    def rows(theme: CrossStudyTheme) -> Iterable[Row]:
        return (
            {
                "theme": theme.id,
                "position": position,
                "study": account.study,
                "text": account.text,
                "place": places_in_words(account.where),
            }
            for position, account in enumerate(theme.accounts, 1)
        )

    meaning = "What a study says on a cross-study theme."
    return Table("accounts", "", meaning, ("theme", "position"), columns, by_theme(base, keys, rows))


def _mappings(base: KnowledgeBase, keys: Keys) -> Table:
    columns = (
        id_column("study_theme", "study_themes", "Theme of a study."),
        text_column("study_theme_label", "Its label as printed.", required=True),
        _THEME,
        text_column("theme_label", "Its name.", required=True),
        id_column("study", "studies", "Study."),
        text_column(
            "predicate",
            "SKOS, read from the study's theme to ours: `broadMatch` says that ours is the broader one.",
            required=True,
            values=("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"),
        ),
        text_column(
            "translation",
            "Meta-ethnography: the same thing, a contradiction, or a part of one argument (Noblit and Hare 1988).",
            required=True,
            values=("reciprocal", "refutational", "line_of_argument"),
        ),
        text_column("justification", "Why.", required=True),
        text_column("confidence", "How sure the author is.", required=True, values=("high", "moderate", "low")),
        Column("supporting_quotes", "text", "Quotes that support it.", lists="quotes"),
        Column("contradicting_quotes", "text", "Quotes, of any study, that speak against it.", lists="quotes"),
        text_column("author", "Who made the judgement.", required=True),
        text_column("reviewer", "Who reviewed it; empty where nobody has."),
        Column("date", "date", "Day of the judgement.", required=True),
    )
    onto = mappings_by_theme(base)
    rows = by_theme(base, keys, lambda theme: map(_mapping_row, onto.get(theme.id, ())))
    meaning = "The crosswalk: each study theme that is held against a cross-study theme, with the reason."
    return Table("mappings", "crosswalk", meaning, ("study_theme", "theme"), columns, rows)


def _mapping_row(linked: LinkedMapping) -> Row:
    mapping = linked.mapping
    return {
        "study_theme": linked.study_theme.id,
        "study_theme_label": linked.study_theme.node.label,
        "theme": linked.cross_theme.id,
        "theme_label": linked.cross_theme.label,
        "study": mapping.study,
        "predicate": mapping.predicate,
        "translation": mapping.translation,
        "justification": mapping.justification,
        "confidence": mapping.confidence,
        "supporting_quotes": joined(mapping.supporting_quotes),
        "contradicting_quotes": joined(mapping.contradicting_quotes),
        "author": mapping.author,
        "reviewer": mapping.reviewer,
        "date": mapping.date,
    }


def _mapping_quotes(base: KnowledgeBase) -> Table:
    stance = text_column(
        "stance", "Whether it speaks for the mapping or against it.", required=True, values=("supports", "contradicts")
    )
    rows = (
        (linked.study_theme.id, linked.cross_theme.id, quote, word)
        for linked in base.mappings
        for word, quotes in (
            ("supports", linked.mapping.supporting_quotes),
            ("contradicts", linked.mapping.contradicting_quotes),
        )
        for quote in quotes
    )
    columns = (id_column("study_theme", "study_themes", "Theme of a study."), _THEME, _QUOTE, stance)
    table = link_table("mapping_quotes", "Quotes for and against a mapping.", columns, rows)
    return _linked(table, ("study_theme", "theme"), "mappings")


def _unmapped(base: KnowledgeBase) -> Table:
    columns = (
        id_column("study_theme", "study_themes", "Theme of a study."),
        text_column("justification", "Why it fits none.", required=True),
        text_column("author", "Who made the judgement.", required=True),
        Column("date", "date", "Day of the judgement.", required=True),
    )
    rows = tuple(
        {"study_theme": key, "justification": found.justification, "author": found.author, "date": found.date}
        for key, found in base.no_term_found.items()
    )
    return Table("unmapped", "unmapped", "Study themes that fit no cross-study theme.", ("study_theme",), columns, rows)


def _findings(base: KnowledgeBase) -> Table:
    columns = (
        text_column("id", "Id of the finding.", required=True),
        Column("position", "whole number", "Its place on the page of findings, from 1.", required=True),
        text_column("text", "The finding in one full sentence.", required=True),
        text_column(
            "confidence",
            "GRADE-CERQual: overall confidence.",
            required=True,
            values=("high", "moderate", "low", "very_low"),
        ),
        text_column("confidence_plain", "How far to trust it and why, in everyday words.", required=True),
        text_column("confidence_explanation", "Why, for a methodologist.", required=True),
        *(column for name in _COMPONENTS for column in _component_columns(name)),
        text_column(
            "relevance_kind",
            "How the studies' setting fits the question.",
            required=True,
            values=("direct", "indirect", "partial", "unclear"),
        ),
        text_column("disagreement", "What speaks against it, where something does."),
        Column("themes", "text", "Cross-study themes that it belongs to.", lists="themes"),
        Column("contradicting_quotes", "text", "Quotes that speak against it.", lists="quotes"),
        text_column("assessed_by", "Who judged.", required=True),
        text_column("method", "How it was judged.", required=True),
        Column("date", "date", "Day of the judgement.", required=True),
        URL,
    )
    rows = tuple(_finding_row(finding, position) for position, finding in enumerate(base.findings.values(), 1))
    meaning = "What this review found across studies, with GRADE-CERQual's confidence."
    return Table("findings", "findings", meaning, ("id",), columns, rows)


def _component_columns(name: str) -> tuple[Column, Column]:
    words = name.replace("_", " ")
    return (
        text_column(name, f"GRADE-CERQual: concern about {words}.", required=True, values=_CONCERNS),
        text_column(f"{name}_explanation", f"Why this concern about {words}."),
    )


def _finding_row(finding: ReviewFinding, position: int) -> dict[str, Value]:
    cerqual = finding.cerqual
    row: dict[str, Value] = {
        "id": finding.id,
        "position": position,
        "text": finding.text,
        "confidence": cerqual.overall.level,
        "confidence_plain": cerqual.overall.plain,
        "confidence_explanation": cerqual.overall.explanation,
        "relevance_kind": cerqual.relevance.kind,
        "disagreement": finding.disagreement,
        "themes": joined(finding.themes),
        "contradicting_quotes": joined(finding.contradicting_quotes),
        "assessed_by": cerqual.assessed_by,
        "method": cerqual.method,
        "date": cerqual.date,
        "url": f"findings/#finding-{finding.id}",
    }
    for name in _COMPONENTS:
        component: Component = getattr(cerqual, name)
        row |= {name: component.level, f"{name}_explanation": component.explanation}
    return row


def _contributions(base: KnowledgeBase) -> Table:
    columns = (
        _FINDING,
        id_column("study", "studies", "Study that contributes."),
        Column("study_findings", "text", "Its findings that it brings.", lists="study_findings"),
        Column("study_themes", "text", "Its themes that it brings.", lists="study_themes"),
        Column("quotes", "text", "Its quotes that it brings.", lists="quotes"),
    )
    rows = tuple(
        {
            "finding": finding.id,
            "study": part.study,
            "study_findings": joined(f"{part.study}.{name}" for name in part.findings),
            "study_themes": joined(f"{part.study}.{name}" for name in part.themes),
            "quotes": joined(f"{part.study}.{name}" for name in part.quotes),
        }
        for finding in base.findings.values()
        for part in finding.contributions
    )
    meaning = "What each study brings to each finding of this review."
    return Table("contributions", "contributions", meaning, ("finding", "study"), columns, rows)


def _contribution_links(base: KnowledgeBase) -> Iterable[Table]:
    parts = [(finding.id, part) for finding in base.findings.values() for part in finding.contributions]
    yield link_table(
        "finding_study_findings",
        "Which findings of studies a finding of this review rests on.",
        (_FINDING, id_column("study_finding", "study_findings", "Finding of a study.")),
        ((finding, f"{part.study}.{name}") for finding, part in parts for name in part.findings),
    )
    yield link_table(
        "finding_study_themes",
        "Which themes of studies a finding of this review rests on.",
        (_FINDING, id_column("study_theme", "study_themes", "Theme of a study.")),
        ((finding, f"{part.study}.{name}") for finding, part in parts for name in part.themes),
    )
    against = [(f.id, quote, "contradicts") for f in base.findings.values() for quote in f.contradicting_quotes]
    stance = text_column(
        "stance", "Whether it speaks for the finding or against it.", required=True, values=("supports", "contradicts")
    )
    yield link_table(
        "finding_quotes",
        "Quotes for and against a finding of this review.",
        (_FINDING, _QUOTE, stance),
        [*((finding, f"{part.study}.{name}", "supports") for finding, part in parts for name in part.quotes), *against],
    )


def _linked(table: Table, columns: tuple[str, ...], other: str) -> Table:
    return Table(table.name, table.file, table.meaning, table.key, table.columns, table.rows, ((columns, other),))
