"""JSON Schema of the model without the noise of pydantic, for the files that go out and for those that come in.

Comes in: schemas as pydantic makes them. Goes out: the same under names that a reader can read.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from collections.abc import Mapping as AbcMapping
from functools import cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

Finish = Callable[[AbcMapping[str, Any], dict[str, Any]], None]
"""Takes a node as pydantic made it and the same tidied, and changes the second."""


class DescribedSchema(GenerateJsonSchema):
    """Makes schemas in which each key is described by the words under its field.

    pydantic can do so itself (`use_attribute_docstrings`), but when it makes the classes: a tenth of a second at each start.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Return the schema of a model, its keys described."""
        made = super().model_schema(schema)
        for name, words in field_words(schema["cls"]).items():
            if name in made.get("properties", {}):
                made["properties"][name].setdefault("description", words)
        return made


def field_words(model: type[BaseModel]) -> dict[str, str]:
    """Return the words under each field of a model; a field that is declared again without words has none."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        own = vars(owner).get("__annotations__", {})
        words = _attribute_words(owner.__module__).get(owner.__qualname__, {}) if own else {}
        found = {name: text for name, text in found.items() if name not in own} | words
    return found


@cache
def _attribute_words(module: str) -> dict[str, dict[str, str]]:
    """Return the texts that stand under the attributes of each class of a module, by the class's name."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError):  # Without its source, e.g. of a library in C, nothing can be read.
        return {}
    return {node.name: dict(_words_in(node)) for node in tree.body if isinstance(node, ast.ClassDef)}


def _words_in(owner: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(owner.body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            yield field.target.id, inspect.cleandoc(below.value.value)


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
