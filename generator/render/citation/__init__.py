"""Write references in a citation style: a small processor of CSL for bibliographies.

Comes in: references as CSL items in plain text. Goes out: one string per cite key, as safe HTML or plain, equal to
what citeproc-js, the reference processor of CSL, prints (`tests/render/goldens/`).

The way of a work: `style` reads a style's file, `preparation` turns its elements into nodes once, and the nodes
(`elements`, `names`, `dates`) print an `entry`, each in its own `look`, joined by `typography`; `markup` makes HTML
of it. A work is printed alone: none of the styles sets entries apart by each other (year suffixes, added names and
initials are for citations in a text), so that a text depends on its own item only, and can be kept by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from pydantic_core import to_json

from generator.cache.store import Table, digest
from generator.model.reference import Reference
from generator.render.citation.markup import plain_of, to_html

if TYPE_CHECKING:
    from generator.render.citation.style import Style

__all__ = [
    "CitationStyle",
    "csl_input",
    "format_bibliographies",
    "format_bibliography",
    "format_plain",
    "plain_of",
    "without_and_before_et_al",
]

CitationStyle = Literal["vancouver", "ama", "apa"]
"""A style that a reader can choose."""

_STYLE_NAMES: dict[CitationStyle, str] = {
    "vancouver": "nlm-citation-sequence",
    "ama": "american-medical-association",
    "apa": "apa",
}


def format_bibliographies(
    references: Iterable[Reference], styles: Sequence[CitationStyle], table: Table | None = None
) -> dict[CitationStyle, dict[str, str]]:
    """Return each reference in each style, by style and cite key, as `format_bibliography` does.

    Args:
        references: Works.
        styles: Styles.
        table: What earlier runs have formatted, by the digest of an item; what it lacks is added.
    """
    found = {reference.cite_key: _entries(reference, styles, table) for reference in references}
    return {style: {key: entries[at] for key, entries in found.items()} for at, style in enumerate(styles)}


def _entries(reference: Reference, styles: Sequence[CitationStyle], table: Table | None) -> list[str]:
    """Return one reference in each style; they share a row of the table, which is looked up thousands of times."""
    known = "" if table is None else f"{digest(to_json(sorted(reference.csl.items())))} {' '.join(styles)}"
    entries: list[str] | None = None if table is None else table.get(known)
    if entries is None:
        entries = [_formatted(reference.csl, style) for style in styles]
        if table is not None:
            table.put(known, entries)
    return entries


def format_bibliography(
    references: Iterable[Reference], style: CitationStyle, table: Table | None = None
) -> dict[str, str]:
    """Return each reference in a style, by cite key, as HTML with `<i>`, `<b>`, `<sup>`, `<span>` only.

    Without the number of a numeric style; DOI and web address stand as text.
    """
    return format_bibliographies(references, (style,), table)[style]


def format_plain(references: Iterable[Reference], style: CitationStyle, table: Table | None = None) -> dict[str, str]:
    """Return each reference in a style, by cite key, as text without markup."""
    return {key: plain_of(html) for key, html in format_bibliography(references, style, table).items()}


def csl_input(item: dict[str, Any]) -> dict[str, Any]:
    """Return a CSL item as the processor is given it; the goldens give citeproc-js the same.

    Everything that a style prints is kept: PMID and PMCID too, which Vancouver prints and a reader can look up.
    CSL 1.0.1 called the title of an event `event`; Vancouver still asks for that name.
    """
    return item | {"event": item["event-title"]} if "event-title" in item and "event" not in item else item


def without_and_before_et_al(text: str) -> str:
    """Return an entry without the "&" of APA before the "et al." of a list that its source cut short.

    The one difference from citeproc-js in works of ours: CSL has no word for such a list, so `load.bibliography`
    writes "et al." as the last name, and a processor takes it for a body like any other.
    """
    return text.replace(", & et al.", ", et al.").replace(" & et al.", " et al.")


def _formatted(item: dict[str, Any], style: CitationStyle) -> str:
    return to_html(without_and_before_et_al(_style(style).entry_of(csl_input(item))))


@cache
def _style(style: CitationStyle) -> Style:
    # Where every work is in the table, the packages that read styles need not be loaded: 40 ms.
    from generator.render.citation.style import Style

    return Style(_STYLE_NAMES[style])
