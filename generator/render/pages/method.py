"""How the knowledge base was made: the ENTREQ items, and the report on the verification of quotations."""

from __future__ import annotations

from collections import Counter

from generator.render import urls
from generator.render.page import Library, Page, make_page

TIERS = {
    "exact": "as it stands",
    "white_space": "after folding white space and line breaks",
    "unicode": "after writing ligatures as letters",
    "punctuation": "after writing quotation marks, dashes and dots alike",
    "markup": "after taking out marks of bold and italic",
    "line_end_hyphens": "after joining words cut at the end of a line",
    "no_white_space": "after taking out all white space",
    "interposed_labels": "after taking out lines of a flattened table that are nothing but a theme's label",
}
"""What had to be set aside before a quote was found, in words; letters and words never."""


def render_method(library: Library) -> list[Page]:
    """Return the page, where there is a checklist."""
    base = library.base
    synthesis = base.corpus.synthesis
    if synthesis is None:
        return []
    badges = library.badges
    studies = []
    for study in base.studies.values():
        names = [name for name, linked in base.quotes.items() if linked.study.id == study.id]
        verified = sum(1 for name in names if library.verification.get(name) == "verified")
        studies.append((badges[study.id], len(names), verified, len(names) - verified))
    tiers = Counter(library.tiers[name] for name in base.quotes if name in library.tiers)
    page = make_page(
        library,
        "method",
        urls.METHOD,
        "How it was made",
        "The 21 ENTREQ items for this knowledge base, and the report on its quotations.",
        "content/synthesis.yml",
        items=synthesis.items,
        studies=tuple(studies),
        tiers=tuple((words, tiers[tier]) for tier, words in TIERS.items() if tiers[tier]),
        urls=urls,
    )
    return [page]
