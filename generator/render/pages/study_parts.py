"""The parts of a study's page: theme tree, findings, references, data notes, appraisal."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.link.themes import LinkedTheme
from generator.model.base import places_in_words
from generator.model.study import Study
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.environment import literal
from generator.render.page import Library
from generator.render.urls import Target
from generator.render.views import PREDICATES, TRANSLATIONS, QuoteCard, view_quotes

CREDIBILITY = {
    "unequivocal": ("Unequivocal", "The quotation shows it beyond reasonable doubt."),
    "credible": ("Credible", "The quotation fits, but could be read in another way."),
    "not_supported": ("Not supported", "The paper prints no quotation for it."),
}
"""JBI's levels with a plain sentence each."""

JUDGEMENTS = {"yes": "Yes", "no": "No", "unclear": "Unclear", "not_applicable": "Does not apply"}

JBI_ITEMS = (
    "Philosophy and method fit each other",
    "The method fits the question",
    "The method fits the way of collecting data",
    "The method fits the analysis and the way data are shown",
    "The method fits the interpretation",
    "The researcher is placed culturally or theoretically",
    "The influence of researcher and research on each other is considered",
    "Participants and their voices are well represented",
    "The research was ethical and approved",
    "The conclusions follow from the data",
)
"""The ten items of the JBI checklist for qualitative research, in our own short words (Lockwood 2015)."""


@dataclass(frozen=True)
class NoteView:
    """A data note."""

    anchor: str
    target: Target
    what: str
    where: str
    handling: str
    brief: str
    """Its first sentence where it touches many things and would be repeated; else empty."""


@dataclass(frozen=True)
class ThemeView:
    """A node of the theme tree with its own quotes."""

    depth: int
    """1 to 3."""
    anchor: str
    label: str
    level: str
    definition: str
    where: str
    variants: tuple[str, ...]
    quotes: tuple[QuoteCard, ...]
    """Whole quotations."""
    fragments: tuple[QuoteCard, ...]
    """Words that the authors quote in passing."""
    mappings: tuple[tuple[str, Target, str, str], ...]
    """Label and place of a cross-study theme, predicate and translation in words."""
    no_term: str
    silent: bool
    """Whether neither the node nor anything below it has a quotation."""
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class FindingView:
    """An authors' finding."""

    anchor: str
    text: str
    credibility: str
    credibility_words: str
    level: str
    where: str
    note: str
    illustrations: tuple[tuple[str, Target], ...]


@dataclass(frozen=True)
class ReferenceView:
    """One entry of the study's own list."""

    anchor: str
    number: str
    citation: Markup
    """Safe HTML of the formatted work, or the name that the text gives."""
    target: Target | None
    as_printed: str
    cited_for: str
    study: StudyBadge | None


def view_notes(study: Study, *touched: str) -> tuple[NoteView, ...]:
    """Return the data notes that touch any of the named blocks or ids."""
    return tuple(
        NoteView(
            urls.data_note(study.id, note.id).anchor,
            urls.data_note(study.id, note.id),
            note.what,
            places_in_words(note.where),
            note.handling,
            note.what.split(". ")[0] if touched and len(note.touches) > 2 else "",
        )
        for note in study.data_notes
        if not touched or set(touched) & set(note.touches)
    )


def view_tree(library: Library, badges: AbcMapping[str, StudyBadge], study: Study) -> Iterator[ThemeView]:
    """Yield the nodes of a study's tree, depth first, each with its own quotes."""
    base = library.base
    for linked in base.tree(study.id):
        own = base.own_quotes(study.id, linked.node.id)
        yield _node(library, linked, view_quotes(library, badges, own))


def _node(library: Library, linked: LinkedTheme, quotes: tuple[QuoteCard, ...]) -> ThemeView:
    base, study, node = library.base, linked.study, linked.node
    no_term = base.no_term_found.get(linked.id)
    return ThemeView(
        depth=len(linked.ancestors) + 1,
        anchor=urls.study_theme(study.id, node.id).anchor,
        label=node.label,
        level=linked.level,
        definition=node.definition or "",
        where=places_in_words(node.where),
        variants=tuple(f"“{v.label}” ({places_in_words(v.where)})" for v in node.label_variants),
        quotes=tuple(quote for quote in quotes if quote.form == "quotation"),
        fragments=tuple(quote for quote in quotes if quote.form == "fragment"),
        mappings=tuple(
            (
                m.cross_theme.label,
                urls.theme(m.cross_theme.id),
                PREDICATES[m.mapping.predicate],
                TRANSLATIONS[m.mapping.translation],
            )
            for m in base.mappings_of(study.id, node.id)
        ),
        no_term=no_term.justification if no_term else "",
        silent=not base.quotes_of(study.id, node.id),
        notes=view_notes(study, node.id),
    )


def view_references(library: Library, badges: AbcMapping[str, StudyBadge], study: Study) -> Iterator[ReferenceView]:
    """Yield the entries of a study's own list, in printed order."""
    for position, entry in enumerate(study.references.entries, start=1):
        yield ReferenceView(
            anchor=urls.study_reference(study.id, position).anchor,
            number=str(entry.number) if entry.number is not None else "–",
            citation=library.citations["vancouver"][entry.key] if entry.key else literal(entry.named_as or ""),
            target=library.addresses.reference(entry.key) if entry.key else None,
            as_printed=entry.as_printed or "",
            cited_for=entry.cited_for or "",
            study=badges.get(entry.key or ""),
        )


def view_findings(study: Study) -> Iterator[FindingView]:
    """Yield the authors' findings with their level in words."""
    for finding in study.findings:
        level, words = CREDIBILITY[finding.credibility]
        yield FindingView(
            anchor=urls.study_finding(study.id, finding.id).anchor,
            text=finding.text,
            credibility=level,
            credibility_words=words,
            level=finding.credibility,
            where=places_in_words(finding.where),
            note=finding.note or "",
            illustrations=tuple(
                (f"quotation {i}", urls.quote(study.id, q)) for i, q in enumerate(finding.illustrations, start=1)
            ),
        )


def view_appraisal(study: Study) -> tuple[tuple[int, str, str, str, str], ...]:
    """Return the ten JBI items with question, answer and reason; none where nothing was appraised."""
    if study.appraisal is None:
        return ()
    return tuple(
        (
            item.item,
            JBI_ITEMS[item.item - 1],
            JUDGEMENTS[item.judgement],
            item.explanation,
            places_in_words(item.where),
        )
        for item in study.appraisal.items
    )
