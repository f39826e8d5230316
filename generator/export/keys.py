"""Digests of what the pieces of the data files are made of.

Comes in: a knowledge base and what this edition says of itself. Goes out: a digest for each study, each cross-study
theme and the bibliography, over all that any file says of them there.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field

from pydantic_core import to_json

from generator.cache.store import digest
from generator.config import Edition
from generator.link.evidence_map import EvidenceMap
from generator.link.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Keys:
    """The digests; a thing that is not among them is made each time."""

    studies: AbcMapping[str, str] = field(default_factory=dict)
    """By id: the study, the outcome of comparing its quotes, its own work, and what its themes are mapped onto."""
    themes: AbcMapping[str, str] = field(default_factory=dict)
    """By id: the cross-study theme with its mappings, and the labels of the study themes that they name."""
    works: str = ""
    map: str = ""
    """Of the evidence map: its axes, and what stands in each cell."""
    whole: str = ""
    """Of all that the files are made of: while it is the same, so is every byte of them."""

    def study(self, study: str) -> str:
        """Return the digest of a study."""
        return self.studies.get(study, "")

    def theme(self, theme: str) -> str:
        """Return the digest of a cross-study theme."""
        return self.themes.get(theme, "")


NO_KEYS = Keys()


def make_keys(
    base: KnowledgeBase, edition: Edition, verification: AbcMapping[str, str], evidence: EvidenceMap | None = None
) -> Keys:
    """Return the digests of a knowledge base, and of its map where that is given."""
    # The version is in the head of the database file, and may lay out its pages in another way.
    seed = to_json((edition, sqlite3.sqlite_version))
    mapped: dict[str, list[str]] = defaultdict(list)
    labels: dict[str, list[str]] = defaultdict(list)
    for joined in base.mappings:
        theme, mapping = joined.cross_theme.id, joined.mapping
        mapped[mapping.study].append(f"{mapping.theme} {theme} {mapping.predicate}")
        labels[theme].append(joined.study_theme.node.label)
    files = base.corpus.digests  # What a file without a fault holds follows from its bytes.
    works = {key: to_json(work) for key, work in base.references.items()}
    studies = {
        name: digest(
            seed,
            files.get(f"study:{name}") or to_json(study),
            works.get(name, b""),
            to_json([verification.get(f"{name}.{quote.id}") for quote in study.quotes]),
            "\n".join(mapped[name]),
        )
        for name, study in base.studies.items()
    }
    themes = {
        name: digest(seed, files.get(f"theme:{name}") or to_json(theme), to_json(labels[name]))
        for name, theme in base.themes.items()
    }
    bibliography = digest(seed, b"\n".join(works.values()))
    rest = to_json((base.vocabulary, list(base.findings.values()), list(base.no_term_found.values())))
    return Keys(
        studies=studies,
        themes=themes,
        works=bibliography,
        map=digest(seed, to_json(_in_cells(evidence))) if evidence else "",
        whole=digest(seed, bibliography, rest, *studies.values(), "", *themes.values()),
    )


def _in_cells(evidence: EvidenceMap) -> tuple[object, ...]:
    """Return what the cells of a map are made of; what a study brings to a theme stands in many."""
    cells = [
        (cell.theme, cell.participants, cell.uncounted, cell.gap, cell.reason)
        for axis in evidence.axes
        for row in evidence.rows[axis.id]
        for cell in row
    ]
    return evidence.axes, {theme: list(spoken.values()) for theme, spoken in evidence.spoken.items()}, cells
