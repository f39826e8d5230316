"""What an edition of the knowledge base says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """Title, version, date and licence, as they stand on pages and in exports."""

    title: str
    description: str
    version: str
    """Version of the data, e.g. `0.1.0`."""
    date: str
    """Day of the data, `YYYY-MM-DD`."""
    site_url: str
    """Address of the published site with a slash at its end; empty where it has none."""
    license_name: str
    license_url: str
    editors: str
    """Who answers for the judgements."""
    repo_url: str = ""
    """Address of the repository, where corrections are sent; empty where none is known."""
