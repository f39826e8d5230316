"""JSON Schema (draft 7) of each kind of content file, by which an editor completes, explains and marks errors.

Comes in: the model, and the project's vocabulary. Goes out: one schema per kind, as `content/schema/KIND.json`, that
accepts what the loader accepts. Editors know draft 7 best. What joins files (an id that must exist elsewhere) is left
to `evidence-map check`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping as AbcMapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.authoring.schema_shapes import DEFINITIONS, add_shapes, tidy
from generator.authoring.schema_words import add_words
from generator.load.content import Unmapped
from generator.model.crosswalk import CrossStudyTheme
from generator.model.finding import ReviewFinding
from generator.model.glossary import Glossary
from generator.model.json_schema import DescribedSchema
from generator.model.pack import Pack
from generator.model.redirects import Redirects
from generator.model.study import Study
from generator.model.synthesis import Synthesis
from generator.model.vocabulary import Vocabulary

DIALECT = "http://json-schema.org/draft-07/schema#"
FOLDER = "content/schema"

KINDS: dict[str, type[BaseModel]] = {
    "study": Study,
    "theme": CrossStudyTheme,
    "finding": ReviewFinding,
    "pack": Pack,
    "unmapped": Unmapped,
    "vocabulary": Vocabulary,
    "synthesis": Synthesis,
    "glossary": Glossary,
    "redirects": Redirects,
}
"""Kind of file to the class of the model that it must fit."""

AXES = {
    ("SampleGroup", "profession"): "profession",
    ("SampleGroup", "stage"): "stage",
    ("Setting", "country"): "country",
}
"""Fields that take a term of the vocabulary, by class and field, and the axis that the term is of."""


def make_schemas(vocabulary: Vocabulary | None) -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of file; the terms are those of the project."""
    return {kind: _schema(model, vocabulary) for kind, model in KINDS.items()}


def schema_files(vocabulary: Vocabulary | None) -> dict[str, bytes]:
    """Return every schema as a file, by its path below the project."""
    return {
        f"{FOLDER}/{kind}.json": (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
        for kind, schema in make_schemas(vocabulary).items()
    }


def write_schemas(root: Path, vocabulary: Vocabulary | None) -> tuple[str, ...]:
    """Write the schemas below a project and return the paths of those that were not current."""
    changed = []
    for path, content in schema_files(vocabulary).items():
        target = root / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        changed.append(path)
    return tuple(changed)


def _schema(model: type[BaseModel], vocabulary: Vocabulary | None) -> dict[str, Any]:
    raw = model.model_json_schema(
        mode="validation", ref_template=f"{DEFINITIONS}{{model}}", schema_generator=DescribedSchema
    )
    inner = raw.pop("$defs", {})
    # The class of the file is a definition like the others, so that each rule below reaches it too.
    definitions = tidy(inner | {model.__name__: raw})
    add_words(definitions)
    _add_terms(definitions, vocabulary)
    add_shapes(definitions)
    top = definitions.pop(model.__name__)
    return {
        "$schema": DIALECT,
        "$comment": "Written by `evidence-map schema` from the program's model; do not edit.",
        **top,
        "definitions": dict(sorted(definitions.items())),
    }


def _add_terms(definitions: AbcMapping[str, Any], vocabulary: Vocabulary | None) -> None:
    """Name the terms of the vocabulary where a field takes one; an axis that the project does not have takes any."""
    axes = {axis.id: axis for axis in vocabulary.axes} if vocabulary else {}
    for (owner, field), name in AXES.items():
        if owner in definitions and name in axes:
            prop = definitions[owner]["properties"][field]
            words = "; ".join(f"`{term.id}`: {term.label}" for term in axes[name].terms)
            prop["enum"] = [term.id for term in axes[name].terms]
            prop["description"] = f"{prop['description']} Terms: {words}. New terms go into content/vocabulary.yml."
    if "NotApplicable" in definitions and axes:
        definitions["NotApplicable"]["properties"]["axis"]["enum"] = list(axes)
