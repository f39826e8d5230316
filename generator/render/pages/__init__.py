"""All pages of the site, in a fixed order.

Pages that tell of the whole knowledge base are made each time. Pages of one study or one theme, of which there are
many, are made when something changed that they have read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from generator.cache.beside import beside
from generator.cache.outputs import Outputs
from generator.cache.store import digest
from generator.link.evidence_map import EvidenceMap
from generator.link.reads import ReadLog
from generator.render import urls
from generator.render.handwritten import render_handwritten_pages
from generator.render.page import Library, Page
from generator.render.page_metadata import described, with_metadata
from generator.render.pages.bibliography import render_references, render_shelf, shelf_parts
from generator.render.pages.changes import render_changes
from generator.render.pages.crosswalk import crosswalk_parts, render_crosswalk, render_crosswalk_part
from generator.render.pages.data import data_page_ahead, render_data
from generator.render.pages.disagreements import (
    contradiction_parts,
    gap_parts,
    render_contradictions,
    render_disagreements,
    render_gaps,
)
from generator.render.pages.evidence_map import render_evidence_map
from generator.render.pages.findings import finding_parts, render_finding_part, render_findings
from generator.render.pages.glossary import render_glossary
from generator.render.pages.handout import render_handout
from generator.render.pages.home import render_home
from generator.render.pages.method import render_method
from generator.render.pages.notes import notes_parts, render_data_notes, render_notes_part
from generator.render.pages.packs import render_packs
from generator.render.pages.quotes import render_quotes
from generator.render.pages.reporting import render_reporting, render_reporting_part, reporting_parts
from generator.render.pages.studies import render_studies_index, render_studies_part, studies_parts
from generator.render.pages.study import render_study
from generator.render.pages.themes import (
    ThemePlace,
    ThemeSummary,
    render_theme,
    render_theme_part,
    render_themes_index,
    theme_parts,
    theme_places,
    theme_summaries,
)
from generator.render.prepared import prepare
from generator.render.search import page_facts
from generator.render.urls import Target
from generator.render.watched import NAVIGATION, WatchedLibrary

__all__ = ["TrackedPage", "data_page_ahead", "render_data_page", "render_pages"]

MANY = 80
"""Pages from which on a second process pays."""

_Made = tuple[Page, tuple[str, ...]]
"""A page and the units that it has read."""


@dataclass(frozen=True)
class TrackedPage:
    """A page that is made anew only when something changed that it has read."""

    uri: str
    make: Callable[[Library], Page]
    given: Any = ()
    """What it is made from besides the library; its `repr` tells two of them apart."""


def render_pages(library: Library, evidence: EvidenceMap, outputs: Outputs | None = None) -> dict[str, Page]:
    """Return every generated page but that on data by its `src_uri`; of a page that may stay as it is, what is known of it.

    Args:
        library: What pages are made from.
        evidence: The evidence map.
        outputs: What the last build made; without it every page is made.
    """
    summaries = theme_summaries(library)
    untracked = [
        *render_handwritten_pages(library),  # First, so that of two pages with one address the generated one stays.
        render_home(library, summaries),
        render_evidence_map(library, evidence),
        render_quotes(library, evidence),
        render_handout(library),
        render_studies_index(library),
        render_themes_index(library, summaries),
        render_crosswalk(library, summaries),
        render_findings(library),
        render_disagreements(library),
        render_reporting(library),
        render_references(library),
        render_data_notes(library),
        *render_method(library),
        *render_changes(library),
        *render_glossary(library),
    ]
    pages = {page.uri: page for page in untracked}
    titles = {uri: page.title for uri, page in pages.items() if uri.rpartition("/")[2] == "index.md"}
    pages = with_metadata(library, pages)
    pages |= _tracked_pages(library, tuple(_tracked(library, summaries)), titles, outputs)
    # Last, for they wait for files that may be made in another process meanwhile.
    late = {page.uri: page for page in render_packs(library)}
    titles |= {page.uri: page.title for page in late.values()}
    return pages | {uri: described(library, page, titles) for uri, page in late.items()}


def render_data_page(library: Library, home: str) -> Page:
    """Return the page on data, which says how large each file is; `home` is the title of the home page."""
    return described(library, render_data(library), {urls.HOME.page: home})


def _tracked(library: Library, summaries: tuple[ThemeSummary, ...]) -> Iterator[TrackedPage]:
    for study in library.base.studies.values():
        yield TrackedPage(urls.study(study.id).page, partial(_study, study.id))
    for theme, place in zip(library.base.themes.values(), theme_places(summaries), strict=True):
        yield TrackedPage(urls.theme(theme.id).page, partial(_theme, theme.id, place), place)
        yield from _parts(render_theme_part, theme_parts(library, theme)[1:])
    yield from _parts(render_shelf, shelf_parts(library))
    yield from _parts(render_crosswalk_part, crosswalk_parts(library))
    yield from _parts(render_finding_part, finding_parts(library))
    yield from _parts(render_contradictions, contradiction_parts(library))
    yield from _parts(render_gaps, gap_parts(library))
    yield from _parts(render_studies_part, studies_parts(library))
    yield from _parts(render_notes_part, notes_parts(library))
    yield from _parts(render_reporting_part, reporting_parts(library))


def _parts(render: Callable[[Library, Any], Page], parts: Iterable[Any]) -> Iterator[TrackedPage]:
    """Yield the parts of a list that is too long for one page; each says itself what it is made from."""
    for part in parts:
        yield TrackedPage(part.target.page, partial(_part, render, part), part)


def _part(render: Callable[[Library, Any], Page], part: Any, library: Library) -> Page:
    return render(library, part)


def _study(study: str, library: Library) -> Page:
    return render_study(library, library.base.studies[study])


def _theme(theme: str, place: ThemePlace, library: Library) -> Page:
    return render_theme(library, library.base.themes[theme], place)


def _name(tracked: TrackedPage, titles: str) -> str:
    """Return the name under which a page is remembered; with other givens it is another. `titles` is their digest."""
    return f"{tracked.uri} {digest(repr(tracked.given), titles)}"


def _tracked_pages(
    library: Library, tracked: Sequence[TrackedPage], titles: dict[str, str], outputs: Outputs | None
) -> dict[str, Page]:
    """Return the pages, those that may stay and those that are made, in the order of `tracked`."""
    titles_digest = digest(repr(titles))
    names = {page.uri: _name(page, titles_digest) for page in tracked} if outputs else {}
    pages = {page.uri: _kept(outputs, page, names[page.uri]) if outputs else None for page in tracked}
    missing = [page for page in tracked if pages[page.uri] is None]
    for page, units in _made(library, missing, titles, noting=outputs is not None):
        pages[page.uri] = page
        if outputs is not None:
            paths = (f"{urls.site_address(Target(page.uri))}index.html",)
            outputs.note(names[page.uri], units, paths, page.known())
    return {uri: page for uri, page in pages.items() if page is not None}


def _kept(outputs: Outputs, tracked: TrackedPage, name: str) -> Page | None:
    product = outputs.kept(name)
    return Page.stayed(tracked.uri, product.about) if product else None


def _made(library: Library, missing: Sequence[TrackedPage], titles: dict[str, str], *, noting: bool) -> Iterator[_Made]:
    """Yield the pages made anew; of many, every second one is made in a second process."""
    if len(missing) < MANY:
        yield from _make(library, missing, titles, noting=noting)
    else:
        others = beside(partial(_make, library, missing[1::2], titles, noting=noting))
        yield from _make(library, missing[::2], titles, noting=noting)
        yield from others()


def _make(library: Library, missing: Iterable[TrackedPage], titles: dict[str, str], *, noting: bool) -> list[_Made]:
    """Return pages with the units that each has read; with none, and no facts, where nobody remembers them."""
    made = []
    units: dict[str, str] = {}
    for tracked in missing:
        log = ReadLog()
        read_from = WatchedLibrary(library, log) if noting else library
        page = described(read_from, tracked.make(read_from), titles)
        if noting:
            page = replace(page, facts=page_facts(page, prepare(page.markdown), read_from.base)).packed()
        # Thousands of pages have read the same; one text of each unit serves them all, here and on its way.
        made.append((page, tuple(units.setdefault(unit, unit) for unit in (*log.units, NAVIGATION))))
    return made
