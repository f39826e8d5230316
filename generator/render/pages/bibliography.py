"""The bibliography: every work once, with who cites it, under which number, and for what."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.page import Library, Page, make_page
from generator.render.pictures.citation_network import draw_network
from generator.render.pictures.network_view import view_network
from generator.render.urls import Target
from generator.render.views import view_used_in


@dataclass(frozen=True)
class CitedBy:
    """One study's reference to the work."""

    badge: StudyBadge
    target: Target
    number: str
    cited_for: str
    as_printed: str


@dataclass(frozen=True)
class WorkView:
    """One work."""

    key: str
    anchor: str
    citation: Markup
    """Vancouver, safe HTML."""
    doi: str
    url: str
    note: str
    own: StudyBadge | None
    """The study of this knowledge base that the work is."""
    cited_by: tuple[CitedBy, ...]
    used_in: tuple[tuple[str, Target], ...]
    """Titles and places of the hand-written pages that cite or quote it."""


def works(library: Library) -> tuple[WorkView, ...]:
    """Return all works, sorted as they are printed: by author, then year."""
    base = library.base
    badges = library.badges
    views = []
    for key, reference in base.references.items():
        cited_by = []
        for citation in base.citations.get(key, ()):
            position = citation.study.references.entries.index(citation.entry) + 1
            cited_by.append(
                CitedBy(
                    badges[citation.study.id],
                    urls.study_reference(citation.study.id, position),
                    str(citation.entry.number or "–"),
                    citation.entry.cited_for or "",
                    citation.entry.as_printed or "",
                )
            )
        views.append(
            WorkView(
                key=key,
                anchor=urls.reference(key).anchor,
                citation=library.citations["vancouver"][key],
                doi=str(reference.csl.get("DOI", "")),
                url=str(reference.csl.get("URL", "")),
                note=reference.note or "",
                own=badges.get(key),
                cited_by=tuple(cited_by),
                used_in=view_used_in(library, "work", key),
            )
        )
    return tuple(sorted(views, key=lambda work: (_plain(work.citation), work.key)))


def _plain(citation: str) -> str:
    return "".join(c for c in citation.casefold() if c.isalnum() or c == " ")


def render_references(library: Library) -> Page:
    """Return the bibliography."""
    listed = works(library)
    return make_page(
        library,
        "references",
        urls.REFERENCES,
        "References",
        "Every work that the studies cite, once, with who cites it and for what.",
        "references.bib",
        works=listed,
        shared=sum(1 for work in listed if len(work.cited_by) > 1),
        network_view=view_network(library.base),
        draw_network=draw_network,
        urls=urls,
    )
