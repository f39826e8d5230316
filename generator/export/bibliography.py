"""The bibliography as BibTeX, for reference managers.

Comes in: a knowledge base. Goes out: one file. CSL-JSON is `records.REFERENCES`.
"""

from __future__ import annotations

from generator.bibliography_formats.bibtex import to_bibtex
from generator.link.knowledge_base import KnowledgeBase

BIBTEX = "data/references.bib"


def export_bibtex(base: KnowledgeBase) -> dict[str, bytes]:
    """Return every work as BibTeX, in the order of `references.bib`."""
    return {BIBTEX: to_bibtex(base.references.values()).encode()}
