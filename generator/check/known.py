"""Studies whose own file is known to be right, because its bytes were looked at before.

Comes in: a knowledge base and a table of the cache. Goes out: a base of the other studies and of nothing else, for the rules
whose result depends on a study's own file alone: they cannot read anything in it that would make the result depend on more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from generator.cache.store import Table
from generator.diagnostics import Diagnostic
from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.limits import MAX_PROBLEMS
from generator.model.corpus import Corpus


def unknown_studies(base: KnowledgeBase, table: Table | None) -> KnowledgeBase:
    """Return the studies of which it is not known that nothing is wrong with them alone, and where their fields stand."""
    digests = base.corpus.digests
    studies = {
        name: study
        for name, study in base.studies.items()
        if table is None or (owner := f"study:{name}") not in digests or table.raw(digests[owner]) is None
    }
    nothing = link(Corpus(positions=base.corpus.positions))
    return replace(nothing, studies=MappingProxyType(studies))


def remember_right_studies(
    unknown: KnowledgeBase, base: KnowledgeBase, table: Table, found: Collection[Diagnostic]
) -> None:
    """Note those of the unknown studies with which nothing was found to be wrong."""
    if len(found) >= MAX_PROBLEMS:  # Some rule may have stopped before it had seen all of them.
        return
    wrong = {problem.location.path for problem in found}
    for name in unknown.studies:
        content = base.corpus.digests.get(f"study:{name}")
        # Where a file was changed meanwhile, its study stands for the place.
        if content is not None and wrong.isdisjoint((f"content/studies/{name}.yml", f"study:{name}")):
            table.put(content, 1)
