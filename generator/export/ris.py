"""The bibliography as RIS, for reference managers.

Comes in: a knowledge base. Goes out: one file.
"""

from __future__ import annotations

from generator.bibliography_formats.ris import to_ris
from generator.export.pieces import Binder, Piece, Run
from generator.link.knowledge_base import KnowledgeBase

RIS = "data/references.ris"


def export_ris(base: KnowledgeBase, binder: Binder | None = None) -> dict[str, bytes]:
    """Return every work as RIS, in the order of `references.bib`."""
    binder = binder or Binder()
    works = Piece(binder.keys.works, lambda: to_ris(base.references.values()).encode())
    return {RIS: binder.bind(RIS, Run([works]))}
