"""Rules about review findings: contributors exist, GRADE-CERQual is used as it is meant (Lewin 2018)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from generator.check.diagnose import diagnose
from generator.diagnostics import Diagnostic, did_you_mean
from generator.link.knowledge_base import KnowledgeBase
from generator.model.finding import ReviewFinding
from generator.model.study import Study

COMPONENTS = ("methodological_limitations", "coherence", "adequacy", "relevance")


def check_review_findings(base: KnowledgeBase) -> Iterator[Diagnostic]:
    """Yield what is wrong with review findings and their assessments."""
    ids_of = cache(lambda study, name: _ids(base.studies[study], name))
    for finding in base.findings.values():
        yield from _check_links(base, finding, ids_of)
        yield from _check_cerqual(base, finding)


def _ids(study: Study, name: str) -> set[str]:
    """Return what a contribution may name of a study."""
    if name == "themes":
        return {node.id for theme in study.themes for node in theme.walk()}
    return {named.id for named in getattr(study, name)}


def _check_links(
    base: KnowledgeBase, finding: ReviewFinding, ids_of: Callable[[str, str], set[str]]
) -> Iterator[Diagnostic]:
    owner = f"finding:{finding.id}"
    for i, theme in enumerate(finding.themes):
        if theme not in base.themes and f"theme:{theme}" not in base.corpus.broken:
            yield diagnose(
                base,
                "review-link",
                owner,
                ("themes", i),
                f"`{theme}` is no cross-study theme",
                did_you_mean(theme, base.themes),
            )
    for i, quote in enumerate(finding.contradicting_quotes):
        if quote not in base.quotes and f"study:{quote.partition('.')[0]}" not in base.corpus.broken:
            yield diagnose(
                base,
                "review-link",
                owner,
                ("contradicting_quotes", i),
                f"`{quote}` is no quote",
                did_you_mean(quote, base.quotes),
            )
    for i, contribution in enumerate(finding.contributions):
        study = base.studies.get(contribution.study)
        if f"study:{contribution.study}" in base.corpus.broken:
            continue
        if study is None:
            yield diagnose(
                base,
                "review-link",
                owner,
                ("contributions", i, "study"),
                f"`{contribution.study}` is no study",
                did_you_mean(contribution.study, base.studies),
            )
            continue
        # The ids of all themes and quotes are at hand, those of one study are gathered where a name is wrong.
        for name, known in (("findings", None), ("themes", base.study_themes), ("quotes", base.quotes)):
            for j, target in enumerate(getattr(contribution, name)):
                there = target in ids_of(study.id, name) if known is None else f"{study.id}.{target}" in known
                if not there:
                    yield diagnose(
                        base,
                        "review-link",
                        owner,
                        ("contributions", i, name, j),
                        f"`{target}` is not among the {name} of {study.id}",
                        did_you_mean(target, ids_of(study.id, name)),
                    )


def _check_cerqual(base: KnowledgeBase, finding: ReviewFinding) -> Iterator[Diagnostic]:
    owner = f"finding:{finding.id}"
    levels = []
    for name in COMPONENTS:
        component = getattr(finding.cerqual, name)
        levels.append(component.level)
        if component.level != "no_or_very_minor" and component.explanation is None:
            yield diagnose(
                base,
                "cerqual-explained",
                owner,
                ("cerqual", name, "level"),
                f"{component.level} concerns about {name.replace('_', ' ')} have no explanation",
                "Say in `explanation:` what the concern is.",
            )
    overall = finding.cerqual.overall.level
    too_high = overall == "high" and ("serious" in levels or levels.count("moderate") > 1)
    too_low = overall == "very_low" and set(levels) <= {"no_or_very_minor", "minor"}
    if too_high or too_low:
        yield diagnose(
            base,
            "cerqual-overall",
            owner,
            ("cerqual", "overall", "level"),
            f"{overall.replace('_', ' ')} confidence does not fit the four components",
            "GRADE-CERQual starts at high and goes down with the concerns.",
        )
    if len(finding.text.split()) < 6 or not finding.text.rstrip().endswith((".", "?", "!")):
        yield diagnose(
            base,
            "cerqual-sentence",
            owner,
            ("text",),
            "the finding is not a full sentence",
            "Write what was found, as a sentence with a full stop; the title of a theme is not a finding.",
        )
