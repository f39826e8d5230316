"""Objects that fit the model: validated quickly, and read back without being validated again.

Comes in: data of a file, or an object of the model. Goes out: the object, or its JSON, and from that the same object. The
JSON comes out of the cache, which takes nothing that it did not sign itself, or from a process of this run, so no check of
the model needs to run a second time. Places in a paper, half of all objects of a study and mostly alike, are validated once
and written as short texts, and those that are alike become one object.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, SchemaSerializer, SchemaValidator, core_schema

from generator.model.base import Places, Where

M = TypeVar("M", bound=BaseModel)

_FUNCTIONS = {"function-before", "function-after", "function-wrap"}
_CHECKS = {"pattern", "min_length", "max_length", "ge", "le", "gt", "lt"}
_EXACT = {
    *("model", "model-fields", "model-field", "default", "nullable", "union", "tuple", "definitions", "definition-ref"),
    *("str", "int", "float", "bool", "none", "literal", "no-info", *_FUNCTIONS),
}
"""Types that JSON gives back as they were, numbers without a value apart, which no file can hold."""
_REMEMBERED = 20_000
"""Places, of a few hundred bytes each, that are remembered at once: a thousand studies have some three thousand."""
_PLACES: TypeAdapter[tuple[Where, ...]] = TypeAdapter(Places)


def fitting(model: type[M], data: Any) -> M | None:
    """Return the object that plain data describe, or None where anything does not fit."""
    try:
        found: M = _checker(model).validate_python(data)
    except ValidationError:
        return None
    return found


def to_line(found: BaseModel) -> str | None:
    """Return an object as one line of JSON, or None where it would not come back as it is."""
    try:
        line = _writer(type(found)).to_json(found, exclude_unset=True).decode()
    except PydanticSerializationError:
        return None
    if "\n" in line or not (_comes_back(type(found)) or from_line(type(found), line) == found):
        return None
    return line


def from_line(model: type[M], line: str) -> M:
    """Return the object that `to_line` wrote."""
    found: M = _reader(model).validate_json(line)
    return found


@cache
def _checker(model: type[BaseModel]) -> SchemaValidator:
    schema = _with_places(model.__pydantic_core_schema__, core_schema.no_info_plain_validator_function(_check))
    return _validator(schema)


@cache
def _reader(model: type[BaseModel]) -> SchemaValidator:
    return trusting(_with_places(model.__pydantic_core_schema__, core_schema.no_info_plain_validator_function(_read)))


@cache
def _comes_back(model: type[BaseModel]) -> bool:
    """Say whether every object of a model comes back from JSON: one of other types is read back and compared each time."""
    return _kinds(model.__pydantic_core_schema__) <= _EXACT


def _kinds(schema: Any) -> set[str]:
    """Return the kinds of types in a schema of pydantic."""
    if isinstance(schema, list | tuple):
        return set().union(*map(_kinds, schema))
    if not isinstance(schema, dict):
        return set()
    if not isinstance(schema.get("type"), str):  # Fields by name, of which one may be called `type`.
        return _kinds([*schema.values()])
    inside = (value for name, value in schema.items() if name not in ("metadata", "serialization", "default"))
    return {schema["type"]}.union(*map(_kinds, inside))


@cache
def _writer(model: type[BaseModel]) -> SchemaSerializer:
    text = core_schema.plain_serializer_function_ser_schema(_write, return_schema=core_schema.str_schema())
    schema = _with_places(model.__pydantic_core_schema__, core_schema.any_schema(serialization=text))
    try:
        return SchemaSerializer(schema, _use_prebuilt=False)
    except TypeError:  # pragma: no cover - see `trusting`; places are written out then, and read all the same
        return SchemaSerializer(schema)


@lru_cache(_REMEMBERED)
def _read(text: str) -> tuple[Where, ...]:
    return _PLACES.validate_json(text)


def _write(places: tuple[Where, ...]) -> str:
    known = _written.get(id(places))
    if known is None:
        if len(_written) >= _REMEMBERED:
            _written.clear()
        known = _written[id(places)] = (_PLACES.dump_json(places, exclude_unset=True).decode(), places)
    return known[0]


def _check(places: Any) -> tuple[Where, ...]:
    # Two texts tell 7, 7.0, "7" and true apart, which are one key of a dictionary.
    known = _checked.get(text := repr(places))
    if known is None:
        if len(_checked) >= _REMEMBERED:
            _checked.clear()
        known = _checked[text] = _PLACES.validate_python(places)
    return known


_checked: dict[str, tuple[Where, ...]] = {}
"""By the data that they were made of, as text."""
_written: dict[int, tuple[str, tuple[Where, ...]]] = {}
"""By identity, which is theirs for as long as they are held here."""


def trusting(schema: Any) -> SchemaValidator:
    """Return a validator that takes data to be right, for a schema of pydantic."""
    return _validator(_without_checks(schema))


def _validator(schema: Any) -> SchemaValidator:
    try:
        # Otherwise pydantic takes each model's own validator, whatever the schema says.
        return SchemaValidator(schema, _use_prebuilt=False)
    except TypeError:  # pragma: no cover - of a pydantic without this word; the objects are the same, only later
        return SchemaValidator(schema)


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
