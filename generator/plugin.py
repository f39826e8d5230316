"""The MkDocs plugin: hands the generated pages and files to MkDocs. The only door to MkDocs.

Comes in: MkDocs' events. Goes out: `File`s for MkDocs to build, titles and edit links, and warnings
for links that lead nowhere, so that `--strict` counts them.
"""

from __future__ import annotations

import html
import logging
import posixpath
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage

from generator.build import Built, build
from generator.config import Edition
from generator.diagnostics import Severity
from generator.render.environment import literal
from generator.render.page import Page

log = logging.getLogger("mkdocs.plugins.evidence_map")

PACKAGE = Path(__file__).parent
ASSETS = PACKAGE / "assets"
LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}


def _style_sheet() -> str:
    """Return the style sheets as one, in the order of their names: one request for a reader's browser."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("styles/*.css")))


class EvidenceMapConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in `mkdocs.yml`."""

    version = config_options.Type(str, default="0.1.0")
    """Version of the data, shown on every page that gives numbers."""
    date = config_options.Type(str, default="")
    """Day of the data, `YYYY-MM-DD`, in quotation marks."""
    editors = config_options.Type(str, default="The editors of this knowledge base")
    """Who answers for the judgements."""
    license_name = config_options.Type(str, default="CC BY 4.0")
    """Licence of the project's own texts and data."""
    license_url = config_options.Type(str, default="https://creativecommons.org/licenses/by/4.0/")
    """Address of that licence."""
    edit_uri = config_options.Type(str, default="edit/main/")
    """Where files are edited, below `repo_url`."""
    severities = config_options.DictOfItems(config_options.Choice([s.value for s in Severity]), default={})
    """Rule to `error`, `warning` or `info`, where the default does not suit."""


class EvidenceMapPlugin(BasePlugin[EvidenceMapConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages, data files and style sheet to the site."""

    def __init__(self) -> None:
        self.serving = False
        self.pages: dict[str, Page] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a preview is being served: there, errors become a page."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme's overrides, style sheet and script; refuse what the addresses cannot bear."""
        if not config.use_directory_urls:
            raise PluginError("evidence_map: set `use_directory_urls: true` in mkdocs.yml; the addresses depend on it.")
        config.theme.dirs.insert(0, str(PACKAGE / "overrides"))
        config.extra_css.append("assets/evidence-map.css")
        script = config_options.ExtraScriptValue("assets/evidence-map.js")
        script.type = "module"
        config.extra_javascript.append(script)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Build the knowledge base and add what it makes."""
        built = build(self._root(config), self._edition(config), self._severities())
        for diagnostic in built.report.diagnostics:
            log.log(LEVELS[diagnostic.severity], "%s", diagnostic)
        if built.report.errors:
            if not self.serving:
                raise PluginError(f"evidence_map: {built.report}; nothing was written.")
            self.pages = self._error_pages(built)
        else:
            self.pages = dict(built.pages)
        for page in self.pages.values():
            files.append(File.generated(config, page.uri, content=page.markdown))
        for path, content in built.files.items():
            files.append(File.generated(config, path, content=content))
        for script in sorted(ASSETS.glob("*.js")):
            files.append(File.generated(config, f"assets/{script.name}", abs_src_path=str(script)))
        files.append(File.generated(config, "assets/evidence-map.css", content=_style_sheet()))
        return files

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent

    def _severities(self) -> dict[str, Severity]:
        return {rule: Severity(level) for rule, level in self.config.severities.items()}

    def _edition(self, config: MkDocsConfig) -> Edition:
        return Edition(
            title=config.site_name,
            description=config.site_description or "",
            version=self.config.version,
            date=self.config.date,
            site_url=config.site_url or "",
            license_name=self.config.license_name,
            license_url=self.config.license_url,
            editors=self.config.editors,
        )

    def _error_pages(self, built: Built) -> dict[str, Page]:
        """Return, for the preview, the list of problems in the place of every page."""
        items = "\n".join(
            f"<li><p><code>{literal(str(d.location))}</code></p><p>{literal(d.message)} "
            f"<em>{literal(d.hint)}</em> ({literal(d.rule)})</p></li>"
            for d in built.report.diagnostics
        )
        markdown = (
            "# The content needs mending\n\n"
            f"<p>{literal(str(built.report))}. This page heals itself when the files are saved without errors.</p>\n\n"
            f'<ol class="em-problems">\n{items}\n</ol>\n'
        )
        uris = set(self.pages) | {"index.md"}
        return {
            uri: Page(uri, "The content needs mending", "", markdown, "content", frozenset()) for uri in sorted(uris)
        }

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give every generated page that the nav does not name its title, as text that no template can take for markup."""
        for uri, page in self.pages.items():
            file = files.get_file_from_path(uri)
            if file is not None and file.page is not None and file.page.title is None:
                file.page.title = html.escape(page.title)
        return nav

    def on_pre_page(self, page: SitePage, *, config: MkDocsConfig, files: Files) -> SitePage:
        """Set title and edit link; a generated page is edited in the file that made it."""
        generated = self.pages.get(page.file.src_uri)
        if generated is not None:
            if page.title is None:
                page.title = html.escape(generated.title)
            path = generated.edit_path
        else:
            path = posixpath.join("content", "pages", page.file.src_uri)
        if config.repo_url:
            page.edit_url = urljoin(config.repo_url.rstrip("/") + "/", self.config.edit_uri + path)
        return page

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Set what reading the page's own front matter would have dropped: description, one wide column."""
        generated = self.pages.get(page.file.src_uri)
        if generated is not None:
            page.meta["description"] = html.escape(generated.description)
            page.meta["search"] = {"boost": generated.weight}
            page.meta["hide"] = ["navigation", "toc"] if generated.wide else ["navigation"]
        return markdown

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Warn of every generated link whose page or anchor does not exist."""
        for uri, page in sorted(self.pages.items()):
            for target in sorted(page.links):
                file = files.get_file_from_path(target.page)
                if file is None:
                    log.warning("%s links to %s, which is not part of the site", uri, target.page)
                elif (
                    target.anchor
                    and file.page is not None
                    and target.anchor not in (file.page.present_anchor_ids or ())
                ):
                    log.warning("%s links to %s#%s, which has no such anchor", uri, target.page, target.anchor)
        return env

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the content, the bibliography and the generator itself."""
        root = self._root(config)
        for path in (root / "content", root / "references.bib", PACKAGE):
            if path.exists():
                server.watch(str(path))
        return server
