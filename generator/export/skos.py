"""All themes as SKOS concept schemes: one per study, and one of cross-study themes.

Comes in: a knowledge base. Goes out: one graph, as Turtle and as JSON-LD, in the order of the site. Mapping properties
point from the study's theme to ours (https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from pydantic_core import to_json

from generator.config import Edition
from generator.export.keys import Keys
from generator.export.pieces import Binder, Piece, Run, study_pieces
from generator.export.uris import Uris, study_prefix, uris_of
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedTheme
from generator.model.crosswalk import CrossStudyTheme
from generator.model.study import Study

TURTLE = "data/crosswalk.ttl"
JSON_LD = "data/crosswalk.jsonld"

_PREFIXES = {"dcterms": "http://purl.org/dc/terms/", "skos": "http://www.w3.org/2004/02/skos/core#"}
_UNFIT = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What an IRI cannot hold."""


class Value(NamedTuple):
    """A thing or a text, as the two spellings write it."""

    turtle: str
    """E.g. `theme:held`, `"Being held"@en`."""
    json: str
    """E.g. `{"@id":"https://example.org/themes/held"}`."""


@dataclass(frozen=True)
class Node:
    """One thing with all that the graph says of it."""

    name: Value
    type: str
    said: AbcMapping[str, Sequence[Value]]
    """Property, e.g. `skos:broader`, to values; each statement once, and no property without a value."""


def export_skos(base: KnowledgeBase, edition: Edition, binder: Binder | None = None) -> dict[str, bytes]:
    """Return the graph in its two spellings."""
    binder = binder or Binder()
    # Ids hold nothing that an address cannot; what the configuration says may.
    uris = Uris(_iri(uris_of(edition).root))
    graph = _Graph(base, edition, _Names(uris))
    prefixes = [f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in _prefixes(base, uris).items()]
    context = to_json(_PREFIXES)
    return {
        TURTLE: binder.bind(TURTLE, "\n".join(prefixes).encode() + b"\n", Run(graph.pieces(binder.keys, _turtle))),
        JSON_LD: binder.bind(
            JSON_LD,
            b'{\n"@context":%b,\n"@graph":[\n' % context,
            Run(graph.pieces(binder.keys, _json_ld), b",\n"),
            b"\n]\n}\n",
        ),
    }


class _Names:
    """The names of things, long and short."""

    def __init__(self, uris: Uris) -> None:
        self._uris = uris
        self.cross_scheme = _thing(uris.cross_scheme, "theme:")

    def study_theme(self, study: str, theme: str) -> Value:
        return _thing(self._uris.study_theme(study, theme), f"{study_prefix(study)}:{theme}")

    def study_scheme(self, study: str) -> Value:
        return _thing(self._uris.study_scheme(study))

    def cross_theme(self, theme: str) -> Value:
        return _thing(self._uris.cross_theme(theme), f"theme:{theme}")


def _thing(iri: str, short: str = "") -> Value:
    return Value(short or f"<{iri}>", f'{{"@id":"{iri}"}}')


def _text(text: str) -> Value:
    # What JSON escapes in a string, and how, is good in Turtle too.
    literal = to_json(text).decode()
    return Value(literal, literal)


def _english(text: str) -> Value:
    literal = to_json(text).decode()
    return Value(f"{literal}@en", f'{{"@language":"en","@value":{literal}}}')


def _iri(address: str) -> str:
    return _UNFIT.sub(lambda found: quote(found[0]), address)


def _prefixes(base: KnowledgeBase, uris: Uris) -> dict[str, str]:
    prefixes = {**_PREFIXES, "theme": uris.cross_scheme, **dict(map(uris.study_prefix, base.studies))}
    return dict(sorted(prefixes.items()))


class _Graph:
    """Every scheme, each before its concepts: those of the studies, then the one across studies."""

    def __init__(self, base: KnowledgeBase, edition: Edition, names: _Names) -> None:
        self._base = base
        self._edition = edition
        self._names = names
        self._ours = {theme: names.cross_theme(theme) for theme in base.themes}
        self._made: dict[str, list[Node]] = {}

    def pieces(self, keys: Keys, spell: Callable[[Iterable[Node]], bytes]) -> Iterator[Piece]:
        """Yield the graph in one spelling, study by study."""
        yield from study_pieces(self._base, keys, lambda study: spell(self._study(study)))
        yield Piece("", lambda: spell(self._across()))

    def _study(self, study: Study) -> list[Node]:
        # Both spellings ask for a study; it is made once.
        if study.id not in self._made:
            self._made[study.id] = list(self._study_nodes(study))
        return self._made[study.id]

    def _study_nodes(self, study: Study) -> Iterator[Node]:
        tree = self._base.tree(study.id)
        if not tree:
            return
        scheme = self._names.study_scheme(study.id)
        named = {linked.node.id: self._names.study_theme(study.id, linked.node.id) for linked in tree}
        tops = [named[linked.node.id] for linked in tree if not linked.ancestors]
        yield _scheme(scheme, f"{study.short_name}: themes as printed", self._edition, tops, study.summary)
        for linked in tree:
            yield _study_theme(linked, scheme, named, self._matches(linked))

    def _matches(self, linked: LinkedTheme) -> dict[str, list[Value]]:
        matches: dict[str, list[Value]] = {}
        for joined in self._base.mappings_of(linked.study.id, linked.node.id):
            found = matches.setdefault(f"skos:{joined.mapping.predicate}", [])
            if self._ours[joined.cross_theme.id] not in found:
                found.append(self._ours[joined.cross_theme.id])
        return matches

    def _across(self) -> Iterator[Node]:
        scheme = self._names.cross_scheme
        if self._base.themes:
            title = f"{self._edition.title}: cross-study themes"
            yield _scheme(scheme, title, self._edition, list(self._ours.values()))
        for theme in self._base.themes.values():
            yield _cross_theme(self._ours[theme.id], scheme, theme)


def _scheme(name: Value, title: str, edition: Edition, tops: Sequence[Value], description: str = "") -> Node:
    said = {
        "dcterms:title": [_english(title)],
        "dcterms:description": [_english(description)] if description else [],
        "dcterms:creator": [_text(edition.editors)],
        "dcterms:license": [_thing(_iri(edition.license_url))] if edition.license_url else [],
        "skos:hasTopConcept": tops,
    }
    return Node(name, "skos:ConceptScheme", {key: values for key, values in said.items() if values})


def _study_theme(
    linked: LinkedTheme, scheme: Value, named: AbcMapping[str, Value], matches: AbcMapping[str, Sequence[Value]]
) -> Node:
    theme = linked.node
    said: dict[str, Sequence[Value]] = {"skos:prefLabel": [_english(theme.label)]}
    if theme.label_variants and (others := {v.label for v in theme.label_variants} - {theme.label}):
        said["skos:altLabel"] = [_english(label) for label in sorted(others)]
    if theme.definition is not None:
        said["skos:definition"] = [_english(theme.definition)]
    said["skos:inScheme"] = [scheme]
    if linked.ancestors:
        said["skos:broader"] = [named[linked.ancestors[-1].id]]
    else:
        said["skos:topConceptOf"] = [scheme]
    if theme.children:
        said["skos:narrower"] = [named[child.id] for child in theme.children]
    return Node(named[theme.id], "skos:Concept", {**said, **matches})


def _cross_theme(name: Value, scheme: Value, theme: CrossStudyTheme) -> Node:
    said = {"skos:prefLabel": [_english(theme.label)], "skos:definition": [_english(theme.definition)]}
    if theme.scope_note is not None:
        said["skos:scopeNote"] = [_english(theme.scope_note)]
    return Node(name, "skos:Concept", {**said, "skos:inScheme": [scheme], "skos:topConceptOf": [scheme]})


def _turtle(nodes: Iterable[Node]) -> bytes:
    lines: list[str] = []
    for node in nodes:
        lines += ["", node.name.turtle, f"    a {node.type} ;"]
        for key, values in node.said.items():
            if len(values) == 1:
                lines.append(f"    {key} {values[0].turtle} ;")
            else:
                lines += [f"    {key}", *(f"        {value.turtle} ," for value in values[:-1])]
                lines.append(f"        {values[-1].turtle} ;")
        lines.append(".")
    return "".join(f"{line}\n" for line in lines).encode()


def _json_ld(nodes: Iterable[Node]) -> bytes:
    return ",\n".join(map(_json_node, nodes)).encode()


def _json_node(node: Node) -> str:
    """Return `{"@id":...,"@type":...,` and each property with its value, or a list of its values."""
    parts = [
        f'"{key}":{values[0].json}' if len(values) == 1 else f'"{key}":[{",".join(value.json for value in values)}]'
        for key, values in node.said.items()
    ]
    return ",".join([node.name.json[:-1], f'"@type":"{node.type}"', *parts]) + "}"
