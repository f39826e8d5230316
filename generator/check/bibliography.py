"""Rules about references: every cited work is a record, every list is whole."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.diagnose import diagnose
from generator.diagnostics import Diagnostic, did_you_mean
from generator.link.knowledge_base import KnowledgeBase


def check_references(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield references without a record, holes in the numbering, and records that nobody cites."""
    known = set(base.references)
    broken = {owner.removeprefix("reference:") for owner in base.corpus.broken if owner.startswith("reference:")}
    written = known | broken
    for study in base.studies.values():
        owner = f"study:{study.id}"
        if study.id not in written:
            yield diagnose(
                base,
                "study-reference",
                owner,
                ("id",),
                f"`{study.id}` is not in references.bib",
                did_you_mean(study.id, known) or f"Add an entry with the key `{study.id}`.",
            )
        entries = study.references.entries
        for i, entry in enumerate(entries):
            if entry.key is not None and entry.key not in written:
                yield diagnose(
                    base,
                    "reference-key",
                    owner,
                    ("references", "entries", i, "key"),
                    f"`{entry.key}` is not in references.bib",
                    did_you_mean(entry.key, known) or f"Add an entry with the key `{entry.key}`.",
                )
        if study.references.list == "complete":
            for i, entry in enumerate(entries):
                if entry.number != i + 1:
                    yield diagnose(
                        base,
                        "reference-number",
                        owner,
                        ("references", "entries", i, "number"),
                        f"the reference in place {i + 1} has the number {entry.number}",
                        "A complete list counts 1, 2, 3 and so on.",
                    )
                    break
    used = {name for kind, name in base.mentions if kind == "work"}
    used |= {source.key for term in base.glossary.values() for source in term.sources}
    cited = used | set(base.citations) | set(base.studies) | {o.removeprefix("study:") for o in base.corpus.broken}
    if any(owner.startswith("study:") for owner in base.corpus.broken):
        return
    for key in base.references:
        if key not in cited:
            yield diagnose(
                base,
                "reference-unused",
                f"reference:{key}",
                (),
                f"no study and no page cites `{key}`",
                "Take the entry out, or add it to the list of the study that cites it.",
            )
