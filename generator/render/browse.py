"""The data that the map and the quote browser read when scripts run: small files, loaded when asked for.

Comes in: the library of a build. Goes out: path below the site to JSON bytes. Numbers stand for studies, themes and
quotes by their place in a list, so that the first file stays small; words of quotes lie in chunks.
"""

from __future__ import annotations

import json
import re
from typing import Any

from markupsafe import Markup

from generator.link.evidence_map import EvidenceMap, terms_of
from generator.link.knowledge_base import KnowledgeBase, LinkedQuote, is_repeat
from generator.model.base import places_in_words
from generator.model.study import Study
from generator.render import handout_data, urls
from generator.render.badges import StudyBadge
from generator.render.cite import quotation_file
from generator.render.page import Library
from generator.render.views import view_quote

INDEX = "browse/index.json"
CHUNK = 500
"""Quotes in one file."""

_STATUS_LETTERS = {"verified": "v", "unverified": "u"}
_TAG = re.compile(r"(<b>|</b>)")


def render_browse_data(library: Library, evidence: EvidenceMap) -> dict[str, bytes]:
    """Return all files that scripts read, by path below the site."""
    badges = library.badges
    quotes = list(library.base.quotes.values())
    files: dict[str, Any] = {INDEX: _index(library, evidence, badges)}
    for start in range(0, len(quotes), CHUNK):
        files[f"browse/quotes-{start // CHUNK}.json"] = [
            _quote(library, badges, quote) for quote in quotes[start : start + CHUNK]
        ]
    for theme in library.base.themes.values():
        files[f"browse/theme-{theme.id}.json"] = _theme(library.base, theme.id)
    for study in library.base.studies.values():
        files[f"browse/cite-{study.id}.json"] = quotation_file(library, study)
    files[handout_data.PATH] = handout_data.handout_data(library)
    return {path: _json(content) for path, content in files.items()}


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _index(library: Library, evidence: EvidenceMap, badges: dict[str, StudyBadge]) -> dict[str, Any]:
    base = library.base
    study_number = {study: number for number, study in enumerate(base.studies)}
    quote_number = {quote: number for number, quote in enumerate(base.quotes)}
    return {
        "axes": [
            {"id": axis.id, "label": axis.label, "terms": [[c.term, c.label] for c in axis.columns]}
            for axis in evidence.axes
        ],
        "studies": [_study(library, badges[study.id], study) for study in base.studies.values()],
        "themes": [
            {"id": theme.id, "label": theme.label, "url": urls.site_address(urls.theme(theme.id))}
            for theme in base.themes.values()
        ],
        "spoken": [
            [
                [study_number[s.study], int(s.refutes), [quote_number[quote] for quote in s.quotes]]
                for s in evidence.spoken[theme].values()
            ]
            for theme in base.themes
        ],
        "gaps": [
            [number, cell.column.axis, cell.column.term, cell.gap, cell.reason]
            for rows in evidence.rows.values()
            for number, row in enumerate(rows)
            for cell in row
            if cell.gap in ("not_applicable", "looked_for")
        ],
        "looked_for": [
            [number, study_number[looked.study], looked.text]
            for number, theme in enumerate(base.themes.values())
            for looked in theme.looked_for
            if looked.study in study_number
        ],
        "chunk": CHUNK,
        "status": "".join(_STATUS_LETTERS[library.verification.get(name, "unverified")] for name in base.quotes),
        "repeats": {
            quote_number[quote.id]: themes
            for quote in base.quotes.values()
            if is_repeat(quote.quote) and (themes := _themes_of(base, quote)) is not None
        },
    }


def _themes_of(base: KnowledgeBase, quote: LinkedQuote) -> list[int]:
    """Return the numbers of the cross-study themes that a quote's own themes are joined to."""
    nodes = [base.study_themes.get(f"{quote.study.id}.{theme}") for theme in quote.quote.illustrates]
    ids = {
        mapping.cross_theme.id
        for linked in nodes
        if linked is not None
        for node in (linked.node, *linked.ancestors)
        for mapping in base.mappings_of(quote.study.id, node.id)
    }
    return [number for number, theme in enumerate(base.themes) if theme in ids]


def _study(library: Library, badge: StudyBadge, study: Study) -> dict[str, Any]:
    vocabulary = library.base.corpus.vocabulary
    size = study.sample.size
    return {
        "id": study.id,
        "name": badge.name,
        "mark": badge.monogram,
        "shape": badge.shape,
        "tone": badge.tone,
        "url": urls.site_address(badge.target),
        "people": size.value if size is not None else None,
        "terms": {axis.id: terms_of(study, axis) for axis in (vocabulary.axes if vocabulary else ())},
        "quotes": len(study.quotes),
    }


def _quote(library: Library, badges: dict[str, StudyBadge], linked: LinkedQuote) -> dict[str, Any]:
    card = view_quote(library, badges, linked)
    content = {
        "id": card.id,
        "url": urls.site_address(card.target),
        # Plain and bold by turns, beginning with plain.
        "words": [Markup(piece).unescape() for piece in _TAG.split(card.words)[::2]],
        "speaker": card.speaker,
        "where": card.where,
        "status": card.status,
        "status_words": card.status_words,
        "themes": [[label, urls.site_address(target)] for label, target in card.themes],
        "doubt": [card.doubt, *card.alternatives] if card.doubt else [],
        "note": card.note,
        "repeats": [[words, urls.site_address(target)] for words, target in card.repeats],
        "form": card.form if card.form != "quotation" else "",
    }
    return {key: value for key, value in content.items() if value}


def _theme(base: KnowledgeBase, theme_id: str) -> dict[str, Any]:
    """Return, by study, its account and the labels of its own themes under a cross-study theme."""
    accounts = {account.study: account for account in base.themes[theme_id].accounts}
    found: dict[str, Any] = {}
    for study in base.studies:
        joined = [
            [
                m.study_theme.node.label,
                urls.site_address(urls.study_theme(study, m.mapping.theme)),
                int(m.mapping.translation == "refutational"),
            ]
            for m in base.mappings_to(theme_id, study)
        ]
        account = accounts.get(study)
        if joined or account:
            found[study] = {
                "url": urls.site_address(urls.theme_voice(theme_id, study)),
                "account": account.text if account else "",
                "where": places_in_words(account.where) if account else "",
                "themes": joined,
            }
    return found
