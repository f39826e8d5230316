"""The JSON files: what stands in them, and that every key is explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from generator.export.data_dictionary import UNITS, json_keys
from generator.export.json_schema import schemas
from generator.export.records import export_records
from generator.export.synthesis_records import export_synthesis_records
from generator.link.evidence_map import map_evidence
from generator.link.knowledge_base import KnowledgeBase

SHAPES = ("Place", "Fact", "Range", "ThemeNode", "GuidelineItem", "CslItem", "Name", "Date")


def read(base: KnowledgeBase, name: str, **more: Any) -> Any:
    """Return one exported file, parsed."""
    return json.loads(export_records(base, **more)[f"data/{name}.json"])


def keys_of(value: Any, prefix: str, types: dict[str, str]) -> Iterator[str]:
    """Yield every key below a value as the dictionary writes it; a key of an unknown type ends the walk."""
    if isinstance(value, list):
        for item in value:
            yield from keys_of(item, prefix, types)
    elif isinstance(value, dict):
        for name, item in value.items():
            key = f"{prefix}.{name}" if prefix else name
            yield key
            of_type = types.get(key, "").removeprefix("list of ").removesuffix(" or null")
            if of_type.startswith("Fact of "):
                yield from keys_of(item, "Fact", types)
                facts = item if isinstance(item, list) else [item]
                shape = of_type.removeprefix("Fact of ")
                for fact in facts if shape in SHAPES else ():
                    yield from keys_of(fact.get("value"), shape, types)
            elif of_type != "CslItem" and key != "Fact.value":
                yield from keys_of(item, of_type if of_type in SHAPES else key, types)


@pytest.mark.parametrize("path", sorted(schemas()))
def test_keys_that_occur_and_keys_that_are_explained_are_the_same(base: KnowledgeBase, path: str) -> None:
    docs = json_keys(path)
    types = {doc.key: doc.type for doc in docs}
    assert len(types) == len(docs), "a key is explained twice"
    files = export_records(base, {"alpha2020.q01": "verified"}) | export_synthesis_records(base, map_evidence(base))
    content = json.loads(files[path])
    assert set(keys_of(content, "", types)) == set(types)
    assert [doc.key for doc in docs if not doc.meaning.endswith(".")] == [], "explain these in export/meanings.py"


def test_units_belong_to_keys_that_exist() -> None:
    known = {doc.key for path in schemas() for doc in json_keys(path)}
    assert set(UNITS) <= known


def test_types_are_those_of_the_schema() -> None:
    docs = {doc.key: doc for doc in json_keys("data/studies.json")}
    assert docs["balint_group.session_minutes"].type == "Fact of Range"
    assert docs["balint_group.session_minutes"].unit == "minutes"
    assert docs["balint_group.membership"].type == "Fact of closed or open"
    assert docs["references.number"].type == "whole number or null"
    assert docs["themes"].type == "list of ThemeNode"
    assert docs["reference"].type == "CslItem or null"
    assert docs["Place.page"].type == "whole number or text"


def test_studies_are_in_order_of_year_then_id(base: KnowledgeBase) -> None:
    assert [study["id"] for study in read(base, "studies")] == ["alpha2020", "2021beta", "gamma2010"]


def test_references_are_a_list_in_printed_order(base: KnowledgeBase) -> None:
    study = read(base, "studies")[0]
    assert [(entry["number"], entry["key"]) for entry in study["references"]] == [
        (1, "work1999"),
        (2, "alpha2020"),
        (None, None),
    ]
    assert all(
        list(entry) == ["number", "key", "as_printed", "cited_for", "named_as", "where"]
        for entry in study["references"]
    )
    assert study["reference_list"] == "complete"
    assert study["reference"]["title"] == "On safety"


def test_a_silent_paper_and_a_missing_key_stay_apart(base: KnowledgeBase) -> None:
    full, small, _ = read(base, "studies")
    assert full["setting"]["years"] == {"status": "not_reported", "where": []}
    assert full["setting"]["place"]["status"] == "reported"
    assert "years" not in small["setting"]
    assert "methods" not in small
    assert small["reference"] is None


def test_themes_are_a_nested_tree_with_the_labels_as_printed(base: KnowledgeBase) -> None:
    safety = read(base, "studies")[0]["themes"][0]
    assert safety["subthemes"][0]["codes"][0]["label"] == "Time"
    assert safety["codes"][0]["label"] == base.study_themes["alpha2020.odd"].node.label


def test_a_quote_keeps_every_character_and_has_qualified_links(base: KnowledgeBase) -> None:
    quote, fragment = read(base, "quotes", verification={"alpha2020.q01": "verified"})
    assert quote["text"] == quote["selector"]["exact"] == base.quotes["alpha2020.q01"].quote.text
    assert list(quote["selector"]) == ["type", "exact"]
    assert quote["illustrates"] == ["alpha2020.time", "alpha2020.safety"]
    assert quote["where"] == [{"page": 12}, {"table": 2, "row": "1a"}]
    assert quote["where_text"] == "p. 12; Table 2, row 1a"
    assert quote["url"] == "studies/alpha2020/#quote-q01"
    assert quote["verification"] == "verified"
    assert "verification" not in fragment
    assert fragment["speaker"] is None
    assert fragment["same_as"] == fragment["excerpt_of"] == "alpha2020.q01"


def test_study_themes_are_flat_and_know_parent_level_and_quotes(base: KnowledgeBase) -> None:
    themes = {theme["id"]: theme for theme in read(base, "themes")["study_themes"]}
    assert len(themes) == len(base.study_themes)
    time = themes["alpha2020.time"]
    assert (time["parent"], time["level"], time["quotes"]) == ("alpha2020.trust", "code", ["alpha2020.q01"])
    assert themes["alpha2020.safety"]["parent"] is None
    assert themes["alpha2020.trust"]["quotes"] == []


def test_mappings_and_themes_without_a_term_name_the_study_theme(base: KnowledgeBase) -> None:
    themes = read(base, "themes")
    held = themes["cross_study_themes"][0]
    assert held["mappings"][0]["study_theme"] == "alpha2020.time"
    assert held["mappings"][1]["contradicting_quotes"] == ["alpha2020.q01", "alpha2020.q02"]
    assert [found["study_theme"] for found in themes["no_term_found"]] == ["alpha2020.odd"]


def test_references_are_csl_json(base: KnowledgeBase) -> None:
    items = read(base, "references")
    assert [item["id"] for item in items] == ["alpha2020", "work1999"]
    assert items[0]["note"] == "Seen."
    assert "note" not in base.references["alpha2020"].csl


def test_findings_of_the_review_name_everything_by_qualified_ids(base: KnowledgeBase) -> None:
    finding = json.loads(export_synthesis_records(base, map_evidence(base))["data/findings.json"])[0]
    assert finding["contributions"] == [
        {
            "study": "alpha2020",
            "findings": ["alpha2020.f01"],
            "themes": ["alpha2020.safety"],
            "quotes": ["alpha2020.q01"],
        },
        {"study": "2021beta", "findings": [], "themes": ["2021beta.trust"], "quotes": []},
    ]
    assert finding["cerqual"]["overall"]["level"] == "low"


def test_the_map_says_what_is_in_a_cell_and_why_one_is_empty(base: KnowledgeBase) -> None:
    read_map = json.loads(export_synthesis_records(base, map_evidence(base))["data/map.json"])
    cells = {(cell["theme"], cell["term"]): cell for cell in read_map["cells"]}
    filled = cells["held", "in_person"]
    assert [study["study"] for study in filled["studies"]] == ["alpha2020"]
    assert (filled["participants"], filled["gap"]) == (8, None)
    assert cells["held", "virtual"]["gap"] == "not_applicable"
    assert cells["held", "virtual"]["reason"] == "No room."
    assert cells["empty", "mixed"]["gap"] == "no_study"
    assert [term["id"] for term in read_map["axes"][0]["terms"]] == ["in_person", "virtual", "mixed", "not_reported"]


def test_nothing_makes_empty_files(empty: KnowledgeBase) -> None:
    files = {path: json.loads(content) for path, content in export_records(empty).items()}
    assert files["data/studies.json"] == files["data/quotes.json"] == files["data/references.json"] == []
    assert files["data/themes.json"] == {"study_themes": [], "cross_study_themes": [], "no_term_found": []}
