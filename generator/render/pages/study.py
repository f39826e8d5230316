"""The page of one study: every block of the data model, with its place in the paper."""

from __future__ import annotations

from typing import Any

from generator.link.knowledge_base import is_repeat
from generator.model.base import places_in_words
from generator.model.study import Study
from generator.render import urls
from generator.render.badges import KINDS
from generator.render.cite import cite_study
from generator.render.facts import FactRow, row, rows, value_in_words
from generator.render.page import Library, Page, make_page
from generator.render.pages.bibliography import MOST_CITING
from generator.render.pages.study_parts import (
    view_appraisal,
    view_findings,
    view_notes,
    view_references,
    view_tree,
)
from generator.render.pictures.theme_tree import draw_theme_tree, view_tree_picture
from generator.render.views import plural, view_quotes, view_used_in


def participants_in_words(study: Study) -> str:
    """Return how many took part, e.g. `8`, or that the paper does not say."""
    size = study.sample.size
    return str(size.value) if size is not None and size.status == "reported" else "number not reported"


def term_label(library: Library, axis_id: str, term_id: str) -> str:
    """Return a term's label from the vocabulary, or its id where the vocabulary has none."""
    vocabulary = library.base.vocabulary
    for axis in vocabulary.axes if vocabulary else ():
        for term in axis.terms:
            if axis.id == axis_id and term.id == term_id:
                return term.label
    return term_id


def glance(library: Library, study: Study) -> tuple[tuple[str, str], ...]:
    """Return the facts at a glance: label and value."""
    group, methods = study.balint_group, study.methods
    pairs: list[tuple[str, str]] = [("Country", term_label(library, "country", study.setting.country))]
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
        ("In this knowledge base", f"{plural(len(library.base.leaves(study.id)), 'theme')}, {plural(own, 'quotation')}")
    )
    return tuple(pairs)


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
        "rigour": tuple((r.criterion, r.technique, places_in_words(r.where)) for r in methods.rigour),
        "limitations": tuple((item.text, places_in_words(item.where)) for item in methods.limitations),
    }


def render_study(library: Library, study: Study) -> Page:
    """Return the page of one study."""
    base = library.base
    badges = library.badges
    citations = base.citations.get(study.id, ())
    cited_by = tuple(
        (badges[c.study.id], str(c.entry.number or "–"), c.entry.cited_for or "") for c in citations[:MOST_CITING]
    )
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
        how_to_cite=cite_study(library, study.id),
        doi=str(library.reference(study.id).csl.get("DOI", "")),
        title_note=study.title_note or "",
        summary=study.summary,
        aim=study.aim,
        glance=glance(library, study),
        correct={
            block: urls.correction(library.edition.repo_url, f"{study.id}.{block}", urls.study(study.id))
            for block in ("balint_group", "sample", "methods")
        },
        setting_rows=tuple(rows(study.setting)),
        group_rows=tuple(rows(study.balint_group)),
        sample_rows=tuple(rows(study.sample)),
        sample_groups=tuple(
            (
                term_label(library, "profession", g.profession),
                term_label(library, "stage", g.stage),
                g.speciality or "",
                str(g.number.value) if g.number and g.number.status == "reported" else "not reported",
                places_in_words(g.where),
            )
            for g in study.sample.groups
        ),
        participants=study.sample.participants,
        statements=tuple((s.says, places_in_words(s.where)) for s in study.sample.statements),
        appraisal=view_appraisal(study),
        appraisal_method=f"{study.appraisal.assessed_by}, {study.appraisal.date}. {study.appraisal.method}"
        if study.appraisal
        else "",
        tree=tuple(view_tree(library, badges, study)),
        tree_picture=view_tree_picture(base, study, badges[study.id].tone),
        draw_tree=draw_theme_tree,
        unplaced=view_quotes(library, badges, base.unplaced_quotes(study.id)),
        findings=tuple(view_findings(study)),
        reference_list=study.references.list,
        references=tuple(view_references(library, badges, study)),
        cited_by=cited_by,
        more_citations=max(len(citations) - MOST_CITING, 0),
        used_in_pages=view_used_in(library, "study", study.id),
        notes=view_notes(study),
        block_notes={
            name: view_notes(study, name)
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
