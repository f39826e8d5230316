"""The SKOS concept schemes, read back as graphs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from generator.config import Edition
from generator.export.skos import JSON_LD, TURTLE, build_graph, export_skos
from generator.export.uris import uris_of
from generator.link.knowledge_base import KnowledgeBase

# rdflib's own JSON-LD reader still uses a class that rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

HERE = Path(__file__).parent


@pytest.fixture
def graph(base: KnowledgeBase, edition: Edition) -> Graph:
    """The Turtle file, parsed."""
    return Graph().parse(data=export_skos(base, edition)[TURTLE], format="turtle")


def test_both_spellings_hold_the_same_graph(base: KnowledgeBase, edition: Edition, graph: Graph) -> None:
    other = Graph().parse(data=export_skos(base, edition)[JSON_LD], format="json-ld")
    assert isomorphic(graph, other)
    assert isomorphic(graph, build_graph(base, edition))


def test_there_is_a_concept_for_every_theme_and_a_scheme_for_every_study_with_themes(
    base: KnowledgeBase, graph: Graph
) -> None:
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(base.study_themes) + len(base.themes)
    assert len(set(graph.subjects(RDF.type, SKOS.ConceptScheme))) == 3
    for concept in concepts:
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
        assert (concept, SKOS.topConceptOf, None) in graph or (concept, SKOS.broader, None) in graph


def test_labels_keep_every_character(base: KnowledgeBase, edition: Edition, graph: Graph) -> None:
    odd = URIRef(uris_of(edition).study_theme("alpha2020", "odd"))
    assert graph.value(odd, SKOS.prefLabel) == Literal(base.study_themes["alpha2020.odd"].node.label, lang="en")


def test_a_variant_is_an_alternative_label_unless_it_is_the_label(edition: Edition, graph: Graph) -> None:
    safety = URIRef(uris_of(edition).study_theme("alpha2020", "safety"))
    assert list(graph.objects(safety, SKOS.altLabel)) == [Literal("Feeling safe", lang="en")]


def test_trees_are_linked_both_ways(edition: Edition, graph: Graph) -> None:
    uris = uris_of(edition)
    time, trust = (URIRef(uris.study_theme("alpha2020", name)) for name in ("time", "trust"))
    assert (time, SKOS.broader, trust) in graph
    assert (trust, SKOS.narrower, time) in graph
    assert {(b, a) for a, b in graph.subject_objects(SKOS.broader)} == set(graph.subject_objects(SKOS.narrower))


def test_mappings_point_from_the_study_theme_to_ours(edition: Edition, graph: Graph) -> None:
    uris = uris_of(edition)
    held = URIRef(uris.cross_theme("held"))
    assert set(graph.subject_objects(SKOS.closeMatch)) == {(URIRef(uris.study_theme("alpha2020", "time")), held)}
    assert set(graph.subject_objects(SKOS.relatedMatch)) == {(URIRef(uris.study_theme("2021beta", "trust")), held)}
    assert graph.value(held, SKOS.scopeNote) == Literal("Not the leader.", lang="en")


def test_names_begin_with_the_address_or_with_the_urn(edition: Edition, graph: Graph) -> None:
    root = "https://example.org/map/" if edition.site_url else "urn:evidence-map:"
    assert all(str(concept).startswith(root) for concept in graph.subjects(RDF.type, SKOS.Concept))
    with_slash = replace(edition, site_url=f"{edition.site_url}/") if edition.site_url else edition
    assert uris_of(with_slash) == uris_of(edition)


def test_nothing_makes_an_empty_graph(empty: KnowledgeBase, edition: Edition) -> None:
    files = export_skos(empty, edition)
    assert len(Graph().parse(data=files[TURTLE], format="turtle")) == 0
    assert len(Graph().parse(data=files[JSON_LD], format="json-ld")) == 0


def test_the_bytes_do_not_depend_on_hashing() -> None:
    program = (
        "import conftest, hashlib\n"
        "from generator.config import Edition\n"
        "from generator.export.site_data import export_all\n"
        "edition = Edition('t', 'd', '1', '2026-11-21', '', 'l', 'https://example.org/l', 'e')\n"
        "files = export_all(conftest.base.__wrapped__(), edition)\n"
        "print([(path, hashlib.sha256(file.content).hexdigest()) for path, file in files.items()])\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])]),
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
