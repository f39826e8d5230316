"""The crosswalk: study themes against cross-study themes, both ways, every leaf accounted for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.page import Library, Page, make_page
from generator.render.pages.themes import ThemeSummary
from generator.render.urls import Target
from generator.render.views import PREDICATES, TRANSLATIONS


@dataclass(frozen=True)
class Join:
    """One end of a mapping seen from the other."""

    label: str
    target: Target
    predicate: str
    translation: str
    refutes: bool


@dataclass(frozen=True)
class Cell:
    """A cross-study theme in one study."""

    joins: tuple[Join, ...]
    account: bool
    """Whether the study speaks to it without a theme of its own."""
    quotes: int


@dataclass(frozen=True)
class LeafRow:
    """A leaf of a study's tree with all that accounts for it."""

    path: tuple[str, ...]
    label: str
    target: Target
    joins: tuple[Join, ...]
    no_term: str


def _cells(library: Library, theme_id: str) -> tuple[Cell, ...]:
    base = library.base
    accounts = {a.study for a in base.themes[theme_id].accounts}
    return tuple(
        Cell(
            joins=tuple(
                Join(
                    m.study_theme.node.label,
                    urls.study_theme(study, m.mapping.theme),
                    PREDICATES[m.mapping.predicate],
                    TRANSLATIONS[m.mapping.translation],
                    m.mapping.translation == "refutational",
                )
                for m in base.mappings_to(theme_id, study)
            ),
            account=study in accounts,
            quotes=len(base.voices(theme_id, study)),
        )
        for study in base.studies
    )


def _leaves(library: Library, study_id: str) -> tuple[LeafRow, ...]:
    base = library.base
    return tuple(
        LeafRow(
            path=tuple(node.label for node in leaf.ancestors),
            label=leaf.node.label,
            target=urls.study_theme(study_id, leaf.node.id),
            joins=tuple(
                Join(
                    m.cross_theme.label,
                    urls.theme(m.cross_theme.id),
                    PREDICATES[m.mapping.predicate],
                    TRANSLATIONS[m.mapping.translation],
                    m.mapping.translation == "refutational",
                )
                for m in base.mappings_of(study_id, leaf.node.id)
            ),
            no_term=base.no_term_found[leaf.id].justification if leaf.id in base.no_term_found else "",
        )
        for leaf in base.leaves(study_id)
    )


def render_crosswalk(library: Library, summaries: tuple[ThemeSummary, ...]) -> Page:
    """Return the crosswalk in both directions."""
    badges: dict[str, StudyBadge] = library.badges
    ids = list(library.base.themes)
    return make_page(
        library,
        "crosswalk",
        urls.CROSSWALK,
        "Crosswalk",
        "Which theme of which study corresponds to which theme of ours, both ways.",
        "content/themes",
        weight=0.2,
        wide=True,
        badges=tuple(badges.values()),
        matrix=tuple((summary, _cells(library, ids[i])) for i, summary in enumerate(summaries)),
        studies=tuple((badge, leaves) for badge in badges.values() if (leaves := _leaves(library, badge.id))),
        urls=urls,
    )
