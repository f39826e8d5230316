"""Writing pages of the site in a second process, while MkDocs writes the others in this one.

Comes in: pages that MkDocs has laid out, and what it lays them out with. Goes out: their files in the site, and what was
said of them. Each page goes the way that it goes in MkDocs: context, template, events of the plugins, file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
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


class PassedOver:
    """Pages that stay as they are: MkDocs need not look at each only to write nothing.

    They are on the list of pages until the last template has been printed, such as the site map, and again when the site is
    built. Where a template that was announced is not printed, they stay on it, and are written as nothing.
    """

    def __init__(self, files: Files, stay: Collection[str], config: MkDocsConfig) -> None:
        """Look after the pages `stay`, by `src_uri`, where nobody else may want to read them."""
        alone = may_share(config) and not config.theme.custom_dir
        self._pages = [(file, file.inclusion) for file in files if file.src_uri in stay] if alone else []
        self._templates = len(config.theme.static_templates) + len(config.extra_templates)

    def template_printed(self) -> None:
        """Take the pages off the list once the last template has been printed."""
        self._templates -= 1
        if self._templates == 0:
            for file, _ in self._pages:
                file.inclusion = InclusionLevel.EXCLUDED

    def end(self) -> None:
        """Put them back on the list."""
        for file, inclusion in self._pages:
            file.inclusion = inclusion


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
            write_page(page, files, nav, env, config)
    return said


def write_page(page: Page, files: Sequence[File], nav: Navigation, env: Any, config: MkDocsConfig) -> None:
    """Write a page that MkDocs has passed over."""
    page.meta.pop("template", None)
    page.active = True
    try:
        context = get_context(nav, files, config, page)
        template = env.get_template("main.html")
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        output = config.plugins.on_post_page(template.render(context), page=page, config=config)
        write_file(output.encode("utf-8", errors="xmlcharrefreplace"), page.file.abs_dest_path)
    finally:
        page.active = False
