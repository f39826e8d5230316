"""The bibliography: every work once, with who cites it, under which number, and for what.

Where there are many works, the page of references leads to pages by the letters of their authors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.environment import literal
from generator.render.page import Library, Page, make_page
from generator.render.pager import PartLink
from generator.render.parts import Shelf, without_marks
from generator.render.pictures.citation_network import draw_network
from generator.render.pictures.network_view import view_network
from generator.render.places import PlacesView, work_places
from generator.render.urls import Href, Target
from generator.render.views import view_used_in

TITLE = "References"
EDIT_PATH = "references.bib"
_MARKS = re.compile(r"[^\w ]|_")
MOST_CITING = 60
"""How many of the studies that cite a work are listed below it."""


@dataclass(frozen=True)
class CitedBy:
    """One study's reference to the work."""

    badge: StudyBadge
    target: Target
    number: str
    cited_for: str
    as_printed: str

    def item(self, href: Href) -> Markup:
        """Return it as an item of a list; a bibliography has tens of thousands, too many for a template."""
        purpose = f": {literal(self.cited_for)}" if self.cited_for else ""
        printed = f"Printed there as: <q>{literal(self.as_printed)}</q>" if self.as_printed else ""
        note = f' <span class="em-note">{printed}</span>' if printed else ""
        number = f'<a href="{href(self.target)}">number {literal(self.number)}</a>'
        return Markup(f"<li>{self.badge.chip(href)} {number}{purpose}{note}</li>")


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
    more: int
    """How many citations are not listed."""
    used_in: tuple[tuple[str, Target], ...]
    """Titles and places of the hand-written pages that cite or quote it."""


@dataclass(frozen=True)
class LetterView:
    """The works whose names begin with one letter."""

    label: str
    target: Target
    works: int
    parts: tuple[tuple[str, Target, int], ...]
    """Label, page and number of works of each part; empty where the letter has one page."""


@dataclass(frozen=True)
class ShelfPart:
    """A page of a bibliography of many pages: everything that it is made from besides its works."""

    slug: str
    label: str
    keys: tuple[str, ...]
    """The works on it; none for a page that only leads on."""
    total: int
    """How many works there are in all."""
    before: PartLink | None
    after: PartLink | None
    below: tuple[tuple[str, Target, int], ...] = ()
    """Where it leads on: label, page and number of works of each part."""
    places: PlacesView | None = None
    """Where it looks up a work that once stood on it."""

    @property
    def target(self) -> Target:
        """Its page."""
        return urls.reference_shelf(self.slug)


def view_work(library: Library, key: str) -> WorkView:
    """Return one work with who cites it."""
    base, badges = library.base, library.badges
    reference = base.references[key]
    entries = library.cited_by(key)
    cited_by = (
        CitedBy(
            badges[entry.study],
            urls.study_reference(entry.study, entry.position),
            str(entry.number or "–"),
            entry.cited_for,
            entry.as_printed,
        )
        for entry in entries[:MOST_CITING]
    )
    return WorkView(
        key=key,
        anchor=urls.reference(key).anchor,
        citation=library.citations["vancouver"][key],
        doi=str(reference.csl.get("DOI", "")),
        url=str(reference.csl.get("URL", "")),
        note=reference.note or "",
        own=badges[key] if key in base.studies else None,
        cited_by=tuple(cited_by),
        more=max(len(entries) - MOST_CITING, 0),
        used_in=view_used_in(library, "work", key),
    )


def works(library: Library, keys: Iterable[str]) -> tuple[WorkView, ...]:
    """Return works, sorted as they are printed: by author, then year."""
    views = (view_work(library, key) for key in keys)
    return tuple(sorted(views, key=lambda work: (_plain(work.citation), work.key)))


def _plain(citation: str) -> str:
    return _MARKS.sub("", without_marks(citation))


def render_references(library: Library) -> Page:
    """Return the bibliography; where it has many pages, the page that leads to them."""
    if library.addresses.shelves.below:
        return _render_index(library)
    listed = works(library, library.base.references)
    return make_page(
        library,
        "references",
        urls.REFERENCES,
        TITLE,
        "Every work that the studies cite, once, with who cites it and for what.",
        EDIT_PATH,
        works=listed,
        shared=sum(1 for work in listed if len(work.cited_by) > 1),
        network_view=view_network(library.base, library.addresses),
        draw_network=draw_network,
        urls=urls,
    )


def _render_index(library: Library) -> Page:
    base, book = library.base, library.addresses
    return make_page(
        library,
        "references-index",
        urls.REFERENCES,
        TITLE,
        "Every work that the studies cite, once, by the letters of its first author, with who cites it and for what.",
        EDIT_PATH,
        total=len(base.references),
        shared=sum(1 for key in base.references if len(library.cited_by(key)) > 1),
        letters=_letters(book.shelves.below),
        places_view=work_places(book),
        network_view=view_network(base, book),
        draw_network=draw_network,
        urls=urls,
    )


def _letters(shelves: Iterable[Shelf]) -> tuple[LetterView, ...]:
    return tuple(
        LetterView(
            shelf.label,
            urls.reference_shelf(shelf.slug),
            len(shelf.keys),
            tuple(
                (leaf.label, urls.reference_shelf(leaf.slug), len(leaf.keys))
                for leaf in (shelf.leaves() if shelf.below else ())
            ),
        )
        for shelf in shelves
    )


def shelf_parts(library: Library) -> tuple[ShelfPart, ...]:
    """Return the pages of a bibliography of many pages, in order; each is for `render_shelf`."""
    book = library.addresses
    if not book.shelves.below:
        return ()
    total = len(library.base.references)
    leaves = list(book.shelves.leaves())
    links = [None, *(PartLink(urls.reference_shelf(leaf.slug), leaf.label) for leaf in leaves), None]
    parts = [
        ShelfPart(leaf.slug, leaf.label, leaf.keys, total, links[n - 1], links[n + 1])
        for n, leaf in enumerate(leaves, start=1)
    ]
    # A shelf that was parted keeps its address, for what was linked there.
    for shelf in book.shelves.walk():
        if shelf.slug and shelf.below:
            below = _letters((shelf,))[0].parts
            parts.append(ShelfPart(shelf.slug, shelf.label, (), total, None, None, below, work_places(book)))
    return tuple(parts)


def render_shelf(library: Library, part: ShelfPart) -> Page:
    """Return one page of a bibliography of many; it reads its own works, and of the others nothing."""
    return make_page(
        library,
        "references-part",
        part.target,
        f"{TITLE}: {part.label}",
        f"Works by the first author’s name, {part.label}, with who cites each and for what.",
        EDIT_PATH,
        weight=0.0,
        above=(urls.REFERENCES, TITLE),
        part=part,
        works=works(library, part.keys),
        urls=urls,
    )
