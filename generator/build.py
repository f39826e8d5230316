"""The whole trip of the data, on one screen.

    content/*.yml, references.bib  --load-->  Corpus  --link-->  KnowledgeBase  --check-->  Report
    KnowledgeBase  --render-->  {src_uri: Page}   --export-->  {path: bytes}

Everything is gathered and checked before anything is handed out; with an error there are no pages.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from generator.check.report import Report, check
from generator.check.verification import check_lock, statuses
from generator.config import Edition
from generator.diagnostics import Diagnostic, Severity
from generator.export import site_data
from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.content import load_corpus
from generator.load.lock import read_lock
from generator.model.verification import QuoteLockFile
from generator.render.citation import CitationStyle, format_bibliography
from generator.render.page import Download, Library, Page
from generator.render.pages import render_pages

STYLES: tuple[CitationStyle, ...] = ("vancouver", "ama", "apa")


@dataclass(frozen=True)
class Built:
    """What the trip yields: the report always, pages and files only where nothing is wrong."""

    report: Report
    base: KnowledgeBase
    lock: QuoteLockFile
    """As it was when the report was made."""
    pages: AbcMapping[str, Page] = field(default_factory=dict)
    """By `src_uri`."""
    files: AbcMapping[str, bytes] = field(default_factory=dict)
    """By path below the site."""


def check_project(root: Path, severities: AbcMapping[str, Severity] | None = None) -> Built:
    """Load, link and check the knowledge base below `root`; nothing is rendered."""
    base = link(load_corpus(root))
    lock, problems = read_lock(root)
    found: list[Diagnostic] = [*problems, *check_lock(base, lock)]
    return Built(check(base, severities, found), base, lock)


def build(root: Path, edition: Edition, severities: AbcMapping[str, Severity] | None = None) -> Built:
    """Make every page and file of the knowledge base below `root`."""
    checked = check_project(root, severities)
    if checked.report.errors:
        return checked
    base, lock = checked.base, checked.lock
    verification = statuses(base, lock)
    files = site_data.export_all(base, edition, verification)
    library = Library(
        base=base,
        edition=edition,
        citations={style: _citations(base, style) for style in STYLES},
        downloads=tuple(
            Download(
                path,
                len(files[path]),
                tuple((doc.key, doc.type, doc.meaning) for doc in site_data.DATA_DICTIONARY.get(path, ())),
                site_data.MEANINGS[path],
            )
            for path in sorted(files)
        ),
        verification=verification,
        tiers={name: entry.tier for name, entry in lock.quotes.items() if verification.get(name) == "verified"},
    )
    return Built(checked.report, base, lock, render_pages(library), files)


def _citations(base: KnowledgeBase, style: CitationStyle) -> dict[str, Markup]:
    """Return every work formatted in a style; the formatter's HTML is safe by its contract."""
    formatted = format_bibliography(tuple(base.references.values()), style)
    return {key: Markup(html) for key, html in formatted.items()}
