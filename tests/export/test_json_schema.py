"""JSON Schema: each schema is one, each file fits its own, and a broken file does not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from generator.config import Edition
from generator.export.json_schema import export_schemas, schema_path, schemas
from generator.export.site_data import export_all
from generator.link.knowledge_base import KnowledgeBase


@pytest.fixture
def files(base: KnowledgeBase, edition: Edition) -> dict[str, Any]:
    """The JSON files, parsed."""
    made = export_all(base, edition, {"alpha2020.q01": "verified"})
    return {path: json.loads(file.content) for path, file in made.items() if path.endswith(".json")}


@pytest.mark.parametrize("path", sorted(schemas()))
def test_each_schema_is_valid_and_strict_and_each_file_fits_it(files: dict[str, Any], path: str) -> None:
    schema = files[schema_path(path)]
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(files[path])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", sorted(schemas()))
def test_no_object_takes_a_key_that_is_not_explained(files: dict[str, Any], path: str) -> None:
    def objects(node: Any) -> list[Any]:
        if isinstance(node, dict):
            return [node] * (node.get("type") == "object") + [o for value in node.values() for o in objects(value)]
        return [o for item in node for o in objects(item)] if isinstance(node, list) else []

    found = objects(files[schema_path(path)])
    assert found
    assert all(schema["additionalProperties"] is False and schema["properties"] for schema in found)
    assert all(
        "description" in value for schema in found for value in schema["properties"].values() if "$ref" not in value
    )


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("data/studies.json", lambda data: data[0].update(kind="poem")),
        ("data/studies.json", lambda data: data[0]["setting"].update(country=7)),
        ("data/studies.json", lambda data: data[0]["setting"]["place"].pop("status")),
        ("data/studies.json", lambda data: data[0]["balint_group"].update(mode=None)),
        ("data/studies.json", lambda data: data[0]["references"][0].pop("named_as")),
        ("data/quotes.json", lambda data: data[0].update(id="without-dot")),
        ("data/quotes.json", lambda data: data[0].pop("speaker")),
        ("data/quotes.json", lambda data: data[0].update(new="key")),
        ("data/themes.json", lambda data: data["study_themes"][0].update(level="chapter")),
        ("data/themes.json", lambda data: data["cross_study_themes"][0]["mappings"][0].pop("study_theme")),
        ("data/findings.json", lambda data: data[0]["cerqual"]["overall"].update(level="certain")),
        ("data/map.json", lambda data: data["cells"][0].update(gap="")),
        ("data/references.json", lambda data: data[0]["issued"].update({"date-parts": [["2020"]]})),
    ],
)
def test_a_file_that_is_wrong_does_not_fit(files: dict[str, Any], path: str, change: Callable[[Any], None]) -> None:
    broken = copy.deepcopy(files[path])
    change(broken)
    with pytest.raises(ValidationError):
        Draft202012Validator(files[schema_path(path)]).validate(broken)


def test_a_schema_is_named_by_its_address_or_by_a_urn(edition: Edition) -> None:
    schema = json.loads(export_schemas(edition)["data/quotes.schema.json"])
    root = "https://example.org/map/" if edition.site_url else "urn:evidence-map:"
    assert schema["$id"] == f"{root}data/quotes.schema.json"


def test_shapes_have_names_that_a_reader_can_read() -> None:
    names = set(schemas()["data/studies.json"]["$defs"])
    assert {"Place", "Range", "FactOfText", "FactOfRange", "FactOfNumber", "FactOfClosedOrOpen", "CslItem"} <= names
    assert not [name for name in names if "_" in name or name.endswith("Record")]
