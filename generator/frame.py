"""What stands around every page: where an incremental build meets MkDocs' configuration."""

from __future__ import annotations

import json
from collections.abc import Mapping as AbcMapping
from pathlib import Path
from typing import Any

from generator.cache.store import digest
from generator.config import Edition

UNRELATED = {"site_dir", "config_file", "config_file_path", "strict", "dev_addr", "watch"}
"""Settings that no page shows."""


def frame(settings: AbcMapping[str, Any], edition: Edition, date: str, folders: list[Path], kind: str) -> str:
    """Return the digest of what every page depends on besides its content.

    Args:
        settings: What `mkdocs.yml`, its parents and the environment say, as MkDocs has read it, by name.
        edition: What the site says of itself.
        date: The day that the build writes into its files.
        folders: Templates and hooks of the project's own.
        kind: `build` or `serve`: a preview's pages have no policy.
    """
    related = {name: value for name, value in settings.items() if name not in UNRELATED}
    files = [
        f"{path}\0{digest(path.read_bytes())}"
        for folder in folders
        for path in (sorted(folder.rglob("*")) if folder.is_dir() else [folder])
        if path.is_file()
    ]
    return digest(repr(edition), date, kind, json.dumps(related, sort_keys=True, default=_name), *files)


def _name(value: Any) -> str:
    """Return what a setting is that is no plain data, e.g. a function of an extension, without its address in memory."""
    return str(getattr(value, "__qualname__", type(value).__qualname__))
