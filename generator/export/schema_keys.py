"""Reading a JSON Schema as a person would: which keys there are, and what may stand in each.

Comes in: a schema as `json_schema` makes it. Goes out: keys joined by dots, and types in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SHAPES = {
    "Place": "Place",
    "Range": "Range",
    "Theme": "ThemeNode",
    "Subtheme": "ThemeNode",
    "Code": "ThemeNode",
    "GuidelineItem": "GuidelineItem",
    "CslItem": "CslItem",
    "Name": "Name",
    "Date": "Date",
}
"""Definitions that return in many places, and what a reader calls each; they are explained once per file."""

_WORDS = {"string": "text", "integer": "whole number", "boolean": "yes or no", "object": "object"}


def keys_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each key of a file with the dict of properties that holds it: the file's own first, then the shapes'.

    A bibliographic record inside of another file is not opened: the file of references explains it.
    """
    shapes: dict[str, None] = {}
    yield from _keys(schema.get("items", schema), "", schema, shapes)
    for name in shapes:
        # Shapes that a shape brings along are added while this runs; a second pass finds no new ones.
        yield from _keys(schema["$defs"][name], _shape(name), schema, {})


def _keys(
    node: dict[str, Any], prefix: str, schema: dict[str, Any], shapes: dict[str, None]
) -> Iterator[tuple[str, dict[str, Any]]]:
    properties: dict[str, Any] = node.get("properties", {})
    for name, value in properties.items():
        key = f"{prefix}.{name}" if prefix else name
        yield key, properties
        for inner in _inner(value):
            reference = inner.get("$ref", "").rpartition("/")[2]
            if not reference:
                yield from _keys(inner, key, schema, shapes)
            elif _shape(reference):
                _note(reference, schema, shapes)
            else:
                yield from _keys(schema["$defs"][reference], key, schema, shapes)


def _note(name: str, schema: dict[str, Any], shapes: dict[str, None]) -> None:
    """Note a shape, and those that stand in it."""
    if name in shapes or name == "CslItem":
        return
    shapes[name] = None
    for value in schema["$defs"][name].get("properties", {}).values():
        for inner in _inner(value):
            reference = inner.get("$ref", "").rpartition("/")[2]
            if reference and _shape(reference):
                _note(reference, schema, shapes)


def _inner(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what stands in a value, lists and alternatives opened."""
    if "anyOf" in value:
        for kind in value["anyOf"]:
            yield from _inner(kind)
    elif "items" in value:
        yield from _inner(value["items"])
    else:
        yield value


def _shape(name: str) -> str:
    return "Fact" if name.startswith("FactOf") else _SHAPES.get(name, "")


def type_in_words(value: dict[str, Any], schema: dict[str, Any], *, many: bool = False) -> str:
    """Return what may stand in a value, e.g. `list of Place`, `closed or open`, `text or null`."""
    if "anyOf" in value:
        kinds = [type_in_words(kind, schema, many=many) for kind in value["anyOf"]]
        words = list(dict.fromkeys(kinds))
        # Every whole number is a number.
        return _or([word for word in words if not (word == "whole number" and "number" in words)])
    if "$ref" in value:
        return _reference_in_words(value["$ref"].rpartition("/")[2], schema, many=many)
    if value.get("type") == "array":
        of = type_in_words(value["items"], schema, many=True)
        return f"list{'s' * many} of {of}"
    if "const" in value or "enum" in value:
        return _or([str(word) for word in value.get("enum", [value.get("const")])])
    word = _WORDS.get(value["type"], value["type"])
    return f"{word}s" if many and word != "text" else word


def _reference_in_words(name: str, schema: dict[str, Any], *, many: bool) -> str:
    if name.startswith("FactOf"):
        return f"Fact of {type_in_words(schema['$defs'][name]['properties']['value'], schema)}"
    return _shape(name) or ("objects" if many else "object")


def _or(words: list[str]) -> str:
    words = [word for word in words if word != "null"] + ["null"] * ("null" in words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
