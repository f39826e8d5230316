"""All pages of the site, in a fixed order."""

from __future__ import annotations

from generator.render.page import Library, Page
from generator.render.pages.bibliography import render_references
from generator.render.pages.crosswalk import render_crosswalk
from generator.render.pages.findings import render_disagreements, render_findings
from generator.render.pages.home import render_data, render_home
from generator.render.pages.method import render_method
from generator.render.pages.notes import render_data_notes
from generator.render.pages.reporting import render_reporting
from generator.render.pages.studies import render_studies_index
from generator.render.pages.study import render_study
from generator.render.pages.themes import render_theme, render_themes_index, theme_summaries


def render_pages(library: Library) -> dict[str, Page]:
    """Return every generated page by its `src_uri`."""
    base = library.base
    summaries = theme_summaries(library)
    pages = [
        render_home(library, summaries),
        render_studies_index(library),
        *(render_study(library, study) for study in base.studies.values()),
        render_themes_index(library, summaries),
        *(render_theme(library, theme, summaries) for theme in base.themes.values()),
        render_crosswalk(library, summaries),
        render_findings(library),
        render_disagreements(library),
        render_reporting(library),
        render_references(library),
        render_data_notes(library),
        *render_method(library),
        render_data(library),
    ]
    return {page.uri: page for page in pages}
