"""The table of studies."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.knowledge_base import KnowledgeBase, is_repeat
from generator.model.study import Study
from generator.render import urls
from generator.render.badges import KINDS, StudyBadge
from generator.render.facts import value_in_words
from generator.render.page import Library, Page, make_page
from generator.render.pages.study import participants_in_words, term_label


@dataclass(frozen=True)
class StudyRow:
    """One study in the table; the same numbers feed home, table and study page."""

    badge: StudyBadge
    title: str
    year: int
    kind: str
    country: str
    participants: str
    exposure: str
    mode: str
    method: str
    themes: int
    quotes: int
    summary: str


def year_of(base: KnowledgeBase, study: Study) -> int:
    """Return the year in which a study was published."""
    return int(base.references[study.id].csl["issued"]["date-parts"][0][0])


def study_rows(library: Library) -> tuple[StudyRow, ...]:
    """Return the rows of the table of studies, in the order of the site."""
    base = library.base
    badges = library.badges
    rows = []
    for study in base.studies.values():
        group, methods = study.balint_group, study.methods
        exposure, mode = group.exposure_months, group.mode
        approach = methods.approach if methods else None
        rows.append(
            StudyRow(
                badge=badges[study.id],
                title=base.references[study.id].title,
                year=year_of(base, study),
                kind=KINDS[study.kind],
                country=term_label(library, "country", study.setting.country),
                participants=participants_in_words(study),
                exposure=value_in_words("exposure_months", exposure.value)
                if exposure and exposure.status == "reported"
                else "not reported",
                mode=value_in_words("mode", mode.value) if mode and mode.status == "reported" else "not reported",
                method=str(approach.value) if approach and approach.status == "reported" else "none: a report",
                themes=len(base.leaves(study.id)),
                quotes=sum(1 for quote in study.quotes if not is_repeat(quote)),
                summary=study.summary,
            )
        )
    return tuple(rows)


def render_studies_index(library: Library) -> Page:
    """Return the table of studies."""
    rows = study_rows(library)
    return make_page(
        library,
        "studies",
        urls.STUDIES,
        "Studies",
        "The studies of this knowledge base: who was asked, where, how, and what is in each.",
        "content/studies",
        wide=True,
        rows=rows,
    )
