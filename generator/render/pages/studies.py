"""The table of studies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.link.knowledge_base import KnowledgeBase, is_repeat
from generator.model.study import Study
from generator.render import urls
from generator.render.badges import KINDS, StudyBadge
from generator.render.facts import value_in_words
from generator.render.page import Library, Page, make_page
from generator.render.pager import Pager, study_pager, study_parts
from generator.render.pages.study import participants_in_words, term_label
from generator.render.urls import Target

TITLE = "Studies"


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


@dataclass(frozen=True)
class StudiesPart:
    """A further part of the table of studies."""

    number: int
    studies: tuple[str, ...]
    pager: Pager

    @property
    def target(self) -> Target:
        """Its page."""
        return urls.studies_part(self.number)


def study_row(library: Library, study: Study) -> StudyRow:
    """Return the row of one study."""
    base = library.base
    group, methods = study.balint_group, study.methods
    exposure, mode = group.exposure_months, group.mode
    approach = methods.approach if methods else None
    return StudyRow(
        badge=library.badges[study.id],
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


def study_rows(library: Library, studies: Iterable[str]) -> tuple[StudyRow, ...]:
    """Return rows of the table of studies."""
    return tuple(study_row(library, library.base.studies[study]) for study in studies)


def _pager(library: Library, number: int) -> Pager | None:
    return study_pager(library.base, library.addresses.studies, number, urls.studies_part, urls.STUDIES)


def render_studies_index(library: Library) -> Page:
    """Return the table of studies, or its first part with the way to the others."""
    parts = library.addresses.studies
    return make_page(
        library,
        "studies",
        urls.STUDIES,
        TITLE,
        "The studies of this knowledge base: who was asked, where, how, and what is in each.",
        "content/studies",
        wide=True,
        total=len(library.base.studies),
        rows=study_rows(library, parts[0]),
        pager=_pager(library, 1),
        parts=study_parts(library.base, parts, urls.studies_part),
        urls=urls,
    )


def studies_parts(library: Library) -> tuple[StudiesPart, ...]:
    """Return the further parts of the table of studies; each is for `render_studies_part`."""
    numbered = enumerate(library.addresses.studies, start=1)
    return tuple(StudiesPart(n, part, pager) for n, part in numbered if n > 1 and (pager := _pager(library, n)))


def render_studies_part(library: Library, part: StudiesPart) -> Page:
    """Return a further part of the table of studies; it reads its own studies alone."""
    return make_page(
        library,
        "studies",
        part.target,
        f"{TITLE}, part {part.number} of {part.pager.total}",
        f"The {part.pager.words}: who was asked, where, how, and what is in each.",
        "content/studies",
        wide=True,
        weight=0.0,
        above=(urls.STUDIES, TITLE),
        total=0,
        rows=study_rows(library, part.studies),
        pager=part.pager,
        parts=(),
        urls=urls,
    )
