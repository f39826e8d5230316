"""Which hand-written pages use what: the marks of the pages, turned round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal

from generator.model.handwritten import HandwrittenPage, PageCitation

UsedKind = Literal["quote", "theme", "finding", "study", "term", "work"]
"""What a hand-written page can use."""

Used = tuple[UsedKind, str]
"""A thing by kind and id; a work by its key, a quote by its qualified id."""


def used_by(page: HandwrittenPage) -> Iterator[Used]:
    """Yield what a page uses, in its order; with a quotation also its study, as a study and as a work.

    A study has one id as a study and as a work of the bibliography; a work that is no study is asked for
    as a study by nobody.
    """
    for mark in page.marks:
        if isinstance(mark, PageCitation):
            for work in mark.works:
                yield from (("work", work.key), ("study", work.key))
        else:
            yield mark.kind, mark.id
            if mark.kind == "quote":
                study = mark.id.partition(".")[0]
                yield from (("work", study), ("study", study))


def cited_works(page: HandwrittenPage) -> tuple[str, ...]:
    """Return the keys of the works that a page cites or quotes, each once, in the page's order."""
    return tuple(dict.fromkeys(name for kind, name in used_by(page) if kind == "work"))


def explained_terms(page: HandwrittenPage) -> tuple[str, ...]:
    """Return the ids of the glossary's terms that a page links to, each once, in the page's order."""
    return tuple(dict.fromkeys(name for kind, name in used_by(page) if kind == "term"))


def index_mentions(pages: Iterable[HandwrittenPage]) -> dict[Used, tuple[HandwrittenPage, ...]]:
    """Return the pages that use each thing, each page once, in the order of the pages."""
    index: dict[Used, dict[str, HandwrittenPage]] = defaultdict(dict)
    for page in pages:
        for used in used_by(page):
            index[used][page.uri] = page
    return {used: tuple(found.values()) for used, found in index.items()}
