"""What a page says of itself to programs: meta tags for reference managers, and schema.org as JSON-LD.

Comes in: all pages of a build and the library they were made from. Goes out: the same pages, each with the lines of its
head. A study's page tells reference managers of its paper; every other page tells of itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from generator.bibliography_formats.names import name_in_words
from generator.config import Edition
from generator.model.reference import Reference
from generator.render import schema_org, urls
from generator.render.page import Library, Page
from generator.render.urls import PageLinks, Target

_CONTAINERS = {
    "article-journal": ("citation_journal_title",),
    # The first is for Google Scholar, the second tells Zotero that the work is a chapter.
    "chapter": ("citation_inbook_title", "citation_book_title"),
    "paper-conference": ("citation_conference_title",),
}
_PUBLISHERS = {"thesis": "citation_dissertation_institution", "report": "citation_technical_report_institution"}
"""CSL type to the tags that tell reference managers what kind of work it is."""

_TAGS = (
    ("container-title-short", "citation_journal_abbrev"),
    ("volume", "citation_volume"),
    ("issue", "citation_issue"),
    ("DOI", "citation_doi"),
    ("ISSN", "citation_issn"),
    ("ISBN", "citation_isbn"),
    ("PMID", "citation_pmid"),
    ("language", "citation_language"),
)


def with_metadata(library: Library, pages: AbcMapping[str, Page]) -> dict[str, Page]:
    """Return the pages with what each says of itself to programs."""
    titles = {uri: page.title for uri, page in pages.items()}
    return {uri: described(library, page, titles) for uri, page in pages.items()}


def described(library: Library, page: Page, titles: AbcMapping[str, str]) -> Page:
    """Return one page with what it says of itself to programs.

    Args:
        library: What the page was made from; of studies and themes, only the page's own is read.
        page: The page.
        titles: Title of the first page of each folder, by `src_uri`: the way to the page.
    """
    head = _Head(library, titles, page, PageLinks(page.uri))
    nodes = _maker(library, page.uri)(head)
    return replace(page, metadata=_html(head.tags, schema_org.graph(nodes)), links=page.links | head.links.used)


@dataclass
class _Head:
    """The head of one page in the making."""

    library: Library
    titles: AbcMapping[str, str]
    page: Page
    links: PageLinks
    tags: list[tuple[str, str]] = field(default_factory=list)

    def address(self, target: Target) -> str:
        """Return a full address where the site has one, else one that holds from this page."""
        site = self.library.edition.site_url
        return f"{site.rstrip('/')}/{urls.site_address(target)}" if site else str(self.links.href(target))

    def page_node(self, **more: Any) -> dict[str, Any]:
        """Return the page as schema.org knows it."""
        target = Target(self.page.uri)
        return schema_org.web_page(
            self.library.edition, self.page, self.address(target), self.address(urls.HOME), self._trail(), more
        )

    def _trail(self) -> list[tuple[str, str]]:
        """Return titles and addresses from the home page to this one; none for the home page itself."""
        uri = self.page.uri
        folder = next((index for index in _folders(uri) if index in self.titles), urls.HOME.page)
        if uri == urls.HOME.page:
            return []
        steps = [step for step in dict.fromkeys((urls.HOME.page, folder)) if step in self.titles and step != uri]
        trail = [(self.titles[step], self.address(Target(step))) for step in steps]
        trail.append((self.page.title, self.address(Target(uri))))
        above = self.page.above
        if above and above[0].page != folder:
            trail.insert(-1, (above[1], self.address(above[0])))
        return trail


_Maker = Callable[[_Head], list[dict[str, Any]]]
"""Fills a head's tags and returns its nodes of schema.org."""


def _folders(uri: str) -> Iterator[str]:
    """Yield the first page of each folder in which a page lies, the nearest first."""
    while uri := uri.rpartition("/")[0]:
        yield f"{uri}/index.md"


def _maker(library: Library, uri: str) -> _Maker:
    """Return what makes the head of a page."""
    name = uri.rpartition("/")[2].removesuffix(".md")
    if uri == urls.study(name).page and name in library.base.studies:
        return _study(name)
    if uri == urls.theme(name).page and name in library.base.themes:
        return _theme(name)
    return {urls.HOME.page: _home, urls.DATA.page: _data}.get(uri, _plain)


def _html(tags: list[tuple[str, str]], data: dict[str, Any]) -> str:
    """Return the lines of a head; whatever stands in a title or a name is shown as it is and closes nothing."""
    metas = [f'<meta name="{_attribute(name)}" content="{_attribute(content)}">' for name, content in tags]
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return "\n".join([*metas, f'<script type="application/ld+json">{text}</script>'])


def _attribute(text: str) -> str:
    return escape(text).replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def _plain(head: _Head) -> list[dict[str, Any]]:
    head.tags += _own_tags(head.library.edition, head.page.title)
    return [head.page_node()]


def _home(head: _Head) -> list[dict[str, Any]]:
    edition = head.library.edition
    head.tags += [*_own_tags(edition, edition.title), ("DC.type", "Dataset")]
    home, data = head.address(urls.HOME), head.address(urls.DATA)
    return [
        head.page_node(mainEntity={"@id": f"{data}#dataset"}),
        schema_org.web_site(edition, home),
        schema_org.dataset(edition, data),
    ]


def _data(head: _Head) -> list[dict[str, Any]]:
    edition, data = head.library.edition, head.address(urls.DATA)
    head.tags += [*_own_tags(edition, edition.title), ("DC.type", "Dataset")]
    files = [schema_org.download(file, head.address(urls.data_file(file.path))) for file in head.library.downloads]
    return [
        head.page_node(mainEntity={"@id": f"{data}#dataset"}),
        schema_org.dataset(edition, data) | ({"distribution": files} if files else {}),
    ]


def _theme(theme_id: str) -> _Maker:
    def make(head: _Head) -> list[dict[str, Any]]:
        theme = head.library.base.themes[theme_id]
        head.tags += _own_tags(head.library.edition, theme.label)
        terms = (head.titles[urls.THEMES.page], head.address(urls.THEMES))
        address = head.address(urls.theme(theme_id))
        return [head.page_node(mainEntity=schema_org.term(theme.id, theme.label, theme.definition, address, terms))]

    return make


def _study(study_id: str) -> _Maker:
    def make(head: _Head) -> list[dict[str, Any]]:
        reference = head.library.reference(study_id)
        head.tags += _paper_tags(reference)
        paper = schema_org.work(reference)
        name = {"@id": paper["@id"]} if "@id" in paper else paper
        return [head.page_node(about=paper, isBasedOn=name)]

    return make


def _own_tags(edition: Edition, title: str) -> list[tuple[str, str]]:
    """Return Dublin Core for a page of ours: reference managers take it as a web page with author and date."""
    tags = (("DC.title", title), ("DC.creator", edition.editors), ("DC.date", edition.date))
    return [(name, content) for name, content in tags if content]


def _paper_tags(reference: Reference) -> list[tuple[str, str]]:
    """Return the tags by which Zotero, Mendeley and Google Scholar take the page for the paper.

    A type without a tag of its own gets Dublin Core: with `citation_title` alone Zotero takes a book for an article.
    """
    kind = reference.csl_type
    tags = _highwire if kind in _CONTAINERS or kind in _PUBLISHERS or "ISBN" in reference.csl else _dublin_core
    return [(name, content) for name, content in tags(reference) if content]


def _highwire(reference: Reference) -> Iterator[tuple[str, str]]:
    csl = reference.csl
    yield "citation_title", reference.title
    for name in _author_names(csl):
        yield "citation_author", name
    yield "citation_publication_date", _date(csl, "/")
    for tag in _CONTAINERS.get(reference.csl_type, ()):
        yield tag, csl.get("container-title", "")
    yield _PUBLISHERS.get(reference.csl_type, "citation_publisher"), csl.get("publisher", "")
    for variable, tag in _TAGS:
        yield tag, csl.get(variable, "")
    first, _, last = csl.get("page", "").partition("-")
    yield "citation_firstpage", first.strip()
    yield "citation_lastpage", last.strip("- ")
    yield "citation_public_url", schema_org.work_address(reference)


def _dublin_core(reference: Reference) -> Iterator[tuple[str, str]]:
    csl = reference.csl
    yield "DC.title", reference.title
    for name in _people(csl, "author") or _people(csl, "editor"):
        yield "DC.creator", name
    yield "DC.date", _date(csl, "-")
    yield "DC.publisher", csl.get("publisher", "")
    yield "DC.identifier", schema_org.work_address(reference)
    yield "DC.language", csl.get("language", "")
    yield "DC.type", {"book": "book", "webpage": "webPage", "dataset": "Dataset"}.get(reference.csl_type, "document")


def _people(csl: AbcMapping[str, Any], role: str) -> list[str]:
    return [name_in_words(name) for name in csl.get(role, ()) if name.get("literal") != "et al."]


def _author_names(csl: AbcMapping[str, Any]) -> list[str]:
    """Return the authors as `Family, Given`.

    Zotero takes one name with spaces on both sides of its comma for two people: that name is given without the comma.
    """
    names = _people(csl, "author")
    if len(names) == 1:
        family, comma, given = names[0].partition(", ")
        if comma and " " in family and " " in given:
            return [f"{given} {family}"]
    return names


def _date(csl: AbcMapping[str, Any], mark: str) -> str:
    parts = (csl.get("issued", {}).get("date-parts") or [[]])[0]
    return mark.join(f"{part:02d}" for part in parts)
