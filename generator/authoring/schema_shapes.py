"""What the loader accepts beside the plain shape of the model, said in JSON Schema.

Comes in: definitions as pydantic makes them. Goes out: the same with the short forms of YAML (`not_reported`, one
mapping in the place of a list) and with the conditions that pydantic keeps in functions.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.model.base import Fact, Identifier, IsoDate, QualifiedId
from generator.model.json_schema import readable_name, tidied

DEFINITIONS = "#/definitions/"
SILENT = ["not_reported", "unknown"]
_NULL = {"type": "null"}
_GIVEN = {"not": _NULL}


def _pattern_of(annotated: Any) -> str:
    return str(annotated.__metadata__[0].pattern)


_FACT_RULES: dict[str, Any] = {
    "if": {"required": ["status"], "properties": {"status": {"enum": SILENT}}},
    "then": {"properties": {"value": _NULL}},
    "else": {
        "required": ["value", "where"],
        "properties": {"value": _GIVEN, "where": {"not": {"type": "array", "maxItems": 0}}},
    },
}
"""A fact that is reported has a value and a place; one that is not has no value."""

_FACT_HINT = "Write `{value: ..., where: {page: ...}}`, or `not_reported`, or `unknown`."
_FACT_SNIPPET = {
    "label": "value and place",
    "description": "What the paper says, and where.",
    "body": {"value": "$1", "where": {"page": "$2"}},
}
"""For editors that know more than JSON Schema: a completion, and words in the place of a list of two words."""

_PATTERN_HINTS = {
    _pattern_of(Identifier): "An id: lower-case a to z, digits and single `-` or `_`, e.g. `fire-under-ash`.",
    _pattern_of(QualifiedId): "A study's id, a dot and an id of that study, e.g. `yahyavi2020.q01`.",
    _pattern_of(IsoDate): 'A day as year-month-day in quotation marks, e.g. `"2026-11-21"`.',
    r"\S": "This text is empty.",
}
"""What editors say of a text that does not have its form."""


def _one_given(*fields: str) -> list[dict[str, Any]]:
    return [{"required": [field], "properties": {field: _GIVEN}} for field in fields]


def _full(field: str) -> dict[str, Any]:
    """Return what a block of a pack needs: the field, and something in it."""
    return {"required": [field], "properties": {field: {"not": {"enum": [None, []]}}}}


_KINDS_OF_BLOCK = ("paragraph", "list", "steps", "checklist", "table", "quotes", "cards")

_CONDITIONS: dict[str, dict[str, Any]] = {
    "Where": {"anyOf": _one_given("page", "table", "figure", "row", "section")},
    "Range": {"anyOf": _one_given("min", "max")},
    "CitedWork": {"anyOf": _one_given("key", "named_as")},
    "PackBlock": {
        "oneOf": _one_given(*_KINDS_OF_BLOCK),
        "anyOf": [_full(field) for field in _KINDS_OF_BLOCK],
    },
}
"""What a class of the model checks in a function of its own."""

_SHORT_SOURCE = {
    "type": "string",
    "pattern": r"^[^\s,;@\[\]]+(, *\S.*)?$",
    "description": "In short, as in a page's citation: `nalan2022, p. 3`.",
}


def tidy(definitions: AbcMapping[str, Any]) -> dict[str, Any]:
    """Return the definitions under names that a reader can read, without the noise of pydantic."""
    names = {name: readable_name(name, definition) for name, definition in definitions.items()}
    return {names[name]: tidied(definition, names, _for_editors) for name, definition in definitions.items()}


def add_shapes(definitions: dict[str, Any]) -> None:
    """Add conditions and short forms."""
    for name, condition in _CONDITIONS.items():
        if name in definitions:
            definitions[name] |= condition
    for name in [name for name in definitions if name.startswith("FactOf")]:
        written = _written(name)
        meaning = " ".join((Fact.__doc__ or "").split())
        definitions[written] = {**definitions[name], "description": meaning, **_FACT_RULES}
        definitions[name] = {
            "description": meaning,
            "anyOf": [{"enum": SILENT, "errorMessage": _FACT_HINT}, {"$ref": DEFINITIONS + written}],
            "defaultSnippets": [_FACT_SNIPPET],
        }
    for definition in definitions.values():
        for field, value in definition.get("properties", {}).items():
            definition["properties"][field] = _with_lone_items(value)
    if "PackTable" in definitions:
        definitions["PackTable"]["properties"]["rows"]["minItems"] = 1
    if "TermSource" in definitions:
        definitions["TermSourceWritten"] = definitions["TermSource"]
        definitions["TermSource"] = {"anyOf": [_SHORT_SOURCE, {"$ref": f"{DEFINITIONS}TermSourceWritten"}]}
    if "Glossary" in definitions:
        _add_bare_list(definitions)


def _add_bare_list(definitions: dict[str, Any]) -> None:
    """Let a glossary be the bare list of its terms."""
    written = definitions["Glossary"]
    definitions["GlossaryWritten"] = written
    definitions["Glossary"] = {
        "description": written["description"],
        "anyOf": [
            {"$ref": f"{DEFINITIONS}GlossaryWritten"},
            {"type": "array", "items": {"$ref": f"{DEFINITIONS}GlossaryTerm"}},
        ],
    }


def _for_editors(node: AbcMapping[str, Any], made: dict[str, Any]) -> None:
    """Set each description on one line, and say in words what form a text has."""
    if isinstance(made.get("description"), str):
        made["description"] = " ".join(made["description"].split())
    if made.get("pattern") in _PATTERN_HINTS:
        made["patternErrorMessage"] = _PATTERN_HINTS[made["pattern"]]


def _with_lone_items(value: dict[str, Any]) -> dict[str, Any]:
    """Let one mapping stand for a list of one, as the loader does."""
    kinds = value.get("anyOf", [value])
    arrays = [kind for kind in kinds if kind.get("type") == "array" and "$ref" in kind["items"]]
    if not arrays:
        return value
    alone = _alone(arrays[0]["items"]["$ref"].removeprefix(DEFINITIONS))
    described = {key: text for key, text in value.items() if key == "description"}
    plain = [{key: part for key, part in kind.items() if key != "description"} for kind in kinds]
    return {**described, "anyOf": [*plain, {"$ref": DEFINITIONS + alone}]}


def _alone(name: str) -> str:
    """Return the definition of an item as a mapping; its short form does not stand for a list."""
    return _written(name) if name.startswith("FactOf") or name == "TermSource" else name


def _written(name: str) -> str:
    return f"{name}Written"
