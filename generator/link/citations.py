"""Who cites which work: the studies' reference lists, turned round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.reference import CitedWork
from generator.model.study import Study


@dataclass(frozen=True)
class Citation:
    """One study's reference to one work."""

    study: Study
    entry: CitedWork


def index_citations(studies: Iterable[Study]) -> dict[str, tuple[Citation, ...]]:
    """Return the citations of every work by cite key, in order of study and number."""
    index: dict[str, list[Citation]] = defaultdict(list)
    for study in studies:
        for entry in study.references.entries:
            if entry.key is not None:
                index[entry.key].append(Citation(study, entry))
    return {key: tuple(found) for key, found in index.items()}
