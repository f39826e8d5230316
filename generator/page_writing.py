"""Writing pages of the site in a second process, while MkDocs writes the others in this one.

Comes in: pages that MkDocs has laid out, and what it lays them out with. Goes out: their files in the site, and what was
said of them. Each page goes the way that it goes in MkDocs: context, template, events of the plugins, file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from generator.cache.beside import beside
from generator.mkdocs_log import Said, listening

KEPT = "evidence-map-kept.html"
"""The empty template of pages that this process does not write."""
MANY = 80
"""Pages from which on a second process pays."""
KNOWN = {"search", "material/search", "evidence_map"}
"""Plugins that remember nothing of a generated page while it is written."""


def may_share(config: MkDocsConfig) -> bool:
    """Return whether pages may be written where nobody else sees it: hooks and other plugins may want to remember them."""
    return not config.hooks and config.plugins.keys() <= KNOWN


def write_beside(
    pages: Sequence[Page], files: Sequence[File], nav: Navigation, env: Any, config: MkDocsConfig
) -> Callable[[], list[Said]]:
    """Begin to write pages, which MkDocs then passes over.

    Returns:
        What waits until they are written, and gives what was logged about them.
    """
    written = beside(partial(_write_all, pages, files, nav, env, config))
    for page in pages:
        page.meta["template"] = KEPT
    return written


def _write_all(
    pages: Sequence[Page], files: Sequence[File], nav: Navigation, env: Any, config: MkDocsConfig
) -> list[Said]:
    with listening() as said:
        for page in pages:
            page.meta.pop("template", None)
            _write(page, files, nav, env, config)
    return said


def _write(page: Page, files: Sequence[File], nav: Navigation, env: Any, config: MkDocsConfig) -> None:
    page.active = True
    try:
        context = get_context(nav, files, config, page)
        template = env.get_template("main.html")
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = config.plugins.on_post_page(template.render(context), page=page, config=config)
        write_file(output.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)
    finally:
        page.active = False
