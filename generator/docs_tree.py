"""The site as Markdown files and a configuration that Zensical builds, which knows no plugin of ours.

Comes in: pages, files, the site's navigation. Goes out: every file by its path. Zensical takes the addresses in raw HTML for
addresses of source files, where MkDocs leaves them as they are; so each is written anew. What our plugin adds to a finished
page (policy, search of single quotations, metadata) is not in them. ProperDocs needs none of this:
it runs the plugin itself.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Mapping as AbcMapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from generator.config import Edition
from generator.render.page import Page
from generator.render.urls import page_url

CONFIG = "mkdocs.yml"
DOCS = "docs"

_ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
_ID = re.compile(r'(?<=\sid=")(?:[\w.-]|&#45;|&#95;)+(?=")')
"""An id, in which Zensical's check of links does not resolve character references."""


def docs_tree(
    pages: AbcMapping[str, Page], files: AbcMapping[str, bytes], edition: Edition, nav: list[Any] | None
) -> dict[str, bytes]:
    """Return the Markdown tree below `docs` and the configuration beside it."""
    sources = {page_url(uri): uri for uri in pages} | {path: path for path in files}
    tree = {f"{DOCS}/{path}": content for path, content in files.items()}
    tree |= {f"{DOCS}/{uri}": _markdown(page, sources) for uri, page in pages.items()}
    return tree | {CONFIG: _config(edition, nav)}


def _markdown(page: Page, sources: AbcMapping[str, str]) -> bytes:
    # A title goes into templates that take it for markup.
    head = {"title": html.escape(page.title), "description": html.escape(page.description)}
    written = "".join(f"{name}: {json.dumps(value)}\n" for name, value in head.items())
    hidden = ["navigation", "toc"] if page.wide else []
    text = _ID.sub(lambda found: html.unescape(found[0]), page.markdown)
    text = _ADDRESS.sub(lambda found: f'{found[1]}="{_from_source(found[2], page.uri, sources)}"', text)
    return f"---\n{written}hide: {json.dumps(hidden)}\n---\n\n{text}".encode()


def _from_source(written: str, uri: str, sources: AbcMapping[str, str]) -> str:
    """Return an address as it is written from a page's source file; what is not of the site stays."""
    parts = urlsplit(html.unescape(written))
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return written
    place = posixpath.normpath(posixpath.join("/", page_url(uri), unquote(parts.path))).strip("/")
    source = sources.get(f"{place}/" if place else "") or sources.get(place)
    if source is None:
        return written
    relative = quote(posixpath.relpath(source, posixpath.dirname(uri) or "."))
    return html.escape(urlunsplit(("", "", relative, parts.query, parts.fragment)))


def _config(edition: Edition, nav: list[Any] | None) -> bytes:
    """Return the configuration; JSON is YAML, and leaves no doubt about any text."""
    config: dict[str, Any] = {
        "site_name": edition.title,
        "site_description": edition.description,
        **({"site_url": edition.site_url} if edition.site_url else {}),
        "docs_dir": DOCS,
        "use_directory_urls": True,
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.tabs", "navigation.indexes", "navigation.top", "search.highlight"],
        },
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", {"toc": {"toc_depth": 3}}],
        "extra_css": ["assets/evidence-map.css"],
        "extra_javascript": [{"path": "assets/evidence-map.js", "type": "module"}],
        "extra": {"generator": False},
        **({"nav": nav} if nav else {}),
    }
    return (json.dumps(config, ensure_ascii=False, indent=2) + "\n").encode()
