"""The page of downloads: what each file is, its columns, how to cite the data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from generator.render import urls
from generator.render.cite import cite_knowledge_base
from generator.render.environment import literal
from generator.render.page import Download, Library, Page, make_page
from generator.render.urls import Target

TEMPLATE, TITLE, EDIT_PATH = "data", "Data", "content/studies"
DESCRIPTION = "Downloads of the whole knowledge base, with every column explained."

_GROUPS = (
    ("spreadsheet", "For a spreadsheet", "Tables as CSV files; they open in Excel, LibreOffice, R and Python."),
    ("database", "For programs and databases", "The same facts, complete, for those who write queries or code."),
    ("references", "For a reference manager", "Every work that the studies cite, three times the same list."),
    ("themes", "For themes and mappings", "The themes and the crosswalk in the standards of their fields."),
    ("package", "For the whole package", "What describes, cites and secures all these files."),
)
"""Group, heading, and a sentence on it."""


@dataclass(frozen=True)
class DownloadView:
    """One file as the page shows it."""

    name: str
    """Without its folder, e.g. `quotes.json`."""
    target: Target
    size: str
    """E.g. `68 kB`."""
    opens_in: str
    """What opens it; empty where the sentence on its group says so."""
    rows: str
    """E.g. `164 rows`; empty where rows mean nothing."""
    download: Download
    schema: Target | None
    keys: Target | None
    """Where its keys are explained."""


def render_data(library: Library) -> Page:
    """Return the page of downloads with the data dictionary."""
    views = {download.path: _view(download) for download in library.downloads}
    groups = [
        (name, title, sentence, [view for view in views.values() if view.download.group == name])
        for name, title, sentence in _GROUPS
    ]
    return make_page(
        library,
        TEMPLATE,
        urls.DATA,
        TITLE,
        DESCRIPTION,
        EDIT_PATH,
        groups=groups,
        marked=_marked,
        dictionary=[view for view in views.values() if view.keys],
        files=len(library.downloads),
        total=size_in_words(sum(download.size for download in library.downloads)),
        how_to_cite=cite_knowledge_base(library.edition),
        urls=urls,
    )


def data_page_ahead() -> Page:
    """Return the page without its words: what is known of it before the files are made."""
    return Page(urls.DATA.page, TITLE, DESCRIPTION, "", EDIT_PATH, frozenset(), template=TEMPLATE)


def size_in_words(size: int) -> str:
    """Return a number of bytes as readers know it from their own files, e.g. `68 kB`, `1.2 MB`."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def _marked(text: str) -> Markup:
    """Return a sentence of the dictionary; what stands between backticks is a word of the data, set as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(literal(part)) if place % 2 else literal(_curly(part))
        for place, part in enumerate(parts)
    )


def _curly(text: str) -> str:
    """Return words with the apostrophe that the rest of the site uses."""
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", text)


def _view(download: Download) -> DownloadView:
    name = download.path.rpartition("/")[2]
    return DownloadView(
        name=name,
        target=urls.data_file(download.path),
        size=size_in_words(download.size),
        opens_in="" if download.group == "spreadsheet" else download.opens_in,
        rows="" if download.rows is None else f"{download.rows} {'row' if download.rows == 1 else 'rows'}",
        download=download,
        schema=urls.data_file(download.schema) if download.schema else None,
        keys=Target(urls.DATA.page, f"keys-{name.replace('.', '-')}") if download.keys else None,
    )
