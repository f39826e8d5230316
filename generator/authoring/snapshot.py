"""What a knowledge base says, as flat facts that can be held against those of another state of it.

Comes in: a `KnowledgeBase`. Goes out: entries, each with its kind, its id, what a person calls it, and its fields as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import Range, Where
from generator.model.study import Study


@dataclass(frozen=True)
class Entry:
    """One thing of the knowledge base."""

    kind: str
    """E.g. `Quotations`."""
    id: str
    """Unique among its kind, e.g. `yahyavi2020.q01`."""
    name: str
    """Its words or title, for a reader of the list."""
    fields: AbcMapping[str, str]
    """Field path to text, e.g. `cerqual.overall.level` to `low`; what is empty is left out."""


@dataclass(frozen=True)
class Snapshot:
    """One state of the knowledge base."""

    entries: AbcMapping[tuple[str, str], Entry]
    """By kind and id."""
    pages: AbcMapping[str, str] | None
    """Address of each page to what it is made of; None where pages could not be or were not made."""
    errors: int
    """How many errors `check` finds."""


def take_snapshot(
    base: KnowledgeBase, verification: AbcMapping[str, str], pages: AbcMapping[str, str] | None, errors: int
) -> Snapshot:
    """Return the state of a knowledge base; `verification` is the status of each quotation by its id."""
    entries: dict[tuple[str, str], Entry] = {}
    for entry in _entries(base, verification):
        key, copies = entry.id, 1
        while (entry.kind, key) in entries:
            copies += 1
            key = f"{entry.id} ({copies})"
        entries[entry.kind, key] = Entry(entry.kind, key, entry.name, entry.fields)
    return Snapshot(entries, pages, errors)


def _entries(base: KnowledgeBase, verification: AbcMapping[str, str]) -> Iterator[Entry]:
    corpus = base.corpus
    for study in base.studies.values():
        yield from _of_study(study, verification)
    for theme in base.themes.values():
        yield _entry("Themes across studies", theme.id, theme.label, theme, {"id", "mappings", "accounts"})
        for mapping in theme.mappings:
            name = f"{mapping.study}.{mapping.theme} to {theme.id}"
            yield _entry("Mappings", name, mapping.predicate, mapping, {"study", "theme"})
        for account in theme.accounts:
            yield _entry("Accounts", f"{account.study} on {theme.id}", account.text, account, {"study"})
    for unmapped in corpus.no_term_found:
        name = f"{unmapped.study}.{unmapped.theme}"
        yield _entry("Themes that fit nowhere", name, unmapped.justification, unmapped, {"study", "theme"})
    for review in base.findings.values():
        yield _entry("Findings across studies", review.id, review.text, review, {"id"})
    for work in base.references.values():
        fields = dict(_flat(work.csl, "", {"id"})) | dict(_flat(work.note, "note"))
        yield Entry("Works of the bibliography", work.cite_key, work.title, fields)
    for pack in base.packs.values():
        yield _entry("Orientation packs", pack.id, pack.title, pack, {"id"})
    for term in base.glossary.values():
        yield _entry("Words of the glossary", term.id, term.label, term, {"id"})
    for axis in corpus.vocabulary.axes if corpus.vocabulary else ():
        yield _entry("Axes of the vocabulary", axis.id, axis.label, axis, {"id"})
    for item in corpus.synthesis.items if corpus.synthesis else ():
        yield _entry("ENTREQ items", str(item.item), item.name, item, {"item"})
    for page in base.pages.values():
        yield Entry("Pages written by hand", page.uri, "", {"text": page.text})


def _of_study(study: Study, verification: AbcMapping[str, str]) -> Iterator[Entry]:
    apart = {"id", "themes", "quotes", "findings", "references", "data_notes"}
    yield _entry("Studies", study.id, study.short_name, study, apart)
    for theme in study.themes:
        for node in theme.walk():
            below = {"id", "subthemes", "codes"}
            entry = _entry("Themes of studies", f"{study.id}.{node.id}", node.label, node, below)
            children = ", ".join(child.id for child in node.children)
            fields = {**entry.fields, "below": children} if children else entry.fields
            yield Entry(entry.kind, entry.id, entry.name, fields)
    for quote in study.quotes:
        name = f"{study.id}.{quote.id}"
        entry = _entry("Quotations", name, quote.text, quote, {"id"})
        status = verification.get(name, "unverified")
        yield Entry(entry.kind, name, entry.name, {**entry.fields, "verification": status})
    for finding in study.findings:
        yield _entry("Findings of studies", f"{study.id}.{finding.id}", finding.text, finding, {"id"})
    yield Entry("Reference lists", study.id, "", {"list": study.references.list})
    for work in study.references.entries:
        name = work.key or work.named_as or "?"
        number = f"{work.number} " if work.number is not None else ""
        yield _entry("Entries of reference lists", f"{study.id}: {number}{name}", name, work, {"number"})
    for note in study.data_notes:
        yield _entry("Data notes", f"{study.id}.{note.id}", note.what, note, {"id"})


def _entry(kind: str, identifier: str, name: str, thing: BaseModel, without: set[str]) -> Entry:
    fields: dict[str, str] = {}
    for field in type(thing).model_fields:
        if field not in without:
            fields.update(_flat(getattr(thing, field), field))
    return Entry(kind, identifier, name, fields)


def _flat(value: Any, path: str, without: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield every text and number below a value with its path; what is empty is left out."""
    if value is None or value in ((), [], {}):
        return
    if isinstance(value, Where | Range):
        yield path, str(value)
    elif isinstance(value, BaseModel):
        for field in type(value).model_fields:
            inner = getattr(value, field)
            if not (field == "status" and inner == "reported"):
                yield from _flat(inner, f"{path}.{field}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in without:
                yield from _flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, tuple | list):
        yield from _flat_list(value, path)
    else:
        yield path, str(value)


def _flat_list(items: tuple[Any, ...] | list[Any], path: str) -> Iterator[tuple[str, str]]:
    if all(isinstance(item, str | int | float | Where) for item in items):
        yield path, "; ".join(map(str, items))
        return
    seen: set[str] = set()
    for position, item in enumerate(items, start=1):
        name = _name(item) or str(position)
        if name in seen:
            name = f"{name}, {position}"
        seen.add(name)
        yield from _flat(item, f"{path}[{name}]")


def _name(item: Any) -> str:
    """Return what tells an item from its neighbours however they are ordered."""
    for field in ("id", "study", "item", "label", "criterion", "key"):
        value = getattr(item, field, None)
        if value is not None:
            return str(value)
    return ""
