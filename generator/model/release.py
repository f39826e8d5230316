"""What changed in the data from one version to the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Release:
    """One version of the data."""

    version: str
    """E.g. `0.1.0`."""
    date: str
    """Day, `2026-11-21`."""
    changes: tuple[str, ...]
    """What changed, a sentence or two each, as written; names of files stand between backticks."""
