"""How fully the studies report: COREQ and SRQR, item by item, across studies."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.base import places_in_words
from generator.model.study import ReportingItem, Study
from generator.render import urls
from generator.render.page import Library, Page, make_page


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


def _coverage(items: tuple[ReportingItem, ...], number: int) -> Coverage:
    for item in items:
        if item.item == number:
            where = places_in_words(item.where)
            detail = " ".join(part for part in (item.value or "", f"({where})" if where else "") if part)
            return Coverage(item.status, STATUSES[item.status], detail)
    return Coverage("unknown", "not judged", "")


def render_reporting(library: Library) -> Page:
    """Return how far each study covers COREQ and SRQR."""
    badges = library.badges
    studies: list[Study] = [s for s in library.base.studies.values() if s.methods and s.methods.reporting]
    tables = []
    for name, labels, field in (("COREQ", COREQ, "coreq"), ("SRQR", SRQR, "srqr")):
        rows = tuple(
            (number, label, tuple(_coverage(getattr(s.methods.reporting, field), number) for s in studies if s.methods))
            for number, label in enumerate(labels, start=1)
        )
        tables.append((name, field, rows))
    return make_page(
        library,
        "reporting",
        urls.REPORTING,
        "How fully the studies report",
        "Which items of COREQ and SRQR each study reports, and where.",
        "content/studies",
        wide=True,
        badges=tuple(badges[s.id] for s in studies),
        tables=tuple(tables),
        silent=tuple(badges[s.id] for s in library.base.studies.values() if s not in studies),
        urls=urls,
    )
