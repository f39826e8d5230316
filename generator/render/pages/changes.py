"""What changed in the data, version by version."""

from __future__ import annotations

from generator.render import urls
from generator.render.page import Library, Page, make_page


def render_changes(library: Library) -> list[Page]:
    """Return the page, where there is a history."""
    history = library.base.corpus.releases
    if not history:
        return []
    releases = tuple(
        # Between backticks stand names of files.
        (release.version, release.date, tuple(tuple(change.split("`")) for change in release.changes))
        for release in history
    )
    page = make_page(
        library,
        "changes",
        urls.CHANGES,
        "Changes",
        "What changed in the data, version by version.",
        "CHANGELOG.md",
        releases=releases,
        feed=urls.data_file("feed.xml") if library.edition.site_url else None,
    )
    return [page]
