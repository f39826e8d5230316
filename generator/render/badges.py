"""The mark by which readers know a study everywhere: monogram, shape and tone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from generator.link.knowledge_base import KnowledgeBase
from generator.render import urls
from generator.render.environment import literal, template_function
from generator.render.urls import Target

SHAPES = ("circle", "square", "pentagon", "diamond", "hexagon")

KINDS = {
    "qualitative_study": "Qualitative study",
    "experience_report": "Experience report",
    "review": "Review",
    "quantitative_study": "Quantitative study",
}


@dataclass(frozen=True)
class StudyBadge:
    """A study's name with the monogram, shape and tone that it has everywhere."""

    id: str
    name: str
    monogram: str
    """Two letters, e.g. `Ya`."""
    shape: str
    tone: int
    """1 to 5, a colour of the style sheet."""
    kind: str
    target: Target

    @cached_property
    def mark(self) -> Markup:
        """The mark alone, for the eye."""
        shape, letters = literal(self.shape), literal(self.monogram)
        return Markup(f'<span class="em-mark em-mark--{shape} em-tone-{self.tone}" aria-hidden="true">{letters}</span>')

    @cached_property
    def _chip(self) -> tuple[str, str]:
        """What stands before and after the address in a chip; lists have thousands of chips."""
        return f'<a class="em-chip em-tone-{self.tone}" href="', f'">{self.mark}<span>{literal(self.name)}</span></a>'

    def chip(self, href: Callable[[Target], str]) -> Markup:
        """Return mark and name as a link to the study."""
        before, after = self._chip
        return Markup(f"{before}{href(self.target)}{after}")


@template_function
def study_mark(badge: StudyBadge) -> Markup:
    """Return a study's mark."""
    return badge.mark


@template_function
def study_chip(badge: StudyBadge, href: Callable[[Target], str]) -> Markup:
    """Return a study's mark and name as a link to its page."""
    return badge.chip(href)


def view_badges(base: KnowledgeBase) -> dict[str, StudyBadge]:
    """Return the badge of every study by id."""
    return {
        study.id: StudyBadge(
            id=study.id,
            name=study.short_name,
            monogram=study.short_name[:2],
            shape=SHAPES[i % len(SHAPES)],
            tone=i % len(SHAPES) + 1,
            kind=KINDS[study.kind],
            target=urls.study(study.id),
        )
        for i, study in enumerate(base.studies.values())
    }
