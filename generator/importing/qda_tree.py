"""A codebook as a study's tree of themes: theme, subtheme, code.

Comes in: codes, nested as deeply as the coders liked. Goes out: the three levels of the model, an id for each code, and
which codes stood deeper; those stand beside their parent now, so that no quotation loses its code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.importing.cite_keys import fold
from generator.importing.qda_project import QdaCode

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 60
"""Characters of an id; the model allows 80, and a number may follow."""


@dataclass
class Node:
    """One theme, subtheme or code."""

    id: str
    label: str
    definition: str
    children: list[Node] = field(default_factory=list)


@dataclass
class Tree:
    """A study's tree."""

    themes: list[Node] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Id by GUID."""
    lifted: list[tuple[str, str]] = field(default_factory=list)
    """Labels of codes that stood below the third level, each with the label of its parent."""
    unnamed: int = 0
    """Codes without a name."""


def make_tree(codes: list[QdaCode]) -> Tree:
    """Return the tree of a codebook."""
    tree = Tree()
    taken: set[str] = set()
    for code in codes:
        theme = _node(code, tree, taken)
        tree.themes.append(theme)
        for child in code.children:
            subtheme = _node(child, tree, taken)
            theme.children.append(subtheme)
            for grandchild in child.children:
                _add_codes(subtheme, grandchild, tree, taken)
    return tree


def _add_codes(subtheme: Node, code: QdaCode, tree: Tree, taken: set[str]) -> None:
    subtheme.children.append(_node(code, tree, taken))
    for child in code.children:
        tree.lifted.append((child.name, code.name))
        _add_codes(subtheme, child, tree, taken)


def _node(code: QdaCode, tree: Tree, taken: set[str]) -> Node:
    label = clean(code.name)
    if not label:
        tree.unnamed += 1
        label = "(code without a name)"
    identifier = _identifier(label, taken)
    taken.add(identifier)
    tree.ids.setdefault(code.guid, identifier)
    return Node(identifier, label, clean(code.description))


def _identifier(label: str, taken: set[str]) -> str:
    """Return an id of the label's letters; a code named like a quotation's id is told from it."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(label)).strip("-")
    stem = (
        words[:_LONGEST].rpartition("-")[0] if len(words) > _LONGEST and "-" in words[:_LONGEST] else words[:_LONGEST]
    )
    if not stem or re.fullmatch(r"[qfn]\d+", stem):
        stem = f"code-{stem}".strip("-")
    identifier, number = stem, 1
    while identifier in taken:
        number += 1
        identifier = f"{stem}-{number}"
    return identifier


def clean(text: str) -> str:
    """Return text without the characters that no page can show."""
    return _UNPRINTABLE.sub("", text).strip()
