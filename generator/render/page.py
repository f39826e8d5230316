"""What a page is before MkDocs sees it, and what all pages share."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from collections.abc import Mapping as AbcMapping
from collections.abc import Set as AbcSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from generator.config import Edition
from generator.link.handout import Handout
from generator.link.knowledge_base import KnowledgeBase
from generator.model.reference import Reference
from generator.render.addresses import AddressBook
from generator.render.badges import StudyBadge, view_badges
from generator.render.environment import render_template
from generator.render.page_facts import Links, PageFacts
from generator.render.parts import LIMITS, Limits
from generator.render.urls import PageLinks, Target


@dataclass(frozen=True)
class Page:
    """One page as Markdown."""

    uri: str
    """Where it lies, e.g. `studies/yahyavi2020.md`."""
    title: str
    """Plain text; never markup."""
    description: str
    """One plain sentence for search engines and link previews."""
    written: str | bytes
    """Its Markdown, or that as `packed` has put it away."""
    edit_path: str
    """The file of the project that made it, e.g. `content/studies/yahyavi2020.yml`."""
    links: AbcSet[Target]
    """Everything it links to."""
    wide: bool = False
    """Whether its tables need the width of the whole window."""
    weight: float = 1.0
    """How readily search shows it: above 1 for pages that answer, below 1 for pages that list, 0 for never."""
    template: str = ""
    """The template that made it, e.g. `study`: the kind of page."""
    metadata: str = ""
    """Safe HTML for the head of its HTML: what it says of itself to programs."""
    above: tuple[Target, str] | None = None
    """The page of which it is a part, with that page's title."""
    facts: PageFacts | None = None
    """What is known of it, where somebody has read its HTML already."""
    stays: bool = False
    """Whether it stays as the last build made it; its `markdown` is empty then."""

    @property
    def markdown(self) -> str:
        """The page as Markdown."""
        return self.written if isinstance(self.written, str) else zlib.decompress(self.written).decode()

    def packed(self) -> Page:
        """Return the page in a tenth of the room: a site has thousands, and each waits until all are made."""
        written = self.written if isinstance(self.written, bytes) else zlib.compress(self.written.encode(), 1)
        return replace(self, written=written, links=Links(self.links))

    def known(self) -> dict[str, Any]:
        """Return what is to be remembered of a page, as JSON."""
        assert self.facts is not None
        return {
            "title": self.title,
            "description": self.description,
            "edit_path": self.edit_path,
            "template": self.template,
            "links": Links(self.links).by_page,
            "facts": self.facts.json(),
        }

    @classmethod
    def stayed(cls, uri: str, known: AbcMapping[str, Any]) -> Page:
        """Return the page that `known` told of, which stays as it is."""
        said = known["title"], known["description"], "", known["edit_path"]
        links, facts = Links.read(known["links"]), PageFacts.read(known["facts"])
        return cls(uri, *said, links, template=known["template"], facts=facts, stays=True)


@dataclass(frozen=True)
class DownloadKey:
    """One key or column of a file."""

    name: str
    """E.g. `Place.page`, `sessions_min`."""
    type: str
    """In words, e.g. `list of text`."""
    unit: str
    """E.g. `minutes`; empty where there is none."""
    meaning: str
    """One or two sentences."""


@dataclass(frozen=True)
class Download:
    """A file that readers can take along."""

    path: str
    """Below the site, e.g. `data/quotes.json`."""
    size: int
    """Bytes."""
    sha256: str
    """Checksum of the bytes, in hexadecimal."""
    group: str
    """Whom it is for: `spreadsheet`, `database`, `references`, `themes` or `package`."""
    meaning: str
    """What the file is, in a sentence."""
    opens_in: str
    """For whom it is and what opens it, in a sentence."""
    keys: tuple[DownloadKey, ...] = ()
    """Empty for formats that document themselves."""
    rows: int | None = None
    """Rows of a table or records of a list."""
    schema: str = ""
    """Path of the JSON Schema that describes it; empty where there is none."""
    media_type: str = ""
    """E.g. `text/csv`."""


@dataclass(frozen=True)
class PackFile:
    """A pack in one format."""

    path: str
    """Below the site, e.g. `orientation/gp-trainees.pdf`."""
    size: int
    """Bytes."""


@dataclass(frozen=True)
class CitedEntry:
    """One study's reference to a work, as the bibliography shows it."""

    study: str
    position: int
    """In the study's list, from 1."""
    number: int | None
    """In the paper's own numbering."""
    cited_for: str
    as_printed: str


@dataclass(frozen=True)
class Library:
    """What every page is made from: the knowledge base and what was computed on it once."""

    base: KnowledgeBase
    edition: Edition
    citations: AbcMapping[str, AbcMapping[str, Markup]]
    """Style (`vancouver`, `ama`, `apa`) to cite key to the formatted reference, as safe HTML."""
    downloads: Sequence[Download]
    """The files of `/data/`, explained."""
    verification: AbcMapping[str, str]
    """Qualified quote id to `verified` or `unverified`; empty where nothing was verified yet."""

    tiers: AbcMapping[str, str] = field(default_factory=dict)
    """Qualified quote id to the tier at which it was found, for those verified."""

    packs: Sequence[tuple[Handout, tuple[PackFile, ...]]] = ()
    """Orientation packs, resolved, each with its files."""

    limits: Limits = LIMITS
    """How much a page holds before it is parted."""

    @cached_property
    def addresses(self) -> AddressBook:
        """Where everything stands that may stand on a part of a list."""
        return AddressBook(self.base, self.limits)

    @cached_property
    def badges(self) -> dict[str, StudyBadge]:
        """The badge of every study by id."""
        return view_badges(self.base)

    def cited_by(self, key: str) -> tuple[CitedEntry, ...]:
        """Return who cites a work, in order of study and number."""
        return self._cited_by.get(key, ())

    @cached_property
    def _cited_by(self) -> dict[str, tuple[CitedEntry, ...]]:
        found: dict[str, list[CitedEntry]] = {}
        for study in self.base.studies.values():
            for position, entry in enumerate(study.references.entries, start=1):
                if entry.key is not None:
                    said = entry.cited_for or "", entry.as_printed or ""
                    cited = CitedEntry(study.id, position, entry.number, *said)
                    found.setdefault(entry.key, []).append(cited)
        return {key: tuple(entries) for key, entries in found.items()}

    def reference(self, key: str) -> Reference:
        """Return a work that the checks have found to exist."""
        return self.base.references[key]


def make_page(
    library: Library,
    template: str,
    target: Target,
    title: str,
    description: str,
    edit_path: str,
    *,
    wide: bool = False,
    weight: float = 1.0,
    above: tuple[Target, str] | None = None,
    **view: Any,
) -> Page:
    """Return a page from its template; `view` is what the template's first comment lists."""
    links = PageLinks(target.page)
    href: Callable[[Target], str] = links.href
    context = {"href": href, "title": title, "edition": library.edition, **view}
    markdown = render_template(template, context)
    used = frozenset(links.used)
    return Page(target.page, title, description, markdown, edit_path, used, wide, weight, template, above=above)
