"""The files that speak of the other files: Data Package, citation, checksums.

Comes in: described files. Goes out: `datapackage.json` (Frictionless Data Package 2.0), `CITATION.cff` (Citation
File Format 1.2.0) and `checksums.sha256`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.config import Edition
from generator.export.data_file import DataFile
from generator.export.json_text import json_indented
from generator.export.table import Column, Table
from generator.link.knowledge_base import KnowledgeBase

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES = {"text": "string", "whole number": "integer", "number": "number", "date": "date", "yes or no": "integer"}


def license_id(edition: Edition) -> str | None:
    """Return the SPDX identifier of a Creative Commons licence, e.g. `CC-BY-4.0`, or None for any other."""
    found = re.search(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)", edition.license_url)
    if found is None:
        return None
    return f"CC0-{found[2]}" if found[1] == "zero" else f"CC-{found[1].upper()}-{found[2]}"


def data_package(base: KnowledgeBase, edition: Edition, files: Iterable[DataFile]) -> bytes:
    """Return the descriptor of these files; paths are relative to its own folder."""
    files = tuple(files)
    published = {file.table.name: file.table for file in files if file.table is not None}
    package: dict[str, Any] = {
        "$schema": PROFILE,
        "name": "evidence-map",
        "title": edition.title,
        "description": edition.description,
        "version": edition.version,
        "date": edition.date,
        "homepage": edition.site_url,
        "licenses": [
            _filled({"name": license_id(edition), "path": edition.license_url, "title": edition.license_name})
        ],
        "contributors": [{"title": edition.editors, "roles": ["editor"]}],
        "sources": [_source(base, study) for study in base.studies],
        "resources": [_resource(file, published) for file in files if file.group != "schema"],
    }
    return json_indented(_filled(package))


def _filled(value: AbcMapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item}


def _source(base: KnowledgeBase, study: str) -> dict[str, Any]:
    reference = base.references.get(study)
    doi = reference.csl.get("DOI") if reference else None
    title = reference.title if reference else base.studies[study].short_name
    return _filled({"title": title, "path": f"https://doi.org/{doi}" if doi else None})


def _resource(file: DataFile, published: AbcMapping[str, Table]) -> dict[str, Any]:
    stem, _, ending = file.name.partition(".")
    resource: dict[str, Any] = {
        "name": stem if file.table else f"{stem}.{ending}",
        "path": file.name,
        "description": f"{file.meaning} {file.opens_in}",
        "mediatype": file.media_type,
        "bytes": len(file.content),
        "hash": f"sha256:{file.sha256}",
    }
    if file.table is not None:
        resource |= {
            "type": "table",
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": _table_schema(file.table, published),
        }
    elif file.media_type == "text/tab-separated-values":
        resource |= {"type": "table", "format": "tsv", "encoding": "utf-8"}
        resource |= {"dialect": {"delimiter": "\t", "commentChar": "#"}}
    if file.schema:
        resource["jsonSchema"] = file.schema.rpartition("/")[2]
    return resource


def _table_schema(table: Table, published: AbcMapping[str, Table]) -> dict[str, Any]:
    links = [*(((c.name,), c.refers_to) for c in table.columns if c.refers_to), *table.links]
    return {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": list(columns),
                "reference": {
                    "resource": "" if other == table.name else published[other].file,
                    "fields": list(published[other].key),
                },
            }
            for columns, other in links
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    constraints = _filled({"required": column.required, "enum": list(column.values)})
    return _filled(
        {
            "name": column.name,
            "type": _TYPES[column.type],
            "description": f"{column.meaning} Ids of {column.lists}, joined by |." if column.lists else column.meaning,
            "unit": column.unit,
            "constraints": constraints,
        }
    )


def citation_file(edition: Edition) -> bytes:
    """Return how to cite the data set; each value is written as JSON, which YAML reads the same way."""
    licence = license_id(edition)
    facts: dict[str, str | None] = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, and cite the papers that you quote.",
        "type": "dataset",
        "title": edition.title,
        "abstract": edition.description,
        "version": edition.version,
        "date-released": edition.date,
        "license": licence,
        "license-url": None if licence else edition.license_url,
        "url": edition.site_url,
    }
    lines = [f"{key}: {_scalar(value)}" for key, value in facts.items() if value]
    return "\n".join([*lines, "authors:", f"  - name: {_scalar(edition.editors)}", ""]).encode()


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def checksums(files: Iterable[DataFile]) -> bytes:
    """Return a line for each file as `sha256sum` writes it, for use in the files' own folder."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda file: file.name)).encode()
