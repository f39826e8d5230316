"""Whether a site is that of the project as it stands: then there is nothing to do, and nothing is written.

Comes in: a project's folder and that of its site. Goes out: the digest of everything that the site is made from, and the
stamps of everything that lies in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.cache.file_digests import digest_of_file
from generator.cache.outputs import Stamp
from generator.cache.store import Store, Table, digest
from generator.publishing.build_date import given_date
from generator.publishing.tree import read_tree

INPUTS, FILES = "inputs", "files"

_ELSEWHERE = re.compile(r"^\s*(?:INHERIT|hooks|custom_dir)\s*:|!!python|!relative", re.MULTILINE)
"""Settings that bring in files from we do not know where: such a project is always built."""
_ENVIRONMENT = re.compile(r"!ENV\b[^\n]*")
_DOCS = re.compile(r"^docs_dir\s*:\s*[\"']?content/", re.MULTILINE)


def site_table(store: Store, target: Path) -> Table:
    """Return the part of the cache that remembers the site at a place."""
    return store.table(f"site-{digest(str(target))}")


def inputs_digest(root: Path) -> str:
    """Return the digest of all that a site is made from but the program; empty where that cannot be told."""
    try:
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        if _ELSEWHERE.search(settings) or not _DOCS.search(settings):
            return ""
        words = [word for line in _ENVIRONMENT.findall(settings) for word in re.findall(r"[A-Za-z_]\w*", line)]
        environment = [given_date(), *(f"{word}={os.environ.get(word)}" for word in sorted(words))]
        files = [f"{path.relative_to(root)}\0{digest_of_file(path)}" for path in _files(root)]
    except (OSError, ValueError):
        return ""
    return digest(settings, *environment, *files)


def stamps(site: Path) -> dict[str, Stamp]:
    """Return size and time of change of every file of a site, by its path."""
    seen = {path: entry.stat(follow_symlinks=False) for path, entry in read_tree(site).files.items()}
    return {path: (found.st_size, found.st_mtime_ns) for path, found in seen.items()}


def is_unchanged(table: Table, root: Path, site: Path, inputs: str | None = None) -> bool:
    """Return whether a site is what its last build made of the project as it stands now.

    Args:
        table: `site_table`.
        root: Folder of the project.
        site: Folder of the site.
        inputs: `inputs_digest`, where it was worked out just now.
    """
    remembered = table.get(INPUTS)
    if not remembered or not (site / "index.html").is_file():
        return False
    if remembered != (inputs_digest(root) if inputs is None else inputs):
        return False
    try:
        files = table.get(FILES) or {}
        return {path: tuple(stamp) for path, stamp in files.items()} == stamps(site)
    except OSError:
        return False


def remember(table: Table, inputs: str, site: Path) -> Collection[str]:
    """Remember what a site was made from, read before the build began, and what lies in it; returns the paths of the files."""
    files = stamps(site)
    table.put(INPUTS, inputs)
    table.put(FILES, files)
    return files.keys()


def number_of_pages(files: Iterable[str]) -> int:
    """Return how many of some files are pages."""
    return sum(path.endswith(".html") for path in files)


def _files(root: Path) -> Iterator[Path]:
    for place, names, files in os.walk(root / "content", followlinks=True):
        names.sort()
        yield from (Path(place, name) for name in sorted(files))
    yield root / "references.bib"
    if (root / "CHANGELOG.md").is_file():
        yield root / "CHANGELOG.md"
