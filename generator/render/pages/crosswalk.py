"""The crosswalk: study themes against cross-study themes, both ways, every leaf accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.environment import literal
from generator.render.page import Library, Page, make_page
from generator.render.pager import StudiesPart, studies_on_parts, study_parts
from generator.render.pages.themes import ThemeSummary
from generator.render.places import crosswalk_places
from generator.render.urls import Href, Target
from generator.render.views import PREDICATES, TRANSLATIONS

TITLE = "Crosswalk"


@dataclass(frozen=True)
class Join:
    """One end of a mapping seen from the other."""

    label: str
    target: Target
    predicate: str
    translation: str
    refutes: bool

    def item(self, href: Href) -> Markup:
        """Return it as an item of a list; a crosswalk has tens of thousands, too many for a template."""
        against = " em-against" if self.refutes else ""
        return Markup(
            f'<li><a href="{href(self.target)}">{literal(self.label)}</a> <span class="em-small{against}">'
            f"{literal(self.predicate)}; {literal(self.translation)}</span></li>"
        )


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


@dataclass(frozen=True)
class CountRow:
    """A cross-study theme with its mappings, counted."""

    summary: ThemeSummary
    translations: tuple[int, ...]
    """How many mappings say the same, add a step, speak against it: as `COUNTED`."""


COUNTED = ("reciprocal", "line_of_argument", "refutational")


def render_crosswalk(library: Library, summaries: tuple[ThemeSummary, ...]) -> Page:
    """Return the crosswalk in both directions; of many studies, counts that lead to the mappings."""
    if len(library.addresses.crosswalk) > 1:
        return _render_counts(library, summaries)
    ids = list(library.base.themes)
    return make_page(
        library,
        "crosswalk",
        urls.CROSSWALK,
        TITLE,
        "Which theme of which study corresponds to which theme of ours, both ways.",
        "content/themes",
        weight=0.2,
        wide=True,
        badges=tuple(library.badges.values()),
        matrix=tuple((summary, _cells(library, ids[i])) for i, summary in enumerate(summaries)),
        studies=_studies(library, library.base.studies),
        urls=urls,
    )


def _studies(library: Library, studies: Iterable[str]) -> tuple[tuple[StudyBadge, tuple[LeafRow, ...]], ...]:
    return tuple((library.badges[study], leaves) for study in studies if (leaves := _leaves(library, study)))


def _render_counts(library: Library, summaries: tuple[ThemeSummary, ...]) -> Page:
    base, book = library.base, library.addresses
    counts: Counter[tuple[str, str]] = Counter((m.cross_theme.id, m.mapping.translation) for m in base.mappings)
    return make_page(
        library,
        "crosswalk-index",
        urls.CROSSWALK,
        TITLE,
        "How the themes of the studies correspond to ours: counts, and the way to every mapping with its reason.",
        "content/themes",
        weight=0.2,
        wide=True,
        rows=tuple(
            CountRow(summary, tuple(counts[theme, kind] for kind in COUNTED))
            for theme, summary in zip(base.themes, summaries, strict=True)
        ),
        kinds=tuple(TRANSLATIONS[kind] for kind in COUNTED),
        studies=len(base.studies),
        leaves=sum(len(base.leaves(study)) for study in base.studies),
        unplaced=len(base.no_term_found),
        parts=study_parts(base, book.crosswalk, urls.crosswalk_part),
        places_view=crosswalk_places(book),
        urls=urls,
    )


def crosswalk_parts(library: Library) -> tuple[StudiesPart, ...]:
    """Return the parts of the crosswalk by study; each is for `render_crosswalk_part`."""
    return studies_on_parts(library.base, library.addresses.crosswalk, urls.crosswalk_part, urls.CROSSWALK)


def render_crosswalk_part(library: Library, part: StudiesPart) -> Page:
    """Return one part of the crosswalk by study; it reads its studies alone."""
    return make_page(
        library,
        "crosswalk-part",
        urls.crosswalk_part(part.number),
        f"{TITLE} by study, part {part.number} of {part.pager.total}",
        f"Where the themes of the {part.pager.words} are found among ours.",
        "content/themes",
        weight=0.0,
        wide=True,
        above=(urls.CROSSWALK, TITLE),
        pager=part.pager,
        studies=_studies(library, part.studies),
        urls=urls,
    )
