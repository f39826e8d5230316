"""CSL-JSON items as BibTeX entries, as Zotero, Mendeley, Pandoc and this project's own export write them.

Comes in: JSON text, a list of items, one item, or an object that holds `items`. Goes out: records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from generator.diagnostics import Location
from generator.importing.dates import put_csl_date
from generator.importing.decoding import visible
from generator.importing.people import csl_name
from generator.importing.record import Record, add_people, bare_doi
from generator.importing.remarks import refuse

TYPES: dict[str, tuple[str, str]] = {
    "article": ("unpublished", "Preprint"),
    "article-journal": ("article", ""),
    "article-magazine": ("article", "Magazine article"),
    "article-newspaper": ("article", "Newspaper article"),
    "book": ("book", ""),
    "chapter": ("incollection", ""),
    "document": ("misc", ""),
    "entry-dictionary": ("incollection", ""),
    "entry-encyclopedia": ("incollection", ""),
    "manuscript": ("unpublished", ""),
    "pamphlet": ("booklet", ""),
    "paper-conference": ("inproceedings", ""),
    "post": ("online", ""),
    "post-weblog": ("online", "Blog post"),
    "report": ("report", ""),
    "review": ("article", "Review"),
    "thesis": ("thesis", ""),
    "webpage": ("online", ""),
}
"""CSL type to entry type, and what the type says beyond it; every other type is `@misc` with its CSL name."""

_PLAIN = {
    "title": "title",
    "title-short": "shorttitle",
    "shortTitle": "shorttitle",
    "container-title-short": "shortjournal",
    "journalAbbreviation": "shortjournal",
    "collection-title": "series",
    "volume": "volume",
    "publisher-place": "address",
    "edition": "edition",
    "chapter-number": "chapter",
    "event-title": "eventtitle",
    "event": "eventtitle",
    "event-place": "venue",
    "language": "language",
    "genre": "type",
    "medium": "howpublished",
    "version": "version",
    "abstract": "abstract",
    "URL": "url",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "page": "pages",
    "number-of-pages": "pagetotal",
    "keyword": "keywords",
}
_DATES = {"issued": "date", "accessed": "urldate", "event-date": "eventdate"}
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_READ = frozenset({"id", "type", "DOI", "issue", "number", "collection-number", "container-title", "publisher", "note"})
_PUBLISHERS = {"thesis": "school", "report": "institution", "online": "organization"}
_EXTRA = re.compile(r"(?im)^\s*(DOI|PMID|PMCID)\s*:\s*(\S+)\s*$\n?")


def read_csl(text: str, shown_as: str) -> list[Record]:
    """Return the records of a CSL-JSON file.

    Raises:
        ImportRefused: It is no JSON, or holds no items.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        at = Location(shown_as, error.lineno, error.colno)
        raise refuse(at, f"this is not JSON: {error.msg}", "Export it again as CSL-JSON.") from error
    except RecursionError as error:
        raise refuse(Location(shown_as), "this JSON is nested too deeply", "Export it again as CSL-JSON.") from error
    if isinstance(data, Mapping):
        data = data.get("items", [data])
    if not isinstance(data, list) or not all(isinstance(item, Mapping) for item in data):
        raise refuse(Location(shown_as), "this JSON is no list of works", "Export it as CSL-JSON.")
    lines = _lines(text, len(data))
    return [_record(item, Location(shown_as, line)) for item, line in zip(data, lines, strict=True)]


def _lines(text: str, count: int) -> list[int]:
    """Return the line on which each item of the list begins; 0 where that cannot be told."""
    decoder, lines = json.JSONDecoder(), []
    start = text.find("[") if not text.lstrip().startswith("{") else re.search(r'"items"\s*:\s*\[|$', text).end() - 1  # type: ignore[union-attr]
    if count == 1 and text.lstrip().startswith("{") and '"items"' not in text:
        return [text[: text.index("{")].count("\n") + 1]
    cursor = start + 1
    for _ in range(count):
        begin = text.find("{", cursor)
        try:
            _, cursor = decoder.raw_decode(text, begin)
        except (json.JSONDecodeError, IndexError):
            return [0] * count
        lines.append(text[:begin].count("\n") + 1)
    return lines


def _record(item: Mapping[str, Any], at: Location) -> Record:
    kind = visible(str(item.get("type") or ""))
    entry_type, genre = TYPES.get(kind, ("misc", kind.replace("_", " ").capitalize())) if kind else ("", "")
    record = Record(at, entry_type, key_wish=str(item.get("id") or item.get("citation-key") or ""))
    for variable, value in item.items():
        _put(record, variable, value)
    _numbers(record, item)
    record.put(_PUBLISHERS.get(entry_type, "publisher"), _text(item.get("publisher")))
    container = _text(item.get("container-title"))
    if entry_type in ("article", "incollection", "inproceedings"):
        record.put("journal" if entry_type == "article" else "booktitle", container)
    else:
        record.put_aside("Container", container)
    _note(record, _text(item.get("note")))
    if genre and "type" not in record.fields:
        record.put("type", genre)
    return record


def _put(record: Record, variable: str, value: Any) -> None:
    if variable in _NAMES:
        people = value if isinstance(value, list) else []
        shown = [{part: _text(text) for part, text in name.items()} for name in people if isinstance(name, Mapping)]
        add_people(record, _NAMES[variable], map(csl_name, shown))
    elif variable in _DATES:
        put_csl_date(record, _DATES[variable], value)
    elif variable == "DOI":
        record.put("doi", bare_doi(_text(value)) or _text(value))
    elif variable in _PLAIN:
        record.put(_PLAIN[variable], _text(value))
    elif variable not in _READ:
        record.put_aside(visible(variable), _text(value))


def _text(value: Any) -> str:
    """Return a value as text; lists and objects, which some programs add, as JSON."""
    if isinstance(value, str):
        return visible(value)
    if value is None or isinstance(value, bool):
        return "" if not value else "true"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return visible(", ".join(value))
    return str(value) if isinstance(value, int | float) else visible(json.dumps(value, ensure_ascii=False))


def _numbers(record: Record, item: Mapping[str, Any]) -> None:
    """`issue` is an article's `number`; a book has its place in a series there, all others their own number."""
    number = {"article": "issue", "book": "collection-number"}.get(record.entry_type, "number")
    record.put("number", _text(item.get(number)))
    for variable in {"issue", "number", "collection-number"} - {number}:
        if variable == "issue" and record.entry_type != "article":
            record.put("issue", _text(item.get(variable)))
        else:
            record.put_aside(variable, _text(item.get(variable)))


def _note(record: Record, note: str) -> None:
    """Take identifiers out of Zotero's `Extra`, one a line; the rest is a note."""
    for name, value in _EXTRA.findall(note):
        record.put(name.lower(), value)
    record.put("note", _EXTRA.sub("", note))
