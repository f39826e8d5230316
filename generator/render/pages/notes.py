"""All data notes on one page."""

from __future__ import annotations

from generator.model.base import places_in_words
from generator.render import urls
from generator.render.page import Library, Page, make_page


def render_data_notes(library: Library) -> Page:
    """Return the page of data notes, study by study."""
    badges = library.badges
    return make_page(
        library,
        "data-notes",
        urls.DATA_NOTES,
        "Data notes",
        "Every inconsistency found in the papers or between them, and how it is handled.",
        "content/studies",
        weight=0.1,
        studies=tuple(
            (
                badges[study.id],
                tuple(
                    (note.what, places_in_words(note.where), note.handling, urls.data_note(study.id, note.id))
                    for note in study.data_notes
                ),
            )
            for study in library.base.studies.values()
            if study.data_notes
        ),
        total=sum(len(study.data_notes) for study in library.base.studies.values()),
    )
