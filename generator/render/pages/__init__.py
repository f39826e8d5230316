"""All pages of the site, in a fixed order."""

from __future__ import annotations

from generator.link.evidence_map import EvidenceMap
from generator.render.handwritten import render_handwritten_pages
from generator.render.page import Library, Page
from generator.render.page_metadata import with_metadata
from generator.render.pages.bibliography import render_references
from generator.render.pages.changes import render_changes
from generator.render.pages.crosswalk import render_crosswalk
from generator.render.pages.data import render_data
from generator.render.pages.evidence_map import render_evidence_map
from generator.render.pages.findings import render_disagreements, render_findings
from generator.render.pages.glossary import render_glossary
from generator.render.pages.handout import render_handout
from generator.render.pages.home import render_home
from generator.render.pages.method import render_method
from generator.render.pages.notes import render_data_notes
from generator.render.pages.packs import render_packs
from generator.render.pages.quotes import render_quotes
from generator.render.pages.reporting import render_reporting
from generator.render.pages.studies import render_studies_index
from generator.render.pages.study import render_study
from generator.render.pages.themes import render_theme, render_themes_index, theme_summaries


def render_pages(library: Library, evidence: EvidenceMap) -> dict[str, Page]:
    """Return every generated page by its `src_uri`."""
    base = library.base
    summaries = theme_summaries(library)
    pages = [
        *render_handwritten_pages(library),  # First, so that of two pages with one address the generated one stays.
        render_home(library, summaries),
        render_evidence_map(library, evidence),
        render_quotes(library, evidence),
        render_handout(library),
        *render_packs(library),
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
        *render_changes(library),
        render_data(library),
        *render_glossary(library),
        *render_handwritten_pages(library),
    ]
    return with_metadata(library, {page.uri: page for page in pages})
