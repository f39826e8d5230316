"""How to cite what the site shows: six formats for a paper, a quotation, a page of ours, and the whole.

Comes in: works and what this edition says of itself. Goes out: texts for pages, and one small file for each study from
which scripts make the citation of any of its quotations. An address is given where the edition has one; none is made up.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from generator.bibliography_formats.bibtex import latex, to_bibtex
from generator.bibliography_formats.csl_json import csl_item
from generator.bibliography_formats.ris import to_ris
from generator.config import Edition
from generator.model.base import places_in_words
from generator.model.quote import Quote
from generator.model.reference import Reference
from generator.model.study import Study
from generator.render import urls
from generator.render.citation import CitationStyle, format_bibliography, plain_of
from generator.render.page import Library
from generator.render.urls import Target

STYLES: tuple[tuple[CitationStyle, str], ...] = (("vancouver", "Vancouver"), ("ama", "AMA"), ("apa", "APA"))
"""Styles of a reference list, with their names."""

_WITHOUT_VERSION: tuple[CitationStyle, ...] = ("vancouver", "ama")
"""Styles that print no version of a data set; there it stands with the title."""

_PLACE = "\ue0ff"
"""Stands, in a format, where the place of a quotation comes."""


@dataclass(frozen=True)
class CiteText:
    """A citation in one format."""

    name: str
    """E.g. `BibTeX`."""
    text: Markup | str
    """Safe HTML in a style of reference lists, else plain text with line breaks."""
    is_record: bool
    """Whether it is for programs, so that its lines must stay."""


@dataclass(frozen=True)
class CiteView:
    """How to cite one thing."""

    what: str
    """E.g. `this paper`."""
    texts: tuple[CiteText, ...]


def cite_study(library: Library, study_id: str) -> CiteView:
    """Return how to cite the paper of a study, with the very characters of the site's reference lists."""
    styled = [(name, library.citations[style][study_id]) for style, name in STYLES]
    return _view("this paper", styled, library.reference(study_id))


def cite_knowledge_base(edition: Edition) -> CiteView:
    """Return how to cite the whole knowledge base, as a data set."""
    work = _whole(edition)
    versioned = _retitled(work, _with_version(work.title, edition))
    styled = [(name, _styled(versioned if style in _WITHOUT_VERSION else work, style)) for style, name in STYLES]
    return _view("this knowledge base", styled, work)


def cite_part(edition: Edition, what: str, key: str, title: str, target: Target) -> CiteView:
    """Return how to cite a page, or a place on one, as a part of this knowledge base.

    Args:
        edition: What it is a part of.
        what: What readers call it, e.g. `this theme`.
        key: A cite key for it.
        title: Its title.
        target: Its page or place.
    """
    csl = {
        "id": key,
        "type": "webpage",
        "title": title,
        "container-title": _with_version(_title(edition), edition),
        **_made(edition, target),
    }
    work = Reference(cite_key=key, csl_type="webpage", title=title, csl=csl)
    return _view(what, [(name, _styled(work, style)) for style, name in STYLES], work)


def quotation_file(library: Library, study: Study) -> dict[str, Any]:
    """Return what scripts need to cite any quotation of a study.

    `formats` has the name of each format and what it prints before and after the place of a quotation; `quotes` has the
    place of each quote in words, and once more where LaTeX must read it otherwise; scripts add its address on `site`.
    """
    work = library.reference(study.id)
    noted = work.model_copy(update={"note": " ".join(filter(None, (work.note, _PLACE)))})
    formats = [[name, f"{plain_of(library.citations[style][study.id])} ", ""] for style, name in STYLES]
    for name, text in _records(noted):
        before, _, after = text.rpartition(_PLACE)
        formats.append([name, before, after])
    return {
        "site": library.edition.site_url,
        "formats": formats,
        "quotes": {f"{study.id}.{quote.id}": place_of(quote) for quote in study.quotes},
    }


def place_of(quote: Quote) -> list[str]:
    """Return speaker and place in words, e.g. `Quotation: P3, p. 137.`, and again as LaTeX where that differs."""
    speaker = quote.speaker or "speaker not named in the paper"
    said = " ".join(f"Quotation: {speaker}, {places_in_words(quote.where).rstrip('.')}.".split())
    return [said] if latex(said) == said else [said, latex(said)]


def _view(what: str, styled: list[tuple[str, Markup]], work: Reference) -> CiteView:
    texts = [CiteText(name, text, False) for name, text in styled]
    texts += [CiteText(name, text, True) for name, text in _records(work)]
    return CiteView(what, tuple(texts))


def _records(work: Reference) -> tuple[tuple[str, str], ...]:
    """Return a work in the formats of reference managers, each with its name."""
    return (
        ("BibTeX", to_bibtex([work]).strip()),
        ("RIS", to_ris([work]).replace("\r\n", "\n").strip("\n")),
        ("CSL-JSON", _csl_json(csl_item(work))),
    )


def _csl_json(item: dict[str, Any]) -> str:
    """Return a list of one CSL item, a variable to a line."""
    lines = (f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items())
    return "[{" + ",\n  ".join(lines) + "}]"


def _styled(work: Reference, style: CitationStyle) -> Markup:
    """Return a work in a style; the formatter's HTML is safe by its contract."""
    return Markup(format_bibliography([work], style)[work.cite_key])


def _whole(edition: Edition) -> Reference:
    title = _title(edition)
    csl = {"id": "", "type": "dataset", "title": title, **_made(edition, urls.HOME)}
    if edition.version:
        csl["version"] = edition.version
    key = csl["id"] = "-".join(filter(None, ("knowledge-base", edition.date[:4])))
    return Reference(cite_key=key, csl_type="dataset", title=title, csl=csl)


def _made(edition: Edition, target: Target) -> dict[str, Any]:
    """Return who made a thing of ours, when, and where it is; what the edition does not say is left out."""
    made: dict[str, Any] = {}
    if edition.editors:
        made["author"] = [{"literal": edition.editors.rstrip(".")}]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", edition.date):
        made["issued"] = {"date-parts": [[int(part) for part in edition.date.split("-")]]}
    if edition.site_url:
        made["URL"] = edition.site_url.rstrip("/") + "/" + urls.site_address(target)
    return made


def _title(edition: Edition) -> str:
    return edition.title.strip() or "Knowledge base"


def _with_version(title: str, edition: Edition) -> str:
    return f"{title}, version {edition.version}" if edition.version else title


def _retitled(work: Reference, title: str) -> Reference:
    return work.model_copy(update={"title": title, "csl": {**work.csl, "title": title}})
