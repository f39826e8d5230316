"""One build of the whole site: content, MkDocs, exchange, memory.

Comes in: a project, the place of its site, the cache. Goes out: a site in its place, or the reason why the earlier one
still is. MkDocs runs in this process, with what was built handed to its plugin; each of its warnings is an error.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.build import build
from generator.cache.beside import none_left
from generator.cache.outputs import Outputs
from generator.cache.store import Store
from generator.check.report import Report
from generator.mkdocs_log import Said, as_lines, listening
from generator.plugin import EvidenceMapPlugin
from generator.publishing.staging import staged
from generator.unchanged import inputs_digest, number_of_pages, remember, site_table

Progress = Callable[[str], None]


class NotConfigured(Exception):
    """`mkdocs.yml` is missing or wrong; the message says how."""


class NotBuilt(Exception):
    """MkDocs found fault with the pages; the message is what it said."""


@dataclass(frozen=True)
class Outcome:
    """What a build has to say; what it made lies in the site, and no longer in memory."""

    report: Report
    pages: int = 0
    """How many pages the site has."""
    remark: str = ""
    """What else there is to say, as of a choice that was made."""


def build_site(
    root: Path,
    target: Path,
    store: Store,
    on_wait: Callable[[], None],
    progress: Progress,
    inputs: str | None = None,
) -> Outcome:
    """Build the site of the project below `root` and put it in its place in one step.

    With errors in the content nothing is written; the report says which.

    Args:
        root: Folder of the project.
        target: Folder of the site.
        store: The cache.
        on_wait: Called where another build of the same site is waited for.
        progress: Told, in words, what is done next.
        inputs: `inputs_digest`, where it was worked out just now.

    Raises:
        NotConfigured: `mkdocs.yml` is missing or wrong.
        NotBuilt: MkDocs warned of something.
        NotWhole: A page is missing or cut off.
        OSError: The disk is full, or a place may not be written.
    """
    table = site_table(store, target)
    inputs = inputs_digest(root) if inputs is None else inputs
    with listening() as said:
        config = _configuration(root, said)
        plugin = config.plugins.get("evidence_map")
        if not isinstance(plugin, EvidenceMapPlugin):
            raise NotConfigured("mkdocs.yml does not name the plugin `evidence_map`.")
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with staged(target, on_wait) as place, none_left():
                outputs = Outputs(table, plugin.frame(config), target, place.fresh.parent / "files")
                built = build(root, plugin.edition(config), plugin.severities(), store, outputs, progress)
                outcome = Outcome(built.report)
                if built.report.errors:
                    store.save(forget=False)  # The next build leaves alone what this one did not come to.
                    return outcome
                config.site_dir = str(place.fresh)
                plugin.handed, plugin.outputs, plugin.progress = built, outputs, progress
                # The plugin lets go of what is written; nobody else is to hold it.
                del built
                try:
                    with _cycle_search():
                        build_with_mkdocs(config)
                except Abort:
                    raise NotBuilt(as_lines(said)) from None
                finally:
                    config.plugins.on_shutdown()
                progress("putting the site in its place")
                place.publish({path for path, _ in outputs.kept_files()} | plugin.settled)
                cleared = place.clear()
                outputs.close(target)
                outcome = replace(outcome, pages=number_of_pages(remember(table, inputs, target)))
                store.save()
                cleared()
        except BaseException:
            store.save(forget=False)  # What was read is good, whatever happened to the site.
            raise
    return replace(outcome, remark=plugin.engine.remark)


def _configuration(root: Path, said: list[Said]) -> MkDocsConfig:
    """Read `mkdocs.yml`; `said` is what MkDocs logs while it does so."""
    # Material announces the end of its life at every start; docs/architecture.md says what follows for us.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    if not (root / "mkdocs.yml").is_file():
        raise NotConfigured(f"{root} holds no mkdocs.yml")
    try:
        return load_config(str(root / "mkdocs.yml"), strict=True)
    except Abort:
        raise NotConfigured(f"mkdocs.yml cannot be used:\n{as_lines(said)}") from None
    except Exception as error:  # Its YAML is read by MkDocs, which lets any error of a parser through.
        raise NotConfigured(f"mkdocs.yml cannot be used: {error}") from None


@contextmanager
def _cycle_search() -> Iterator[None]:
    """Let Python look for cycles of garbage, which MkDocs leaves; what was made before stays, and is not looked at."""
    was_on = gc.isenabled()
    gc.freeze()
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()
