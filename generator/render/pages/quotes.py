"""The quote browser: every quotation, to be narrowed down by theme, study and group."""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping

from generator.link.evidence_map import EvidenceMap
from generator.link.knowledge_base import is_repeat
from generator.render import urls
from generator.render.page import Library, Page, make_page
from generator.render.pages.evidence_map import FEW_PAPERS
from generator.render.views import STATUS_WORDS, view_quotes

ALL = 300
"""Where there are no more quotations than these, the page shows every one without scripts."""
SHOWN = 60
"""Quotations on the page where there are more; it leads to the others by theme and by paper."""


def render_quotes(library: Library, evidence: EvidenceMap) -> Page:
    """Return the page of all quotations."""
    base = library.base
    badges = library.badges
    quotes = [quote for quote in base.quotes.values() if not is_repeat(quote.quote)]
    statuses = {library.verification.get(quote.id, "unverified") for quote in quotes}
    words: AbcMapping[str, str] = STATUS_WORDS
    return make_page(
        library,
        "quotes",
        urls.QUOTES,
        "Quotations",
        "Every quotation of participants that the papers print, word for word, with who said it and where.",
        "content/studies",
        wide=True,
        weight=0.1,
        cards=view_quotes(library, badges, quotes if len(quotes) <= ALL else quotes[:SHOWN]),
        total=len(quotes),
        repeats=len(base.quotes) - len(quotes),
        badges=tuple(badges.values()),
        themes=tuple((theme.id, theme.label) for theme in base.themes.values()),
        axes=evidence.axes,
        few_papers=FEW_PAPERS,
        statuses=tuple((status[0], words[status]) for status in words if status in statuses),
        urls=urls,
    )
