"""All rules, run: the report on a knowledge base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, replace

from generator.cache.store import Table
from generator.check.bibliography import check_references
from generator.check.crosswalk import check_coverage, check_mappings
from generator.check.diagnose import Check
from generator.check.findings import check_review_findings
from generator.check.glossary import check_glossary
from generator.check.known import remember_right_studies, unknown_studies
from generator.check.packs import check_packs
from generator.check.pages import check_pages
from generator.check.studies import (
    check_findings,
    check_ids,
    check_notes,
    check_quotes,
    check_reporting,
    check_synthesis,
    check_terms,
)
from generator.diagnostics import Diagnostic, Severity
from generator.link.knowledge_base import KnowledgeBase
from generator.load.limits import MAX_PROBLEMS

CHECKS: tuple[Check, ...] = (
    check_ids,
    check_quotes,
    check_findings,
    check_notes,
    check_terms,
    check_reporting,
    check_synthesis,
    check_references,
    check_mappings,
    check_coverage,
    check_review_findings,
    check_glossary,
    check_pages,
    check_packs,
)

OF_ONE_STUDY: frozenset[Check] = frozenset((check_ids, check_quotes, check_findings, check_notes, check_reporting))
"""Those that look at one study at a time and at nothing beside it."""


@dataclass(frozen=True)
class Report:
    """What was found, in order of file and line."""

    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Those that stop the build."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def __str__(self) -> str:
        counts = Counter(d.severity for d in self.diagnostics)
        return ", ".join(f"{counts[s]} {s}{'' if counts[s] == 1 or s is Severity.INFO else 's'}" for s in Severity)


def check(
    base: KnowledgeBase,
    severities: AbcMapping[str, Severity] | None = None,
    others: Iterable[Diagnostic] = (),
    known: Table | None = None,
) -> Report:
    """Run every rule.

    What was wrong on reading joins the report.

    Args:
        base: Everything, resolved.
        severities: Rule to severity, where the default does not suit.
        others: What is wrong with files that the corpus does not hold.
        known: Of the cache: the studies with which alone nothing is wrong, by the digest of their files.
    """
    severities = severities or {}
    # What was wrong on reading a line is not said again in other words.
    blamed = {(d.location.path, d.location.line) for d in base.corpus.diagnostics if d.severity is Severity.ERROR}
    linked = [*others, *_linked(base, known)]
    found = [*base.corpus.diagnostics, *(d for d in linked if (d.location.path, d.location.line) not in blamed)]
    found = [
        d if severities.get(d.rule, d.severity) is d.severity else replace(d, severity=severities[d.rule])
        for d in found
    ]
    return Report(tuple(sorted(found, key=_place)))


def _linked(base: KnowledgeBase, known: Table | None) -> list[Diagnostic]:
    """Return what every rule finds, in the order of the rules."""
    unknown = unknown_studies(base, known)
    found = {run: list(_first(run(unknown if run in OF_ONE_STUDY else base))) for run in CHECKS}
    if known is not None:
        remember_right_studies(unknown, base, known, [d for run in OF_ONE_STUDY for d in found[run]])
    return [d for run in CHECKS for d in found[run]]


def _place(d: Diagnostic) -> tuple[str, int, int, str, str, str]:
    """Return what diagnostics are sorted by."""
    place = d.location
    return place.path, place.line, place.column, place.field, d.rule, d.message


def _first(found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the problems of one run; after very many errors, say that there are more and stop looking."""
    errors = 0
    for diagnostic in found:
        errors += diagnostic.severity is Severity.ERROR
        if errors > MAX_PROBLEMS:
            yield replace(diagnostic, message=f"{diagnostic.message}; more like this follow", hint="Mend these first.")
            return
        yield diagnostic
