"""The schemas that editors read accept what the loader accepts, explain every key, and are current."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pydantic import ValidationError
from typer.testing import CliRunner

from generator.authoring.schema import FOLDER, KINDS, make_schemas, schema_files
from generator.authoring.schema_words import COMMON, WORDS
from generator.build import check_project
from generator.cli import app
from generator.load.content import load_corpus
from generator.load.located_yaml import read_yaml
from generator.model.json_schema import DescribedSchema
from generator.model.vocabulary import Vocabulary

PROJECT = Path(__file__).parent.parent.parent
SMALL = PROJECT / "tests" / "small"
FOLDERS = {"studies": "study", "themes": "theme", "findings": "finding", "orientation": "pack"}


def read(path: Path) -> Any:
    document = read_yaml(path, path.name)
    assert not document.diagnostics
    return document.data


def files_of(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield every content file with its kind."""
    for folder, kind in FOLDERS.items():
        for path in sorted((root / "content" / folder).glob("*.yml")):
            yield kind, path
    for kind in ("unmapped", "vocabulary", "synthesis", "glossary"):
        path = root / "content" / f"{kind}.yml"
        if path.exists():
            yield kind, path


@cache
def of_project(root: Path) -> dict[str, Draft7Validator]:
    return validators(load_corpus(root).vocabulary)


def validators(vocabulary: Vocabulary | None = None) -> dict[str, Draft7Validator]:
    schemas = make_schemas(vocabulary)
    for schema in schemas.values():
        Draft7Validator.check_schema(schema)
    return {kind: Draft7Validator(schema) for kind, schema in schemas.items()}


PLAIN = validators()
REAL = [pytest.param(kind, path, id=path.name, marks=pytest.mark.content) for kind, path in files_of(PROJECT)]
MADE_UP = [pytest.param(kind, path, id=path.name) for kind, path in files_of(SMALL)]
PACK = {
    "id": "p",
    "title": "t",
    "audience": "a",
    "purpose": "p",
    "order": 1,
    "sections": [
        {
            "title": "s",
            "blocks": [
                {"paragraph": "x", "own_words": True},
                {"list": ["x"]},
                {"table": {"caption": "c", "head": ["a", "b"], "rows": [["x", "y"]]}},
                {"quotes": ["alpha2020.q01"]},
                {"cards": [{"quote": "alpha2020.q01", "question": "Why?"}]},
            ],
        }
    ],
}
GLOSSARY = {
    "terms": [{"id": "tea", "label": "Tea", "definition": "Hot.", "also": ["cha"], "sources": ["alpha2020, p. 3"]}]
}
SYNTHESIS = {"items": [{"item": 1, "name": "Aim", "text": "To test."}]}


@pytest.mark.content
def test_the_committed_schemas_are_current() -> None:
    corpus = load_corpus(PROJECT)
    for path, content in schema_files(corpus.vocabulary).items():
        assert (PROJECT / path).read_bytes() == content, f"{path} is not current: run `evidence-map schema`"
    written = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / FOLDER).iterdir()}
    assert written == set(schema_files(corpus.vocabulary))


@pytest.mark.parametrize(("kind", "path"), REAL + MADE_UP)
def test_every_content_file_fits_its_schema(kind: str, path: Path) -> None:
    root = PROJECT if path.is_relative_to(PROJECT / "content") else SMALL
    validator = of_project(root)[kind]
    assert [error.message for error in validator.iter_errors(read(path))] == []


@pytest.mark.parametrize(("kind", "path"), REAL)
def test_every_content_file_names_its_schema(kind: str, path: Path) -> None:
    up = "../" if path.parent.name != "content" else ""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={up}schema/{kind}.json"


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained(kind: str) -> None:
    schema = make_schemas(None)[kind]
    for name, definition in ((kind, schema), *schema["definitions"].items()):
        for key, value in definition.get("properties", {}).items():
            assert value.get("description", "").strip(), f"{name}.{key}"


def test_no_words_are_left_over() -> None:
    keys = set()
    for model in KINDS.values():
        raw = model.model_json_schema(schema_generator=DescribedSchema)
        for name, definition in (raw.get("$defs", {}) | {model.__name__: raw}).items():
            keys |= {f"{name}.{key}" for key, value in definition["properties"].items() if "description" not in value}
    assert keys >= set(WORDS)
    assert {key.partition(".")[2] for key in keys - set(WORDS)} == set(COMMON)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def changed(data: Any, path: tuple[Any, ...], change: Callable[[Any, Any], None]) -> Any:
    data = copy.deepcopy(data)
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    change(inner, path[-1])
    return data


VALUES: list[Any] = [None, "x", "", 1, -1, 1.5, True, [], {}, ["x"], {"x": 1}, "not_reported", {"page": 1}]


def mutations(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield the data with one place taken away, exchanged or added to, at every place; of a list's items, the first."""
    seen = set()
    for path in places(data):
        alike = tuple("*" if isinstance(part, int) else part for part in path)
        if not path or alike in seen:
            continue
        seen.add(alike)
        yield f"without {path}", changed(data, path, lambda inner, key: inner.pop(key))
        for value in VALUES:
            yield f"{value!r} at {path}", changed(data, path, lambda inner, key, v=value: inner.__setitem__(key, v))
        if isinstance(path[-1], str):
            yield f"a stray key at {path}", changed(data, path, lambda inner, key: inner.__setitem__(f"{key}s", 1))


BEYOND_A_SCHEMA = ("`min` is greater than `max`", "cells, but the table has")
"""What compares two values, which JSON Schema cannot."""


WHOLE = read(SMALL / "content/studies/alpha2020.yml")
LEAST = read(SMALL / "content/studies/beta2021.yml")

SAMPLES = [
    # Block by block: the whole study would be validated thousands of times.
    *(("study", LEAST | {block: WHOLE[block]}) for block in WHOLE if isinstance(WHOLE[block], dict | list)),
    ("study", LEAST),
    ("theme", read(SMALL / "content/themes/slow-kettles.yml")),
    ("finding", read(SMALL / "content/findings/kettles-are-slow.yml")),
    ("vocabulary", read(SMALL / "content/vocabulary.yml")),
    ("unmapped", read(SMALL / "content/unmapped.yml")),
    ("pack", PACK),
    ("glossary", GLOSSARY),
    ("synthesis", SYNTHESIS),
]


@pytest.mark.parametrize(("kind", "data"), SAMPLES, ids=[f"{kind}-{i}" for i, (kind, _) in enumerate(SAMPLES)])
def test_schema_and_loader_agree_on_every_change(kind: str, data: Any) -> None:
    model, validator = KINDS[kind], PLAIN[kind]
    model.model_validate(data)
    disagree, refused = [], 0
    for name, broken in mutations(data):
        try:
            model.model_validate(broken)
            fits = True
        except ValidationError as error:
            fits = False
            refused += 1
            if any(words in str(error) for words in BEYOND_A_SCHEMA):
                continue
        if validator.is_valid(broken) != fits:
            disagree.append(f"{name}: the loader {'accepts' if fits else 'refuses'} it, the schema does not")
    assert disagree == []
    assert refused > 20


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("country: SE", "country: Sweden"),
        ("profession: psychiatry", "profession: psychology"),
        ("stage: trainee", "stage: trainees"),
        ("kind: qualitative_study", "kind: qualitative"),
        ("size: {value: 2, where: {page: 3}}", "size: 2"),
        ("size: {value: 2, where: {page: 3}}", "size: {value: 2}"),
        ("recruitment: not_reported\n  statements", "recruitment: not reported\n  statements"),
        ("illustrates: [cups, noise]", "ilustrates: [cups, noise]"),
        ('  date: "2026-01-02"', '  date: "2 January 2026"'),
        ("  - id: q03", "  - id: Q 03"),
        ("    where: {page: 6}\n    illustrates", "    where: {}\n    illustrates"),
        ("credibility: unequivocal", "credibility: high"),
    ],
)
def test_a_wrong_file_is_refused_by_schema_and_check(
    small: Path, edit: Callable[[str, str, str], int], old: str, new: str
) -> None:
    edit("content/studies/alpha2020.yml", old, new)
    schema = validators(load_corpus(small).vocabulary)["study"]
    assert not schema.is_valid(read(small / "content/studies/alpha2020.yml"))
    assert check_project(small).report.errors


def test_the_folder_of_schemas_is_no_stray_content(small: Path) -> None:
    shutil.copytree(PROJECT / FOLDER, small / FOLDER)
    assert [str(d) for d in check_project(small).report.diagnostics] == []


def test_the_terms_of_the_project_stand_in_the_schema() -> None:
    schema = make_schemas(load_corpus(SMALL).vocabulary)["study"]
    country = schema["definitions"]["Setting"]["properties"]["country"]
    assert country["enum"] == ["SE"]
    assert "`SE`: Sweden" in country["description"]
    assert json.dumps(schema, ensure_ascii=False).count("allOf") == 0


def test_the_command_writes_what_is_not_current(small: Path) -> None:
    def run(root: Path) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["schema", "--root", str(root)])
        return result.exit_code, result.output

    status, said = run(small)
    assert status == 0 and "content/schema/study.json" in said
    assert {path.name for path in (small / FOLDER).iterdir()} == {f"{kind}.json" for kind in KINDS}
    assert run(small) == (0, "All schemas are current.\n")
    vocabulary = small / "content/vocabulary.yml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8").replace("id: SE", "id: FI"), encoding="utf-8")
    assert run(small) == (0, "Written: content/schema/study.json\n")
    status, said = run(small / "content")
    assert status == 2 and "no folder `content`" in said
