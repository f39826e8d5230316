"""From plain data to model objects; what does not fit is said in plain words, with its place.

Comes in: a located document and a class of the model. Goes out: the object, or None, and one
diagnostic per problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, Location, Severity, did_you_mean, field_name
from generator.load.limits import MAX_PROBLEMS
from generator.load.located_yaml import LocatedDocument
from generator.model.base import Identifier, IsoDate, QualifiedId
from generator.model.corpus import FieldPath
from generator.model.vocabulary import Term

M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "string_type": "text",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a block of keys and values",
    "model_type": "a block of keys and values",
    "model_attributes_type": "a block of keys and values",
}
_TYPE_HINTS = {
    "a whole number": "Write digits without quotation marks, e.g. `7`.",
    "a number": "Write digits without quotation marks, e.g. `7` or `1.5`.",
    "true or false": "Write `true` or `false` without quotation marks.",
    "text": "If it is meant as text, put it in quotation marks.",
    "a list": "Write each item on a line of its own, after `- `.",
    "a block of keys and values": "Write one `key: value` per line, indented below the key.",
}


class Problem(NamedTuple):
    """One error of pydantic, with its place in the YAML."""

    path: FieldPath
    """Only what is written in the file."""
    missing: tuple[str, ...]
    """The key that is not in the file, where that is the error."""
    detail: Mapping[str, Any]


def validate(model: type[M], document: LocatedDocument) -> tuple[M | None, list[Diagnostic]]:
    """Return the object that a document describes, or None, and what does not fit the model.

    What the document's own diagnostics already say of a place is not said again.
    """
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        problems = [clean(document.data, detail) for detail in error.errors(include_url=False)]
    more = len(problems) - MAX_PROBLEMS
    if more > 0:
        problems = sorted(problems, key=lambda problem: _place(_locate(document, problem.path)))[:MAX_PROBLEMS]
    blamed = {_place(problem.location) for problem in document.diagnostics}
    found = _diagnose(model, document, problems)
    kept = [problem for problem in found if _place(problem.location) not in blamed]
    if more > 0:
        message = f"{more:,} more problems follow in this file"
        kept.append(Diagnostic("schema-value", Severity.ERROR, kept[-1].location, message, "Mend those above first."))
    return None, kept


def _diagnose(model: type[BaseModel], document: LocatedDocument, problems: Iterable[Problem]) -> Iterator[Diagnostic]:
    """Yield one diagnostic per problem; the branches of a union that all failed are one problem."""
    wrong_types: dict[FieldPath, list[Problem]] = {}
    for problem in problems:
        kind = problem.detail["type"]
        if kind in _EXPECTED:
            wrong_types.setdefault(problem.path, []).append(problem)
        elif kind == "extra_forbidden":
            yield _unknown_key(model, document, problem)
        else:
            yield _other(document, problem)
    for path, group in wrong_types.items():
        yield _wrong_type(document, path, group)


def clean(data: Any, detail: Mapping[str, Any]) -> Problem:
    """Leave out of pydantic's path what is not in the file: branches of unions, the `0` of a lone item."""
    path: list[str | int] = []
    for part in detail["loc"]:
        in_mapping = isinstance(data, dict) and part in data
        in_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if in_mapping or in_list:
            data = data[part]
            path.append(part)
    missing = (str(detail["loc"][-1]),) if detail["type"] == "missing" else ()
    return Problem(tuple(path), missing, detail)


def _unknown_key(model: type[BaseModel], document: LocatedDocument, problem: Problem) -> Diagnostic:
    key = str(problem.path[-1])
    known = sorted({name for found in _models_at(model, problem.path[:-1]) for name in found.model_fields})
    hint = f"{did_you_mean(key, known)} Known here: {', '.join(f'`{name}`' for name in known)}.".strip()
    location = document.key_positions.get(problem.path) or _locate(document, problem.path)
    return Diagnostic("schema-unknown-key", Severity.ERROR, location, f"the key `{key}` is not known here", hint)


def _wrong_type(document: LocatedDocument, path: FieldPath, group: list[Problem]) -> Diagnostic:
    expected = list(dict.fromkeys(_EXPECTED[problem.detail["type"]] for problem in group))
    if {"a number", "a whole number"} <= set(expected):
        expected.remove("a whole number")
    value = group[0].detail["input"]
    if value is None and not path:
        message, hint = "this file is empty", "Fill it in, or delete it."
    elif value is None:
        message = f"a value is missing here; it should be {' or '.join(expected)}"
        hint = "Write the value, or take the key away."
    else:
        message, hint = f"this should be {' or '.join(expected)}, not {_kind(value)}", _TYPE_HINTS[expected[-1]]
    return Diagnostic("schema-type", Severity.ERROR, _locate(document, path), message, hint)


def _other(document: LocatedDocument, problem: Problem) -> Diagnostic:
    kind, detail = problem.detail["type"], problem.detail
    context = detail.get("ctx", {})
    hint = ""
    if kind == "missing":
        rule, message = "schema-missing-key", f"the key `{problem.missing[0]}` is missing here"
        hint = f"Add `{problem.missing[0]}:` with its value."
    elif kind == "literal_error":
        rule, message, hint = "schema-term", *_term(detail["input"], context["expected"])
    elif kind in ("string_pattern_mismatch", "string_too_short", "string_too_long"):
        rule, message, hint = "schema-pattern", *_pattern(detail["input"], context)
    elif kind == "value_error":
        rule, message = "schema-value", str(context["error"])
    else:
        rule, message = "schema-value", f"this value does not fit: {detail['msg'][:1].lower()}{detail['msg'][1:]}"
    return Diagnostic(rule, Severity.ERROR, _locate(document, problem.path, problem.missing), message, hint)


def _term(value: Any, expected: str) -> tuple[str, str]:
    terms = re.findall(r"'([^']*)'", expected)
    near = did_you_mean(value, terms) if isinstance(value, str) else ""
    shown = f"`{_short(value)}`" if isinstance(value, str) else _kind(value)
    hint = f"{near} Allowed: {', '.join(f'`{term}`' for term in terms)}.".strip()
    return f"{shown} is not one of the allowed terms", hint


def _pattern(value: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if "max_length" in context:
        most = context["max_length"]
        return f"this text has {len(value)} characters; {most} is the most", "Choose a shorter one."
    if not value.strip():
        return "this text is empty", "Write the text, or take the key away."
    wanted, hint = _PATTERNS.get(context.get("pattern", ""), ("of the form that is asked for here", ""))
    return f"`{_short(value)}` is not {wanted}", hint


def _patterns_in(annotated: Any) -> Iterator[str]:
    """Yield the patterns of an annotated type or of a field of the model."""
    for constraint in getattr(annotated, "__metadata__", None) or annotated.metadata:
        pattern = getattr(constraint, "pattern", None)
        if isinstance(pattern, str):
            yield pattern


def _pattern_table() -> dict[str, tuple[str, str]]:
    """Return what each pattern of the model wants, in words, and an example."""
    explained = (
        (Identifier, ("an id", "Use lower-case a to z, digits and single `-` or `_`, e.g. `fire-under-ash`.")),
        (QualifiedId, ("a study's id, a dot and an id of that study", "Write e.g. `yahyavi2020.q01`.")),
        (IsoDate, ("a date", 'Write year-month-day in quotation marks, e.g. `"2026-11-21"`.')),
        (
            Term.model_fields["id"],
            ("an id of a term", "Use a to z, A to Z, digits and single `-` or `_`, e.g. `general_practice` or `IR`."),
        ),
    )
    return {pattern: words for annotated, words in explained for pattern in _patterns_in(annotated)}


def _models_at(model: type[BaseModel], path: FieldPath) -> list[type[BaseModel]]:
    """Return the classes of the model that may stand at a path."""
    models = [model]
    for part in path:
        if isinstance(part, str):
            fields = [found.model_fields[part] for found in models if part in found.model_fields]
            models = [inner for found in fields for inner in _models_in(found.annotation)]
    return models


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _locate(document: LocatedDocument, path: FieldPath, missing: FieldPath = ()) -> Location:
    """Return the place of a field, or of the nearest one around it, under the field's own name."""
    for end in range(len(path), -1, -1):
        place = document.positions.get(path[:end])
        if place is not None:
            return Location(place.path, place.line, place.column, field_name((*path, *missing)))
    return Location(document.shown_as, field=field_name((*path, *missing)))


def _place(location: Location) -> tuple[int, int]:
    return location.line, location.column


def _kind(value: Any) -> str:
    """Return what a YAML value is, in plain words."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"the number `{value}`"
    if isinstance(value, str):
        return f"text (`{_short(value)}`)"
    return "a list" if isinstance(value, list | tuple) else "a block of keys and values"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


_PATTERNS = _pattern_table()
