"""The mark by which readers know a study everywhere: monogram, shape and tone."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.knowledge_base import KnowledgeBase
from generator.render import urls
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
