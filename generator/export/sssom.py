"""The crosswalk as one table: SSSOM TSV with its metadata block.

Comes in: a knowledge base. Goes out: `crosswalk.sssom.tsv` (https://w3id.org/sssom/spec, version
1.0). Our words on confidence and translation have no slot there, so they stand in extension slots;
SSSOM's own `confidence` is a number, and nobody here has measured one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from typing import Any

from generator.config import Edition
from generator.export.pieces import Binder, Piece, Run, theme_pieces
from generator.export.row_groups import mappings_by_theme
from generator.export.uris import Uris, study_prefix, uris_of
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedMapping, LinkedTheme
from generator.model.crosswalk import NoTermFound

TSV = "data/crosswalk.sssom.tsv"

EXTENSIONS = ("translation", "confidence_level", "supporting_quotes", "contradicting_quotes")
"""Columns that SSSOM does not define, declared under `extension_definitions`."""

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "reviewer_label",
    "subject_source",
    "object_source",
    "mapping_date",
    "comment",
    *EXTENSIONS,
)

_COMMENT = (
    "Read each row from the theme as the study prints it to the cross-study theme: skos:broadMatch says that ours is "
    "the broader one. `comment` gives the reason. Rows with sssom:NoTermFound are themes that fit no cross-study "
    "theme. `translation` is that of meta-ethnography (Noblit and Hare 1988); a refutational row is skos:relatedMatch, "
    "because SKOS has no contradiction. `confidence_level` is the editors' word: high, moderate or low."
)


def export_sssom(base: KnowledgeBase, edition: Edition, binder: Binder | None = None) -> dict[str, bytes]:
    """Return the table: first the mappings in map order, then the themes that fit none of ours."""
    binder = binder or Binder()
    head = [*(f"#{line}" for line in _metadata_lines(_metadata(base, edition))), "\t".join(COLUMNS)]
    onto = mappings_by_theme(base)
    mappings = theme_pieces(base, binder.keys, lambda theme: _lines(map(_mapping_row, onto.get(theme.id, ()))))
    unmapped = (_unmapped_row(base.study_themes[key], found) for key, found in base.no_term_found.items())
    content = binder.bind(
        TSV, ("\n".join(head) + "\n").encode(), Run(mappings), Run([Piece("", lambda: _lines(unmapped))])
    )
    return {TSV: content}


def _lines(rows: Iterable[AbcMapping[str, str]]) -> bytes:
    return "".join("\t".join([_cell(row.get(column, "")) for column in COLUMNS]) + "\n" for row in rows).encode()


def _metadata(base: KnowledgeBase, edition: Edition) -> dict[str, Any]:
    uris = uris_of(edition)
    metadata: dict[str, Any] = {
        "mapping_set_id": f"{uris.root}{TSV}",
        "mapping_set_title": f"{edition.title}: crosswalk of themes",
        "mapping_set_version": edition.version,
        "mapping_set_description": edition.description,
        "creator_label": [edition.editors],
        "license": edition.license_url,
        "publication_date": edition.date,
        "comment": _COMMENT,
        "curie_map": _curie_map(base, uris),
        "extension_definitions": [
            {"slot_name": name, "property": f"evidencemap:data/#{name}", "type_hint": "xsd:string"}
            for name in EXTENSIONS
        ],
    }
    return {key: value for key, value in metadata.items() if value}


def _curie_map(base: KnowledgeBase, uris: Uris) -> dict[str, str]:
    return {
        "evidencemap": uris.root,
        "semapv": "https://w3id.org/semapv/vocab/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sssom": "https://w3id.org/sssom/",
        "theme": uris.cross_scheme,
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        **dict(uris.study_prefix(study) for study in sorted(base.studies)),
    }


def _metadata_lines(metadata: dict[str, Any]) -> Iterable[str]:
    """Yield YAML; every scalar is written as JSON, which YAML reads the same way."""
    for key, value in metadata.items():
        if isinstance(value, str):
            yield f"{key}: {_scalar(value)}"
            continue
        yield f"{key}:"
        if isinstance(value, dict):
            yield from (f"  {name}: {_scalar(text)}" for name, text in value.items())
            continue
        for item in value:
            if isinstance(item, str):
                yield f"  - {_scalar(item)}"
                continue
            for position, (name, text) in enumerate(item.items()):
                yield f"  {'-' if position == 0 else ' '} {name}: {_scalar(text)}"


def _mapping_row(joined: LinkedMapping) -> dict[str, str]:
    mapping = joined.mapping
    return {
        **_subject(joined.study_theme),
        "predicate_id": f"skos:{mapping.predicate}",
        "object_id": f"theme:{joined.cross_theme.id}",
        "object_label": joined.cross_theme.label,
        "author_label": _multivalued([mapping.author]),
        "reviewer_label": _multivalued([mapping.reviewer] if mapping.reviewer else []),
        "mapping_date": mapping.date,
        "comment": mapping.justification,
        "translation": mapping.translation,
        "confidence_level": mapping.confidence,
        "supporting_quotes": _multivalued(mapping.supporting_quotes),
        "contradicting_quotes": _multivalued(mapping.contradicting_quotes),
    }


def _unmapped_row(linked: LinkedTheme, found: NoTermFound) -> dict[str, str]:
    """Return a row for a theme without a match: no mapping relation of SKOS holds to any of ours."""
    return {
        **_subject(linked),
        "predicate_id": "skos:mappingRelation",
        "object_id": "sssom:NoTermFound",
        "author_label": _multivalued([found.author]),
        "mapping_date": found.date,
        "comment": found.justification,
    }


def _subject(linked: LinkedTheme) -> dict[str, str]:
    study = linked.study.id
    return {
        "subject_id": f"{study_prefix(study)}:{linked.node.id}",
        "subject_label": linked.node.label,
        "mapping_justification": "semapv:ManualMappingCuration",
        "subject_source": f"evidencemap:studies/{study}/",
        "object_source": "evidencemap:themes/",
    }


def _multivalued(values: Iterable[str]) -> str:
    return "|".join(value.replace("|", r"\|") for value in values)


def _cell(text: str) -> str:
    """Return a cell; no tab and no line break is left in it, but quotation marks are doubled as in CSV."""
    line = _one_line(text)
    return '"{}"'.format(line.replace('"', '""')) if '"' in line else line


def _scalar(text: str) -> str:
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    """Return the text with every run of white space and control characters as one space."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
