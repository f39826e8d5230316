"""The layout of the JSON files: the same data as any writer would write, a record on a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import NoneType
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

import generator.export.site_data  # noqa: F401  (so that every class of the model is known)
from generator.export import json_text
from generator.export.json_text import json_lines
from generator.export.records import QUOTES, STUDIES, THEMES, export_records
from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import Model

scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(scalars | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=12)


@given(values, st.integers(0, 5))
def test_the_layout_changes_no_value(value: Any, depth: int) -> None:
    content = json_lines(value, depth)
    assert json.loads(content) == value
    assert content.endswith(b"\n") and not content.endswith(b"\n\n")


def test_the_first_levels_stand_on_lines_of_their_own() -> None:
    value = [{"a": 1, "b": [{"c": None}, {}]}, {}]
    assert json_lines(value, 0) == b'[{"a":1,"b":[{"c":null},{}]},{}]\n'
    assert json_lines(value, 1) == b'[\n{"a":1,"b":[{"c":null},{}]},\n{}\n]\n'
    assert json_lines(value, 3) == b'[\n{\n"a":1,\n"b":[\n{"c":null},\n{}\n]\n},\n{}\n]\n'
    assert json_lines({"x": [1, 2], "y": [1, 2]}, {"x": 1, "y": 0}) == b'{\n"x":[\n1,\n2\n],\n"y":[1,2]\n}\n'


def plain(value: Any) -> Any:
    """The same rule without a library: what may be left out and is, is left out; all else is kept."""
    if isinstance(value, Model):
        fields = type(value).model_fields.items()
        items = ((name, field, getattr(value, name)) for name, field in fields)
        return {name: plain(item) for name, field, item in items if item is not None or field.is_required()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def test_every_key_of_a_study_is_written(base: KnowledgeBase) -> None:
    read = json.loads(export_records(base)[STUDIES])
    for study, record in zip(base.studies.values(), read, strict=True):
        wanted = plain(study)
        for key in ("references", "reference_list", "reference"):
            assert key in record
            wanted.pop(key, None)
            record.pop(key)
        assert record == wanted
        assert list(record) == list(wanted)
    themes = json.loads(export_records(base)[THEMES])["cross_study_themes"]
    assert [{**theme, "mappings": []} for theme in themes] == [
        {**plain(theme), "mappings": []} for theme in base.themes.values()
    ]


def test_keys_that_every_record_has_with_or_without_a_value_are_those_that_are_written_with_care() -> None:
    """`json_lines` leaves out what is None in a model; a new required key that may be None needs a `record` of its own."""

    def classes(of: type[Model]) -> Iterator[type[Model]]:
        for inner in of.__subclasses__():
            yield inner
            yield from classes(inner)

    found = {
        f"{model.__name__}.{name}"
        for model in classes(Model)
        if model.__module__.startswith("generator.model.")
        for name, field in model.model_fields.items()
        if field.is_required() and NoneType in get_args(field.annotation)
    }
    assert found == {"Quote.speaker", "CitedWork.number", "CitedWork.key"}


def test_every_quote_and_every_work_of_a_list_has_a_line_of_its_own(base: KnowledgeBase) -> None:
    files = export_records(base)
    lines = files[QUOTES].decode().splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-1]] == list(base.quotes)
    studies = files[STUDIES].decode().split("\n")
    for key, name in (("as_printed", "Wrok"), ("text", "They felt safe.")):
        found = [line for line in studies if f'"{key}":"{name}"' in line]
        assert len(found) == 1 and json.loads(found[0].rstrip(","))[key] == name


def test_small_files_are_indented_for_people() -> None:
    assert json_text.json_indented({"a": ["ä"]}) == '{\n  "a": [\n    "ä"\n  ]\n}\n'.encode()
