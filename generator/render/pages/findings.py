"""Findings across studies with GRADE-CERQual: one page, or a summary and a page for each finding.

Where many studies contribute, the page of findings is the summary alone, and the places on it stay where they were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from generator.link.knowledge_base import is_repeat
from generator.model.finding import Component, Contribution, ReviewFinding
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.cite import CiteView, cite_part
from generator.render.page import Library, Page, make_page
from generator.render.pager import Pager, study_pager, study_parts
from generator.render.pages.study import term_label
from generator.render.urls import Target
from generator.render.views import QuoteCard, plural, view_quotes, view_used_in

TITLE = "Findings"
DESCRIPTION = "What the studies say together, and how far each sentence can be trusted."

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


MOST_COUNTRIES = 12
"""How many countries are named before they are counted."""


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
    named = ", ".join(sorted(countries)) if len(countries) <= MOST_COUNTRIES else f"{len(countries)} countries"
    return f"{papers}, {people}, {plural(quotes, 'quotation')} cited here, {named}"


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


def _in_order(library: Library, contributions: Iterable[Contribution]) -> list[Contribution]:
    """Return contributions in the order of the studies on the site."""
    order = library.addresses.order
    return sorted(contributions, key=lambda c: order[c.study])


def view_finding(
    library: Library,
    badges: dict[str, StudyBadge],
    finding: ReviewFinding,
    brought: Collection[Contribution] | None = None,
) -> FindingView:
    """Return one review finding, ready to print, with all contributions or with those that are `brought`, in their order."""
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
        contributions=tuple(
            _contribution(library, badges, c)
            for c in (_in_order(library, finding.contributions) if brought is None else brought)
        ),
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


@dataclass(frozen=True)
class SummaryRow:
    """A finding in the table of findings."""

    anchor: str
    target: Target
    text: str
    level: str
    confidence: str
    plain: str
    counts: str
    studies: int


@dataclass(frozen=True)
class FindingPart:
    """A part of a finding's own pages: everything that it is made from besides the finding and its studies."""

    finding: str
    number: int
    place: int
    """Number of the finding among all, from 1."""
    studies: tuple[str, ...]
    pager: Pager | None

    @property
    def target(self) -> Target:
        """Its page."""
        return urls.finding_part(self.finding, self.number)


def render_findings(library: Library) -> Page:
    """Return the summary of qualitative findings, with the evidence where it fits on one page."""
    if library.addresses.findings_apart:
        return _render_summary(library)
    badges = library.badges
    return make_page(
        library,
        "findings",
        urls.FINDINGS,
        TITLE,
        DESCRIPTION,
        "content/findings",
        findings=tuple(view_finding(library, badges, f) for f in library.base.findings.values()),
        urls=urls,
    )


def _render_summary(library: Library) -> Page:
    return make_page(
        library,
        "findings-summary",
        urls.FINDINGS,
        TITLE,
        DESCRIPTION,
        "content/findings",
        findings=tuple(_summary_row(library, finding) for finding in library.base.findings.values()),
        urls=urls,
    )


def _summary_row(library: Library, finding: ReviewFinding) -> SummaryRow:
    overall = finding.cerqual.overall
    return SummaryRow(
        anchor=urls.review_finding(finding.id).anchor,
        target=urls.finding_part(finding.id, 1),
        text=finding.text,
        level=overall.level,
        confidence=CONFIDENCE[overall.level],
        plain=overall.plain,
        counts=adequacy_counts(library, finding),
        studies=len({contribution.study for contribution in finding.contributions}),
    )


def finding_parts(library: Library) -> tuple[FindingPart, ...]:
    """Return the findings' own pages, where they have any; each is for `render_finding_part`."""
    base, book = library.base, library.addresses
    if not book.findings_apart:
        return ()

    def pager(finding: str, number: int) -> Pager | None:
        parts = book.contributions(finding)
        first = urls.finding_part(finding, 1)
        return study_pager(base, parts, number, lambda n: urls.finding_part(finding, n), first)

    return tuple(
        FindingPart(finding, number, place, studies, pager(finding, number))
        for place, finding in enumerate(base.findings, start=1)
        for number, studies in enumerate(book.contributions(finding), start=1)
    )


def render_finding_part(library: Library, part: FindingPart) -> Page:
    """Return one page of a finding: the first says how far to trust it, each has some of the studies."""
    finding = library.base.findings[part.finding]
    order = {study: place for place, study in enumerate(part.studies)}
    brought = sorted((c for c in finding.contributions if c.study in order), key=lambda c: order[c.study])
    if part.number > 1:
        return _render_further(library, part, finding, brought)
    parts = library.addresses.contributions(finding.id)
    return make_page(
        library,
        "finding",
        part.target,
        finding.text.removesuffix("."),
        finding.cerqual.overall.plain,
        f"content/findings/{finding.id}.yml",
        weight=0.0,
        above=(urls.FINDINGS, TITLE),
        finding=view_finding(library, library.badges, finding, brought),
        place=part.place,
        total=sum(map(len, parts)),
        pager=part.pager,
        parts=study_parts(library.base, parts, lambda n: urls.finding_part(finding.id, n)),
        urls=urls,
    )


def _render_further(
    library: Library, part: FindingPart, finding: ReviewFinding, brought: Iterable[Contribution]
) -> Page:
    title = finding.text.removesuffix(".")
    assert part.pager is not None
    return make_page(
        library,
        "finding-part",
        part.target,
        f"{title}, part {part.number} of {part.pager.total}",
        f"What the {part.pager.words} bring to this finding.",
        f"content/findings/{finding.id}.yml",
        weight=0.0,
        above=(urls.finding_part(finding.id, 1), title),
        items=tuple(_contribution(library, library.badges, c) for c in brought),
        pager=part.pager,
    )
