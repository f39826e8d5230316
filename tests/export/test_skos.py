"""The SKOS concept schemes, read back as graphs."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from generator.config import Edition
from generator.export.skos import JSON_LD, TURTLE, export_skos
from generator.export.uris import uris_of
from generator.link.knowledge_base import KnowledgeBase, link
from generator.model.corpus import Corpus
from generator.model.crosswalk import CrossStudyTheme

# rdflib's own JSON-LD reader still uses a class that rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

HERE = Path(__file__).parent


@pytest.fixture
def graph(base: KnowledgeBase, edition: Edition) -> Graph:
    """The Turtle file, parsed."""
    return Graph().parse(data=export_skos(base, edition)[TURTLE], format="turtle")


def expected(base: KnowledgeBase, edition: Edition) -> Graph:
    """The graph, statement by statement, without a word of either spelling."""
    uris, graph = uris_of(edition), Graph()

    def say(subject: str, predicate: URIRef, *values: URIRef | Literal) -> None:
        for value in values:
            graph.add((URIRef(subject), predicate, value))

    def scheme(uri: str, title: str) -> None:
        say(uri, RDF.type, SKOS.ConceptScheme)
        say(uri, DCTERMS.title, Literal(title, lang="en"))
        say(uri, DCTERMS.creator, Literal(edition.editors))
        say(uri, DCTERMS.license, URIRef(edition.license_url))

    def concept(uri: str, within: str, label: str, definition: str | None) -> None:
        say(uri, RDF.type, SKOS.Concept)
        say(uri, SKOS.inScheme, URIRef(within))
        say(uri, SKOS.prefLabel, Literal(label, lang="en"))
        say(uri, SKOS.definition, *([Literal(definition, lang="en")] if definition else []))

    def top(uri: str, of: str) -> None:
        say(uri, SKOS.topConceptOf, URIRef(of))
        say(of, SKOS.hasTopConcept, URIRef(uri))

    for linked in base.study_themes.values():
        study, node = linked.study, linked.node
        uri, within = uris.study_theme(study.id, node.id), uris.study_scheme(study.id)
        scheme(within, f"{study.short_name}: themes as printed")
        say(within, DCTERMS.description, Literal(study.summary, lang="en"))
        concept(uri, within, node.label, node.definition)
        for variant in node.label_variants:
            say(uri, SKOS.altLabel, *([Literal(variant.label, lang="en")] if variant.label != node.label else []))
        if linked.ancestors:
            parent = uris.study_theme(study.id, linked.ancestors[-1].id)
            say(uri, SKOS.broader, URIRef(parent))
            say(parent, SKOS.narrower, URIRef(uri))
        else:
            top(uri, within)
    for theme in base.themes.values():
        uri = uris.cross_theme(theme.id)
        scheme(uris.cross_scheme, f"{edition.title}: cross-study themes")
        concept(uri, uris.cross_scheme, theme.label, theme.definition)
        say(uri, SKOS.scopeNote, *([Literal(theme.scope_note, lang="en")] if theme.scope_note else []))
        top(uri, uris.cross_scheme)
    for joined in base.mappings:
        subject = uris.study_theme(joined.mapping.study, joined.mapping.theme)
        say(subject, SKOS[joined.mapping.predicate], URIRef(uris.cross_theme(joined.cross_theme.id)))
    return graph


def test_both_spellings_hold_the_whole_graph_and_nothing_else(
    base: KnowledgeBase, edition: Edition, graph: Graph
) -> None:
    other = Graph().parse(data=export_skos(base, edition)[JSON_LD], format="json-ld")
    assert set(graph) == set(expected(base, edition))
    assert set(other) == set(graph)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(min_size=1))
def test_every_text_comes_back_as_it_is(text: str) -> None:
    try:
        theme = CrossStudyTheme(id="t", label=text, order=1, definition=text, mappings=())
    except ValidationError:
        return
    files = export_skos(link(Corpus(themes=(theme,))), Edition("T", "", "1", "", "", "", "", text))
    for path, spelling in ((TURTLE, "turtle"), (JSON_LD, "json-ld")):
        read = Graph().parse(data=files[path], format=spelling)
        assert set(read.objects(None, SKOS.prefLabel)) == {Literal(text, lang="en")}
        assert set(read.objects(None, DCTERMS.creator)) == {Literal(text)}


def test_an_address_with_characters_that_no_address_has_is_written_as_one(
    base: KnowledgeBase, edition: Edition
) -> None:
    odd = replace(edition, site_url="https://example.org/a map", license_url="https://example.org/<licence>")
    files = export_skos(base, odd)
    graphs = [
        set(Graph().parse(data=files[path], format=spelling))
        for path, spelling in ((TURTLE, "turtle"), (JSON_LD, "json-ld"))
    ]
    assert graphs[0] == graphs[1]
    assert {str(o) for _, p, o in graphs[0] if p == DCTERMS.license} == {"https://example.org/%3Clicence%3E"}
    assert any(str(s).startswith("https://example.org/a%20map/themes/") for s, _, _ in graphs[0])


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
