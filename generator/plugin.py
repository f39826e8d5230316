"""The MkDocs plugin: hands the generated pages and files to MkDocs. The only door to MkDocs.

Comes in: MkDocs' events. Goes out: `File`s for MkDocs to build, titles and edit links, and warnings
for links that lead nowhere, so that `--strict` counts them.
"""

from __future__ import annotations

import html
import logging
import posixpath
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import urljoin

from mkdocs.config import base, config_options, load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError as ConfigurationError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from generator.build import Built, LateData, build
from generator.cache.beside import beside, end_all
from generator.cache.outputs import Outputs, place_again
from generator.config import Edition
from generator.content_security import with_policy
from generator.diagnostics import Severity
from generator.frame import frame
from generator.lost_links import lost_links
from generator.mkdocs_log import Said
from generator.page_writing import KEPT, MANY, PassedOver, may_share, write_beside, write_page
from generator.preview import Preview
from generator.publishing.build_date import given_date, set_build_date
from generator.render.addresses import AddressBook
from generator.render.environment import CompiledTemplates, known_templates, without_hidden
from generator.render.handwritten import TEMPLATE as HANDWRITTEN
from generator.render.page import Page
from generator.render.pages.problems import render_problems
from generator.render.prepared import prepare, without_search_marks
from generator.render.search import SearchEntry, page_facts, shared_entries
from generator.search_index import ENGINES, Engine, SearchIndex, choose_engine
from generator.site_files import SCRIPT, STYLE_SHEET, add_files, replace_search_worker

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.evidence_map")
PACKAGE = Path(__file__).parent
SEARCH_PLUGIN = "material.plugins.search.plugin"
LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}


def _says_something(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Page skipped: ")


def _nobody_reads(config: MkDocsConfig, event: str, plugin: BasePlugin[Any]) -> bool:
    """Return whether only this plugin and the theme's search, which leaves our pages alone, hear of an event."""
    hearers = [getattr(method, "__self__", None) for method in config.plugins.events[event]]
    return all(hearer is plugin or type(hearer).__module__ == SEARCH_PLUGIN for hearer in hearers)


def _searched(config: MkDocsConfig) -> bool:
    """Return whether the theme's search takes its marks out of the pages; ours are spared its slow way to find them."""
    found = [plugin for plugin in config.plugins.values() if type(plugin).__module__ == SEARCH_PLUGIN]
    return any(plugin.config.get("enabled") for plugin in found)


def _anchors(file: File) -> Collection[str] | None:
    """Return the places of a page; nothing for a file that is none."""
    return None if file.page is None else file.page.present_anchor_ids or ()


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


def _nothing_to_do() -> None:
    """Do nothing."""


def _with_facts(built: Built) -> dict[str, Page]:
    """Return the pages, each with what is to be known of it: so that their text can be put away until it is written."""
    pages = dict(built.pages)
    for uri, page in pages.items():
        if page.facts is None and page.template != HANDWRITTEN:
            pages[uri] = replace(page, facts=page_facts(page, prepare(page.markdown), built.base)).packed()
    return pages


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
    search_engine = config_options.Choice(ENGINES, default="auto")
    """`material` loads one index at the first search; `pagefind`, for hundreds of studies, loads parts of one.

    `auto` is the second where there are many places to find and it is installed.
    """


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
        self.engine = Engine("material")
        """Who searches the site."""
        self._nav = Navigation([], [])
        self._passed_over: PassedOver | None = None
        self._written: Callable[[], list[Said]] = list
        """Waits for the pages that a second process writes, and tells what was said of them."""
        self.settled: frozenset[str] = frozenset()
        """Data files that are those of the earlier site."""
        self._files = Files([])
        self._late: LateData | None = None
        """Data files that are still being made, with their page."""
        self._print: Callable[[], dict[str, Page]] = dict
        """Writes that page, and returns it."""
        self._kept: dict[str, str] = {}
        """Files of the earlier site that stay."""
        self._laid: Callable[[], object] = _nothing_to_do
        """Lays these into the site, or waits until they lie there."""
        self._entries: Callable[[], Iterable[SearchEntry]] = tuple
        """Gives what search shows that is not on the page of one study."""
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
        config.extra_css.append(STYLE_SHEET)
        script = config_options.ExtraScriptValue(SCRIPT)
        script.type = "module"
        config.extra_javascript.append(script)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Keep the site of a preview, whose folder MkDocs is about to clear."""
        if self.serving:
            self._preview = self._preview or Preview(self._root(config))
            self._preview.begin(Path(config.site_dir))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Build the knowledge base and add what it makes."""
        built, self.handed = self.handed or self._build(config), None
        for diagnostic in built.report.diagnostics:
            log.log(LEVELS[diagnostic.severity], "%s", diagnostic)
        if built.report.errors:
            if not self.serving:
                raise PluginError(f"evidence_map: {built.report}; nothing was written.")
            uris = {*self.pages, "index.md", *(file.src_uri for file in files.documentation_pages())}
            self.pages = render_problems(str(built.report), built.report.diagnostics, uris)
            self._entries = tuple
            self.outputs = self._late = None
        else:
            self.pages = _with_facts(built)
            self._late = built.late
            if self._late is not None:
                # Where somebody else may want to read the page, MkDocs writes it.
                ahead = self._late.ahead if may_share(config) else self._late.page()
                self.pages[ahead.uri] = ahead
            book = built.addresses or AddressBook(built.base)
            self._entries = partial(shared_entries, built.base, book)
        # MkDocs would list all of them in each preview, thousands of lines; without a navigation it makes one of all pages.
        inclusion = InclusionLevel.NOT_IN_NAV if config.nav is not None else InclusionLevel.UNDEFINED
        for page in self.pages.values():
            # A page that is written by hand is there already; its text is exchanged when MkDocs has read it.
            if page.uri not in files.src_uris:
                files.append(File.generated(config, page.uri, content="", inclusion=inclusion))
            elif page.template != HANDWRITTEN and not built.report.errors:
                log.warning("%s is generated; the page of this name below content/pages is not shown", page.uri)
        add_files(files, config, built.files, built.late.paths if built.late is not None else ())
        setting = self.config.search_engine
        if self.serving and setting == "auto":
            setting = "material"  # To make Pagefind's index anew would hold up each save.
        self.engine = choose_engine(setting, self.pages.values(), self._entries())
        self._kept = dict(self.outputs.kept_files()) if self.outputs is not None else {}
        self._laid = self._begin_to_lay(Path(config.site_dir))
        replace_search_worker(files, config, self.engine.name)
        config.extra["em_feed"] = "feed.xml" if "feed.xml" in built.files else ""
        return files

    def _begin_to_lay(self, site: Path) -> Callable[[], object]:
        """Lay the files that stay into the site, now or when what is returned is called; a preview does it at its end."""
        if not self._kept or self._preview is not None:
            return _nothing_to_do
        lay = partial(place_again, self._kept.items(), site)
        # While the second core makes data files this one lays, and would wait for them otherwise.
        is_busy = self._late is not None and self._late.goes_on()
        return lay if is_busy else beside(lay)

    def _build(self, config: MkDocsConfig) -> Built:
        """Build the knowledge base; a preview keeps what nothing has changed for."""
        if self._preview is None:
            return build(self._root(config), self.edition(config), self.severities())
        self.outputs = self._preview.outputs(self.frame(config))
        return build(self._root(config), self.edition(config), self.severities(), self._preview.store, self.outputs)

    def frame(self, config: MkDocsConfig) -> str:
        """Return the digest of what every page depends on besides its content."""
        own = [Path(str(module.__file__)) for module in cast(dict[str, ModuleType], config.hooks).values()]
        if config.theme.custom_dir:
            own.append(Path(config.theme.custom_dir))
        settings = {name: value for name, value in config.items() if name not in ("plugins", "theme")}
        settings["theme"] = dict(config.theme)
        # A hook stands among the plugins as a module, which has no settings; its file is in `own`.
        plugins = {name: plugin for name, plugin in config.plugins.items() if isinstance(plugin, BasePlugin)}
        settings["plugins"] = {name: dict(plugin.config) for name, plugin in plugins.items()}
        kind = "serve" if self.serving else "build"
        return frame(settings, self.edition(config), given_date(), own, kind)

    def on_shutdown(self) -> None:
        """Remove what a preview kept, and end what a build that failed had begun."""
        end_all()
        if self._preview is not None:
            self._preview.end()
            self._preview = None

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

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give every generated page that the nav does not name its title, as text that no template can take for markup."""
        self.progress("laying out the pages")
        for uri, page in self.pages.items():
            file = None if page.template == HANDWRITTEN else files.src_uris.get(uri)
            if file is not None and file.page is not None and file.page.title is None:
                file.page.title = html.escape(page.title)
        self._nav = nav
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
        if generated.template == HANDWRITTEN:
            return generated.markdown
        page.meta["description"] = html.escape(generated.description)
        page.meta["search"] = {"exclude": True}  # Its sections are among its facts.
        if generated.stays or self._is_late(generated):
            page.meta["template"] = KEPT
        page.meta["hide"] = ["navigation", "toc"] if generated.wide else ["navigation"]
        return ""

    def _render(self, page: SitePage, generated: Page, config: MkDocsConfig, files: Files) -> None:
        """Give a page its anchors, and its HTML only if another plugin or hook wants to read it now."""
        page.content = ""
        if generated.facts is not None:
            page.present_anchor_ids = cast(set[str], generated.facts.anchors)
        if not generated.stays and not _nobody_reads(config, "page_content", self):
            self._fill(page, generated, config)

    def _is_late(self, generated: Page) -> bool:
        """Return whether a page is still to be printed when all others are."""
        return self._late is not None and generated is self._late.ahead

    def _fill(self, page: SitePage, generated: Page, config: MkDocsConfig) -> None:
        """Give a page the HTML that it has already, and its contents."""
        prepared = prepare(generated.markdown)
        page.content = prepared.html
        page.toc = get_toc(prepared.contents(int(config.mdx_configs.get("toc", {}).get("toc_depth", 6))))

    @event_priority(100)
    def _on_page_context_first(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page its HTML where another plugin or hook may want to read it."""
        if not _nobody_reads(config, "page_context", self):
            self._give(page, config)
        return context

    @event_priority(-100)
    def _on_page_context_last(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page its HTML, and its template what the page says of itself to programs."""
        generated = self._give(page, config)
        added = {"em_metadata": generated.metadata if generated is not None else ""}
        cast(dict[str, Any], context).update(added)
        return context

    on_page_context = CombinedEvent(_on_page_context_first, _on_page_context_last)

    def _give(self, page: SitePage, config: MkDocsConfig) -> Page | None:
        """Give a generated page its HTML, if it has none yet; returns the generated page."""
        generated = self.pages.get(page.file.src_uri)
        is_ours = generated is not None and generated.template != HANDWRITTEN
        if generated is None or not is_ours or page.content or page.meta.get("template") == KEPT:
            return generated
        self._fill(page, generated, config)
        if page.content and _searched(config):
            page.content = without_search_marks(page.content)
        return generated

    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Begin to write pages."""
        self.progress("writing the pages")
        env.bytecode_cache = self._templates if self.serving else known_templates()
        self._files = files
        self._print = partial(self._print_late, env, config)
        self._written = self._share_pages(files, env, config)
        stay = {uri for uri, page in self.pages.items() if page.stays}
        self._passed_over = None if self.serving else PassedOver(files, stay, config)
        return env

    def _share_pages(self, files: Files, env: Any, config: MkDocsConfig) -> Callable[[], list[Said]]:
        """Have every second page that is to be written, if they are many, written in a second process."""
        made = {uri for uri, page in self.pages.items() if page.template != HANDWRITTEN and not page.stays}
        if len(made) < MANY or self.serving or not may_share(config):
            return list
        documents = files.documentation_pages(inclusion=InclusionLevel.is_included)
        pages = [file.page for file in documents if file.src_uri in made and file.page is not None]
        return write_beside(pages[1::2], documents, self._nav, env, config)

    def _print_late(self, env: Any, config: MkDocsConfig) -> dict[str, Page]:
        """Write the page on data, which waits for the files that it tells of; returns what was written."""
        if self._late is None or self.pages.get(self._late.ahead.uri) is not self._late.ahead:
            return {}
        page, document = self._late.page(), self._files.src_uris[self._late.ahead.uri].page
        assert document is not None and page.facts is not None
        self.pages[page.uri] = page
        document.present_anchor_ids = cast(set[str], page.facts.anchors)
        documents = self._files.documentation_pages(inclusion=InclusionLevel.is_included)
        write_page(document, documents, self._nav, env, config)
        return {page.uri: page}

    def _warn_of_lost_links(self) -> None:
        """Warn of every generated link whose page or anchor does not exist."""
        site: dict[str, Collection[str] | None] = dict.fromkeys(self._kept)
        site |= {file.src_uri: _anchors(file) for file in self._files}
        for message in lost_links(self.pages, site, again=self.serving):
            log.warning("%s", message)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Give the page its Content-Security-Policy; the preview's own reload script would fall under it.

        What was put into it is let go: of a thousand pages, one is in memory.
        """
        page.content, page.toc = "", get_toc([])
        return output if self.serving or not output.strip() else with_policy(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Give a page that is no part of the content, such as `404.html`, its policy too."""
        if self._passed_over is not None:
            self._passed_over.template_printed()
        is_page = template_name.endswith(".html") and not self.serving
        return with_policy(output_content) if is_page else output_content

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the site: what other processes made, the links, the search index."""
        if self._passed_over is not None:
            self._passed_over.end()
        for level, message in self._written():
            log.log(level, "%s", message)
        site = Path(config.site_dir)
        index = SearchIndex(site / "search")
        # Every quotation, work, finding and theme, once, at its own place.
        index.add(self.pages, self._entries())
        self._laid()
        # Last what is waited for.
        index.add(self._print())
        if self._late is not None:
            found = self._late.laid()
            self.settled = frozenset(path for path, place in found.items() if place.settled)
            moves = self.settled if self._preview is not None else ()
            place_again(((path, place.file) for path, place in found.items() if path not in moves), site)
        self._warn_of_lost_links()
        try:
            index.write(self.engine)
        except ModuleNotFoundError:
            message = "evidence_map: `search_engine: pagefind` needs the package `pagefind[bin]`."
            raise PluginError(message) from None
        if self._preview is not None:
            if self.outputs is not None:
                self._preview.close(self.outputs, site, self.settled)
            self._preview.rest()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the content, the bibliography and the generator itself."""
        root = self._root(config)
        for path in (root / "content", root / "references.bib", root / "CHANGELOG.md", PACKAGE):
            if path.exists():
                server.watch(str(path))
        return server
