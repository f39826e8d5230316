"""Rules about the glossary: ids stand once, relatives and sources exist."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.diagnose import diagnose
from generator.diagnostics import Diagnostic, did_you_mean
from generator.link.knowledge_base import KnowledgeBase


def check_glossary(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with the terms of the glossary."""
    seen: set[str] = set()
    for i, term in enumerate(base.corpus.glossary.terms if base.corpus.glossary else ()):
        if term.id in seen:
            message = f"a second term has the id `{term.id}`"
            yield diagnose(base, "duplicate-id", "glossary", ("terms", i, "id"), message, "Choose another id.")
        seen.add(term.id)
        for j, other in enumerate(term.see):
            if other not in base.glossary or other == term.id:
                message = f"`{other}` is this term itself" if other == term.id else f"`{other}` is no term"
                hint = did_you_mean(other, base.glossary.keys() - {term.id})
                yield diagnose(base, "glossary-link", "glossary", ("terms", i, "see", j), message, hint)
        for j, key in enumerate(source.key for source in term.sources):
            if key not in base.references and f"reference:{key}" not in base.corpus.broken:
                message = f"`{key}` is not in references.bib"
                hint = did_you_mean(key, base.references) or f"Add an entry with the key `{key}`."
                yield diagnose(base, "glossary-link", "glossary", ("terms", i, "sources", j), message, hint)
