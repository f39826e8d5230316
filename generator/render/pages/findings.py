"""Findings across studies with GRADE-CERQual, the disagreements, the gaps, and the reporting of the studies."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.knowledge_base import is_repeat
from generator.model.finding import Component, Contribution, ReviewFinding
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.cite import CiteView, cite_part
from generator.render.page import Library, Page, make_page
from generator.render.pages.study import term_label
from generator.render.urls import Target
from generator.render.views import MappingRow, QuoteCard, plural, view_mapping, view_quotes, view_used_in

CONFIDENCE = {
    "high": "High confidence",
    "moderate": "Moderate confidence",
    "low": "Low confidence",
    "very_low": "Very low confidence",
}

CONCERNS = {
    "no_or_very_minor": "No or very minor concerns",
    "minor": "Minor concerns",
    "moderate": "Moderate concerns",
    "serious": "Serious concerns",
}

COMPONENTS = (
    ("methodological_limitations", "How the studies were done"),
    ("coherence", "How well the data fit the finding"),
    ("adequacy", "How rich and how many the data are"),
    ("relevance", "How close the studies are to the question"),
)
"""The components of GRADE-CERQual with their question in plain words (Lewin 2018)."""


@dataclass(frozen=True)
class ComponentView:
    """One component of an assessment."""

    name: str
    question: str
    level: str
    concern: str
    explanation: str


@dataclass(frozen=True)
class ContributionView:
    """What one study brings."""

    badge: StudyBadge
    findings: tuple[tuple[str, Target, str], ...]
    """Text, place and JBI level of the authors' findings."""
    themes: tuple[tuple[str, Target], ...]
    quotes: tuple[QuoteCard, ...]


@dataclass(frozen=True)
class FindingView:
    """A review finding, ready to print."""

    anchor: str
    item: str
    """How the handout builder names it, e.g. `f:not-alone`."""
    target: Target
    text: str
    level: str
    confidence: str
    plain: str
    why: str
    components: tuple[ComponentView, ...]
    counts: str
    """Computed beside the judgement, never instead of it."""
    judged: str
    contributions: tuple[ContributionView, ...]
    disagreement: str
    contradicting: tuple[QuoteCard, ...]
    themes: tuple[tuple[str, Target], ...]
    used_in: tuple[tuple[str, Target], ...]
    """Titles and places of the hand-written pages that link it."""
    how_to_cite: CiteView


def adequacy_counts(library: Library, finding: ReviewFinding) -> str:
    """Return what bears on adequacy, counted: studies, participants, quotations, countries."""
    base = library.base
    studies = [base.studies[c.study] for c in finding.contributions]
    quotes = sum(
        1 for c in finding.contributions for q in c.quotes if not is_repeat(base.quotes[f"{c.study}.{q}"].quote)
    )
    sizes = [s.sample.size.value for s in studies if s.sample.size and s.sample.size.value is not None]
    unknown = len(studies) - len(sizes)
    countries = {term_label(library, "country", s.setting.country) for s in studies}
    people = plural(sum(sizes), "participant") + (f" (and {unknown} with no number reported)" if unknown else "")
    reports = sum(1 for s in studies if s.kind == "experience_report")
    papers = plural(len(studies) - reports, "study", "studies")
    if reports:
        papers += f" and {plural(reports, 'experience report')}"
    return f"{papers}, {people}, {plural(quotes, 'quotation')} cited here, {', '.join(sorted(countries))}"


def _component(name: str, question: str, component: Component) -> ComponentView:
    return ComponentView(
        name.replace("_", " "), question, component.level, CONCERNS[component.level], component.explanation or ""
    )


def _contribution(library: Library, badges: dict[str, StudyBadge], contribution: Contribution) -> ContributionView:
    base = library.base
    study = base.studies[contribution.study]
    texts = {f.id: f for f in study.findings}
    return ContributionView(
        badge=badges[study.id],
        findings=tuple(
            (texts[f].text, urls.study_finding(study.id, f), texts[f].credibility.replace("_", " "))
            for f in contribution.findings
        ),
        themes=tuple(
            (base.study_themes[f"{study.id}.{t}"].node.label, urls.study_theme(study.id, t))
            for t in contribution.themes
        ),
        quotes=view_quotes(library, badges, (base.quotes[f"{study.id}.{q}"] for q in contribution.quotes)),
    )


def _in_order(library: Library, finding: ReviewFinding) -> list[Contribution]:
    """Return the contributions in the order of the studies on the site."""
    order = list(library.base.studies)
    return sorted(finding.contributions, key=lambda c: order.index(c.study))


def view_finding(library: Library, badges: dict[str, StudyBadge], finding: ReviewFinding) -> FindingView:
    """Return one review finding, ready to print."""
    base, cerqual = library.base, finding.cerqual
    return FindingView(
        anchor=urls.review_finding(finding.id).anchor,
        item=f"f:{finding.id}",
        target=urls.review_finding(finding.id),
        text=finding.text,
        level=cerqual.overall.level,
        confidence=CONFIDENCE[cerqual.overall.level],
        plain=cerqual.overall.plain,
        why=cerqual.overall.explanation,
        components=tuple(_component(name, question, getattr(cerqual, name)) for name, question in COMPONENTS),
        counts=adequacy_counts(library, finding),
        judged=f"{cerqual.assessed_by}, {cerqual.date}. {cerqual.method}",
        contributions=tuple(_contribution(library, badges, c) for c in _in_order(library, finding)),
        disagreement=finding.disagreement or "",
        contradicting=view_quotes(library, badges, (base.quotes[q] for q in finding.contradicting_quotes)),
        themes=tuple((base.themes[t].label, urls.theme(t)) for t in finding.themes),
        used_in=view_used_in(library, "finding", finding.id),
        how_to_cite=cite_part(
            library.edition,
            "this finding",
            f"finding-{finding.id}",
            finding.text.removesuffix("."),
            urls.review_finding(finding.id),
        ),
    )


def render_findings(library: Library) -> Page:
    """Return the summary of qualitative findings."""
    badges = library.badges
    return make_page(
        library,
        "findings",
        urls.FINDINGS,
        "Findings",
        "What the studies say together, and how far each sentence can be trusted.",
        "content/findings",
        findings=tuple(view_finding(library, badges, f) for f in library.base.findings.values()),
        urls=urls,
    )


def render_disagreements(library: Library) -> Page:
    """Return the page of disagreements and gaps, made from the crosswalk."""
    base = library.base
    badges = library.badges
    refuting: list[tuple[str, Target, str, tuple[MappingRow, ...]]] = []
    for theme in base.themes.values():
        rows = tuple(
            view_mapping(library, badges, m)
            for m in base.mappings_to(theme.id)
            if m.mapping.translation == "refutational"
        )
        if rows or theme.disagreement:
            refuting.append((theme.label, urls.theme(theme.id), theme.disagreement or "", rows))
    single = tuple(
        (theme.label, urls.theme(theme.id), badges[next(iter(studies))])
        for theme in base.themes.values()
        if len(studies := {m.mapping.study for m in base.mappings_to(theme.id)}) == 1
    )
    unquoted = tuple(
        (
            m.study_theme.node.label,
            urls.study_theme(m.mapping.study, m.mapping.theme),
            badges[m.mapping.study],
            m.cross_theme.label,
        )
        for m in base.mappings
        if not base.quotes_of(m.mapping.study, m.mapping.theme) and not m.mapping.supporting_quotes
    )
    return make_page(
        library,
        "disagreements",
        urls.DISAGREEMENTS,
        "Where studies disagree, and what is missing",
        "What one study says against another, with the reasons, and the holes in the evidence.",
        "content/themes",
        themes=tuple(refuting),
        single=single,
        unquoted=unquoted,
        no_term=tuple(
            (base.study_themes[name].node.label, urls.study_theme(n.study, n.theme), badges[n.study], n.justification)
            for name, n in base.no_term_found.items()
        ),
        urls=urls,
    )
