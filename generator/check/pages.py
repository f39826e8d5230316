"""Rules about hand-written pages: marks can be read and lead somewhere, the guide's claims carry their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Mapping as AbcMapping

from generator.check.rules import RULES
from generator.diagnostics import Diagnostic, did_you_mean
from generator.link.knowledge_base import KnowledgeBase
from generator.model.handwritten import HandwrittenPage, ListItem, PageBlock, PageCitation

GUIDE = "guide/"
"""Pages below this folder must say where every claim comes from."""

NOUNS = {
    "quote": "a quotation",
    "theme": "a theme across studies",
    "finding": "a finding across studies",
    "study": "a study",
    "term": "a term of the glossary",
    "work": "a work of references.bib",
}


def check_pages(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with the marks of hand-written pages, and the guide's paragraphs without evidence."""
    known = known_names(base)
    for page in base.pages.values():
        for fault in page.faults:
            yield _diagnose(page, "page-mark", fault.start, fault.message, fault.hint)
        for mark in page.marks:
            if isinstance(mark, PageCitation):
                for work in mark.works:
                    if not name_is_known(base, known, "work", work.key):
                        hint = name_hint(known, "work", work.key)
                        yield _diagnose(
                            page, "page-citation", work.start, f"`{work.key}` is not in references.bib", hint
                        )
            elif not name_is_known(base, known, mark.kind, mark.id):
                message = f"`{mark.id}` is not the id of {NOUNS[mark.kind]}"
                yield _diagnose(page, "page-link", mark.id_start, message, name_hint(known, mark.kind, mark.id))
        if page.uri.startswith(GUIDE):
            yield from _check_claims(page)


def known_names(base: KnowledgeBase) -> dict[str, Collection[str]]:
    """Return the ids that a text may use, by kind; a work by its key."""
    return {
        "quote": base.quotes.keys(),
        "theme": base.themes.keys(),
        "finding": base.findings.keys(),
        "study": base.studies.keys(),
        "term": base.glossary.keys(),
        "work": base.references.keys(),
    }


def _diagnose(page: HandwrittenPage, rule: str, index: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, RULES[rule].severity, page.locate(index), message, hint)


def name_is_known(base: KnowledgeBase, known: AbcMapping[str, Collection[str]], kind: str, name: str) -> bool:
    """Say whether a thing exists, or was lost because its own file has an error that is reported already."""
    if name in known[kind]:
        return True
    owners = {
        "quote": f"study:{name.partition('.')[0]}",
        "work": f"reference:{name}",
        "term": "glossary",
    }
    return owners.get(kind, f"{kind}:{name}") in base.corpus.broken


def name_hint(known: AbcMapping[str, Collection[str]], kind: str, name: str) -> str:
    """Return the nearest spelling, or the kind of thing that has this id."""
    for other, names in known.items():
        if other != kind and name in names:
            mark = f"[@{name}]" if other == "work" else f"[[{other} {name}]]"
            return f"It is {NOUNS[other]}: write `{mark}`."
    near = did_you_mean(name, known[kind])
    if near or kind not in ("quote", "work", "term"):
        return near
    return {
        "quote": "Write the study's id, a dot and the quote's id, e.g. `yahyavi2020.q01`.",
        "work": f"Add an entry with the key `{name}`.",
        "term": "Add it to content/glossary.yml.",
    }[kind]


def _check_claims(page: HandwrittenPage) -> Iterator[Diagnostic]:
    """Yield every paragraph, table and item of a list that says something and shows no evidence for it."""
    before: PageBlock | None = None
    for block, after in _own_words_left_out(page.blocks):
        if block.kind == "heading":
            before = None
            continue
        introduced = before is not None and before.introduces and _has_evidence(page, before)
        if block.kind == "list" and not introduced:
            for item in block.items:
                if item.words and not _has_evidence(page, item):
                    yield _uncited(page, item, "item of a list")
        elif block.kind == "table" and not introduced and block.words and not _has_evidence(page, block):
            yield _uncited(page, block, "table")
        elif block.kind == "text" and block.words and not _has_evidence(page, block):
            introduces = block.introduces and after is not None and after.kind != "heading"
            if not (introduces and after is not None and _has_evidence(page, after)):
                yield _uncited(page, block, "paragraph")
        before = block if block.kind == "text" else None


def _own_words_left_out(blocks: tuple[PageBlock, ...]) -> Iterator[tuple[PageBlock, PageBlock | None]]:
    """Yield each block with the one after it, but for blocks and sections that are marked as our own words."""
    own_below = 0
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if block.kind == "heading" and (not own_below or block.level <= own_below):
            own_below = block.level if block.own_words else 0
        if not own_below and not block.own_words:
            yield block, after


def _has_evidence(page: HandwrittenPage, part: PageBlock | ListItem) -> bool:
    """Say whether a citation or a quotation stands in a part of a page."""
    return any(
        part.start <= mark.start < part.end
        for mark in page.marks
        if isinstance(mark, PageCitation) or mark.kind == "quote"
    )


def _uncited(page: HandwrittenPage, part: PageBlock | ListItem, noun: str) -> Diagnostic:
    words = " ".join(page.text[part.start : part.end].split())
    shown = words if len(words) <= 60 else f"{words[:59]}…"
    hint = "Add `[@key, p. 3]` or a quotation; if it claims nothing, put `{: .own-words }` on the line below it."
    return _diagnose(page, "claim-uncited", part.start, f"this {noun} shows no evidence: “{shown}”", hint)
