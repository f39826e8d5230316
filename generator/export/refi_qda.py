"""The studies' themes as a REFI-QDA codebook, which QDA programs import.

Comes in: a knowledge base. Goes out: `codebook.qdc` (REFI-QDA codebook 1.0,
https://www.qdasoftware.org/codebook-exchange/): each study one tree of codes, each cross-study theme
one set. In this schema a `MemberCode` names its code by `guid`; `targetGUID` is the project schema's.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from generator.cache.store import digest
from generator.config import Edition
from generator.export.keys import Keys
from generator.export.pieces import Binder, Piece, Run
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedTheme
from generator.model.crosswalk import CrossStudyTheme
from generator.model.study import Study
from generator.model.theme import ThemeNode

CODEBOOK = "data/codebook.qdc"
NAMESPACE = "urn:QDA-XML:codebook:1.0"

_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:evidence-map:").bytes
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_refi_qda(base: KnowledgeBase, edition: Edition, binder: Binder | None = None) -> dict[str, bytes]:
    """Return the codebook; nothing where no study has themes, since a codebook needs a code."""
    if not base.study_themes:
        return {}
    binder = binder or Binder()
    writing = _Writing(base)
    origin = _attribute(_one_line(f"{edition.title} {edition.version}"))
    head = f"<?xml version='1.0' encoding='utf-8'?>\n<CodeBook xmlns=\"{NAMESPACE}\" origin=\"{origin}\">\n  <Codes>\n"
    studies = (
        Piece(writing.key(study, binder.keys), partial(_lines, writing.study, study))
        for study in _studies_with_themes(base)
    )
    sets = Run(writing.sets(binder.keys), begin=b"  <Sets>\n", end=b"  </Sets>\n")
    content = binder.bind(CODEBOOK, head.encode(), Run(studies), b"  </Codes>\n", sets, b"</CodeBook>\n")
    return {CODEBOOK: content}


def guid(kind: str, identifier: str) -> str:
    """Return the lasting GUID of a `study`, study `theme` or `set`, the same in every edition."""
    # What `uuid.uuid5` gives, in a third of its time.
    made = hashlib.sha1(_GUIDS + f"{kind}:{identifier}".encode(), usedforsecurity=False).hexdigest().upper()
    variant = "89AB"[int(made[16], 16) % 4]
    return f"{made[:8]}-{made[8:12]}-5{made[13:16]}-{variant}{made[17:20]}-{made[20:32]}"


def _studies_with_themes(base: KnowledgeBase) -> tuple[Study, ...]:
    return tuple({linked.study.id: linked.study for linked in base.study_themes.values()}.values())


class _Writing:
    """The lines of one codebook, indented; a text of XML is written in a third of the time that a tree of it takes."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._names = _code_names(base)

    def key(self, study: Study, keys: Keys) -> str:
        """Return the digest of all that a study's tree is written from: the study, and what tells namesakes apart."""
        made = keys.study(study.id)
        names = (self._names[study.id], *(self._names[linked.id] for linked in self._base.tree(study.id)))
        return digest(made, *names) if made else ""

    def study(self, study: Study) -> Iterator[str]:
        """Yield a study's tree of codes; the study itself codes nothing."""
        opening = f'guid="{guid("study", study.id)}" name="{_attribute(self._names[study.id])}" isCodable="false"'
        inner = [line for theme in study.themes for line in self._theme(study, theme, "      ")]
        return _element("Code", opening, [*_description([study.summary], "      "), *inner], "    ")

    def _theme(self, study: Study, node: ThemeNode, indent: str) -> Iterator[str]:
        identifier = f"{study.id}.{node.id}"
        others = dict.fromkeys(variant.label for variant in node.label_variants if variant.label != node.label)
        variants = [f"Also printed as: {label}" for label in others]
        opening = f'guid="{guid("theme", identifier)}" name="{_attribute(self._names[identifier])}" isCodable="true"'
        deeper = indent + "  "
        inner = [
            *_description([*([node.definition] if node.definition else []), *variants], deeper),
            *(line for child in node.children for line in self._theme(study, child, deeper)),
        ]
        return _element("Code", opening, inner, indent)

    def sets(self, keys: Keys) -> Iterator[Piece]:
        """Yield each cross-study theme as the set of the study themes that are mapped onto it."""
        members = {
            theme.id: tuple(dict.fromkeys(joined.study_theme.id for joined in self._base.mappings_to(theme.id)))
            for theme in self._base.themes.values()
        }
        filled = [theme for theme in self._base.themes.values() if members[theme.id]]
        names = _unique({theme.id: (theme.label, partial(str, theme.id)) for theme in filled})
        for theme in filled:
            made = keys.theme(theme.id)
            key = digest(made, names[theme.id], *members[theme.id]) if made else ""
            yield Piece(key, partial(_lines, self._set, theme, names[theme.id], members[theme.id]))

    def _set(self, theme: CrossStudyTheme, name: str, members: Iterable[str]) -> Iterator[str]:
        inner = [
            *_description([theme.definition, *([theme.scope_note] if theme.scope_note else [])], "      "),
            *(f'      <MemberCode guid="{guid("theme", member)}" />' for member in members),
        ]
        return _element("Set", f'guid="{guid("set", theme.id)}" name="{_attribute(name)}"', inner, "    ")


def _lines(write: Callable[..., Iterable[str]], *about: Any) -> bytes:
    return "".join(f"{line}\n" for line in write(*about)).encode()


def _element(name: str, attributes: str, inner: Sequence[str], indent: str) -> Iterator[str]:
    if not inner:
        yield f"{indent}<{name} {attributes} />"
        return
    yield f"{indent}<{name} {attributes}>"
    yield from inner
    yield f"{indent}</{name}>"


def _description(paragraphs: Iterable[str], indent: str) -> Iterator[str]:
    text = "\n".join(filter(None, map(_one_line, paragraphs)))
    if text:
        yield f"{indent}<Description>{escape(text)}</Description>"


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _code_names(base: KnowledgeBase) -> dict[str, str]:
    """Return a name for every study and study theme, no two alike."""
    wanted: dict[str, tuple[str, Callable[[], str]]] = {
        study.id: (study.short_name, partial(str, study.id)) for study in _studies_with_themes(base)
    }
    wanted.update({linked.id: (linked.node.label, partial(_clue, linked)) for linked in base.study_themes.values()})
    return _unique(wanted)


def _clue(linked: LinkedTheme) -> str:
    """Return what tells a theme from its namesakes: its study, and what it stands under."""
    return ": ".join((linked.study.short_name, *(node.label for node in linked.ancestors)))


def _unique(wanted: dict[str, tuple[str, Callable[[], str]]]) -> dict[str, str]:
    """Return a name for each id from its label; namesakes get the clue behind it, which they alone are asked for, then a number.

    Case is ignored, as some programs do.
    """
    labels = {identifier: _one_line(label) or identifier for identifier, (label, _) in wanted.items()}
    alike = Counter(label.casefold() for label in labels.values())
    taken = {key for key, count in alike.items() if count == 1}
    names = {}
    for identifier, label in labels.items():
        if alike[label.casefold()] > 1:
            label = _numbered(_one_line(f"{label} ({wanted[identifier][1]()})"), taken)
        names[identifier] = label
        taken.add(label.casefold())
    return names


def _numbered(name: str, taken: Iterable[str]) -> str:
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} [{number}]"
    return free


def _one_line(text: str) -> str:
    """Return the text on one line, without the characters that XML 1.0 cannot hold."""
    if not text.isprintable():
        text = _FORBIDDEN.sub("", re.sub("[\v\f]", " ", text))
    return " ".join(text.split())
