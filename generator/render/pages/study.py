"""The page of one study: every block of the data model, with its place in the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.link.knowledge_base import is_repeat
from generator.link.themes import LinkedTheme
from generator.model.study import Study
from generator.render import urls
from generator.render.environment import literal
from generator.render.facts import FactRow, row, rows, value_in_words
from generator.render.page import Library, Page, make_page
from generator.render.urls import Target
from generator.render.views import (
    KINDS,
    PREDICATES,
    TRANSLATIONS,
    QuoteCard,
    StudyBadge,
    plural,
    view_badges,
    view_quotes,
)

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


def _notes(study: Study, *touched: str) -> tuple[NoteView, ...]:
    """Return the data notes that touch any of the named blocks or ids."""
    return tuple(
        NoteView(
            urls.data_note(study.id, note.id).anchor,
            urls.data_note(study.id, note.id),
            note.what,
            "; ".join(map(str, note.where)),
            note.handling,
            note.what.split(". ")[0] if touched and len(note.touches) > 2 else "",
        )
        for note in study.data_notes
        if not touched or set(touched) & set(note.touches)
    )


def _tree(library: Library, badges: dict[str, StudyBadge], study: Study) -> Iterator[ThemeView]:
    base = library.base
    for linked in base.study_themes.values():
        if linked.study.id == study.id:
            own = [q for q in base.quotes.values() if q.study.id == study.id and linked.node.id in q.quote.illustrates]
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
        where="; ".join(map(str, node.where)),
        variants=tuple(f"“{v.label}” ({'; '.join(map(str, v.where))})" for v in node.label_variants),
        quotes=quotes,
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
        notes=_notes(study, node.id),
    )


def _references(library: Library, badges: dict[str, StudyBadge], study: Study) -> Iterator[ReferenceView]:
    for position, entry in enumerate(study.references.entries, start=1):
        yield ReferenceView(
            anchor=urls.study_reference(study.id, position).anchor,
            number=str(entry.number) if entry.number is not None else "–",
            citation=library.citations["vancouver"][entry.key] if entry.key else literal(entry.named_as or ""),
            target=urls.reference(entry.key) if entry.key else None,
            as_printed=entry.as_printed or "",
            cited_for=entry.cited_for or "",
            study=badges.get(entry.key or ""),
        )


def _findings(study: Study) -> Iterator[FindingView]:
    for finding in study.findings:
        level, words = CREDIBILITY[finding.credibility]
        yield FindingView(
            anchor=urls.study_finding(study.id, finding.id).anchor,
            text=finding.text,
            credibility=level,
            credibility_words=words,
            level=finding.credibility,
            where="; ".join(map(str, finding.where)),
            note=finding.note or "",
            illustrations=tuple(
                (f"quotation {i}", urls.quote(study.id, q)) for i, q in enumerate(finding.illustrations, start=1)
            ),
        )


def participants_in_words(study: Study) -> str:
    """Return who took part, in a few words, e.g. `8 psychiatry trainees`."""
    size = study.sample.size
    number = str(size.value) if size is not None and size.status == "reported" else "number not reported"
    return number


def country_name(library: Library, code: str) -> str:
    """Return a country's name from the vocabulary, or the code where it has none."""
    vocabulary = library.base.corpus.vocabulary
    for axis in vocabulary.axes if vocabulary else ():
        for term in axis.terms:
            if axis.id == "country" and term.id == code:
                return term.label
    return code


def glance(library: Library, study: Study) -> tuple[tuple[str, str], ...]:
    """Return the facts at a glance: label and value."""
    group, methods = study.balint_group, study.methods
    pairs: list[tuple[str, str]] = [("Country", country_name(library, study.setting.country))]
    pairs.append(("Participants", participants_in_words(study)))
    for label, field, fact in (
        ("Time in the group", "exposure_months", group.exposure_months),
        ("Meetings", "mode", group.mode),
        ("Attendance", "attendance", group.attendance),
        ("How often", "frequency", group.frequency),
    ):
        if fact is not None:
            reported = fact.status == "reported"
            pairs.append((label, value_in_words(field, fact.value) if reported else "not reported"))
    if methods and methods.approach and methods.approach.status == "reported":
        pairs.append(("Method", str(methods.approach.value)))
    own = sum(1 for quote in study.quotes if not is_repeat(quote))
    pairs.append(
        ("In this knowledge base", f"{plural(len(list(_leaves(library, study))), 'theme')}, {plural(own, 'quotation')}")
    )
    return tuple(pairs)


def _leaves(library: Library, study: Study) -> tuple[LinkedTheme, ...]:
    return library.base.leaves(study.id)


def _methods(study: Study) -> dict[str, Any]:
    methods = study.methods
    if methods is None:
        return {"method_rows": (), "collections": (), "rigour": (), "limitations": ()}
    method_rows: list[FactRow] = [*rows(methods), *rows(methods.analysis)]
    collections = tuple(
        (
            item.instrument,
            tuple(
                row(
                    name,
                    fact,
                    {"number": "How many", "minutes": "Length", "recorded": "Recorded", "questions": "Questions"}[name],
                )
                for name in ("number", "minutes", "recorded", "questions")
                if (fact := getattr(item, name)) is not None
            ),
        )
        for item in methods.data_collection
    )
    return {
        "method_rows": tuple(method_rows),
        "collections": collections,
        "rigour": tuple((r.criterion, r.technique, "; ".join(map(str, r.where))) for r in methods.rigour),
        "limitations": tuple((item.text, "; ".join(map(str, item.where))) for item in methods.limitations),
    }


def _appraisal(study: Study) -> tuple[tuple[int, str, str, str, str], ...]:
    if study.appraisal is None:
        return ()
    return tuple(
        (
            item.item,
            JBI_ITEMS[item.item - 1],
            JUDGEMENTS[item.judgement],
            item.explanation,
            "; ".join(map(str, item.where)),
        )
        for item in study.appraisal.items
    )


def render_study(library: Library, study: Study) -> Page:
    """Return the page of one study."""
    base = library.base
    badges = view_badges(base)
    cited_by = tuple(
        (badges[c.study.id], str(c.entry.number or "–"), c.entry.cited_for or "")
        for c in base.citations.get(study.id, ())
    )
    unplaced = [q for q in base.quotes.values() if q.study.id == study.id and not q.quote.illustrates]
    title = library.reference(study.id).title
    return make_page(
        library,
        "study",
        urls.study(study.id),
        study.short_name,
        study.summary,
        f"content/studies/{study.id}.yml",
        badge=badges[study.id],
        kind=KINDS[study.kind]
        + (f" (textual evidence: {study.evidence_type.replace('_', ' ')})" if study.evidence_type else ""),
        paper_title=title,
        citation=library.citations["vancouver"][study.id],
        citations=tuple(
            (name, library.citations[style][study.id])
            for style, name in (("vancouver", "Vancouver"), ("ama", "AMA"), ("apa", "APA"))
        ),
        doi=str(library.reference(study.id).csl.get("DOI", "")),
        title_note=study.title_note or "",
        summary=study.summary,
        aim=study.aim,
        glance=glance(library, study),
        setting_rows=tuple(rows(study.setting)),
        group_rows=tuple(rows(study.balint_group)),
        sample_rows=tuple(rows(study.sample)),
        sample_groups=tuple(
            (
                _term(library, "profession", g.profession),
                _term(library, "stage", g.stage),
                g.speciality or "",
                str(g.number.value) if g.number and g.number.status == "reported" else "not reported",
                "; ".join(map(str, g.where)),
            )
            for g in study.sample.groups
        ),
        participants=study.sample.participants,
        statements=tuple((s.says, "; ".join(map(str, s.where))) for s in study.sample.statements),
        appraisal=_appraisal(study),
        appraisal_method=f"{study.appraisal.assessed_by}, {study.appraisal.date}. {study.appraisal.method}"
        if study.appraisal
        else "",
        tree=tuple(_tree(library, badges, study)),
        unplaced=view_quotes(library, badges, unplaced),
        findings=tuple(_findings(study)),
        reference_list=study.references.list,
        references=tuple(_references(library, badges, study)),
        cited_by=cited_by,
        notes=_notes(study),
        block_notes={
            name: _notes(study, name)
            for name in (
                "setting",
                "balint_group",
                "sample",
                "methods",
                "themes",
                "quotes",
                "references",
                "findings",
                "title",
            )
        },
        urls=urls,
        **_methods(study),
    )


def _term(library: Library, axis_id: str, term_id: str) -> str:
    vocabulary = library.base.corpus.vocabulary
    for axis in vocabulary.axes if vocabulary else ():
        for term in axis.terms:
            if axis.id == axis_id and term.id == term_id:
                return term.label
    return term_id
