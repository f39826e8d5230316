"""Every file that readers can take along, gathered.

Comes in: a knowledge base and what this edition says of itself. Goes out: path below the site to
bytes, the same bytes for the same input.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping

from generator.config import Edition
from generator.export import records, refi_qda, skos, sssom
from generator.export.data_dictionary import DATA_DICTIONARY, KeyDoc
from generator.link.knowledge_base import KnowledgeBase

__all__ = ["DATA_DICTIONARY", "MEANINGS", "KeyDoc", "export_all"]

MEANINGS: dict[str, str] = {
    records.STUDIES: "Every study with all that was taken from its paper (JSON).",
    records.QUOTES: "Every quotation, verbatim, with speaker, place and the themes that it illustrates (JSON).",
    records.THEMES: "The studies' own themes, the cross-study themes, and the mappings between them (JSON).",
    records.REFERENCES: "Every work that is cited, for reference managers (CSL-JSON).",
    skos.TURTLE: "All themes as SKOS concept schemes with their mappings (RDF, Turtle).",
    skos.JSON_LD: "The same SKOS concept schemes as JSON-LD.",
    sssom.TSV: "The mappings of study themes onto cross-study themes, one per row, with reasons (SSSOM).",
    refi_qda.CODEBOOK: "The studies' themes as a codebook for MAXQDA, NVivo, ATLAS.ti or QualCoder (REFI-QDA).",
}
"""One sentence on every file, by path."""


def export_all(
    base: KnowledgeBase, edition: Edition, verification: AbcMapping[str, str] | None = None
) -> dict[str, bytes]:
    """Return all files by path below the site, in order of path."""
    files = {
        **records.export_records(base, verification),
        **skos.export_skos(base, edition),
        **sssom.export_sssom(base, edition),
        **refi_qda.export_refi_qda(base, edition),
    }
    return dict(sorted(files.items()))
