"""Objects that this program validated before, read back without validating them again.

Comes in: an object of the model; goes out: its JSON, and from that the same object. The JSON comes out of the cache, which
takes nothing that it did not sign itself, so no check of the model needs to run a second time. Places in a paper, half of
all objects of a study and mostly alike, are written as short texts, and those that are alike become one object.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError, SchemaSerializer, SchemaValidator, core_schema

from generator.model.base import Places, Where

M = TypeVar("M", bound=BaseModel)

_FUNCTIONS = {"function-before", "function-after", "function-wrap"}
_CHECKS = {"pattern", "min_length", "max_length", "ge", "le", "gt", "lt"}
_PLACES: TypeAdapter[tuple[Where, ...]] = TypeAdapter(Places)


def to_line(found: BaseModel) -> str | None:
    """Return an object as one line of JSON, or None where it would not come back as it is."""
    try:
        line = _writer(type(found)).to_json(found, exclude_unset=True).decode()
    except PydanticSerializationError:
        return None
    return line if "\n" not in line and from_line(type(found), line) == found else None


def from_line(model: type[M], line: str) -> M:
    """Return the object that `to_line` wrote."""
    found: M = _reader(model).validate_json(line)
    return found


@cache
def _reader(model: type[BaseModel]) -> SchemaValidator:
    return trusting(_with_places(model.__pydantic_core_schema__, core_schema.no_info_plain_validator_function(_read)))


@cache
def _writer(model: type[BaseModel]) -> SchemaSerializer:
    text = core_schema.plain_serializer_function_ser_schema(_write, return_schema=core_schema.str_schema())
    schema = _with_places(model.__pydantic_core_schema__, core_schema.any_schema(serialization=text))
    try:
        return SchemaSerializer(schema, _use_prebuilt=False)
    except TypeError:  # pragma: no cover - see `trusting`; places are written out then, and read all the same
        return SchemaSerializer(schema)


class _Alike(dict[str, tuple[Where, ...]]):
    """Places by the text that stands for them, made when they are first met."""

    def __missing__(self, text: str) -> tuple[Where, ...]:
        self[text] = _PLACES.validate_json(text)
        return self[text]


_read = _Alike().__getitem__


def _write(places: tuple[Where, ...]) -> str:
    return _PLACES.dump_json(places, exclude_unset=True).decode()


def trusting(schema: Any) -> SchemaValidator:
    """Return a validator that takes data to be right, for a schema of pydantic."""
    unchecked = _without_checks(schema)
    try:
        # Otherwise pydantic takes each model's own validator, with the checks, whatever the schema says.
        return SchemaValidator(unchecked, _use_prebuilt=False)
    except TypeError:  # pragma: no cover - of a pydantic without this word; the objects are the same, only later
        return SchemaValidator(unchecked)


def _with_places(schema: Any, places: Any) -> Any:
    """Return a schema of pydantic with another one for every tuple of places."""
    if isinstance(schema, list | tuple):
        return type(schema)(_with_places(part, places) for part in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "tuple" and [_model(item) for item in schema["items_schema"]] == [Where]:
        return places
    return {
        name: value if name in ("metadata", "serialization") else _with_places(value, places)
        for name, value in schema.items()
    }


def _model(schema: Any) -> Any:
    """Return the model that a schema is of, also where the schema only names it."""
    if schema.get("type") in _FUNCTIONS:
        return _model(schema["schema"])
    if schema.get("schema_ref") == Where.__pydantic_core_schema__.get("ref"):
        return Where
    return schema.get("cls")


def _without_checks(schema: Any) -> Any:
    """Return a schema of pydantic without functions in Python and without limits on texts and numbers."""
    if isinstance(schema, list | tuple):
        return type(schema)(map(_without_checks, schema))
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") in _FUNCTIONS:
        inside = _without_checks(schema["schema"])
        return inside | {"ref": schema["ref"]} if "ref" in schema else inside
    return {
        name: value if name in ("metadata", "serialization") else _without_checks(value)
        for name, value in schema.items()
        if not (schema.get("type") in ("str", "int", "float") and name in _CHECKS)
    }
