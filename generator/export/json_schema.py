"""JSON Schema (draft 2020-12) of each JSON file, made from the model and published beside the file.

Comes in: the types of the model and of the records. Goes out: one schema for each file, every key described.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from generator.config import Edition
from generator.export.json_text import json_indented
from generator.export.meanings import MEANINGS
from generator.export.record_models import CitedWorkRecord, MapRecord, QuoteRecord, ReviewFindingRecord, ThemesRecord
from generator.export.records import QUOTES, REFERENCES, STUDIES, THEMES
from generator.export.schema_keys import keys_of
from generator.export.synthesis_records import FINDINGS, MAP
from generator.export.uris import uris_of
from generator.model.json_schema import DescribedSchema, readable_name, tidied
from generator.model.study import Study

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEFS = "#/$defs/"

_RENAMED = {
    "Where": "Place",
    "ReportingItem": "GuidelineItem",
    "CitedWorkRecord": "CitedWork",
}
"""Types of the program whose names would not tell a reader what they are."""

_TEXTS = [
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "volume",
    "issue",
    "number",
    "page",
    "chapter-number",
    "edition",
    "version",
    "publisher",
    "publisher-place",
    "event-title",
    "event-place",
    "language",
    "genre",
    "medium",
    "abstract",
    "DOI",
    "URL",
    "ISBN",
    "ISSN",
    "PMID",
    "PMCID",
    "note",
]
"""Variables of a CSL item that hold text."""

_CSL_DEFS: dict[str, Any] = {
    "CslItem": {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "type", "title"],
        "properties": {
            **{name: {"type": "string"} for name in ("id", "type", "title")},
            **{
                name: {"type": "array", "items": {"$ref": f"{DEFS}Name"}} for name in ("author", "editor", "translator")
            },
            **{name: {"$ref": f"{DEFS}Date"} for name in ("issued", "accessed", "event-date")},
            **{name: {"type": "string"} for name in _TEXTS},
        },
    },
    "Name": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"type": "string"} for name in ("family", "given", "suffix", "non-dropping-particle", "literal")
        },
    },
    "Date": {
        "type": "object",
        "additionalProperties": False,
        "required": ["date-parts"],
        "properties": {
            "date-parts": {
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
            }
        },
    },
}


def schema_path(path: str) -> str:
    """Return where the schema of a JSON file lies, e.g. `data/quotes.schema.json`."""
    return re.sub(r"\.json$", ".schema.json", path)


def export_schemas(edition: Edition) -> dict[str, bytes]:
    """Return the schema files; each is named by its address, or without an address by a URN."""
    return dict(_schema_files(uris_of(edition).root))


@cache
def _schema_files(root: str) -> dict[str, bytes]:
    return {
        schema_path(path): json_indented({"$schema": DIALECT, "$id": f"{root}{schema_path(path)}", **schema})
        for path, schema in schemas().items()
    }


def _list_of(model: Any) -> dict[str, Any]:
    schema = _schema_of(model)
    defs = schema.pop("$defs", {})
    return {"type": "array", "items": schema, "$defs": defs}


def _schema_of(model: Any) -> dict[str, Any]:
    schema = TypeAdapter(model).json_schema(mode="serialization", schema_generator=DescribedSchema)
    names = {name: _shape_name(name, definition) for name, definition in schema.get("$defs", {}).items()}
    made: dict[str, Any] = tidied(schema, names, _as_written)
    return made


def _shape_name(name: str, definition: AbcMapping[str, Any]) -> str:
    return _RENAMED.get(name) or readable_name(name, definition).removesuffix("Record")


def _as_written(node: AbcMapping[str, Any], made: dict[str, Any]) -> None:
    """Say what the records are: a key without a value is left out, never null."""
    if "properties" not in node:
        return
    optional = [name for name, value in node["properties"].items() if value.get("default", ...) is None]
    properties = made.pop("properties")
    made["properties"] = {
        name: _without_null(value) if name in optional else value for name, value in properties.items()
    }
    made["required"] = [name for name in properties if name not in optional]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if not kinds:
        return schema
    return {**kinds[0], **rest} if len(kinds) == 1 else {"anyOf": kinds, **rest}


def _studies() -> dict[str, Any]:
    """Return the schema of the studies, whose references are a list and whose own record is joined."""
    schema = _list_of(Study)
    cited = _schema_of(CitedWorkRecord)
    defs = schema["$defs"]
    defs.pop("ReferenceList")
    cited.pop("$defs")
    defs |= {"CitedWork": cited, **_csl_defs()}
    study = schema["items"]
    study["properties"] |= {
        "references": {"type": "array", "items": {"$ref": f"{DEFS}CitedWork"}},
        "reference_list": {"enum": ["complete", "not_available"], "type": "string"},
        "reference": {"anyOf": [{"$ref": f"{DEFS}CslItem"}, {"type": "null"}]},
    }
    study["required"] += ["reference_list", "reference"]
    return schema


def _references() -> dict[str, Any]:
    defs = _csl_defs()
    return {"type": "array", "items": defs.pop("CslItem"), "$defs": defs}


def _csl_defs() -> dict[str, Any]:
    """Return a bibliographic record and what it is made of, described in whatever file they stand."""
    defs: dict[str, Any] = _copy(_CSL_DEFS)
    for name, definition in defs.items():
        prefix = "" if name == "CslItem" else f"{name}."
        for key, value in definition["properties"].items():
            value["description"] = MEANINGS[REFERENCES][f"{prefix}{key}"]
    return defs


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each JSON file, by the file's path."""
    return dict(_described())


def _described() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, schema in {
        STUDIES: _studies(),
        QUOTES: _list_of(QuoteRecord),
        THEMES: _schema_of(ThemesRecord),
        FINDINGS: _list_of(ReviewFindingRecord),
        MAP: _schema_of(MapRecord),
        REFERENCES: _references(),
    }.items():
        copied: dict[str, Any] = _copy(schema)
        for key, owner in keys_of(copied):
            name = key.rpartition(".")[2]
            if meaning := MEANINGS[path].get(key):
                owner[name] = {**owner[name], "description": meaning}
        yield path, copied


def _copy(node: Any) -> Any:
    """Return a copy in which no two places share a dict, so that each can be described."""
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(item) for item in node] if isinstance(node, list) else node
