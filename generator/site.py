"""One build of the whole site: content, MkDocs, exchange, memory.

Comes in: a project, the place of its site, the cache. Goes out: a site in its place, or the reason why the earlier one
still is. MkDocs runs in this process, with what was built handed to its plugin; each of its warnings is an error.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.build import Built, build
from generator.cache.outputs import Outputs
from generator.cache.store import Store
from generator.plugin import EvidenceMapPlugin
from generator.publishing.staging import staged
from generator.unchanged import inputs_digest, remember, site_table

Progress = Callable[[str], None]


class NotConfigured(Exception):
    """`mkdocs.yml` is missing or wrong; the message says how."""


class NotBuilt(Exception):
    """MkDocs found fault with the pages; the message is what it said."""


def build_site(root: Path, target: Path, store: Store, on_wait: Callable[[], None], progress: Progress) -> Built:
    """Build the site of the project below `root` and put it in its place in one step.

    With errors in the content nothing is written; the report of what is returned says which.

    Raises:
        NotConfigured: `mkdocs.yml` is missing or wrong.
        NotBuilt: MkDocs warned of something.
        NotWhole: A page is missing or cut off.
        OSError: The disk is full, or a place may not be written.
    """
    table = site_table(store, target)
    inputs = inputs_digest(root)
    with _what_mkdocs_says() as said:
        config = _configuration(root, said)
        plugin = config.plugins.get("evidence_map")
        if not isinstance(plugin, EvidenceMapPlugin):
            raise NotConfigured("mkdocs.yml does not name the plugin `evidence_map`.")
        config.plugins.on_startup(command="build", dirty=False)
        outputs = Outputs(table, plugin.frame(config), target)
        built = build(root, plugin.edition(config), plugin.severities(), store, outputs, progress)
        store.save()
        if built.report.errors:
            return built
        # What was made stays until the end: without it among them, the search for garbage is short.
        gc.freeze()
        with staged(target, on_wait) as place:
            config.site_dir = str(place.fresh)
            plugin.handed, plugin.outputs, plugin.progress = built, outputs, progress
            try:
                build_with_mkdocs(config)
            except Abort:
                raise NotBuilt("\n".join(said)) from None
            finally:
                config.plugins.on_shutdown()
            progress("putting the site in its place")
            place.publish({path for path, _ in outputs.kept_files()})
        outputs.close(target)
        remember(table, inputs, target)
        store.save()
    return built


def _configuration(root: Path, said: list[str]) -> MkDocsConfig:
    """Read `mkdocs.yml`; `said` is what MkDocs logs while it does so."""
    # Material announces the end of its life at every start; docs/architecture.md says what follows for us.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if not (root / "mkdocs.yml").is_file():
        raise NotConfigured(f"{root} holds no mkdocs.yml")
    try:
        return load_config(str(root / "mkdocs.yml"), strict=True)
    except Abort:
        raise NotConfigured("\n".join(["mkdocs.yml cannot be used:", *said])) from None
    except Exception as error:  # Its YAML is read by MkDocs, which lets any error of a parser through.
        raise NotConfigured(f"mkdocs.yml cannot be used: {error}") from None


@contextmanager
def _what_mkdocs_says() -> Iterator[list[str]]:
    """Yield the warnings and errors that MkDocs and its plugins log, as they come; nothing of them is printed."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(f"{record.levelname:<8}-  {record.getMessage()}")

    logger, listener = logging.getLogger("mkdocs"), Listener(logging.WARNING)
    before = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = before
