"""What differs between two states of a knowledge base.

Comes in: two snapshots. Goes out: changes by kind, and the pages that come, go and change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import Literal

from generator.authoring.snapshot import Entry, Snapshot

What = Literal["added", "removed", "renamed", "changed"]


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after; empty where it was or is not there."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What happened to one thing."""

    kind: str
    what: What
    id: str
    name: str
    """Its words or title, as they are now; of what was removed, as they were."""
    fields: tuple[FieldChange, ...] = ()
    """Of what changed; of what was renamed, its earlier id under `id`."""


@dataclass(frozen=True)
class PageChanges:
    """Addresses of pages."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that a change does."""

    changes: tuple[Change, ...]
    """In the order of their kinds."""
    pages: PageChanges | None
    """None where one of the two states has no pages."""
    errors_before: int
    errors_after: int


def compare(before: Snapshot, after: Snapshot) -> Difference:
    """Return what turns one state into the other."""
    kinds = list(dict.fromkeys(kind for kind, _ in (*after.entries, *before.entries)))
    order: dict[What, int] = {"removed": 0, "renamed": 1, "changed": 2, "added": 3}
    found = sorted(_changes(before, after), key=lambda change: (kinds.index(change.kind), order[change.what]))
    return Difference(tuple(found), _pages(before.pages, after.pages), before.errors, after.errors)


def _changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    removed = [entry for key, entry in before.entries.items() if key not in after.entries]
    added = [entry for key, entry in after.entries.items() if key not in before.entries]
    renamed = _renamed(removed, added)
    for entry in removed:
        if (entry.kind, entry.id) not in {(old.kind, old.id) for old in renamed.values()}:
            yield Change(entry.kind, "removed", entry.id, entry.name)
    for entry in added:
        old = renamed.get((entry.kind, entry.id))
        if old is None:
            yield Change(entry.kind, "added", entry.id, entry.name)
        else:
            yield Change(entry.kind, "renamed", entry.id, entry.name, (FieldChange("id", old.id, entry.id),))
    for key, entry in after.entries.items():
        if key in before.entries and (fields := tuple(_fields(before.entries[key].fields, entry.fields))):
            yield Change(entry.kind, "changed", entry.id, entry.name, fields)


def _renamed(removed: list[Entry], added: list[Entry]) -> dict[tuple[str, str], Entry]:
    """Return what bore another id before, by kind and new id: all else is the same, and there is no second like it."""
    gone: dict[tuple[str, tuple[tuple[str, str], ...]], list[Entry]] = defaultdict(list)
    for entry in removed:
        gone[entry.kind, _content(entry)].append(entry)
    come: dict[tuple[str, tuple[tuple[str, str], ...]], list[Entry]] = defaultdict(list)
    for entry in added:
        come[entry.kind, _content(entry)].append(entry)
    pairs = ((entries[0], gone[like][0]) for like, entries in come.items() if len(entries) == len(gone[like]) == 1)
    return {(new.kind, new.id): old for new, old in pairs if new.fields}


def _content(entry: Entry) -> tuple[tuple[str, str], ...]:
    # A renamed quotation is not verified under its new id yet.
    return tuple(sorted((field, text) for field, text in entry.fields.items() if field != "verification"))


def _fields(before: AbcMapping[str, str], after: AbcMapping[str, str]) -> Iterator[FieldChange]:
    for field in dict.fromkeys((*after, *before)):
        if before.get(field, "") != after.get(field, ""):
            yield FieldChange(field, before.get(field, ""), after.get(field, ""))


def _pages(before: AbcMapping[str, str] | None, after: AbcMapping[str, str] | None) -> PageChanges | None:
    if before is None or after is None:
        return None
    return PageChanges(
        added=tuple(sorted(set(after) - set(before))),
        removed=tuple(sorted(set(before) - set(after))),
        changed=tuple(sorted(page for page in set(after) & set(before) if after[page] != before[page])),
    )
