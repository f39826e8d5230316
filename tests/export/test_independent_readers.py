"""The exports of the real knowledge base, read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from jsonschema import Draft202012Validator
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from generator.build import Built, build
from generator.config import Edition
from generator.link.evidence_map import map_evidence
from generator.link.knowledge_base import KnowledgeBase, is_repeat

PROJECT = Path(__file__).parent.parent.parent
READERS = PROJECT / ".venv/readers/bin/python"
EDITION = Edition("Title", "Description", "0.1.0", "2026-11-21", "", "CC BY 4.0", "https://example.org/", "Editors")

pytestmark = pytest.mark.content


@pytest.fixture(scope="module")
def built() -> Built:
    """The real site, before MkDocs."""
    return build(PROJECT, EDITION)


@pytest.fixture(scope="module")
def exported(built: Built) -> tuple[KnowledgeBase, dict[str, bytes]]:
    """The real knowledge base and its files."""
    return built.base, dict(built.files)


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file as Python's own reader sees them."""
    text = files[f"data/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def ask(program: str, content: bytes, suffix: str) -> dict[str, object]:
    """Run a small program in the readers' environment on a file; its last line is JSON."""
    assert READERS.exists(), "Run `make test`, or `make .venv/readers/ready`: the readers are not installed."
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"file{suffix}"
        file.write_bytes(content)
        done = subprocess.run(
            [str(READERS), "-W", "ignore", "-c", program, str(file)], capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_sssom_py_reads_every_mapping(exported: tuple[KnowledgeBase, dict[str, bytes]]) -> None:
    base, files = exported
    answer = ask(
        "import sys, json; from sssom.parsers import parse_sssom_table; m = parse_sssom_table(sys.argv[1]);"
        "print(json.dumps({'rows': len(m.df), 'none': int((m.df['object_id'] == 'sssom:NoTermFound').sum()),"
        "'reasons': int(m.df['comment'].notna().sum()), 'kinds': sorted(set(m.df['predicate_id'])),"
        "'justified': sorted(set(m.df['mapping_justification'])), 'licence': m.metadata['license']}))",
        files["data/crosswalk.sssom.tsv"],
        ".sssom.tsv",
    )
    assert answer["rows"] == answer["reasons"] == len(base.mappings) + len(base.no_term_found)
    assert answer["none"] == len(base.no_term_found)
    assert answer["justified"] == ["semapv:ManualMappingCuration"]
    assert {f"skos:{m.mapping.predicate}" for m in base.mappings} <= set(answer["kinds"])  # type: ignore[call-overload]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of the JSON-LD parser, inside rdflib
def test_rdflib_reads_every_concept_and_mapping_in_both_forms(
    exported: tuple[KnowledgeBase, dict[str, bytes]],
) -> None:
    base, files = exported
    turtle = Graph().parse(data=files["data/crosswalk.ttl"], format="turtle")
    json_ld = Graph().parse(data=files["data/crosswalk.jsonld"], format="json-ld")
    for graph in (turtle, json_ld):
        assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(base.study_themes) + len(base.themes)
        found = sum(
            len(list(graph.triples((None, kind, None))))
            for kind in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
        )
        assert found == len(base.mappings)
    assert set(turtle) == set(json_ld)


def test_portableqda_reads_the_codebook(exported: tuple[KnowledgeBase, dict[str, bytes]]) -> None:
    base, files = exported
    content = files["data/codebook.qdc"]
    answer = ask(
        "import sys, json, portableqda; c = portableqda.codebookCls(); c.readQdcFile(input=sys.argv[1]);"
        "print(json.dumps({'codes': len(c.codes), 'sets': len(c.sets)}))",
        content,
        ".qdc",
    )
    # This reader takes the top level of the tree: one code for each study that has themes.
    assert answer["codes"] == sum(1 for study in base.studies.values() if study.themes)
    assert answer["sets"] == len(base.themes)
    names = [e.get("name") for e in ElementTree.fromstring(content).iter() if e.tag.endswith("}Code")]
    assert len(names) == len(set(names)) == len(base.study_themes) + sum(1 for s in base.studies.values() if s.themes)


def test_frictionless_finds_the_package_and_every_resource_valid(
    exported: tuple[KnowledgeBase, dict[str, bytes]], tmp_path: Path
) -> None:
    base, files = exported
    for path, content in files.items():
        if path.startswith("data/"):
            (tmp_path / Path(path).name).write_bytes(content)
    program = (
        "import sys, json; from frictionless import Package, validate; report = validate(sys.argv[1]);"
        "package = Package(sys.argv[1]);"
        "print(json.dumps({'valid': report.valid, 'errors': [e.message for t in report.tasks for e in t.errors][:5],"
        "'rows': {t.name: t.stats.get('rows') for t in report.tasks},"
        "'bare': [f.name for r in package.resources if r.name in ('quotes', 'studies') for f in r.schema.fields"
        " if not f.description], 'links': sum(len(r.schema.foreign_keys) for r in package.resources)}))"
    )

    def validate() -> dict[str, Any]:
        command = [str(READERS), "-W", "ignore", "-c", program, str(tmp_path / "datapackage.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return answer

    answer = validate()
    assert answer["valid"], answer["errors"]
    assert answer["rows"]["quotes"] == len(base.quotes)
    assert answer["rows"]["crosswalk"] == len(base.mappings)
    assert answer["bare"] == []
    assert answer["links"] > 15
    # A row whose study does not exist is found, and so is a file that changed.
    quotes = tmp_path / "quotes.csv"
    quotes.write_bytes(quotes.read_bytes().replace(b",yahyavi2020,", b",nobody1900,", 1))
    answer = validate()
    assert not answer["valid"]


def test_every_schema_is_one_and_every_json_file_fits_its_own(
    exported: tuple[KnowledgeBase, dict[str, bytes]],
) -> None:
    _, files = exported
    schemas = {path: json.loads(content) for path, content in files.items() if path.endswith(".schema.json")}
    assert len(schemas) == 6
    for path, schema in schemas.items():
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(json.loads(files[path.replace(".schema", "")]))


def test_csv_json_and_sqlite_rebuild_the_same_counts(exported: tuple[KnowledgeBase, dict[str, bytes]]) -> None:
    base, files = exported
    evidence = map_evidence(base)
    cells = [cell for axis in evidence.axes for row in evidence.rows[axis.id] for cell in row]
    counts = {
        "studies": len(base.studies),
        "quotes": len(base.quotes),
        "study_themes": len(base.study_themes),
        "themes": len(base.themes),
        "mappings": len(base.mappings),
        "unmapped": len(base.no_term_found),
        "works": len(base.references),
        "findings": len(base.findings),
        "contributions": sum(len(finding.contributions) for finding in base.findings.values()),
        "study_findings": sum(len(study.findings) for study in base.studies.values()),
        "citations": sum(len(study.references.entries) for study in base.studies.values()),
        "map_cells": len(cells),
    }
    assert all(counts.values())
    names = {"mappings": "crosswalk", "works": "references"}
    assert {name: len(rows(files, names.get(name, name))) for name in counts} == counts
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["data/knowledge-base.sqlite"])
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        found = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counts}
        assert found == counts
        links = sum(len(quote.quote.illustrates) for quote in base.quotes.values())
        assert database.execute("SELECT count(*) FROM quote_themes").fetchone() == (links,)
    read = {name: json.loads(files[f"data/{name}.json"]) for name in ("studies", "quotes", "themes", "findings", "map")}
    assert len(read["studies"]) == counts["studies"]
    assert len(read["quotes"]) == counts["quotes"]
    assert len(read["themes"]["study_themes"]) == counts["study_themes"]
    assert sum(len(theme["mappings"]) for theme in read["themes"]["cross_study_themes"]) == counts["mappings"]
    assert sum(len(finding["contributions"]) for finding in read["findings"]) == counts["contributions"]
    assert len(read["map"]["cells"]) == counts["map_cells"]


def test_every_quote_is_the_same_to_the_letter_in_every_file(
    exported: tuple[KnowledgeBase, dict[str, bytes]],
) -> None:
    base, files = exported
    printed = {name: linked.quote.text for name, linked in base.quotes.items()}
    assert {quote["id"]: quote["text"] for quote in json.loads(files["data/quotes.json"])} == printed
    in_csv = {row["id"]: row["text"] for row in rows(files, "quotes")}
    assert {name: re.sub(r"^'(?='*[=+\-@\t\r])", "", text) for name, text in in_csv.items()} == printed
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["data/knowledge-base.sqlite"])
        assert dict(database.execute("SELECT id, text FROM quotes").fetchall()) == printed


def test_the_csv_cells_of_the_map_say_what_its_json_says(exported: tuple[KnowledgeBase, dict[str, bytes]]) -> None:
    _, files = exported
    cells = {(c["axis"], c["term"], c["theme"]): c for c in json.loads(files["data/map.json"])["cells"]}
    for row in rows(files, "map_cells"):
        cell = cells.pop((row["axis"], row["term"], row["theme"]))
        assert int(row["study_count"]) == len(cell["studies"])
        assert int(row["quote_count"]) == sum(len(study["quotes"]) for study in cell["studies"])
        assert int(row["participants"]) == cell["participants"]
        assert (row["gap"] or None) == cell["gap"]
    assert cells == {}


def test_the_numbers_of_the_home_page_are_those_of_the_files(built: Built) -> None:
    files = dict(built.files)
    home = built.pages["index.md"].markdown

    def shown(words: str) -> int:
        found = re.search(rf"<dt>{words}</dt><dd>(\d+)</dd>", home)
        assert found, words
        return int(found[1])

    quotes = rows(files, "quotes")
    assert shown("papers") == len(rows(files, "studies"))
    assert shown("themes across studies") == len(rows(files, "themes"))
    assert shown("works cited") == len(rows(files, "references"))
    distinct = [row for row in quotes if not row["same_as"] and not row["excerpt_of"]]
    assert shown("quotations") == len(distinct)
    assert len(distinct) == sum(1 for linked in built.base.quotes.values() if not is_repeat(linked.quote))


def test_the_citation_file_has_what_its_format_asks(exported: tuple[KnowledgeBase, dict[str, bytes]]) -> None:
    _, files = exported
    read = yaml.safe_load(files["data/CITATION.cff"])
    assert read["cff-version"] == "1.2.0"
    assert read["type"] == "dataset"
    assert read["message"]
    assert read["title"] == EDITION.title
    assert read["authors"] == [{"name": EDITION.editors}]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", read["date-released"])
    assert ("license" in read) != ("license-url" in read)
