"""The bibliography as BibTeX, for reference managers.

Comes in: a knowledge base. Goes out: one file. CSL-JSON is `records.REFERENCES`.
"""

from __future__ import annotations

from generator.bibliography_formats.bibtex import to_bibtex
from generator.export.pieces import Binder, Piece, Run
from generator.link.knowledge_base import KnowledgeBase

BIBTEX = "data/references.bib"


def export_bibtex(base: KnowledgeBase, binder: Binder | None = None) -> dict[str, bytes]:
    """Return every work as BibTeX, in the order of `references.bib`."""
    binder = binder or Binder()
    works = Piece(binder.keys.works, lambda: to_bibtex(base.references.values()).encode())
    return {BIBTEX: binder.bind(BIBTEX, Run([works]))}
