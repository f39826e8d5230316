"""Home with its three doors."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.knowledge_base import is_repeat
from generator.render import urls
from generator.render.cite import cite_knowledge_base
from generator.render.page import Library, Page, make_page
from generator.render.pages.studies import study_rows
from generator.render.pages.themes import ThemeSummary
from generator.render.urls import Target
from generator.render.views import view_quotes


@dataclass(frozen=True)
class Door:
    """One way into the site, for one kind of reader."""

    reader: str
    title: str
    target: Target
    text: str
    shortcuts: tuple[tuple[str, Target], ...]
    """What these readers most often come for."""


def _doors(library: Library) -> tuple[Door, Door, Door]:
    """Return the three doors; where no guide is written, they lead to what the studies say."""
    guide = {uri for uri in library.base.pages if uri.startswith("guide/")}
    written = tuple(
        (words, Target(uri))
        for words, uri in (
            ("A session step by step", "guide/session.md"),
            ("The first sessions", "guide/first-sessions.md"),
            ("Why there are no solutions", "guide/roles.md"),
        )
        if uri in guide
    )
    leading = tuple(
        (words, Target(uri)) for words, uri in (("The leader’s craft", "guide/leading.md"),) if uri in guide
    )
    return (
        Door(
            "For trainees",
            "What awaits you in a Balint group",
            urls.GUIDE if urls.GUIDE.page in guide else urls.THEMES,
            "What it is and is not, what happens in a session, and what others felt at the start, in their own words.",
            written or (("Themes across studies", urls.THEMES),),
        ),
        Door(
            "For leaders",
            "What you can tell a new group",
            urls.ORIENTATION if library.packs else urls.FINDINGS,
            "Packs for each audience, to print, to show and to change, with quotations that you can cite.",
            (*leading, ("Make your own handout", urls.HANDOUT), ("Every quotation", urls.QUOTES)),
        ),
        Door(
            "For teachers and researchers",
            "What has been studied, and what has not",
            urls.MAP,
            "A map of themes and groups with the voices in each cell, and how sure the editors are.",
            (("The studies", urls.STUDIES), ("Where they disagree", urls.DISAGREEMENTS), ("Take the data", urls.DATA)),
        ),
    )


def render_home(library: Library, summaries: tuple[ThemeSummary, ...]) -> Page:
    """Return the home page."""
    base = library.base
    studies = list(base.studies)
    shown = studies if len(studies) <= library.limits.cards else studies[-(library.limits.cards // 2) :]
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
        wide=True,
        doors=_doors(library),
        rows=study_rows(library, shown),
        papers=len(studies),
        most_marks=library.limits.voices,
        themes=summaries,
        counts=(
            (len(studies), "papers"),
            (sum(len(base.leaves(study)) for study in studies), "themes of their authors"),
            (len(base.themes), "themes across studies"),
            (len(quotes), "quotations"),
            (len(base.references), "works cited"),
        ),
        verified=verified,
        total=len(quotes),
        how_to_cite=cite_knowledge_base(library.edition),
        voice=view_quotes(library, library.badges, voices[:1]),
        urls=urls,
    )
