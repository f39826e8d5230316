"""Orientation packs: the list of them, and one page for each, with the files that a leader takes along."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.link.handout import (
    Handout,
    HandoutBlock,
    HandoutQuote,
    HandoutTable,
    HandoutWork,
    Link,
    Runs,
    plain_text,
)
from generator.link.knowledge_base import KnowledgeBase
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.environment import literal, render_template
from generator.render.page import Library, PackFile, Page
from generator.render.pages.data import size_in_words
from generator.render.urls import PageLinks, Target
from generator.render.views import QuoteCard, view_quote

FORMATS = {
    "pdf": ("PDF", "to print on A4 or to read on a screen"),
    "pptx": ("Slides", "for PowerPoint, Keynote or LibreOffice, with references in the notes"),
    "docx": ("Document", "to change in Word or LibreOffice"),
}
"""Ending of a file to its name and use."""
_SHORT = 40
"""Characters up to which the first cells of a table are the names of its rows."""


@dataclass(frozen=True)
class FileView:
    """One file of a pack."""

    name: str
    """E.g. `Slides`."""
    use: str
    size: str
    target: Target


@dataclass(frozen=True)
class TableView:
    """A table, its texts set."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Markup, ...], ...]
    named: bool
    """Whether the first cells name the rows."""


@dataclass(frozen=True)
class BlockView:
    """One piece of a section."""

    kind: str
    items: tuple[Markup, ...] = ()
    table: TableView | None = None
    quotes: tuple[tuple[QuoteCard, str], ...] = ()
    """Cards, each with its question, which may be empty."""


@dataclass(frozen=True)
class WorkView:
    """A work of the reference list."""

    number: int
    citation: Markup
    target: Target
    own: StudyBadge | None
    doi: str


@dataclass(frozen=True)
class PackView:
    """One pack in the list of packs."""

    title: str
    audience: str
    purpose: str
    target: Target
    files: tuple[FileView, ...]


def link_target(base: KnowledgeBase, link: Link) -> Target:
    """Return where a thing that a pack names has its page for ever; a cited study leads to the study."""
    kind, name = link
    if kind == "work":
        return urls.study(name) if name in base.studies else urls.reference(name)
    targets = {"term": urls.term, "theme": urls.theme, "finding": urls.review_finding, "study": urls.study}
    return targets[kind](name)


def render_packs(library: Library) -> list[Page]:
    """Return the list of packs and the page of each; nothing where there are none."""
    if not library.packs:
        return []
    badges = library.badges
    packs = [_Setting(library, badges, handout, files) for handout, files in library.packs]
    return [_render_list(library, [pack.view() for pack in packs]), *(pack.page() for pack in packs)]


def _render_list(library: Library, packs: list[PackView]) -> Page:
    links = PageLinks(urls.ORIENTATION.page)
    title = "Orientation packs"
    description = "Handouts, slides and cards for people who will join or lead a Balint group, ready to print."
    context = {"title": title, "packs": packs, "href": links.href, "edition": library.edition, "urls": urls}
    markdown = render_template("orientation", context)
    return Page(
        links.page,
        title,
        description,
        markdown,
        "content/orientation",
        frozenset(links.used),
        weight=2.0,
        template="orientation",
    )


class _Setting:
    """The making of one pack's page."""

    def __init__(
        self, library: Library, badges: dict[str, StudyBadge], handout: Handout, files: tuple[PackFile, ...]
    ) -> None:
        self._library, self._badges, self._handout, self._files = library, badges, handout, files
        self._target = urls.pack(handout.id)
        self._links = PageLinks(self._target.page)

    def view(self) -> PackView:
        """Return what the list says of the pack."""
        handout = self._handout
        return PackView(handout.title, handout.audience, handout.purpose, self._target, self._file_views())

    def page(self) -> Page:
        handout = self._handout
        context = {
            "title": handout.title,
            "handout": handout,
            "files": self._file_views(),
            "sections": [
                (f"part-{at}", section.title, [self._block(block) for block in section.blocks])
                for at, section in enumerate(handout.sections, 1)
            ],
            "works": [self._work(work) for work in handout.works],
            "edition": self._library.edition,
            "href": self._links.href,
            "urls": urls,
        }
        markdown = render_template("pack", context)
        return Page(
            self._target.page,
            handout.title,
            handout.purpose,
            markdown,
            f"content/orientation/{handout.id}.yml",
            frozenset(self._links.used),
            weight=1.5,
            template="pack",
        )

    def _file_views(self) -> tuple[FileView, ...]:
        views = []
        for file in self._files:
            name, use = FORMATS[file.path.rpartition(".")[2]]
            views.append(FileView(name, use, size_in_words(file.size), urls.data_file(file.path)))
        return tuple(views)

    def _block(self, block: HandoutBlock) -> BlockView:
        return BlockView(
            kind=block.kind,
            items=tuple(map(self._set, block.items)),
            table=self._table(block.table) if block.table else None,
            quotes=tuple((self._card(quote), quote.question) for quote in block.quotes),
        )

    def _card(self, quote: HandoutQuote) -> QuoteCard:
        return view_quote(self._library, self._badges, self._library.base.quotes[quote.id])

    def _table(self, table: HandoutTable) -> TableView:
        rows = tuple(tuple(map(self._set, row)) for row in table.rows)
        named = all(len(plain_text(row[0])) <= _SHORT for row in table.rows)
        return TableView(table.caption, table.head, rows, named)

    def _work(self, work: HandoutWork) -> WorkView:
        library = self._library
        return WorkView(
            number=work.number,
            citation=library.citations["vancouver"][work.key],
            target=library.addresses.reference(work.key),
            own=self._badges.get(work.key),
            doi=str(library.reference(work.key).csl.get("DOI", "")),
        )

    def _set(self, runs: Runs) -> Markup:
        """Return a text as HTML, its citations small and each a link."""
        parts = []
        cites = False
        for run in runs:
            if run.cites != cites:
                parts.append(Markup('<span class="em-citation">') if run.cites else Markup("</span>"))
                cites = run.cites
            words = literal(run.text)
            if run.link is not None:
                target = link_target(self._library.base, run.link)
                if target.page == urls.REFERENCES.page:
                    target = self._library.addresses.reference(run.link[1])
                words = Markup('<a href="{}">{}</a>').format(self._links.href(target), words)
            parts.append(Markup("<strong>{}</strong>").format(words) if run.strong else words)
        return Markup("").join([*parts, Markup("</span>")] if cites else parts)
