"""The MkDocs plugin: hands the generated pages and files to MkDocs. The only door to MkDocs.

Comes in: MkDocs' events. Goes out: `File`s for MkDocs to build, titles and edit links, and warnings
for links that lead nowhere, so that `--strict` counts them.
"""

from __future__ import annotations

import html
import json
import logging
import posixpath
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urljoin

from mkdocs.config import base, config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError as ConfigurationError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from generator.build import Built, build
from generator.cache.outputs import Outputs, place_again
from generator.config import Edition
from generator.content_security import with_policy
from generator.diagnostics import Severity
from generator.export.pagefind import export_pagefind
from generator.frame import Preview, frame
from generator.publishing.build_date import given_date, set_build_date
from generator.render.environment import CompiledTemplates, known_templates, literal, without_hidden
from generator.render.handwritten import TEMPLATE as HANDWRITTEN
from generator.render.page import EarlierPage, Page
from generator.render.prepared import PreparedPage, prepare
from generator.render.search import SearchEntry, merge_sections, page_sections, search_entries
from generator.render.urls import Target, page_url, site_address

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.evidence_map")
KEPT = "evidence-map-kept.html"
"""The empty template of pages that stay as they are."""

PACKAGE = Path(__file__).parent
ASSETS = PACKAGE / "assets"
SEARCH_WORKER = re.compile(r"assets/javascripts/workers/search\.[^/]*\.js")
LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}


def _says_something(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Page skipped: ")


def _style_sheet() -> str:
    """Return the style sheets as one, in the order of their names: one request for a reader's browser."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("styles/*.css")))


def read_project(root: Path) -> tuple[Edition, list[Any] | None]:
    """Return what `mkdocs.yml` says of the edition, and its navigation.

    Raises:
        ConfigurationError: The file is missing or wrong, or does not name the plugin.
    """
    config = load_config(str(root / "mkdocs.yml"))
    plugin = config.plugins.get("evidence_map")
    if not isinstance(plugin, EvidenceMapPlugin):
        raise ConfigurationError("mkdocs.yml does not name the plugin `evidence_map`.")
    return plugin.edition(config), config.nav


def theme_files() -> dict[str, bytes]:
    """Return the style sheet and the scripts of the pages, by their paths below the site."""
    scripts = {f"assets/{script.name}": script.read_bytes() for script in sorted(ASSETS.glob("*.js"))}
    return {"assets/evidence-map.css": _style_sheet().encode(), **scripts}


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
    search_engine = config_options.Choice(("material", "pagefind"), default="material")
    """`material` loads one index at the first search; `pagefind`, for hundreds of studies, loads parts of one."""


class EvidenceMapPlugin(BasePlugin[EvidenceMapConfig]):  # type: ignore[no-untyped-call]
    """Adds the generated pages, data files and style sheet to the site."""

    def __init__(self) -> None:
        self.serving = False
        self.handed: Built | None = None
        """What was built before MkDocs began, by who calls it."""
        self.outputs: Outputs | None = None
        """What the last build made, where there is one to go by."""
        self.progress: Callable[[str], None] = lambda step: None
        """Told, in words, what is done next."""
        self.pages: dict[str, Page] = {}
        self.entries: tuple[SearchEntry, ...] = ()
        self.sections: dict[str, list[dict[str, Any]]] = {}
        """The sections of generated pages in the search index, by `src_uri`."""
        self._own_places: set[str] = set()
        self._kept_files: set[str] = set()
        self._preview: Preview | None = None
        self._templates = CompiledTemplates()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a preview is being served: there, errors become a page."""
        self.serving = command == "serve"
        # Pages that stay as they are have an empty template; MkDocs would name each of them at each save.
        logging.getLogger("mkdocs.commands.build").addFilter(_says_something)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the theme's overrides, style sheet and script; refuse what the addresses cannot bear."""
        if not config.use_directory_urls:
            raise PluginError("evidence_map: set `use_directory_urls: true` in mkdocs.yml; the addresses depend on it.")
        try:
            set_build_date(self.config.date)
        except ValueError as error:
            raise PluginError(f"evidence_map: {error}") from None
        config.theme.dirs.insert(0, str(PACKAGE / "overrides"))
        environment = config.theme.get_env
        config.theme.get_env = lambda: without_hidden(environment())  # type: ignore[method-assign]
        config.extra_css.append("assets/evidence-map.css")
        script = config_options.ExtraScriptValue("assets/evidence-map.js")
        script.type = "module"
        config.extra_javascript.append(script)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Build the knowledge base and add what it makes."""
        built = self.handed or self._build(config)
        for diagnostic in built.report.diagnostics:
            log.log(LEVELS[diagnostic.severity], "%s", diagnostic)
        if built.report.errors:
            if not self.serving:
                raise PluginError(f"evidence_map: {built.report}; nothing was written.")
            self.pages = self._error_pages(built, files)
            self.entries = ()
            self.outputs = None
        else:
            self.pages = dict(built.pages)
            self.entries = tuple(search_entries(built.base, built.addresses))
        self._own_places = {site_address(entry.target) for entry in self.entries}
        self.sections = {}
        for page in self.pages.values():
            # A page that is written by hand is there already; its text is exchanged when MkDocs has read it.
            if files.get_file_from_path(page.uri) is None:
                files.append(File.generated(config, page.uri, content=page.markdown))
            elif page.template != HANDWRITTEN and not built.report.errors:
                log.warning("%s is generated; the page of this name below content/pages is not shown", page.uri)
        for path, content in built.files.items():
            files.append(File.generated(config, path, content=content))
        for script in sorted(ASSETS.glob("*.js")):
            files.append(File.generated(config, f"assets/{script.name}", abs_src_path=str(script)))
        files.append(File.generated(config, "assets/evidence-map.css", content=_style_sheet()))
        self._replace_search_worker(files, config)
        config.extra["em_feed"] = "feed.xml" if "feed.xml" in built.files else ""
        return files

    def _build(self, config: MkDocsConfig) -> Built:
        """Build the knowledge base; a preview keeps what nothing has changed for."""
        if not self.serving:
            return build(self._root(config), self.edition(config), self.severities())
        self._preview = self._preview or Preview(self._root(config))
        self.outputs = self._preview.outputs(self.frame(config))
        return build(self._root(config), self.edition(config), self.severities(), self._preview.store, self.outputs)

    def frame(self, config: MkDocsConfig) -> str:
        """Return the digest of what every page depends on besides its content."""
        own = [Path(hook) for hook in config.hooks]
        if config.theme.custom_dir:
            own.append(Path(config.theme.custom_dir))
        settings = {name: value for name, value in config.items() if name not in ("plugins", "theme")}
        settings["theme"] = dict(config.theme)
        settings["plugins"] = {name: dict(plugin.config) for name, plugin in config.plugins.items()}
        kind = "serve" if self.serving else "build"
        return frame(settings, self.edition(config), given_date(), own, kind)

    def on_shutdown(self) -> None:
        """Remove what a preview kept."""
        if self._preview is not None:
            self._preview.end()

    def _replace_search_worker(self, files: Files, config: MkDocsConfig) -> None:
        """Put our worker in the place of the theme's, which moves beside it: the search box stays the same."""
        for file in list(files):
            if file.abs_src_path and SEARCH_WORKER.fullmatch(file.src_uri):
                files.remove(file)
                worker = str(ASSETS / "workers" / f"{self.config.search_engine}.js")
                files.append(File.generated(config, file.src_uri, abs_src_path=worker))
                beside = posixpath.join(posixpath.dirname(file.src_uri), "theme-search.js")
                files.append(File.generated(config, beside, abs_src_path=file.abs_src_path))

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path).parent

    def severities(self) -> dict[str, Severity]:
        return {rule: Severity(level) for rule, level in self.config.severities.items()}

    def edition(self, config: MkDocsConfig) -> Edition:
        """Return what the configuration says of this edition."""
        return Edition(
            title=config.site_name,
            description=config.site_description or "",
            version=self.config.version,
            date=self.config.date,
            site_url=config.site_url or "",
            license_name=self.config.license_name,
            license_url=self.config.license_url,
            editors=self.config.editors,
            repo_url=config.repo_url or "",
        )

    def _error_pages(self, built: Built, files: Files) -> dict[str, Page]:
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
        uris = set(self.pages) | {"index.md"} | {file.src_uri for file in files.documentation_pages()}
        return {
            uri: Page(uri, "The content needs mending", "", markdown, "content", frozenset()) for uri in sorted(uris)
        }

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give every generated page that the nav does not name its title, as text that no template can take for markup."""
        self.progress("laying out the pages")
        for uri, page in self.pages.items():
            file = None if page.template == HANDWRITTEN else files.get_file_from_path(uri)
            if file is not None and file.page is not None and file.page.title is None:
                file.page.title = html.escape(page.title)
        return nav

    def on_pre_page(self, page: SitePage, *, config: MkDocsConfig, files: Files) -> SitePage:
        """Set title and edit link; a generated page is edited in the file that made it, and is HTML already."""
        generated = self.pages.get(page.file.src_uri)
        if generated is not None:
            if generated.template != HANDWRITTEN:
                if page.title is None:
                    page.title = html.escape(generated.title)
                # The one place where a page's way through Markdown can be left out; the page itself stays MkDocs' own.
                page.render = partial(self._render, page, generated)  # type: ignore[method-assign]
            path = generated.edit_path
        else:
            path = posixpath.join("content", "pages", page.file.src_uri)
        if config.repo_url:
            page.edit_url = urljoin(config.repo_url.rstrip("/") + "/", self.config.edit_uri + path)
        return page

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Set what reading the page's own front matter would have dropped: description, one wide column."""
        generated = self.pages.get(page.file.src_uri)
        if generated is None:
            return markdown
        if generated.template != HANDWRITTEN:
            page.meta["description"] = html.escape(generated.description)
            page.meta["search"] = {"exclude": True}  # Its sections are made in `_render`.
            if generated.earlier is not None:
                page.meta["template"] = KEPT
            page.meta["hide"] = ["navigation", "toc"] if generated.wide else ["navigation"]
        return generated.markdown

    def _render(self, page: SitePage, generated: Page, config: MkDocsConfig, files: Files) -> None:
        """Give a page the HTML that it has already, its contents and its anchors."""
        if generated.earlier is not None:
            page.content, page.present_anchor_ids = "", set(generated.earlier.anchors)
            self.sections[generated.uri] = [dict(section) for section in generated.earlier.sections]
            return
        prepared: PreparedPage = prepare(generated.markdown)
        page.content = prepared.html
        page.toc = get_toc(prepared.contents(int(config.mdx_configs.get("toc", {}).get("toc_depth", 6))))
        page.present_anchor_ids = prepared.anchors
        sections = page_sections(generated, prepared, self._own_places)
        self.sections[generated.uri] = sections
        if self.outputs is not None and generated.product:
            about = EarlierPage.about(generated, page.present_anchor_ids, sections)
            self.outputs.describe(generated.product, about)

    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page's template what the page says of itself to programs."""
        generated = self.pages.get(page.file.src_uri)
        added = {"em_metadata": generated.metadata if generated is not None else ""}
        cast(dict[str, Any], context).update(added)
        return context

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Warn of every generated link whose page or anchor does not exist."""
        self.progress("writing the pages")
        env.bytecode_cache = self._templates if self.serving else known_templates()
        built = {file.src_uri: file.page for file in files}
        self._kept_files = {path for path, _ in self.outputs.kept_files()} if self.outputs is not None else set()
        for uri, page in sorted(self.pages.items()):
            for target in sorted(target for target in page.links if not self._is_there(target, built)):
                if target.page not in built:
                    log.warning("%s links to %s, which is not part of the site", uri, target.page)
                else:
                    log.warning("%s links to %s#%s, which has no such anchor", uri, target.page, target.anchor)
        return env

    def _is_there(self, target: Target, built: dict[str, SitePage | None]) -> bool:
        if target.page not in built:
            return target.page in self._kept_files
        page = built[target.page]
        return page is None or not target.anchor or target.anchor in (page.present_anchor_ids or ())

    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Give the page its Content-Security-Policy; the preview's own reload script would fall under it."""
        return output if self.serving or not output.strip() else with_policy(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give a page that is no part of the content, such as `404.html`, its policy too."""
        is_page = template_name.endswith(".html") and not self.serving
        return with_policy(output_content) if is_page else output_content

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put every quotation, work, finding and theme into the search index, once, at its own place."""
        if self.outputs is not None:
            place_again(self.outputs.kept_files(), Path(config.site_dir))
        self._write_search_index(config)
        if self._preview is not None and self.outputs is not None:
            self._preview.close(self.outputs, Path(config.site_dir))

    def _write_search_index(self, config: MkDocsConfig) -> None:
        path = Path(config.site_dir) / "search" / "search_index.json"
        if not path.is_file():
            return
        index = json.loads(path.read_text(encoding="utf-8"))
        heads = {page_url(uri): page.description for uri, page in self.pages.items()}
        sections = [section for found in self.sections.values() for section in found]
        index["docs"] = merge_sections([*index["docs"], *sections], self.entries, heads)
        if self.config.search_engine == "pagefind":
            try:
                files = export_pagefind(index["docs"])
            except ModuleNotFoundError:
                message = "evidence_map: `search_engine: pagefind` needs the package `pagefind[bin]`."
                raise PluginError(message) from None
            for name, content in files.items():
                target = path.parent / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            index["docs"] = []
        path.write_text(json.dumps(index, separators=(",", ":"), ensure_ascii=False), encoding="utf-8", newline="\n")

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the content, the bibliography and the generator itself."""
        root = self._root(config)
        for path in (root / "content", root / "references.bib", root / "CHANGELOG.md", PACKAGE):
            if path.exists():
                server.watch(str(path))
        return server
