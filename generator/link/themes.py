"""Study themes with their place in the tree, and the mappings that join them to ours."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass

from generator.model.crosswalk import CrossStudyTheme, Mapping
from generator.model.study import Study
from generator.model.theme import Theme, ThemeNode


@dataclass(frozen=True)
class LinkedTheme:
    """A node of a study's tree that knows its study and what stands above it."""

    id: str
    """Qualified, e.g. `yahyavi2020.defenseless`."""
    study: Study
    node: ThemeNode
    ancestors: tuple[ThemeNode, ...]
    """From the top down, without the node itself."""

    @property
    def is_leaf(self) -> bool:
        """Whether nothing stands below."""
        return not self.node.children

    @property
    def level(self) -> str:
        """`theme`, `subtheme` or `code`."""
        return type(self.node).__name__.lower()


@dataclass(frozen=True)
class LinkedMapping:
    """A mapping whose two ends exist."""

    cross_theme: CrossStudyTheme
    position: int
    """Index in the cross-study theme's list, for locating it in its file."""
    mapping: Mapping
    study_theme: LinkedTheme


def index_study_themes(studies: Iterable[Study]) -> dict[str, LinkedTheme]:
    """Return all nodes of all trees by qualified id; of two with one id the first stays."""
    index: dict[str, LinkedTheme] = {}

    def add(study: Study, node: ThemeNode, ancestors: tuple[ThemeNode, ...]) -> None:
        linked = LinkedTheme(f"{study.id}.{node.id}", study, node, ancestors)
        index.setdefault(linked.id, linked)
        for child in node.children:
            add(study, child, (*ancestors, node))

    for study in studies:
        for theme in study.themes:
            add(study, theme, ())
    return index


def index_mappings(
    themes: Iterable[CrossStudyTheme], study_themes: AbcMapping[str, LinkedTheme]
) -> tuple[LinkedMapping, ...]:
    """Return the mappings whose study theme exists, in the order of the cross-study themes."""
    return tuple(
        LinkedMapping(theme, position, mapping, study_themes[f"{mapping.study}.{mapping.theme}"])
        for theme in themes
        for position, mapping in enumerate(theme.mappings)
        if f"{mapping.study}.{mapping.theme}" in study_themes
    )


def theme_paths(themes: tuple[Theme, ...]) -> Iterable[tuple[ThemeNode, tuple[str | int, ...]]]:
    """Yield every node of a tree with its field path in the study's file."""
    for t, theme in enumerate(themes):
        yield theme, ("themes", t)
        for s, subtheme in enumerate(theme.subthemes):
            yield subtheme, ("themes", t, "subthemes", s)
            for c, code in enumerate(subtheme.codes):
                yield code, ("themes", t, "subthemes", s, "codes", c)
        for c, code in enumerate(theme.codes):
            yield code, ("themes", t, "codes", c)
