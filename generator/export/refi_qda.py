"""The studies' themes as a REFI-QDA codebook, which QDA programs import.

Comes in: a knowledge base. Goes out: `codebook.qdc` (REFI-QDA codebook 1.0,
https://www.qdasoftware.org/codebook-exchange/): each study one tree of codes, each cross-study theme
one set. In this schema a `MemberCode` names its code by `guid`; `targetGUID` is the project schema's.
"""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.config import Edition
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedTheme
from generator.model.study import Study
from generator.model.theme import ThemeNode

CODEBOOK = "data/codebook.qdc"
NAMESPACE = "urn:QDA-XML:codebook:1.0"

_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:evidence-map:")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_refi_qda(base: KnowledgeBase, edition: Edition) -> dict[str, bytes]:
    """Return the codebook; nothing where no study has themes, since a codebook needs a code."""
    if not base.study_themes:
        return {}
    # The namespace is written as an attribute: ElementTree refuses plain attributes beside a default namespace.
    root = ET.Element("CodeBook", {"xmlns": NAMESPACE, "origin": _one_line(f"{edition.title} {edition.version}")})
    codes = ET.SubElement(root, "Codes")
    names = _code_names(base)
    for study in _studies_with_themes(base):
        _add_study(codes, study, names)
    _add_sets(root, base)
    ET.indent(root)
    return {CODEBOOK: ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}


def guid(kind: str, identifier: str) -> str:
    """Return the lasting GUID of a `study`, study `theme` or `set`, the same in every edition."""
    return str(uuid.uuid5(_GUIDS, f"{kind}:{identifier}")).upper()


def _studies_with_themes(base: KnowledgeBase) -> tuple[Study, ...]:
    return tuple({linked.study.id: linked.study for linked in base.study_themes.values()}.values())


def _add_study(codes: ET.Element, study: Study, names: dict[str, str]) -> None:
    code = _add_code(codes, guid("study", study.id), names[study.id], [study.summary], codable=False)
    for theme in study.themes:
        _add_theme(code, study, theme, names)


def _add_theme(parent: ET.Element, study: Study, node: ThemeNode, names: dict[str, str]) -> None:
    identifier = f"{study.id}.{node.id}"
    others = dict.fromkeys(variant.label for variant in node.label_variants if variant.label != node.label)
    variants = [f"Also printed as: {label}" for label in others]
    paragraphs = [*([node.definition] if node.definition else []), *variants]
    code = _add_code(parent, guid("theme", identifier), names[identifier], paragraphs, codable=True)
    for child in node.children:
        _add_theme(code, study, child, names)


def _add_code(parent: ET.Element, code_guid: str, name: str, paragraphs: Sequence[str], *, codable: bool) -> ET.Element:
    attributes = {"guid": code_guid, "name": name, "isCodable": "true" if codable else "false"}
    code = ET.SubElement(parent, "Code", attributes)
    _add_description(code, paragraphs)
    return code


def _add_sets(root: ET.Element, base: KnowledgeBase) -> None:
    members = {
        theme.id: list(dict.fromkeys(joined.study_theme.id for joined in base.mappings_to(theme.id)))
        for theme in base.themes.values()
    }
    filled = [theme for theme in base.themes.values() if members[theme.id]]
    if not filled:
        return
    names = _unique({theme.id: (theme.label, theme.id) for theme in filled})
    sets = ET.SubElement(root, "Sets")
    for theme in filled:
        element = ET.SubElement(sets, "Set", {"guid": guid("set", theme.id), "name": names[theme.id]})
        _add_description(element, [theme.definition, *([theme.scope_note] if theme.scope_note else [])])
        for member in members[theme.id]:
            ET.SubElement(element, "MemberCode", {"guid": guid("theme", member)})


def _add_description(parent: ET.Element, paragraphs: Sequence[str]) -> None:
    text = "\n".join(filter(None, map(_one_line, paragraphs)))
    if text:
        ET.SubElement(parent, "Description").text = text


def _code_names(base: KnowledgeBase) -> dict[str, str]:
    """Return a name for every study and study theme, no two alike."""
    wanted: dict[str, tuple[str, str]] = {
        study.id: (study.short_name, study.id) for study in _studies_with_themes(base)
    }
    wanted.update({linked.id: (linked.node.label, _clue(linked)) for linked in base.study_themes.values()})
    return _unique(wanted)


def _clue(linked: LinkedTheme) -> str:
    """Return what tells a theme from its namesakes: its study, and what it stands under."""
    return ": ".join((linked.study.short_name, *(node.label for node in linked.ancestors)))


def _unique(wanted: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return a name for each id from its label; namesakes get the clue behind it, then a number.

    Case is ignored, as some programs do.
    """
    labels = {identifier: _one_line(label) or identifier for identifier, (label, _) in wanted.items()}
    alike = Counter(label.casefold() for label in labels.values())
    taken = {key for key, count in alike.items() if count == 1}
    names = {}
    for identifier, label in labels.items():
        if alike[label.casefold()] > 1:
            label = _numbered(_one_line(f"{label} ({wanted[identifier][1]})"), taken)
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
    return " ".join(_FORBIDDEN.sub("", re.sub("[\v\f]", " ", text)).split())
