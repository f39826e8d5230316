"""What every key of a file means: key, type, unit and meaning, for the page on data.

Comes in: the schemas of the JSON files, the columns of the tables. Goes out: one `KeyDoc` for each key.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from functools import cache

from generator.export.json_schema import schemas
from generator.export.schema_keys import keys_of, type_in_words
from generator.export.table import Table

UNITS = {
    "balint_group.exposure_months": "months",
    "balint_group.group_size": "members",
    "balint_group.groups": "groups",
    "balint_group.leaders.number": "leaders",
    "balint_group.session_minutes": "minutes",
    "balint_group.sessions": "sessions",
    "cells.participants": "participants",
    "methods.data_collection.minutes": "minutes",
    "sample.groups.number": "participants",
    "sample.participants.age": "years",
    "sample.size": "participants",
    "sample.statements.number": "participants",
}
"""Unit of the keys that measure or count something, by key."""


@dataclass(frozen=True)
class KeyDoc:
    """One key of a file."""

    key: str
    """E.g. `references.number`, `Place.page`."""
    type: str
    """E.g. `text`, `list of Place`, `text or null`."""
    unit: str
    """E.g. `minutes`; empty where there is none."""
    meaning: str
    """One or two sentences."""


@cache
def json_keys(path: str) -> tuple[KeyDoc, ...]:
    """Return every key that can occur in a JSON file, in the order of its schema."""
    found: dict[str, KeyDoc] = {}
    schema = schemas()[path]
    for key, owner in keys_of(schema):
        value = owner[key.rpartition(".")[2]]
        of_type = "as the type says" if key == "Fact.value" else type_in_words(value, schema)
        doc = KeyDoc(key, of_type, UNITS.get(key, ""), value.get("description", ""))
        found.setdefault(key, doc)
    return tuple(found.values())


def table_keys(table: Table, called: AbcMapping[str, str]) -> tuple[KeyDoc, ...]:
    """Return the columns of a table's CSV file; `called` is the file of each table by the table's name."""
    return tuple(KeyDoc(c.name, c.type_in_words(called), c.unit, c.meaning) for c in table.columns)
