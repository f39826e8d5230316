"""All themes as SKOS concept schemes: one per study, and one of cross-study themes.

Comes in: a knowledge base. Goes out: one graph, as Turtle and as JSON-LD, in the order of the site. Mapping properties
point from the study's theme to ours (https://www.w3.org/TR/skos-reference/).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from pydantic_core import to_json

from generator.config import Edition
from generator.export.json_text import json_lines
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


@dataclass(frozen=True)
class Name:
    """A thing of the graph, by its address."""

    iri: str
    short: str
    """As Turtle writes it: `theme:held`, or the address in angle brackets."""


@dataclass(frozen=True)
class Words:
    """A text, in English where it is a sentence or a label."""

    text: str
    english: bool = True


@dataclass
class Node:
    """One thing with all that the graph says of it: property, e.g. `skos:broader`, to values."""

    name: Name
    type: str
    said: dict[str, list[Name | Words]] = field(default_factory=dict)

    def say(self, key: str, *values: Name | Words) -> None:
        """Add what is said; a graph holds each statement once."""
        kept = self.said.setdefault(key, []) if values else []
        kept += [value for value in values if value not in kept]


def export_skos(base: KnowledgeBase, edition: Edition) -> dict[str, bytes]:
    """Return the graph in its two spellings."""
    nodes = list(_nodes(base, _Names(uris_of(edition)), edition))
    return {TURTLE: _turtle(nodes, _prefixes(base, edition)), JSON_LD: _json_ld(nodes)}


class _Names:
    """The names of things, long and short; ids have no character that Turtle would not take."""

    def __init__(self, uris: Uris) -> None:
        self._uris = uris

    def study_theme(self, study: str, theme: str) -> Name:
        return Name(_iri(self._uris.study_theme(study, theme)), f"{study_prefix(study)}:{theme}")

    def study_scheme(self, study: str) -> Name:
        return _long(self._uris.study_scheme(study))

    def cross_theme(self, theme: str) -> Name:
        return Name(_iri(self._uris.cross_theme(theme)), f"theme:{theme}")

    def cross_scheme(self) -> Name:
        return Name(_iri(self._uris.cross_scheme), "theme:")


def _iri(address: str) -> str:
    return _UNFIT.sub(lambda found: quote(found[0]), address)


def _long(address: str) -> Name:
    iri = _iri(address)
    return Name(iri, f"<{iri}>")


def _prefixes(base: KnowledgeBase, edition: Edition) -> dict[str, str]:
    uris = uris_of(edition)
    prefixes = {**_PREFIXES, "theme": uris.cross_scheme, **dict(map(uris.study_prefix, base.studies))}
    return {prefix: _iri(prefixes[prefix]) for prefix in sorted(prefixes)}


def _nodes(base: KnowledgeBase, names: _Names, edition: Edition) -> Iterator[Node]:
    """Yield every scheme, each before its concepts."""
    matches: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    for joined in base.mappings:
        match = (f"skos:{joined.mapping.predicate}", names.cross_theme(joined.cross_theme.id))
        matches[joined.study_theme.id].append(match)
    children: dict[str, list[Name]] = defaultdict(list)
    for linked in base.study_themes.values():
        above = linked.ancestors[-1].id if linked.ancestors else ""
        children[f"{linked.study.id}.{above}"].append(names.study_theme(linked.study.id, linked.node.id))
    for study in {linked.study.id: linked.study for linked in base.study_themes.values()}.values():
        yield _study_scheme(names, study, edition, children[f"{study.id}."])
        for linked in base.tree(study.id):
            yield _study_theme(names, linked, children[linked.id], matches[linked.id])
    if base.themes:
        tops = [names.cross_theme(theme) for theme in base.themes]
        yield _scheme(names.cross_scheme(), f"{edition.title}: cross-study themes", edition, tops)
    for theme in base.themes.values():
        yield _cross_theme(names, theme)


def _scheme(name: Name, title: str, edition: Edition, tops: Iterable[Name]) -> Node:
    node = Node(name, "skos:ConceptScheme")
    node.say("dcterms:title", Words(title))
    node.say("dcterms:creator", Words(edition.editors, english=False))
    node.say("dcterms:license", *([_long(edition.license_url)] if edition.license_url else []))
    node.say("skos:hasTopConcept", *tops)
    return node


def _study_scheme(names: _Names, study: Study, edition: Edition, tops: Iterable[Name]) -> Node:
    node = _scheme(names.study_scheme(study.id), f"{study.short_name}: themes as printed", edition, tops)
    node.say("dcterms:description", Words(study.summary))
    return node


def _study_theme(
    names: _Names, linked: LinkedTheme, children: Iterable[Name], matches: Iterable[tuple[str, Name]]
) -> Node:
    study, theme = linked.study.id, linked.node
    scheme = names.study_scheme(study)
    node = _concept(names.study_theme(study, theme.id), scheme, theme.label, theme.definition)
    node.say("skos:altLabel", *map(Words, sorted({v.label for v in theme.label_variants} - {theme.label})))
    if linked.ancestors:
        node.say("skos:broader", names.study_theme(study, linked.ancestors[-1].id))
    else:
        node.say("skos:topConceptOf", scheme)
    node.say("skos:narrower", *children)
    for predicate, ours in matches:
        node.say(predicate, ours)
    return node


def _cross_theme(names: _Names, theme: CrossStudyTheme) -> Node:
    node = _concept(names.cross_theme(theme.id), names.cross_scheme(), theme.label, theme.definition)
    node.say("skos:scopeNote", *([Words(theme.scope_note)] if theme.scope_note is not None else []))
    node.say("skos:topConceptOf", names.cross_scheme())
    return node


def _concept(name: Name, scheme: Name, label: str, definition: str | None) -> Node:
    node = Node(name, "skos:Concept")
    node.say("skos:prefLabel", Words(label))
    node.say("skos:definition", *([Words(definition)] if definition is not None else []))
    node.say("skos:inScheme", scheme)
    return node


def _turtle(nodes: Iterable[Node], prefixes: AbcMapping[str, str]) -> bytes:
    lines = [f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in prefixes.items()]
    for node in nodes:
        lines += ["", node.name.short, f"    a {node.type} ;"]
        for key, values in node.said.items():
            words = [_in_turtle(value) for value in values]
            lines.append(f"    {key} {words[0]} ;" if len(words) == 1 else f"    {key}\n        {_JOINT.join(words)} ;")
        lines.append(".")
    return ("\n".join(lines) + "\n").encode()


_JOINT = " ,\n        "


def _in_turtle(value: Name | Words) -> str:
    if isinstance(value, Name):
        return value.short
    # What JSON escapes in a string, and how, is good in Turtle too.
    literal = to_json(value.text).decode()
    return f"{literal}@en" if value.english else literal


def _json_ld(nodes: Iterable[Node]) -> bytes:
    records = [
        {"@id": node.name.iri, "@type": node.type, **{key: _of_json_ld(values) for key, values in node.said.items()}}
        for node in nodes
    ]
    return json_lines({"@context": _PREFIXES, "@graph": records}, {"@context": 0, "@graph": 1})


def _of_json_ld(values: list[Name | Words]) -> Any:
    made = [_value(value) for value in values]
    return made[0] if len(made) == 1 else made


def _value(value: Name | Words) -> Any:
    if isinstance(value, Name):
        return {"@id": value.iri}
    return {"@language": "en", "@value": value.text} if value.english else value.text
