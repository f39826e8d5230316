"""Studies, quotes, themes and references as JSON, in the model's own key names.

Comes in: a knowledge base. Goes out: four JSON files; `data_dictionary` explains every key.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.bibliography_formats.csl_json import csl_item
from generator.export.json_text import json_lines, record
from generator.link.knowledge_base import KnowledgeBase, LinkedQuote
from generator.link.themes import LinkedTheme
from generator.model.base import places_in_words
from generator.model.crosswalk import CrossStudyTheme, Mapping, NoTermFound
from generator.model.reference import CitedWork
from generator.model.study import Study

STUDIES = "data/studies.json"
QUOTES = "data/quotes.json"
THEMES = "data/themes.json"
REFERENCES = "data/references.json"


def export_records(base: KnowledgeBase, verification: AbcMapping[str, str] | None = None) -> dict[str, bytes]:
    """Return the four JSON files.

    Args:
        base: The knowledge base.
        verification: Qualified quote id to `verified` or `unverified`.
    """
    statuses = verification or {}
    return {
        STUDIES: json_lines([study_record(base, study) for study in base.studies.values()], 3),
        QUOTES: json_lines([quote_record(quote, statuses.get(quote.id)) for quote in base.quotes.values()], 1),
        THEMES: json_lines(theme_records(base), {"study_themes": 1, "cross_study_themes": 3, "no_term_found": 1}),
        REFERENCES: json_lines([csl_item(reference) for reference in base.references.values()], 1),
    }


def record_counts(base: KnowledgeBase) -> dict[str, int]:
    """Return how many records stand in each file that is one list."""
    return {STUDIES: len(base.studies), QUOTES: len(base.quotes), REFERENCES: len(base.references)}


def study_record(base: KnowledgeBase, study: Study) -> dict[str, Any]:
    """Return all of a study, its references as a list and its own bibliographic record included."""
    own = base.references.get(study.id)
    return {
        **record(study),
        "quotes": [record(quote) for quote in study.quotes],
        "references": [_cited_work(entry) for entry in sorted(study.references.entries, key=_printed_order)],
        "reference_list": study.references.list,
        "reference": None if own is None else csl_item(own),
    }


def quote_record(linked: LinkedQuote, status: str | None = None) -> dict[str, Any]:
    """Return a quote with qualified ids, its place on the site, and a selector that finds its words."""
    quote, study = linked.quote, linked.study.id
    made: dict[str, Any] = {
        "id": linked.id,
        "study": study,
        "text": quote.text,
        "speaker": quote.speaker,
        "illustrates": qualified(study, quote.illustrates),
        "where": quote.where,
        "where_text": places_in_words(quote.where),
        "attribution": quote.attribution,
        "alternatives": list(quote.alternatives),
        "emphasis": list(quote.emphasis),
        "same_as": quote.same_as and f"{study}.{quote.same_as}",
        "excerpt_of": quote.excerpt_of and f"{study}.{quote.excerpt_of}",
        "form": quote.form,
        "note": quote.note,
        # Words around the quote would make the selector safer, but the papers are copyrighted.
        "selector": {"type": "TextQuoteSelector", "exact": quote.text},
        "url": f"studies/{study}/#quote-{quote.id}",
    }
    if status is not None:
        made["verification"] = status
    return made


def theme_records(base: KnowledgeBase) -> dict[str, Any]:
    """Return the studies' themes, ours with their mappings, and the themes that fit none of ours."""
    return {
        "study_themes": [_study_theme(base, linked) for linked in base.study_themes.values()],
        "cross_study_themes": [_cross_study_theme(theme) for theme in base.themes.values()],
        "no_term_found": [_with_study_theme(found) for found in base.no_term_found.values()],
    }


def _study_theme(base: KnowledgeBase, linked: LinkedTheme) -> dict[str, Any]:
    study, node = linked.study.id, linked.node
    return {
        "id": linked.id,
        "study": study,
        "label": node.label,
        "level": linked.level,
        "parent": f"{study}.{linked.ancestors[-1].id}" if linked.ancestors else None,
        "label_variants": node.label_variants,
        "definition": node.definition,
        "quotes": [q.id for q in base.own_quotes(study, node.id)],
    }


def _cross_study_theme(theme: CrossStudyTheme) -> dict[str, Any]:
    return {**record(theme), "mappings": [_with_study_theme(mapping) for mapping in theme.mappings]}


def _with_study_theme(joined: Mapping | NoTermFound) -> dict[str, Any]:
    return {"study_theme": f"{joined.study}.{joined.theme}", **record(joined)}


def _cited_work(entry: CitedWork) -> dict[str, Any]:
    return {
        "number": entry.number,
        "key": entry.key,
        "as_printed": entry.as_printed,
        "cited_for": entry.cited_for,
        "named_as": entry.named_as,
        "where": entry.where,
    }


def _printed_order(entry: CitedWork) -> tuple[bool, int]:
    return entry.number is None, entry.number or 0


def qualified(study: str, ids: Iterable[str]) -> list[str]:
    """Return ids of a study with the study's id before them."""
    return [f"{study}.{identifier}" for identifier in ids]
