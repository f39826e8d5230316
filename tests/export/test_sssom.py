"""The SSSOM table, read back with a YAML and a CSV reader."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
import yaml

from generator.config import Edition
from generator.export.sssom import COLUMNS, EXTENSIONS, TSV, export_sssom
from generator.link.knowledge_base import KnowledgeBase


def read(base: KnowledgeBase, edition: Edition) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the metadata block and the rows."""
    lines = export_sssom(base, edition)[TSV].decode().split("\n")
    metadata = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    table = "\n".join(line for line in lines if not line.startswith("#"))
    return metadata or {}, list(csv.DictReader(io.StringIO(table), delimiter="\t"))


def test_the_metadata_block_names_the_set(base: KnowledgeBase, edition: Edition) -> None:
    metadata, _ = read(base, edition)
    assert metadata["mapping_set_id"].endswith("data/crosswalk.sssom.tsv")
    assert metadata["mapping_set_title"] == 'Evidence "map": crosswalk of themes'
    assert metadata["mapping_set_description"] == "Themes: what studies say #1"
    assert metadata["mapping_set_version"] == "1.2.0"
    assert metadata["publication_date"] == "2026-11-21"
    assert metadata["license"] == edition.license_url
    assert [extension["slot_name"] for extension in metadata["extension_definitions"]] == list(EXTENSIONS)


def test_a_row_per_mapping_then_a_row_per_theme_without_a_term(base: KnowledgeBase, edition: Edition) -> None:
    _, rows = read(base, edition)
    assert [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows] == [
        ("alpha2020:time", "skos:closeMatch", "theme:held"),
        ("study-2021beta:trust", "skos:relatedMatch", "theme:held"),
        ("alpha2020:odd", "skos:mappingRelation", "sssom:NoTermFound"),
    ]
    assert all(list(row) == list(COLUMNS) for row in rows)
    assert {row["mapping_justification"] for row in rows} == {"semapv:ManualMappingCuration"}
    assert rows[2]["object_label"] == rows[2]["translation"] == ""
    assert rows[2]["object_source"] == "evidencemap:themes/"


def test_every_curie_has_its_prefix_and_expands_to_the_name_in_skos(base: KnowledgeBase, edition: Edition) -> None:
    metadata, rows = read(base, edition)
    prefixes = metadata["curie_map"]
    for row in rows:
        for column in ("subject_id", "predicate_id", "object_id", "subject_source", "object_source"):
            assert row[column].partition(":")[0] in prefixes
    prefix, _, local = rows[1]["subject_id"].partition(":")
    assert f"{prefixes[prefix]}{local}".endswith("studies/2021beta/#theme-trust")


def test_judgements_stand_in_words_and_no_number_is_invented(base: KnowledgeBase, edition: Edition) -> None:
    _, rows = read(base, edition)
    assert "confidence" not in COLUMNS
    assert rows[0]["confidence_level"] == "high"
    assert rows[0]["supporting_quotes"] == "alpha2020.q01"
    assert rows[1]["translation"] == "refutational"
    assert rows[1]["contradicting_quotes"] == "alpha2020.q01|alpha2020.q02"
    assert rows[1]["reviewer_label"] == "A reader"
    assert rows[0]["author_label"] == r"An \| editor"


@pytest.mark.parametrize("column", ["comment", "subject_label"])
def test_no_text_can_break_a_row(base: KnowledgeBase, edition: Edition, column: str) -> None:
    content = export_sssom(base, edition)[TSV].decode()
    data = [line for line in content.splitlines() if not line.startswith("#")]
    assert len(data) == 4
    assert len({line.count("\t") for line in data}) == 1
    _, rows = read(base, edition)
    row = rows[0] if column == "comment" else rows[2]
    assert 'said "no" & <b>left</b>; then silence — ‘πόνος’ #1 | 10⁶' in row[column]


def test_nothing_makes_a_table_without_rows(empty: KnowledgeBase, edition: Edition) -> None:
    assert read(empty, edition)[1] == []
