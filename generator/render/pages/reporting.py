"""How fully the studies report: COREQ and SRQR, item by item, across studies."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.model.base import places_in_words
from generator.model.study import ReportingItem
from generator.render import urls
from generator.render.page import Library, Page, make_page
from generator.render.pager import StudiesPart, studies_on_parts, study_parts

TITLE = "How fully the studies report"


@dataclass(frozen=True)
class Coverage:
    """How one study reports one item."""

    status: str
    words: str
    detail: str


STATUSES = {
    "reported": "reported",
    "partly": "partly",
    "not_reported": "not reported",
    "not_applicable": "does not apply",
}

COREQ = (
    "Interviewer",
    "Credentials",
    "Occupation",
    "Gender",
    "Experience and training",
    "Relationship established",
    "Participants' knowledge of the interviewer",
    "Interviewer characteristics",
    "Methodological orientation",
    "Sampling",
    "Method of approach",
    "Sample size",
    "Non-participation",
    "Setting of data collection",
    "Presence of non-participants",
    "Description of sample",
    "Interview guide",
    "Repeat interviews",
    "Audio or visual recording",
    "Field notes",
    "Duration",
    "Data saturation",
    "Transcripts returned",
    "Number of data coders",
    "Description of the coding tree",
    "Derivation of themes",
    "Software",
    "Participant checking",
    "Quotations presented",
    "Data and findings consistent",
    "Clarity of major themes",
    "Clarity of minor themes",
)
"""Names of the COREQ items (Tong 2007)."""

SRQR = (
    "Title",
    "Abstract",
    "Problem formulation",
    "Purpose or research question",
    "Qualitative approach and research paradigm",
    "Researcher characteristics and reflexivity",
    "Context",
    "Sampling strategy",
    "Ethical issues",
    "Data collection methods",
    "Data collection instruments and technologies",
    "Units of study",
    "Data processing",
    "Data analysis",
    "Techniques to enhance trustworthiness",
    "Synthesis and interpretation",
    "Links to empirical data",
    "Integration with prior work and implications",
    "Limitations",
    "Conflicts of interest",
    "Funding",
)
"""Names of the SRQR items (O'Brien 2014)."""


@dataclass(frozen=True)
class ReportingTable:
    """A checklist with the studies beside it."""

    name: str
    anchor: str
    rows: tuple[tuple[int, str, tuple[Coverage, ...]], ...]
    """Number and name of each item, and how each study reports it."""


NOT_JUDGED = Coverage("unknown", "not judged", "")
LISTS = (("COREQ", COREQ, "coreq"), ("SRQR", SRQR, "srqr"))


def _coverage(item: ReportingItem) -> Coverage:
    where = places_in_words(item.where)
    detail = " ".join(part for part in (item.value or "", f"({where})" if where else "") if part)
    return Coverage(item.status, STATUSES[item.status], detail)


def _judged(library: Library, study_id: str, checklist: str) -> dict[int, ReportingItem]:
    """Return the items of a checklist that were judged, by number; of two with one number the first."""
    methods = library.base.studies[study_id].methods
    items: tuple[ReportingItem, ...] = getattr(methods.reporting, checklist) if methods and methods.reporting else ()
    return {item.item: item for item in reversed(items)}


def _tables(library: Library, studies: tuple[str, ...]) -> tuple[ReportingTable, ...]:
    tables = []
    for name, labels, checklist in LISTS:
        judged = [_judged(library, study, checklist) for study in studies]
        rows = tuple(
            (number, label, tuple(_coverage(items[number]) if number in items else NOT_JUDGED for items in judged))
            for number, label in enumerate(labels, start=1)
        )
        tables.append(ReportingTable(name, checklist, rows))
    return tuple(tables)


def render_reporting(library: Library) -> Page:
    """Return how far each study covers COREQ and SRQR; of many studies, counts that lead to the tables."""
    parts = library.addresses.reporting
    if len(parts) > 1:
        return _render_counts(library)
    judged = set(parts[0])
    silent = [study for study in library.base.studies if study not in judged]
    few = len(silent) <= library.limits.voices
    return make_page(
        library,
        "reporting",
        urls.REPORTING,
        TITLE,
        "Which items of COREQ and SRQR each study reports, and where.",
        "content/studies",
        wide=True,
        badges=tuple(library.badges[study] for study in parts[0]),
        tables=_tables(library, parts[0]),
        silent=tuple(library.badges[study] for study in silent) if few else (),
        silent_count=len(silent),
        pager=None,
        urls=urls,
    )


def _render_counts(library: Library) -> Page:
    base, parts = library.base, library.addresses.reporting
    studies = [study for part in parts for study in part]
    counts: Counter[tuple[str, int, str]] = Counter(
        (checklist, number, item.status)
        for _, _, checklist in LISTS
        for study in studies
        for number, item in _judged(library, study, checklist).items()
    )
    tables = []
    for name, labels, checklist in LISTS:
        rows = []
        for number, label in enumerate(labels, start=1):
            found = [counts[checklist, number, status] for status in STATUSES]
            rows.append((number, label, (*found, len(studies) - sum(found))))
        tables.append((name, checklist, tuple(rows)))
    return make_page(
        library,
        "reporting-index",
        urls.REPORTING,
        TITLE,
        "How many studies report each item of COREQ and SRQR, and the way to each study.",
        "content/studies",
        wide=True,
        heads=(*STATUSES.values(), NOT_JUDGED.words),
        tables=tuple(tables),
        total=len(studies),
        silent=len(base.studies) - len(studies),
        parts=study_parts(base, parts, urls.reporting_part),
        urls=urls,
    )


def reporting_parts(library: Library) -> tuple[StudiesPart, ...]:
    """Return the parts of the tables of reporting; each is for `render_reporting_part`."""
    return studies_on_parts(library.base, library.addresses.reporting, urls.reporting_part, urls.REPORTING)


def render_reporting_part(library: Library, part: StudiesPart) -> Page:
    """Return a part of the tables of reporting; it reads its own studies alone."""
    return make_page(
        library,
        "reporting",
        urls.reporting_part(part.number),
        f"{TITLE}, part {part.number} of {part.pager.total}",
        f"Which items of COREQ and SRQR the {part.pager.words} report, and where.",
        "content/studies",
        wide=True,
        weight=0.0,
        above=(urls.REPORTING, TITLE),
        badges=tuple(library.badges[study] for study in part.studies),
        tables=_tables(library, part.studies),
        silent=(),
        silent_count=0,
        pager=part.pager,
        urls=urls,
    )
