"""The data of the handout builder: what can be put on a handout besides quotations, each work, and ready beginnings.

Comes in: the library of a build. Goes out: one dictionary for `browse/handout.json`. Texts are plain; a citation in
them is a cite key with its place, so that the builder can number works in the order in which they appear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import places_in_words
from generator.model.finding import ReviewFinding
from generator.model.handwritten import HandwrittenPage, PageCitation, PageEmbed
from generator.model.pack import Cited, Named, Pack, PackBlock, Words
from generator.render import urls
from generator.render.citation import plain_of
from generator.render.page import Library
from generator.render.pages.findings import CONFIDENCE
from generator.render.plain_blocks import Run, Section, read_sections, token

PATH = "browse/handout.json"
FROM_THE_GUIDE = ("index/what-it-is", "index/what-it-is-not", "session/steps", "ground-rules/three-rules")
"""Sections of the guide that make a short beginning; one that the guide does not have is left out."""


def handout_data(library: Library) -> dict[str, Any]:
    """Return everything that the handout builder knows besides the quotations."""
    base, edition = library.base, library.edition
    guide = [entry for page in base.pages.values() if urls.guide_page(page.uri) for entry in _guide(base, page)]
    packs = [entry for pack in base.packs.values() for entry in _pack_sections(base, pack)]
    content: dict[str, Any] = {
        "edition": {
            "title": edition.title,
            "version": edition.version,
            "date": edition.date,
            "license": edition.license_name,
            "license_url": edition.license_url,
            "url": edition.site_url,
        },
        "themes": [
            {
                "id": f"t:{theme.id}",
                "heading": theme.label,
                "url": urls.site_address(urls.theme(theme.id)),
                "blocks": [
                    {
                        "kind": "paragraph",
                        "runs": [f"{theme.definition} ", {"c": [[study, ""] for study in _studies(base, theme.id)]}],
                    }
                ],
            }
            for theme in base.themes.values()
        ],
        "findings": [
            {
                "id": f"f:{finding.id}",
                "heading": "",
                "name": finding.text,
                "url": urls.site_address(urls.review_finding(finding.id)),
                "blocks": [
                    {
                        "kind": "paragraph",
                        "runs": [
                            f"{finding.text} ",
                            {"c": [[study, ""] for study in _contributing(base, finding)]},
                            f" {CONFIDENCE[finding.cerqual.overall.level]}: {finding.cerqual.overall.plain}",
                        ],
                    }
                ],
            }
            for finding in base.findings.values()
        ],
        "guide": guide,
        "packs": packs,
        "presets": _presets(base, {entry["id"] for entry in guide}),
    }
    # A quotation cites its study; works that no text here cites cannot come onto a handout.
    cited = {*base.studies, *_cited(content)}
    references = library.citations["vancouver"]
    content["references"] = {key: plain_of(references[key]) for key in references if key in cited}
    return content


def _cited(content: Any) -> Iterator[str]:
    """Yield the cite keys in runs such as `{"c": [["yahyavi2020", "p. 3"]]}`, wherever they stand."""
    if isinstance(content, dict):
        yield from (key for key, _ in content.get("c", ()))
        for inside in content.values():
            yield from _cited(inside)
    elif isinstance(content, (list, tuple)):
        for inside in content:
            yield from _cited(inside)


def _studies(base: KnowledgeBase, theme: str) -> list[str]:
    joined = {mapping.mapping.study for mapping in base.mappings_to(theme)}
    return [study for study in base.studies if study in joined]


def _contributing(base: KnowledgeBase, finding: ReviewFinding) -> list[str]:
    contributing = {contribution.study for contribution in finding.contributions}
    return [study for study in base.studies if study in contributing]


def _presets(base: KnowledgeBase, guide: set[str]) -> list[dict[str, Any]]:
    """Return ready beginnings: every pack, and a short one of the guide."""
    found = [
        {
            "id": pack.id,
            "name": f"{pack.audience}: {pack.title}",
            "title": pack.title,
            "audience": pack.audience,
            "items": [f"p:{pack.id}/{anchor}" for anchor in _anchors(pack)],
        }
        for pack in base.packs.values()
    ]
    short = [name for anchor in FROM_THE_GUIDE if (name := f"g:{anchor}") in guide]
    if short:
        found.append({"id": "guide", "name": "The short guide", "title": "", "audience": "", "items": short})
    return found


def _anchors(pack: Pack) -> list[str]:
    """Return a name for each section of a pack, made from its title."""
    names: list[str] = []
    for section in pack.sections:
        name = re.sub(r"[^a-z0-9]+", "-", section.title.lower()).strip("-") or "section"
        names.append(name if name not in names else f"{name}-{len(names) + 1}")
    return names


def _pack_sections(base: KnowledgeBase, pack: Pack) -> Iterator[dict[str, Any]]:
    for anchor, section in zip(_anchors(pack), pack.sections, strict=True):
        yield {
            "id": f"p:{pack.id}/{anchor}",
            "heading": section.title,
            "of": pack.title,
            "url": "",
            "blocks": [made for block in section.blocks for made in _pack_block(base, block)],
        }


def _pack_block(base: KnowledgeBase, block: PackBlock) -> Iterator[dict[str, Any]]:
    if block.paragraph is not None:
        yield {"kind": "paragraph", "runs": _pack_runs(base, block.paragraph)}
    elif block.table is not None:
        yield {
            "kind": "table",
            "caption": block.table.caption,
            "head": [[words] for words in block.table.head],
            "rows": [[_pack_runs(base, cell) for cell in row] for row in block.table.rows],
        }
    elif block.quotes is not None:
        yield from ({"kind": "quote", "id": name} for name in block.quotes)
    elif block.cards is not None:
        for card in block.cards:
            yield {"kind": "quote", "id": card.quote}
            yield {"kind": "paragraph", "runs": [card.question]}
    else:
        items = block.list or block.steps or block.checklist or ()
        yield {"kind": block.kind, "items": [_pack_runs(base, item) for item in items]}


def _pack_runs(base: KnowledgeBase, text: str) -> list[Run]:
    runs: list[Run] = []
    for part in base.pack_texts[text].parts:
        if isinstance(part, Words):
            words = re.sub(r"\s*\n\s*", " ", part.text)
            runs.append({"b": words} if part.strong else words)
        elif isinstance(part, Cited):
            runs.append({"c": [[work.key, work.place] for work in part.works]})
        elif isinstance(part, Named):
            runs += _named(base, part.kind, part.id, part.words)
    return runs


def _named(base: KnowledgeBase, kind: str, name: str, words: str) -> tuple[Run, ...]:
    """Return a thing of the knowledge base as words inside of a sentence."""
    if kind == "quote":
        linked = base.quotes[name]
        said = f"“{linked.quote.text}” ({linked.quote.speaker or 'speaker not named'}) "
        return (said, {"c": [[linked.study.id, places_in_words(linked.quote.where)]]})
    if words:
        return (words,)
    if kind == "term":
        return (base.glossary[name].label,)
    if kind == "theme":
        return (base.themes[name].label,)
    if kind == "finding":
        return (base.findings[name].text,)
    return (base.studies[name].short_name,) if kind == "study" else ()


def _guide(base: KnowledgeBase, page: HandwrittenPage) -> Iterator[dict[str, Any]]:
    """Yield the sections of a page of the guide."""
    name = urls.guide_page(page.uri)
    target = urls.handwritten(page.uri)
    for section in _sections(base, page):
        if section.anchor and section.blocks:
            yield {
                "id": f"g:{name}/{section.anchor}",
                "heading": section.heading,
                "of": page.title,
                "url": urls.site_address(urls.Target(target.page, section.anchor)),
                "blocks": section.blocks,
            }


def _sections(base: KnowledgeBase, page: HandwrittenPage) -> list[Section]:
    runs: dict[int, tuple[Run, ...]] = {}
    changes = [(block.marker[0], block.marker[1], "") for block in page.blocks if block.marker]
    for number, mark in enumerate(page.marks):
        runs[number] = _mark(base, mark)
        alone = isinstance(mark, PageEmbed) and mark.alone
        changes.append((mark.start, mark.end, f"\n\n{token(number)}\n\n" if alone else token(number)))
    parts, at = [], page.body
    for start, end, new in sorted(changes):
        parts += [page.text[at:start], new]
        at = end
    return read_sections("".join([*parts, page.text[at:]]), runs)


def _mark(base: KnowledgeBase, mark: PageCitation | PageEmbed) -> tuple[Run, ...]:
    if isinstance(mark, PageCitation):
        return ({"c": [[work.key, work.place] for work in mark.works]},)
    if mark.kind == "quote" and mark.alone:
        return ({"q": mark.id},)
    return _named(base, mark.kind, mark.id, mark.words)
