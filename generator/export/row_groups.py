"""Rows study by study, theme by theme, or of the whole map, each with the digest by which they are found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from generator.export.keys import Keys
from generator.export.table import GroupedRows, Row, RowGroup
from generator.link.knowledge_base import KnowledgeBase
from generator.link.themes import LinkedMapping
from generator.model.crosswalk import CrossStudyTheme
from generator.model.study import Study


def by_study(base: KnowledgeBase, keys: Keys, rows: Callable[[Study], Iterable[Row]]) -> GroupedRows:
    """Return the rows of each study, in the order of the site."""
    return GroupedRows(RowGroup(keys.study(study.id), partial(rows, study)) for study in base.studies.values())


def by_theme(base: KnowledgeBase, keys: Keys, rows: Callable[[CrossStudyTheme], Iterable[Row]]) -> GroupedRows:
    """Return the rows of each cross-study theme, in map order."""
    return GroupedRows(RowGroup(keys.theme(theme.id), partial(rows, theme)) for theme in base.themes.values())


def of_map(keys: Keys, rows: Callable[[], Iterable[Row]]) -> GroupedRows:
    """Return rows that follow from the evidence map as a whole."""
    return GroupedRows([RowGroup(keys.map, rows)])


def mappings_by_theme(base: KnowledgeBase) -> dict[str, list[LinkedMapping]]:
    """Return the mappings onto each cross-study theme, in the order of its file."""
    found: dict[str, list[LinkedMapping]] = defaultdict(list)
    for joined in base.mappings:
        found[joined.cross_theme.id].append(joined)
    return found
