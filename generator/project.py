"""A project read and checked: the part of the trip that renders nothing.

    content/*.yml, references.bib  --load-->  Corpus  --link-->  KnowledgeBase  --check-->  Report

Apart from `build`, so that checking does not wait for what only rendering needs.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.cache.store import Store
from generator.check.redirects import check_redirects
from generator.check.report import Report, check
from generator.check.verification import check_lock
from generator.diagnostics import Diagnostic, Severity
from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.content import load_corpus
from generator.load.lock import read_lock
from generator.model.verification import QuoteLockFile
from generator.render.redirects import page_addresses


@dataclass(frozen=True)
class Checked:
    """What was read, and what is wrong with it."""

    report: Report
    base: KnowledgeBase
    lock: QuoteLockFile
    """As it was when the report was made."""


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Keep Python from looking for cycles of garbage: a corpus is millions of objects that stay, and none of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@without_cycle_search()
def check_project(
    root: Path, severities: AbcMapping[str, Severity] | None = None, store: Store | None = None
) -> Checked:
    """Load, link and check the knowledge base below `root`; nothing is rendered.

    Args:
        root: Folder that holds `content/` and `references.bib`.
        severities: Rule to severity, where the default does not suit.
        store: The cache; without one everything is read anew.
    """
    base = link(load_corpus(root, store))
    lock, problems = read_lock(root, store)
    found: list[Diagnostic] = [
        *problems,
        *check_lock(base, lock),
        *check_redirects(base, page_addresses(base) if base.corpus.redirects else ()),
    ]
    known = store.table("right-studies") if store is not None and store.lasting else None
    return Checked(check(base, severities, found, known), base, lock)
