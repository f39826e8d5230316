"""Home with its three doors, and the page of downloads."""

from __future__ import annotations

from generator.link.knowledge_base import is_repeat
from generator.render import urls
from generator.render.page import Library, Page, make_page
from generator.render.pages.studies import study_rows
from generator.render.pages.themes import ThemeSummary
from generator.render.views import view_badges, view_quotes


def render_home(library: Library, summaries: tuple[ThemeSummary, ...]) -> Page:
    """Return the home page."""
    base = library.base
    rows = study_rows(library)
    quotes = [q for q in base.quotes.values() if not is_repeat(q.quote)]
    verified = sum(1 for q in quotes if library.verification.get(q.id) == "verified")
    voices = [
        q
        for q in quotes
        if q.quote.form == "quotation"
        and q.quote.attribution == "certain"
        and q.quote.speaker is not None
        and 60 < len(q.quote.text) < 200
    ]
    return make_page(
        library,
        "home",
        urls.HOME,
        library.edition.title,
        library.edition.description,
        "content/studies",
        rows=rows,
        themes=summaries,
        counts=(
            (len(rows), "papers"),
            (sum(row.themes for row in rows), "themes of their authors"),
            (len(base.themes), "themes across studies"),
            (len(quotes), "quotations"),
            (len(base.references), "works cited"),
        ),
        verified=verified,
        total=len(quotes),
        voice=view_quotes(library, view_badges(base), voices[:1]),
        urls=urls,
    )


def render_data(library: Library) -> Page:
    """Return the page of downloads with the data dictionary."""
    return make_page(
        library,
        "data",
        urls.DATA,
        "Data",
        "Downloads of the whole knowledge base, with every key explained.",
        "content/studies",
        files=tuple((download, urls.data_file(download.path)) for download in library.downloads),
        urls=urls,
    )
