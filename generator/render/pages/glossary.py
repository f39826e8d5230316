"""The glossary: professional words in plain ones, in alphabetical order."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.glossary import GlossaryTerm
from generator.render import urls
from generator.render.handwritten import author_date_labels, work_target
from generator.render.page import Library, Page, make_page
from generator.render.urls import Target
from generator.render.views import view_used_in


@dataclass(frozen=True)
class TermView:
    """One term, ready to print."""

    anchor: str
    label: str
    definition: str
    also: tuple[str, ...]
    see: tuple[tuple[str, Target], ...]
    sources: tuple[tuple[str, Target], ...]
    """Work and place as a citation names them, and where the citation leads."""
    used_in: tuple[tuple[str, Target], ...]


def _view(library: Library, labels: dict[str, str], term: GlossaryTerm) -> TermView:
    glossary = library.base.glossary
    return TermView(
        anchor=urls.term(term.id).anchor,
        label=term.label[:1].upper() + term.label[1:],
        definition=term.definition,
        also=term.also,
        see=tuple((glossary[other].label, urls.term(other)) for other in term.see),
        sources=tuple(
            (", ".join(filter(None, (labels[source.key], source.place))), work_target(library, source.key))
            for source in term.sources
        ),
        used_in=view_used_in(library, "term", term.id),
    )


def render_glossary(library: Library) -> tuple[Page, ...]:
    """Return the page of the glossary, or nothing where there is no glossary."""
    base = library.base
    if not base.glossary:
        return ()
    labels = author_date_labels(library)
    return (
        make_page(
            library,
            "glossary",
            urls.GLOSSARY,
            "Glossary",
            "Professional words of Balint groups and of qualitative research, in plain ones.",
            "content/glossary.yml",
            weight=2.0,
            terms=tuple(_view(library, labels, term) for term in base.glossary.values()),
        ),
    )
