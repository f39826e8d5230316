"""JSON files laid out to be compared: a record on a line, and large records opened up.

Comes in: lists and dicts. Goes out: bytes. Two editions of a file differ in the lines whose records differ; indentation
would say no more, make the file half as large again and cost ten times the work.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as AbcMapping
from typing import Any

from pydantic_core import to_json

Depth = int | AbcMapping[str, int]
"""How many levels are opened, each item on lines of its own; of an object, for each key apart."""


def json_lines(value: Any, depth: Depth) -> bytes:
    """Return a JSON file whose first levels stand on lines of their own, e.g. `[`, a line for each record, `]`."""
    return _opened(value, depth) + b"\n"


def json_indented(value: Any) -> bytes:
    """Return a small JSON file that people read."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _opened(value: Any, depth: Depth) -> bytes:
    if not value or not depth:
        return to_json(value)
    if isinstance(value, list):
        assert isinstance(depth, int)
        items = map(to_json, value) if depth == 1 else (_opened(item, depth - 1) for item in value)
        return b"[\n%b\n]" % b",\n".join(items)
    if isinstance(value, dict):
        depths = dict.fromkeys(value, depth - 1) if isinstance(depth, int) else depth
        return b"{\n%b\n}" % b",\n".join(
            b"%b:%b" % (to_json(key), _opened(item, depths[key])) for key, item in value.items()
        )
    return to_json(value)
