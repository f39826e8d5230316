"""All data notes, on one page or, where there are many, in parts by year of the studies."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.base import places_in_words
from generator.render import urls
from generator.render.badges import StudyBadge
from generator.render.page import Library, Page, make_page
from generator.render.pager import Pager, study_pager, study_parts
from generator.render.places import note_places
from generator.render.urls import Target

TITLE = "Data notes"

NotedStudy = tuple[StudyBadge, tuple[tuple[str, str, str, Target], ...]]
"""A study with its notes: what, where, how it is handled, place on the study's page."""


@dataclass(frozen=True)
class NotesPart:
    """A further part of the data notes."""

    number: int
    studies: tuple[str, ...]
    pager: Pager

    @property
    def target(self) -> Target:
        """Its page."""
        return urls.data_notes_part(self.number)


def _noted(library: Library, study_id: str) -> NotedStudy:
    notes = library.base.studies[study_id].data_notes
    return library.badges[study_id], tuple(
        (note.what, places_in_words(note.where), note.handling, urls.data_note(study_id, note.id)) for note in notes
    )


def _pager(library: Library, number: int) -> Pager | None:
    return study_pager(library.base, library.addresses.notes, number, urls.data_notes_part, urls.DATA_NOTES)


def render_data_notes(library: Library) -> Page:
    """Return the page of data notes, study by study, or its first part with the way to the others."""
    parts = library.addresses.notes
    return make_page(
        library,
        "data-notes",
        urls.DATA_NOTES,
        TITLE,
        "Every inconsistency found in the papers or between them, and how it is handled.",
        "content/studies",
        weight=0.1,
        studies=tuple(_noted(library, study) for study in parts[0]),
        total=sum(len(study.data_notes) for study in library.base.studies.values()),
        pager=_pager(library, 1),
        parts=study_parts(library.base, parts, urls.data_notes_part),
        places_view=note_places(library.addresses),
    )


def notes_parts(library: Library) -> tuple[NotesPart, ...]:
    """Return the further parts of the data notes; each is for `render_notes_part`."""
    numbered = enumerate(library.addresses.notes, start=1)
    return tuple(NotesPart(n, part, pager) for n, part in numbered if n > 1 and (pager := _pager(library, n)))


def render_notes_part(library: Library, part: NotesPart) -> Page:
    """Return a further part of the data notes; it reads its own studies alone."""
    return make_page(
        library,
        "data-notes",
        part.target,
        f"{TITLE}, part {part.number} of {part.pager.total}",
        f"Every inconsistency found in the {part.pager.words}, and how it is handled.",
        "content/studies",
        weight=0.0,
        above=(urls.DATA_NOTES, TITLE),
        studies=tuple(_noted(library, study) for study in part.studies),
        total=0,
        pager=part.pager,
        parts=(),
        places_view=None,
    )
