"""JSON files laid out to be compared: a record on a line, and large records opened up.

Comes in: lists, dicts and objects of the model. Goes out: bytes. Two editions of a file differ in the lines whose records
differ; indentation would say no more, make the file half as large again and cost ten times the work.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from functools import cache
from typing import Any

from pydantic_core import to_json

from generator.model.base import Model

Depth = int | AbcMapping[str, int]
"""How many levels are opened, each item on lines of its own; of an object, for each key apart."""


def json_lines(value: Any, depth: Depth) -> bytes:
    """Return a JSON file whose first levels stand on lines of their own, e.g. `[`, a line for each record, `]`.

    A key of a model that has no value is left out. Those that every record has, with or without a value, need `record`.
    """
    return _opened(value, depth) + b"\n"


def json_records(values: Iterable[Any], depth: Depth = 0) -> bytes:
    """Return records as they stand in a list of such a file, without its brackets."""
    return b",\n".join(_opened(value, depth) for value in values)


def json_indented(value: Any) -> bytes:
    """Return a small JSON file that people read."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def record(value: Model) -> dict[str, Any]:
    """Return an object as a dict: a key that may be left out and is, is left out here too."""
    required = _required(type(value))
    return {name: item for name, item in value.__dict__.items() if item is not None or name in required}


@cache
def _required(model: type[Model]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if field.is_required())


def _opened(value: Any, depth: Depth) -> bytes:
    if not depth or not value:
        return _closed(value)
    if isinstance(value, Model):
        value = record(value)
    if isinstance(value, dict):
        depths = dict.fromkeys(value, depth - 1) if isinstance(depth, int) else depth
        lines = (b"%b:%b" % (to_json(key), _opened(item, depths[key])) for key, item in value.items())
        return b"{\n%b\n}" % b",\n".join(lines)
    if isinstance(value, list | tuple):
        assert isinstance(depth, int)
        items = map(_closed, value) if depth == 1 else (_opened(item, depth - 1) for item in value)
        return b"[\n%b\n]" % b",\n".join(items)
    return _closed(value)


def _closed(value: Any) -> bytes:
    """Return JSON on one line; `exclude_none` is for models alone, dicts keep what they hold."""
    return to_json(value, exclude_none=True)
