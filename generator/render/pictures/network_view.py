"""What the citation network shows: who of the studies cites whom, and what two or more of them cite.

Comes in: the knowledge base. Goes out: studies in order of year, citations among them, shared works.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.link.knowledge_base import KnowledgeBase
from generator.model.reference import Reference
from generator.render.addresses import AddressBook
from generator.render.badges import StudyBadge, view_badges
from generator.render.pictures.words import times
from generator.render.urls import Target
from generator.render.views import plural

MOST_STUDIES = 16
MOST_WORKS = 24
"""How many studies and works a picture has room for."""
MOST_WORDS = 200
"""How many citations, and how many works, are told in words."""
MOST_NAMES = 6
"""How many studies without a list are named."""


@dataclass(frozen=True)
class NetworkStudy:
    """A study as a node."""

    badge: StudyBadge
    year: int
    complete: bool
    """Whether the paper's whole reference list is at hand."""


@dataclass(frozen=True)
class SharedWork:
    """A work outside the knowledge base that two or more studies cite."""

    label: str
    """First author and year."""
    title: str
    target: Target
    cited_by: tuple[str, ...]
    """Ids of studies, in order of year."""


@dataclass(frozen=True)
class NetworkView:
    """The whole network."""

    studies: tuple[NetworkStudy, ...]
    """In order of year."""
    citations: tuple[tuple[str, str], ...]
    """Ids of the citing and the cited study."""
    works: tuple[SharedWork, ...]
    """Those that most studies cite first."""

    @property
    def says(self) -> str:
        """The message of the picture, in a sentence or two."""
        if self.possible:
            says = (
                f"Later studies could have cited an earlier one of this knowledge base {times(self.possible)}; "
                f"they did so {times(len(self.citations))}."
            )
        else:
            says = f"{plural(len(self.citations), 'citation')} between the studies of this knowledge base."
        works = plural(len(self.works), "other work")
        return f"{says} {works} {'is' if len(self.works) == 1 else 'are'} cited by two or more of the studies."

    @property
    def left_out(self) -> str:
        """What the picture has no room for; empty where it shows everything."""
        shown = shorten(self)
        if (len(shown.studies), len(shown.works)) == (len(self.studies), len(self.works)):
            return ""
        return (
            f"The picture has room for the {plural(len(shown.studies), 'study', 'studies')} with most links, of "
            f"{len(self.studies)}, and for {plural(len(shown.works), 'shared work')}, of {len(self.works)}; "
            f"{self._told}"
        )

    @property
    def _told(self) -> str:
        """What of it is told in words."""
        if max(len(self.citations), len(self.works)) <= MOST_WORDS:
            return "the list in words has them all."
        counts = (("citation", len(self.citations)), ("shared work", len(self.works)))
        said = " and ".join(
            f"the first {MOST_WORDS} of {number} {noun}s" if number > MOST_WORDS else plural(number, noun)
            for noun, number in counts
        )
        return f"the list in words has {said}. What a study cites, and who cites it, is on its own page."

    @property
    def pairs(self) -> tuple[tuple[StudyBadge, StudyBadge], ...]:
        """The citing and the cited study of each citation that is told in words."""
        badges = {study.badge.id: study.badge for study in self.studies}
        return tuple((badges[citing], badges[cited]) for citing, cited in self.citations[:MOST_WORDS])

    @property
    def shared(self) -> tuple[tuple[SharedWork, tuple[StudyBadge, ...]], ...]:
        """Each shared work that is told in words, with the studies that cite it, as far as there is room for them."""
        badges = {study.badge.id: study.badge for study in self.studies}
        return tuple(
            (work, tuple(badges[study] for study in work.cited_by[:MOST_STUDIES])) for work in self.works[:MOST_WORDS]
        )

    @property
    def possible(self) -> int:
        """How many citations the years of the studies allow: of each earlier study by each later one."""
        years = Counter(study.year for study in self.studies)
        return _pairs(len(self.studies)) - sum(map(_pairs, years.values()))

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Names of the studies whose reference list is not at hand; their number where they are many."""
        names = tuple(study.badge.name for study in self.studies if not study.complete)
        return names if len(names) <= MOST_NAMES else (f"{len(names)} of the studies",)

    @property
    def one_is_incomplete(self) -> bool:
        """Whether the list of just one study is not at hand."""
        return sum(not study.complete for study in self.studies) == 1


def _pairs(number: int) -> int:
    return number * (number - 1) // 2


def _year(reference: Reference | None) -> int:
    parts = reference.csl.get("issued", {}).get("date-parts", [[0]]) if reference else [[0]]
    return int(parts[0][0])


def _label(reference: Reference) -> str:
    """Return first author and year, e.g. `Balint 1957`; the title where there is no author."""
    people = reference.csl.get("author") or reference.csl.get("editor") or [{}]
    name = people[0].get("family") or people[0].get("literal") or reference.title
    return f"{name} {_year(reference) or ''}".strip()


def view_network(base: KnowledgeBase, book: AddressBook | None = None) -> NetworkView:
    """Return who cites whom and what is cited by several; `book` says where the works stand."""
    book = book or AddressBook(base)
    badges = view_badges(base)
    # Citations are in order of the studies.
    cited_by = {key: tuple(dict.fromkeys(c.study.id for c in base.citations.get(key, ()))) for key in base.references}
    works = [
        SharedWork(_label(reference), reference.title, book.reference(key), cited_by[key])
        for key, reference in base.references.items()
        if key not in base.studies and len(cited_by[key]) > 1
    ]
    return NetworkView(
        studies=tuple(
            NetworkStudy(badges[s.id], _year(base.references.get(s.id)), s.references.list == "complete")
            for s in base.studies.values()
        ),
        citations=tuple((s, cited) for cited in base.studies for s in cited_by.get(cited, ()) if s != cited),
        works=tuple(sorted(works, key=lambda work: (-len(work.cited_by), work.label.casefold(), work.target))),
    )


def shorten(view: NetworkView) -> NetworkView:
    """Return what the picture has room for: the studies with most links, the works that most of them cite."""
    degree = {study.badge.id: 0 for study in view.studies}
    for pair in [*view.citations, *(work.cited_by for work in view.works)]:
        for study in pair:
            degree[study] = degree.get(study, 0) + 1
    ranked = sorted(view.studies, key=lambda study: -degree[study.badge.id])[:MOST_STUDIES]
    kept = {study.badge.id for study in ranked}
    works = []
    for work in view.works:
        citing = tuple(study for study in work.cited_by if study in kept)
        if len(citing) > 1:
            works.append(SharedWork(work.label, work.title, work.target, citing))
    works.sort(key=lambda work: -len(work.cited_by))
    return NetworkView(
        studies=tuple(study for study in view.studies if study.badge.id in kept),
        citations=tuple(pair for pair in view.citations if kept.issuperset(pair)),
        works=tuple(works[:MOST_WORKS]),
    )
