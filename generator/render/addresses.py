"""Where each thing of a long list stands: on the list's one page, or on one of its parts.

Comes in: the knowledge base, and how much a page holds. Goes out: targets, and which studies stand on which part. It is
made once for a build and remembers nothing between two. `urls.reference`, `urls.theme_voice` and their like are the
addresses that hold for ever, whatever is parted; the book says where they lead today, so that a page of the site links
there at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.link.knowledge_base import KnowledgeBase
from generator.model.reference import Reference
from generator.render import urls
from generator.render.parts import LIMITS, Limits, Shelf, runs, shelve
from generator.render.urls import Target

Parts = tuple[tuple[str, ...], ...]
"""Ids of studies, part by part; one part where nothing is parted."""
Pairs = tuple[tuple[str, str], ...]


def name_in_bibliography(reference: Reference) -> str:
    """Return the name under which a work is looked for: that of its first author or editor, else its title."""
    for person in (*reference.csl.get("author", ()), *reference.csl.get("editor", ())):
        words = (
            person.get("non-dropping-particle"),
            person.get("family") or person.get("literal"),
            person.get("given"),
        )
        return " ".join(filter(None, words))
    return reference.title


@dataclass(frozen=True, eq=False)
class AddressBook:
    """Where everything stands that may stand on a part of a list; each list is parted when it is first asked for."""

    base: KnowledgeBase
    limits: Limits = field(default=LIMITS)

    @cached_property
    def order(self) -> AbcMapping[str, int]:
        """The place of each study in the order of the site."""
        return {study: place for place, study in enumerate(self.base.studies)}

    @cached_property
    def shelves(self) -> Shelf:
        """The bibliography."""
        names = {key: name_in_bibliography(reference) for key, reference in self.base.references.items()}
        return shelve(names, self.limits)

    @cached_property
    def _shelf_of(self) -> AbcMapping[str, Target]:
        return {key: urls.reference_shelf(leaf.slug) for leaf in self.shelves.leaves() for key in leaf.keys}

    def reference(self, key: str) -> Target:
        """Return where a work stands in the bibliography."""
        return Target(self._shelf_of[key].page, urls.reference(key).anchor)

    def voices(self, theme_id: str) -> Parts:
        """Return the studies that speak to a cross-study theme, part by part of its page."""
        return self._voices[theme_id]

    @cached_property
    def _voices(self) -> dict[str, Parts]:
        found = {}
        for theme in self.base.themes.values():
            speaking = {account.study for account in theme.accounts}
            speaking.update(linked.mapping.study for linked in self.base.mappings_to(theme.id))
            found[theme.id] = self._runs((s for s in self.base.studies if s in speaking), self.limits.voices)
        return found

    @cached_property
    def _voice_part(self) -> dict[tuple[str, str], int]:
        return {(theme, study): n for theme, parts in self._voices.items() for study, n in _numbered(parts)}

    def voice(self, theme_id: str, study_id: str) -> Target:
        """Return what one study says on a cross-study theme."""
        part = self._voice_part.get((theme_id, study_id), 1)
        return Target(urls.theme_part(theme_id, part).page, urls.theme_voice(theme_id, study_id).anchor)

    @cached_property
    def studies(self) -> Parts:
        """The parts of the table of studies."""
        return self._runs(self.base.studies, self.limits.rows, self.limits.part_of_rows)

    @cached_property
    def notes(self) -> Parts:
        """The parts of the page of data notes: whole studies, until a page has enough notes."""
        parts: list[list[str]] = [[]]
        noted = {study.id: len(study.data_notes) for study in self.base.studies.values() if study.data_notes}
        if sum(noted.values()) <= self.limits.rows:
            return (tuple(noted),)
        held = 0
        for study, number in noted.items():
            if parts[-1] and held + number > self.limits.rows:
                parts.append([])
                held = 0
            parts[-1].append(study)
            held += number
        return tuple(map(tuple, parts))

    @cached_property
    def reporting(self) -> Parts:
        """The parts of the table of reporting; more than one stand beside a page that counts."""
        judged = (s.id for s in self.base.studies.values() if s.methods and s.methods.reporting)
        return self._runs(judged, self.limits.voices, self.limits.columns)

    @cached_property
    def crosswalk(self) -> Parts:
        """The parts of the crosswalk from the studies to our themes; more than one stand beside a page that counts."""
        return self._runs(self.base.studies, self.limits.voices, self.limits.leaves)

    def contributions(self, finding_id: str) -> Parts:
        """Return the studies that contribute to a finding, part by part of the finding's own pages."""
        return self._contributions[finding_id]

    @cached_property
    def _contributions(self) -> dict[str, Parts]:
        found = {}
        for finding in self.base.findings.values():
            brought = {contribution.study for contribution in finding.contributions}
            studies = sorted(brought & self.order.keys(), key=self.order.__getitem__)
            found[finding.id] = self._runs(studies, self.limits.voices)
        return found

    @cached_property
    def findings_apart(self) -> bool:
        """Whether each finding has a page of its own, and the page of findings is a summary."""
        brought = sum(len(finding.contributions) for finding in self.base.findings.values())
        return brought > self.limits.contributions

    def finding(self, finding_id: str) -> Target:
        """Return where a finding stands with its evidence."""
        return urls.finding_part(finding_id, 1) if self.findings_apart else urls.review_finding(finding_id)

    def contradictions(self, theme_id: str) -> tuple[Pairs, ...]:
        """Return the themes that speak against a cross-study theme, part by part of a page of their own.

        Each is the id of its study and its own.
        """
        return runs(self._refuting.get(theme_id, ()), self.limits.voices, self.limits.voices)

    @cached_property
    def _refuting(self) -> dict[str, Pairs]:
        found = {}
        for theme in self.base.themes:
            mappings = (linked.mapping for linked in self.base.mappings_to(theme))
            refuting = tuple((m.study, m.theme) for m in mappings if m.translation == "refutational")
            if refuting:
                found[theme] = refuting
        return found

    @cached_property
    def contradictions_apart(self) -> bool:
        """Whether what speaks against a theme stands on pages beside the page of disagreements."""
        return sum(map(len, self._refuting.values())) > self.limits.contradictions

    @cached_property
    def unquoted(self) -> tuple[Pairs, ...]:
        """The mappings without a quotation, part by part; more than one stand beside the page of disagreements.

        Each is the qualified id of the study's theme, and the label of ours.
        """
        base = self.base
        silent = tuple(
            (m.study_theme.id, m.cross_theme.label)
            for m in base.mappings
            if not base.quotes_of(m.mapping.study, m.mapping.theme) and not m.mapping.supporting_quotes
        )
        return runs(silent, self.limits.rows, self.limits.rows)

    @cached_property
    def unplaced(self) -> tuple[Pairs, ...]:
        """The studies' themes that fit nowhere, each with nothing, part by part as `unquoted`."""
        names = tuple((name, "") for name in self.base.no_term_found)
        return runs(names, self.limits.rows, self.limits.rows)

    def _runs(self, ids: Iterable[str], whole: int, part: int | None = None) -> Parts:
        return runs(tuple(ids), whole, part or whole)

    def pages(self) -> Iterator[Target]:
        """Yield every page that exists because a list is parted."""
        yield from (urls.reference_shelf(shelf.slug) for shelf in self.shelves.walk() if shelf.slug)
        for theme in self.base.themes:
            yield from (urls.theme_part(theme, n) for n in _further(self.voices(theme)))
            if self.contradictions_apart and theme in self._refuting:
                yield from (urls.contradictions(theme, n) for n in _all(self.contradictions(theme)))
        yield from (urls.studies_part(n) for n in _further(self.studies))
        yield from (urls.data_notes_part(n) for n in _further(self.notes))
        for parts, place in (
            (self.reporting, urls.reporting_part),
            (self.crosswalk, urls.crosswalk_part),
            (self.unquoted, urls.unquoted),
            (self.unplaced, urls.unplaced),
        ):
            if len(parts) > 1:
                yield from map(place, _all(parts))
        if self.findings_apart:
            for finding in self.base.findings:
                yield from (urls.finding_part(finding, n) for n in _all(self.contributions(finding)))


def _numbered(parts: Parts) -> Iterator[tuple[str, int]]:
    return ((study, n) for n, part in enumerate(parts, start=1) for study in part)


def _all(parts: tuple[tuple[object, ...], ...]) -> range:
    return range(1, len(parts) + 1)


def _further(parts: Parts) -> range:
    return range(2, len(parts) + 1)
