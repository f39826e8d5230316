"""What search knows, section by section, in a form that any search engine can index.

Comes in: the knowledge base, and the sections that MkDocs' search plugin found on the built pages. Goes out: sections
in which everything that has a place of its own (a quotation, a work, a finding, a theme) stands once, at that place,
so that a page that only lists it cannot be found before it.
"""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import places_in_words
from generator.model.crosswalk import CrossStudyTheme
from generator.model.reference import Reference
from generator.model.study import Study
from generator.render import urls
from generator.render.addresses import AddressBook
from generator.render.page import Page
from generator.render.page_facts import Anchors, PageFacts
from generator.render.prepared import PreparedPage, search_sections
from generator.render.urls import Target

TITLE_BOOST = 6.0
"""How much more a word of a title says than a word of a text; measured, see docs/decisions/0011-search.md."""
CROSS_THEME, STUDY, STUDY_THEME, FINDING, REFERENCE, QUOTE, LIST = 4.0, 3.0, 1.5, 1.5, 1.2, 1.0, 0.2

LISTS = (
    urls.STUDIES,
    urls.THEMES,
    urls.CROSSWALK,
    urls.FINDINGS,
    urls.REFERENCES,
    urls.DATA_NOTES,
    urls.MAP,
    urls.QUOTES,
)
"""Pages of which only the head is indexed: what they list is found at its own place."""
REPEATING = (urls.DISAGREEMENTS, urls.REPORTING)
"""Pages whose sections say in another order what has its place elsewhere: found, but last."""
SHELF = "references-part"
"""The template of pages of a bibliography of many."""
LISTED_SECTIONS = frozenset(("themes", "quotes", "findings", "references"))
"""Sections of a study's page that do the same."""


@dataclass(frozen=True)
class SearchEntry:
    """One place of the site that search can show."""

    target: Target
    title: str
    """Plain text."""
    text: str
    """Plain text; the words that are searched and shown as a snippet."""
    weight: float
    """1 for the usual; above for pages that answer, below for pages that list."""


def search_entries(base: KnowledgeBase, addresses: AddressBook | None = None) -> Iterator[SearchEntry]:
    """Yield every study, theme, finding, quotation and work at its own place, in the order of the site."""
    addresses = addresses or AddressBook(base)
    for study in base.studies:
        yield from study_entries(base, study)
    yield from shared_entries(base, addresses)
    for shelf in addresses.shelves.leaves() if addresses.shelves.below else ():
        yield from (_work(base, key, addresses.reference(key)) for key in sorted(shelf.keys))


def study_entries(base: KnowledgeBase, study_id: str) -> Iterator[SearchEntry]:
    """Yield a study and all that has its place on the study's page."""
    study = base.studies[study_id]
    yield _study(study, base.references[study_id])
    yield from _inside(study)


def shared_entries(base: KnowledgeBase, addresses: AddressBook) -> Iterator[SearchEntry]:
    """Yield every theme and finding: what several studies have a share in, and its page with them.

    Works too, where the bibliography is one page; of many, each has its own.
    """
    for theme in base.themes.values():
        yield from _cross_theme(theme, base, addresses)
    for finding in base.findings.values():
        words = " ".join(filter(None, (finding.cerqual.overall.plain, finding.disagreement)))
        yield SearchEntry(addresses.finding(finding.id), finding.text, words, FINDING)
    if not addresses.shelves.below:
        yield from (_work(base, key, addresses.reference(key)) for key in base.references)


def _study(study: Study, reference: Reference) -> SearchEntry:
    text = " ".join((study.summary, study.aim, _bibliographic(reference)))
    return SearchEntry(urls.study(study.id), f"{study.short_name}. {reference.title}", text, STUDY)


def _work(base: KnowledgeBase, key: str, place: Target) -> SearchEntry:
    reference = base.references[key]
    return SearchEntry(place, reference.title, _bibliographic(reference), REFERENCE)


def _inside(study: Study) -> Iterator[SearchEntry]:
    """Yield a study's own themes, findings and quotations."""
    for node in (node for theme in study.themes for node in theme.walk()):
        variants = ", ".join(variant.label for variant in node.label_variants)
        text = " ".join(filter(None, (node.definition, variants)))
        yield SearchEntry(urls.study_theme(study.id, node.id), node.label, text, STUDY_THEME)
    for finding in study.findings:
        title = f"What the authors found: {study.short_name}"
        yield SearchEntry(urls.study_finding(study.id, finding.id), title, finding.text, QUOTE)
    for quote in study.quotes:
        if quote.form == "quotation":
            title = f"{quote.speaker or 'Speaker not named'}, {study.short_name}"
            text = f"“{quote.text}” {places_in_words(quote.where)}"
            yield SearchEntry(urls.quote(study.id, quote.id), title, text, QUOTE)


def _cross_theme(theme: CrossStudyTheme, base: KnowledgeBase, addresses: AddressBook) -> Iterator[SearchEntry]:
    """Yield a cross-study theme, with the names that studies give it, and what each study says on it."""
    also = [
        linked.study_theme.node.label
        for linked in base.mappings_to(theme.id)
        if linked.mapping.predicate in ("exactMatch", "closeMatch")
    ]
    names = f"Studies call it: {', '.join(dict.fromkeys(also))}." if also else ""
    text = " ".join(filter(None, (theme.definition, names, theme.scope_note)))
    yield SearchEntry(urls.theme(theme.id), theme.label, text, CROSS_THEME)
    for account in theme.accounts:
        if account.study in base.studies:
            title = f"{theme.label}: {base.studies[account.study].short_name}"
            yield SearchEntry(addresses.voice(theme.id, account.study), title, account.text, STUDY_THEME)


def _bibliographic(reference: Reference) -> str:
    """Return what readers know of a work besides its title: names, journal, year, DOI."""
    csl = reference.csl
    people = [
        " ".join(filter(None, (person.get("family") or person.get("literal"), person.get("given"))))
        for role in ("author", "editor")
        for person in csl.get(role, ())
    ]
    year = next((str(part[0]) for part in csl.get("issued", {}).get("date-parts", ()) if part), "")
    rest = (csl.get("container-title"), csl.get("publisher"), year, csl.get("DOI"), reference.cite_key)
    return ". ".join(filter(None, (", ".join(people), *map(str, filter(None, rest)))))


def page_facts(page: Page, prepared: PreparedPage, base: KnowledgeBase) -> PageFacts:
    """Return what is to be known of a generated page.

    Of the page of a study, or of a part of the bibliography, its part of the search index is whole.

    Args:
        page: The page.
        prepared: Its HTML.
        base: The knowledge base; of it only the study or the works are read that stand on this page.
    """
    entries = list(_entries_of_page(page, prepared, base))
    whole = bool(entries) or page.template == SHELF
    sections = page_sections(page, prepared, {urls.site_address(entry.target) for entry in entries})
    if whole:
        sections = merge_sections(sections, entries, {})
    return PageFacts(Anchors(prepared.anchors), _as_json(sections), whole)


def _entries_of_page(page: Page, prepared: PreparedPage, base: KnowledgeBase) -> Iterator[SearchEntry]:
    """Yield what has its place on the page of a study, or on one of the pages of a bibliography of many."""
    study = page.uri.removeprefix("studies/").removesuffix(".md")
    if page.template == "study" and urls.study(study).page == page.uri:
        yield from study_entries(base, study)
    elif page.template == SHELF:
        before = urls.reference("").anchor
        for anchor in sorted(anchor for anchor in prepared.anchors if anchor.startswith(before)):
            yield _work(base, anchor.removeprefix(before), Target(page.uri, anchor))


def page_sections(page: Page, prepared: PreparedPage, own: Collection[str]) -> list[dict[str, Any]]:
    """Return the sections of a generated page; those whose text `merge_sections` takes from elsewhere stay empty.

    Args:
        page: The page.
        prepared: Its HTML.
        own: Addresses that have an entry of their own.
    """
    target = Target(page.uri)
    address = urls.site_address(target)
    if not page.weight:
        return []
    if target in LISTS:
        title = html.escape(page.title, quote=False)
        return [{"location": address, "title": title, "text": "", "boost": page.weight}]
    return list(search_sections(prepared, address, page.weight, own))


def merge_sections(
    sections: Iterable[AbcMapping[str, Any]], entries: Iterable[SearchEntry], heads: AbcMapping[str, str]
) -> list[dict[str, Any]]:
    """Return the sections of a search index with the entries in their places.

    Args:
        sections: `location`, `title`, `text` and `boost` of each section, as MkDocs' search plugin writes them.
        entries: What has a place of its own; it takes the place of a section at the same address.
        heads: Address of each generated page to its description in one sentence.
    """
    own = {urls.site_address(entry.target): entry for entry in entries}
    lists = {urls.site_address(target) for target in LISTS}
    repeating = {urls.site_address(target) for target in REPEATING}
    merged: dict[str, dict[str, Any]] = {}
    for section in sections:
        page, _, anchor = section["location"].partition("#")
        if page in lists:
            if not anchor:
                text = html.escape(heads.get(page, ""), quote=False)
                merged[page] = {**section, "text": text, "boost": LIST}
        elif not (anchor in LISTED_SECTIONS and page in own):
            merged[section["location"]] = {**section, "boost": LIST} if page in repeating else dict(section)
    for location, entry in own.items():
        merged[location] = {
            "location": location,
            "title": html.escape(entry.title, quote=False),
            "text": html.escape(entry.text, quote=False),
            "boost": entry.weight,
        }
    return sorted(merged.values(), key=_page)


def page_by_page(sections: Iterable[AbcMapping[str, Any]]) -> dict[str, str]:
    """Return sections as JSON, with commas between them, by the address of their page; they come page by page."""
    return {address: _as_json(found) for address, found in groupby(sections, key=_page)}


def whole_index(parts: AbcMapping[str, str]) -> str:
    """Return the sections of all pages as JSON, with commas between them; `parts` are those of each, by its address."""
    return ",".join(text for _, text in sorted(parts.items()) if text)


def _page(section: AbcMapping[str, Any]) -> str:
    return str(section["location"].partition("#")[0])


def _as_json(sections: Iterable[AbcMapping[str, Any]]) -> str:
    return json.dumps(list(sections), separators=(",", ":"), ensure_ascii=False)[1:-1]
