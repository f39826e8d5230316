"""What the picture of exposure shows: how long each study's doctors had met, and which themes they tell of.

Comes in: the knowledge base. Goes out: studies in order of time, themes by the first study that tells of
them, and each join with its direction.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import exp, log

from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import Range
from generator.model.study import Study
from generator.render import urls
from generator.render.badges import StudyBadge, view_badges
from generator.render.facts import months_in_words
from generator.render.pictures.words import in_a_row
from generator.render.urls import Target
from generator.render.views import plural

MOST_STUDIES = 10
"""How many columns a picture has room for."""
MOST_COLUMNS = 30
"""How many columns the table in words has room for; of more studies it has those of the picture."""

DIRECTIONS = {"reciprocal": "for", "line_of_argument": "adds", "refutational": "against"}
"""Kinds of translation, in one word each."""

WORDS = {"for": "says the same", "adds": "adds a step to it", "against": "speaks against it"}
"""Directions as a reader would say them."""
REMARK = "no theme of its own; a remark on the theme’s page"
"""Where no theme of a study is joined, and the theme's page says something of the study all the same."""


@dataclass(frozen=True)
class ExposureStudy:
    """A study with the time that its doctors had met."""

    badge: StudyBadge
    months: Range | None
    """None where the paper does not say."""
    words: str
    """The time in words, e.g. `at least 1.5 years`."""

    @property
    def middle(self) -> float:
        """Where it stands in the order: the middle of what is known, on the scale of the picture."""
        ends = [] if self.months is None else [e for e in (self.months.min, self.months.max) if e is not None]
        return exp(sum(log(max(end, 0.25)) for end in ends) / len(ends)) if ends else float("inf")


@dataclass(frozen=True)
class ExposureTheme:
    """A cross-study theme with what each study says to it."""

    label: str
    target: Target
    joins: dict[str, dict[str, int]]
    """Study id to `for`, `adds`, `against` and how many of its themes are joined so."""
    remarks: frozenset[str]
    """Ids of studies that have no theme joined here, and of which the theme's page says something all the same."""

    def words(self, study: str) -> str:
        """Return what a study says to the theme, e.g. `says the same: 2; speaks against it: 1`."""
        found = self.joins.get(study, {})
        if found:
            return "; ".join(f"{WORDS[direction]}: {found[direction]}" for direction in WORDS if direction in found)
        return REMARK if study in self.remarks else "–"

    def tells(self, study: str) -> bool:
        """Say whether a study has a theme that says the same or adds a step."""
        return bool(self.joins.get(study, {}).keys() & {"for", "adds"})


@dataclass(frozen=True)
class ExposureView:
    """Studies and themes, in the order of the picture."""

    studies: tuple[ExposureStudy, ...]
    """The shortest time first; those that do not report it last."""
    themes: tuple[ExposureTheme, ...]
    """In map order."""
    whole: bool = True
    """False where studies were left out, for the picture has no room for them."""

    @cached_property
    def timed(self) -> tuple[ExposureStudy, ...]:
        """The studies whose time is known."""
        return tuple(study for study in self.studies if study.months is not None)

    @cached_property
    def columns(self) -> tuple[ExposureStudy, ...]:
        """The studies that the table in words shows."""
        return self.studies if len(self.studies) <= MOST_COLUMNS else shorten(self).studies

    @cached_property
    def groups(self) -> tuple[tuple[ExposureStudy | None, tuple[ExposureTheme, ...]], ...]:
        """Themes by the study with the shortest time that tells of them; None for those that no timed study tells."""
        told: dict[str, list[ExposureTheme]] = {}
        for theme in self.themes:
            first = next((s for s in self.timed if theme.tells(s.badge.id)), None)
            told.setdefault(first.badge.id if first else "", []).append(theme)
        timed = ((study, told.get(study.badge.id)) for study in self.timed)
        groups = (*timed, (None, told.get("")))
        return tuple((study, tuple(themes)) for study, themes in groups if themes)

    @property
    def says(self) -> str:
        """The message of the picture, in two or three sentences."""
        first, last = self.timed[0], self.timed[-1]
        early = sum(theme.tells(first.badge.id) for theme in self.themes)
        later = [theme for study, themes in self.groups if study not in (first, None) for theme in themes]
        says = (
            f"{early} of the {len(self.themes)} themes {'is' if early == 1 else 'are'} told already in the study with the shortest time in the group "
            f"({first.badge.name}, {first.words})"
        )
        says += f", {len(later)} only in studies with a longer time." if later else "."
        if self.only_against:
            labels = in_a_row([f"“{theme.label}”" for theme in self.only_against])
            says += (
                f" On {plural(len(self.only_against), 'theme')} the study with the longest time ({last.badge.name}, "
                f"{last.words}) has only what speaks against: {labels}."
            )
        return says

    @property
    def limits(self) -> str:
        """What the picture cannot show."""
        unknown = len(self.studies) - len(self.timed)
        says = (
            "A theme counts as told where the study has a theme that says the same or adds a step to it. "
            f"What it cannot show: that a theme comes or goes with time. These are {len(self.studies)} studies of "
            "different doctors, with different designs and questions, and a study that does not tell of a theme does "
            "not say that it was not there."
        )
        if any(s.months is not None and None in (s.months.min, s.months.max) for s in self.studies):
            says += " Where the time has an open end, the known end gives the study its place in the order."
        if unknown:
            says += f" {plural(unknown, 'study', 'studies')} at the right {'does' if unknown == 1 else 'do'} not report the time."
        return says

    @property
    def left_out(self) -> str:
        """What the picture has no room for; empty where it shows everything."""
        shown = len(shorten(self).studies)
        if shown == len(self.studies):
            return ""
        room = f"The picture has room for {shown} of the {len(self.studies)} studies"
        if len(self.columns) < len(self.studies):
            return (
                f"{room}, those with the shortest and the longest time and those with most themes, and so has the "
                "table; what each study tells of is on its own page."
            )
        return f"{room}; the table has them all."

    @property
    def only_against(self) -> tuple[ExposureTheme, ...]:
        """Themes against which the study with the longest time speaks and for which it does not."""
        longest = self.timed[-1].badge.id
        return tuple(t for t in self.themes if "against" in t.joins.get(longest, {}) and not t.tells(longest))


def _time(study: Study) -> tuple[Range | None, str]:
    fact = study.balint_group.exposure_months
    if fact is None or fact.value is None:
        return None, "not known to us" if fact is not None and fact.status == "unknown" else "not reported"
    return fact.value, months_in_words(fact.value)


def view_exposure(base: KnowledgeBase) -> ExposureView | None:
    """Return the view, or None where fewer than two studies give a time: then nothing is early or late."""
    badges = view_badges(base)
    themes = []
    for theme in base.themes.values():
        joins: dict[str, dict[str, int]] = {}
        for linked in base.mappings_to(theme.id):
            found = joins.setdefault(linked.mapping.study, {})
            direction = DIRECTIONS[linked.mapping.translation]
            found[direction] = found.get(direction, 0) + 1
        remarks = frozenset(a.study for a in theme.accounts if a.study not in joins and a.study in badges)
        themes.append(ExposureTheme(theme.label, urls.theme(theme.id), joins, remarks))
    studies = [
        ExposureStudy(badges[study.id], *_time(study))
        for study in base.studies.values()
        if any(study.id in theme.joins or study.id in theme.remarks for theme in themes)
    ]
    studies.sort(key=lambda study: study.middle)
    view = ExposureView(tuple(studies), tuple(themes))
    return view if len(view.timed) > 1 else None


def shorten(view: ExposureView) -> ExposureView:
    """Return what the picture has room for: the studies with the most joins, the shortest and longest time among them."""
    if len(view.studies) <= MOST_STUDIES:
        return view
    weight = Counter[str]()
    for theme in view.themes:
        for study, joins in theme.joins.items():
            weight[study] += sum(joins.values())
    ends = {view.timed[0].badge.id, view.timed[-1].badge.id}
    ranked = sorted(view.studies, key=lambda s: (s.badge.id not in ends, -weight[s.badge.id]))
    kept = {study.badge.id for study in ranked[:MOST_STUDIES]}
    return ExposureView(tuple(s for s in view.studies if s.badge.id in kept), view.themes, whole=False)
