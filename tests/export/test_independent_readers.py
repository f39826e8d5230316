"""The exports of the real knowledge base, read back by programs that are not ours."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from generator.build import build
from generator.config import Edition
from generator.link.knowledge_base import KnowledgeBase

PROJECT = Path(__file__).parent.parent.parent
READERS = PROJECT / ".venv/readers/bin/python"
EDITION = Edition("Title", "Description", "0.1.0", "2026-11-21", "", "CC BY 4.0", "https://example.org/", "Editors")

pytestmark = pytest.mark.content


@pytest.fixture(scope="module")
def exported() -> tuple[KnowledgeBase, dict[str, bytes]]:
    """The real knowledge base and its files."""
    built = build(PROJECT, EDITION)
    return built.base, dict(built.files)


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
