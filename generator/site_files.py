"""Files of a site that are no pages: what was made, the theme's style sheet and scripts, and the search worker.

Comes in: the bytes of what was made, by path below the site. Goes out: MkDocs' `File`s, which it writes into the site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ASSETS = Path(__file__).parent / "assets"
STYLE_SHEET, SCRIPT = "assets/evidence-map.css", "assets/evidence-map.js"
_SEARCH_WORKER = re.compile(r"assets/javascripts/workers/search\.[^/]*\.js")


class MadeFile(File):
    """A file that the build has made; its bytes are let go as soon as they are written."""

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file into the site."""
        super().copy_file(dirty)
        self._content = b""


class LateFile(File):
    """A file that the plugin lays into the site when it is made; until then MkDocs knows where it will be."""

    def copy_file(self, dirty: bool = False) -> None:
        """Do nothing: it is not made yet."""


def theme_files() -> dict[str, bytes]:
    """Return the style sheet and the scripts of the pages, by their paths below the site."""
    scripts = {f"assets/{script.name}": script.read_bytes() for script in _scripts()}
    return {STYLE_SHEET: _style_sheet().encode(), **scripts}


def add_files(files: Files, config: MkDocsConfig, made: AbcMapping[str, bytes], late: Iterable[str]) -> None:
    """Add what was made, what is still to be made, and what the theme needs, to the files of a site."""
    for path, content in made.items():
        files.append(MadeFile.generated(config, path, content=content))
    for path in late:
        files.append(LateFile.generated(config, path, content=b""))
    for script in _scripts():
        files.append(File.generated(config, f"assets/{script.name}", abs_src_path=str(script)))
    files.append(File.generated(config, STYLE_SHEET, content=_style_sheet()))


def replace_search_worker(files: Files, config: MkDocsConfig, engine: str) -> None:
    """Put our worker in the place of the theme's, which moves beside it: the search box stays the same.

    Args:
        files: The files of a site.
        config: MkDocs' configuration.
        engine: Who searches the site: `material` or `pagefind`.
    """
    for file in list(files):
        if file.abs_src_path and _SEARCH_WORKER.fullmatch(file.src_uri):
            files.remove(file)
            worker = str(ASSETS / "workers" / f"{engine}.js")
            files.append(File.generated(config, file.src_uri, abs_src_path=worker))
            moved = posixpath.join(posixpath.dirname(file.src_uri), "theme-search.js")
            files.append(File.generated(config, moved, abs_src_path=file.abs_src_path))


def _scripts() -> list[Path]:
    return sorted(ASSETS.glob("*.js"))


def _style_sheet() -> str:
    """Return the style sheets as one, in the order of their names: one request for a reader's browser."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob("styles/*.css")))
