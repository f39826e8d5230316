"""Studies, quotes, themes and references as JSON, in the model's own key names.

Comes in: a knowledge base. Goes out: four JSON files; `data_dictionary` explains every key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.bibliography_formats.csl_json import csl_item
from generator.export.json_text import json_records, record
from generator.export.pieces import Binder, Piece, json_run, study_pieces, theme_pieces
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedTheme
from generator.model.base import places_in_words
from generator.model.crosswalk import CrossStudyTheme, Mapping, NoTermFound
from generator.model.quote import Quote
from generator.model.reference import CitedWork
from generator.model.study import Study

STUDIES = "data/studies.json"
QUOTES = "data/quotes.json"
THEMES = "data/themes.json"
REFERENCES = "data/references.json"


def export_records(
    base: KnowledgeBase, verification: AbcMapping[str, str] | None = None, binder: Binder | None = None
) -> dict[str, bytes]:
    """Return the four JSON files.

    Args:
        base: The knowledge base.
        verification: Qualified quote id to `verified` or `unverified`.
        binder: Puts the files together.
    """
    statuses = verification or {}
    binder = binder or Binder()
    keys = binder.keys
    studies = study_pieces(base, keys, lambda study: json_records([study_record(base, study)], 2))
    quotes = study_pieces(base, keys, lambda study: json_records(_quote_records(study, statuses)))
    study_themes = study_pieces(base, keys, lambda study: json_records(_study_themes(base, study)))
    themes = theme_pieces(base, keys, lambda theme: json_records([_cross_study_theme(theme)], 2))
    unmapped = Piece("", lambda: json_records(map(_with_study_theme, base.no_term_found.values())))
    works = Piece(keys.works, lambda: json_records(map(csl_item, base.references.values())))
    return {
        STUDIES: binder.bind(STUDIES, json_run(studies), b"\n"),
        QUOTES: binder.bind(QUOTES, json_run(quotes), b"\n"),
        THEMES: binder.bind(
            THEMES,
            *(b'{\n"study_themes":', json_run(study_themes)),
            *(b',\n"cross_study_themes":', json_run(themes)),
            *(b',\n"no_term_found":', json_run([unmapped]), b"\n}\n"),
        ),
        REFERENCES: binder.bind(REFERENCES, json_run([works]), b"\n"),
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


def _quote_records(study: Study, statuses: AbcMapping[str, str]) -> Iterator[dict[str, Any]]:
    return (quote_record(study.id, quote, statuses.get(f"{study.id}.{quote.id}")) for quote in study.quotes)


def quote_record(study: str, quote: Quote, status: str | None = None) -> dict[str, Any]:
    """Return a quote with qualified ids, its place on the site, and a selector that finds its words."""
    made: dict[str, Any] = {
        "id": f"{study}.{quote.id}",
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


def _study_themes(base: KnowledgeBase, study: Study) -> Iterator[dict[str, Any]]:
    return (_study_theme(base, linked) for linked in base.tree(study.id))


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
