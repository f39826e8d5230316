"""JSON Schema of the model without the noise of pydantic, for the files that go out and for those that come in.

Comes in: schemas as pydantic makes them. Goes out: the same under names that a reader can read.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as AbcMapping
from typing import Any

Finish = Callable[[AbcMapping[str, Any], dict[str, Any]], None]
"""Takes a node as pydantic made it and the same tidied, and changes the second."""


def readable_name(name: str, definition: AbcMapping[str, Any]) -> str:
    """Return the name of a definition, e.g. `FactOfRange` for what pydantic calls `Fact_Range_`."""
    if not name.startswith("Fact_"):
        return name
    value = definition["properties"]["value"]["anyOf"][0]
    if "$ref" in value:
        return f"FactOf{value['$ref'].rpartition('/')[2]}"
    if "enum" in value:
        return "FactOf" + "Or".join(word.title().replace("_", "") for word in value["enum"])
    return {"string": "FactOfText", "integer": "FactOfNumber"}[value["type"]]


def tidied(node: Any, names: AbcMapping[str, str], finish: Finish) -> Any:
    """Return a schema without titles and defaults, its definitions under their new names.

    Args:
        node: A schema, or a part of one.
        names: Old name of each definition to its new one.
        finish: Called for each object of the schema, the innermost first.
    """
    if isinstance(node, list):
        return [tidied(item, names, finish) for item in node]
    if not isinstance(node, dict):
        return node
    made: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":  # A field may itself be named `title`.
            made[key] = {field: tidied(item, names, finish) for field, item in value.items()}
        elif key == "$defs":
            made[key] = {names[name]: tidied(item, names, finish) for name, item in value.items()}
        elif key == "$ref":
            folder, _, name = value.rpartition("/")
            made[key] = f"{folder}/{names[name]}"
        elif key not in ("title", "default"):
            made[key] = tidied(value, names, finish)
    finish(node, made)
    return made
