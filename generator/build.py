"""The whole trip of the data, on one screen.

    content/*.yml, references.bib  --load-->  Corpus  --link-->  KnowledgeBase  --check-->  Report
    KnowledgeBase  --render-->  {src_uri: Page}   --export-->  {path: bytes}

Everything is gathered and checked before anything is handed out; with an error there are no pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import overload

from markupsafe import Markup

from generator.cache.beside import Beside, beside_in_steps
from generator.cache.outputs import Outputs
from generator.cache.store import Store
from generator.check.verification import statuses
from generator.config import Edition
from generator.data_files import DataFiles, Place, Placed, make_data_files
from generator.diagnostics import Severity
from generator.export.feed import export_feed
from generator.link.evidence_map import map_evidence
from generator.link.handout import Handout, Link, compose_handout
from generator.link.knowledge_base import KnowledgeBase
from generator.packs.files import begin_packs, pack_paths, ready_writers
from generator.project import Checked, check_project, without_cycle_search
from generator.render import urls
from generator.render.addresses import AddressBook
from generator.render.browse import render_browse_data
from generator.render.citation import CitationStyle, format_bibliographies, plain_of
from generator.render.page import Download, Library, PackFile, Page
from generator.render.pages import data_page_ahead, render_data_page, render_pages
from generator.render.pages.packs import link_target
from generator.render.parts import LIMITS, Limits
from generator.render.places import render_places
from generator.render.prepared import prepare
from generator.render.redirects import render_redirects
from generator.render.search import page_facts
from generator.render.watched import digests

__all__ = ["STYLES", "Built", "build", "check_project"]

STYLES: tuple[CitationStyle, ...] = ("vancouver", "ama", "apa")

DATA = "data files"
"""Under which name the last build left what this one should know of them."""


@dataclass(frozen=True)
class LateData:
    """Data files that a second process makes while this one writes pages, and the page that says how large they are."""

    begun: Beside[DataFiles]
    page: Callable[[], Page]
    """Prints the page, once the files are made, with what is to be known of it."""
    outputs: Outputs
    ahead: Page
    """What is known of the page before: all but its words."""

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the files below the site."""
        return self.begun.result().paths

    def goes_on(self) -> bool:
        """Return whether the files are still being made."""
        return self.begun.goes_on()

    def laid(self) -> AbcMapping[str, Placed]:
        """Return where each file lies, by its path below the site, once all lie there."""
        self.begun.finish()
        data = self.begun.result(1)
        self.outputs.remember(DATA, data.to_remember)
        return data.placed


@dataclass(frozen=True)
class Built(Checked):
    """What the trip yields: the report always, pages and files only where nothing is wrong."""

    pages: AbcMapping[str, Page] = field(default_factory=dict)
    """By `src_uri`."""
    files: AbcMapping[str, bytes] = field(default_factory=dict)
    """By path below the site."""
    addresses: AddressBook | None = None
    """Where everything stands that may stand on a part of a list."""
    late: LateData | None = None
    """The data files and their page, where these are still being made."""


def _silent(step: str) -> None:
    """Tell nobody what is being done."""


@without_cycle_search()
def build(
    root: Path,
    edition: Edition,
    severities: AbcMapping[str, Severity] | None = None,
    store: Store | None = None,
    outputs: Outputs | None = None,
    progress: Callable[[str], None] = _silent,
    limits: Limits = LIMITS,
) -> Built:
    """Make every page and file of the knowledge base below `root`.

    Args:
        root: Folder that holds `content/` and `references.bib`.
        edition: What the site says of itself.
        severities: Rule to severity, where the default does not suit.
        store: The cache; without one everything is worked out anew.
        outputs: What the last build made; pages that nothing has changed for are not made again.
        progress: Told, in words, what is done next.
        limits: How much a page holds before it is parted.
    """
    progress("reading and checking")
    writers = ready_writers(root, store)
    checked = check_project(root, severities, store)
    base, lock = checked.base, checked.lock
    if checked.report.errors:
        if writers is not None:
            writers.dismiss()
        return Built(checked.report, base, lock)
    verification = statuses(base, lock)
    evidence = map_evidence(base)
    progress("data files")
    place = _place(outputs, store)
    exported = beside_in_steps(partial(make_data_files, base, edition, verification, evidence, place))
    progress("references")
    citations = _citations(base, store)
    progress("orientation packs")
    handouts = _handouts(base, edition, citations["vancouver"])
    packs = cache(begin_packs(handouts, lambda link: _address(base, edition, link), store, writers))
    library = Library(
        base=base,
        edition=edition,
        citations=citations,
        downloads=_Downloads(exported),
        verification=verification,
        tiers={name: entry.tier for name, entry in lock.quotes.items() if verification.get(name) == "verified"},
        packs=_Packs(handouts, packs),
        limits=limits,
    )
    if outputs is not None:
        units = digests(library)
        outputs.begin(units.digest, units.source)
    progress("pages")
    # Before the pages, the last of which wait for packs.
    browse = render_browse_data(library, evidence, outputs)
    pages = render_pages(library, evidence, outputs)
    files = packs() | browse | render_redirects(base, edition.site_url)
    files |= render_places(library.addresses)
    files |= export_feed(base.corpus.releases, edition, urls.page_url(urls.CHANGES.page))
    late, home = None, pages[urls.HOME.page].title
    if place is None:
        page = render_data_page(library, home)
        pages[page.uri] = page
        files |= exported.result(1).contents
    elif outputs is not None:
        outputs.settle_units()  # While the data files are made.
        late = LateData(exported, partial(_data_page, library, home), outputs, data_page_ahead())
    return Built(checked.report, base, lock, pages, files, library.addresses, late)


def _data_page(library: Library, home: str) -> Page:
    page = render_data_page(library, home)
    return replace(page, facts=page_facts(page, prepare(page.markdown), library.base))


def _place(outputs: Outputs | None, store: Store | None) -> Place | None:
    """Return where the data files are laid; nothing where nobody gave a place for them."""
    if outputs is None or outputs.scratch is None:
        return None
    outputs.scratch.mkdir(parents=True, exist_ok=True)
    lasting = store is not None and store.lasting
    return Place(outputs.scratch, outputs.earlier, outputs.recall(DATA), lasting)


class _Packs(Sequence[tuple[Handout, tuple[PackFile, ...]]]):
    """The packs with their files; waits for the files when somebody reads how large they are."""

    def __init__(self, handouts: tuple[Handout, ...], files: Callable[[], AbcMapping[str, bytes]]) -> None:
        self._handouts = handouts
        self._files = files

    def __len__(self) -> int:
        return len(self._handouts)

    @overload
    def __getitem__(self, index: int) -> tuple[Handout, tuple[PackFile, ...]]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[Handout, tuple[PackFile, ...]]]: ...
    def __getitem__(self, index: int | slice) -> object:
        return tuple((handout, _pack_files(handout, self._files())) for handout in self._handouts)[index]


class _Downloads(Sequence[Download]):
    """What the page on data says of each file; waits for the files when somebody reads it."""

    def __init__(self, exported: Beside[DataFiles]) -> None:
        self._exported = exported

    @cached_property
    def _described(self) -> tuple[Download, ...]:
        """A schema is named beside the file that it describes."""
        return tuple(file for file in self._exported.result(1).downloads if file.group != "schema")

    def __len__(self) -> int:
        return len(self._described)

    @overload
    def __getitem__(self, index: int) -> Download: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Download]: ...
    def __getitem__(self, index: int | slice) -> Download | Sequence[Download]:
        return self._described[index]


def _handouts(base: KnowledgeBase, edition: Edition, citations: AbcMapping[str, Markup]) -> tuple[Handout, ...]:
    """Return every orientation pack, resolved; `citations` are the works as the packs print them."""
    plain = {key: plain_of(html) for key, html in citations.items()} if base.packs else {}
    return tuple(compose_handout(base, edition, pack, plain) for pack in base.packs.values())


def _address(base: KnowledgeBase, edition: Edition, link: Link) -> str:
    """Return where a thing is found on the published site; nothing where the site has no address."""
    return edition.site_url + urls.site_address(link_target(base, link)) if edition.site_url else ""


def _pack_files(handout: Handout, files: AbcMapping[str, bytes]) -> tuple[PackFile, ...]:
    return tuple(PackFile(path, len(files[path])) for path in pack_paths(handout.id))


def _citations(base: KnowledgeBase, store: Store | None) -> AbcMapping[str, AbcMapping[str, Markup]]:
    """Return every work formatted in every style; the formatter's HTML is safe by its contract."""
    table = store.table("citations") if store is not None else None
    formatted = format_bibliographies(base.references.values(), STYLES, table)
    return {style: {key: Markup(html) for key, html in entries.items()} for style, entries in formatted.items()}
