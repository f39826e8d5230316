"""All themes as SKOS concept schemes: one per study, and one of cross-study themes.

Comes in: a knowledge base. Goes out: one graph, as Turtle and as JSON-LD. Mapping properties point
from the study's theme to ours (https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

import json
from typing import Any

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef

from generator.config import Edition
from generator.export.uris import Uris, uris_of
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedTheme
from generator.model.crosswalk import CrossStudyTheme
from generator.model.study import Study

TURTLE = "data/crosswalk.ttl"
JSON_LD = "data/crosswalk.jsonld"


def export_skos(base: KnowledgeBase, edition: Edition) -> dict[str, bytes]:
    """Return the graph in its two spellings."""
    graph = build_graph(base, edition)
    turtle = graph.serialize(format="longturtle", encoding="utf-8")
    return {TURTLE: turtle, JSON_LD: _json_ld(graph)}


def build_graph(base: KnowledgeBase, edition: Edition) -> Graph:
    """Return all concept schemes with their mappings as one graph."""
    uris = uris_of(edition)
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _prefixes(base, uris).items():
        graph.bind(prefix, namespace)
    with_themes = {linked.study.id: linked.study for linked in base.study_themes.values()}
    for study in with_themes.values():
        _add_study_scheme(graph, uris, study, edition)
    for linked in base.study_themes.values():
        _add_study_theme(graph, uris, linked)
    if base.themes:
        _add_scheme(graph, uris.cross_scheme, f"{edition.title}: cross-study themes", edition)
    for theme in base.themes.values():
        _add_cross_theme(graph, uris, theme)
    for joined in base.mappings:
        mapping = joined.mapping
        subject = URIRef(uris.study_theme(mapping.study, mapping.theme))
        graph.add((subject, SKOS[mapping.predicate], URIRef(uris.cross_theme(joined.cross_theme.id))))
    return graph


def _prefixes(base: KnowledgeBase, uris: Uris) -> dict[str, str]:
    prefixes = {"skos": str(SKOS), "dcterms": str(DCTERMS), "theme": uris.cross_scheme}
    for study in base.studies:
        prefix, namespace = uris.study_prefix(study)
        prefixes[prefix] = namespace
    return prefixes


def _add_scheme(graph: Graph, uri: str, title: str, edition: Edition) -> None:
    scheme = URIRef(uri)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, _english(title)))
    graph.add((scheme, DCTERMS.creator, Literal(edition.editors)))
    if edition.license_url:
        graph.add((scheme, DCTERMS.license, URIRef(edition.license_url)))


def _add_study_scheme(graph: Graph, uris: Uris, study: Study, edition: Edition) -> None:
    uri = uris.study_scheme(study.id)
    _add_scheme(graph, uri, f"{study.short_name}: themes as printed", edition)
    graph.add((URIRef(uri), DCTERMS.description, _english(study.summary)))


def _add_study_theme(graph: Graph, uris: Uris, linked: LinkedTheme) -> None:
    study, node = linked.study.id, linked.node
    concept = _add_concept(graph, uris.study_theme(study, node.id), uris.study_scheme(study), node.label)
    for label in sorted({variant.label for variant in node.label_variants} - {node.label}):
        graph.add((concept, SKOS.altLabel, _english(label)))
    if node.definition is not None:
        graph.add((concept, SKOS.definition, _english(node.definition)))
    if linked.ancestors:
        parent = URIRef(uris.study_theme(study, linked.ancestors[-1].id))
        graph.add((concept, SKOS.broader, parent))
        graph.add((parent, SKOS.narrower, concept))
    else:
        _add_top(graph, concept, uris.study_scheme(study))


def _add_cross_theme(graph: Graph, uris: Uris, theme: CrossStudyTheme) -> None:
    concept = _add_concept(graph, uris.cross_theme(theme.id), uris.cross_scheme, theme.label)
    graph.add((concept, SKOS.definition, _english(theme.definition)))
    if theme.scope_note is not None:
        graph.add((concept, SKOS.scopeNote, _english(theme.scope_note)))
    _add_top(graph, concept, uris.cross_scheme)


def _add_concept(graph: Graph, uri: str, scheme: str, label: str) -> URIRef:
    concept = URIRef(uri)
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, URIRef(scheme)))
    graph.add((concept, SKOS.prefLabel, _english(label)))
    return concept


def _add_top(graph: Graph, concept: URIRef, scheme: str) -> None:
    graph.add((concept, SKOS.topConceptOf, URIRef(scheme)))
    graph.add((URIRef(scheme), SKOS.hasTopConcept, concept))


def _english(text: str) -> Literal:
    return Literal(text, lang="en")


def _json_ld(graph: Graph) -> bytes:
    context = {prefix: str(namespace) for prefix, namespace in sorted(graph.namespaces())}
    document = json.loads(graph.serialize(format="json-ld", context=context))
    return (json.dumps(_in_order(document), ensure_ascii=False, indent=2) + "\n").encode()


def _in_order(value: Any) -> Any:
    """Sort keys and lists; no list of this graph has an order that means something."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_in_order(item) for item in value), key=lambda item: json.dumps(item, ensure_ascii=False))
    return value
