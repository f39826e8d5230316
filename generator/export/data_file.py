"""What there is to say of a file that readers take along.

Comes in: bytes and what they are. Goes out: one description, which the page, the Data Package and the checksums share.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.export.data_dictionary import KeyDoc
    from generator.export.table import Table

Group = Literal["spreadsheet", "database", "references", "themes", "package", "schema"]
"""Whom a file is for; a `schema` is shown beside the file that it describes."""


@dataclass(frozen=True)
class DataFile:
    """One file of `/data/`."""

    path: str
    """Below the site, e.g. `data/quotes.json`."""
    content: bytes
    group: Group
    meaning: str
    """What it is, in a sentence."""
    opens_in: str
    """For whom it is and what opens it, in a sentence."""
    media_type: str
    keys: tuple[KeyDoc, ...] = ()
    """Empty for formats that document themselves."""
    rows: int | None = None
    """Rows of a table or records of a list."""
    schema: str = ""
    """Path of the JSON Schema that describes it; empty where there is none."""
    table: Table | None = None
    """What a CSV file was made from."""

    @property
    def name(self) -> str:
        """The name without the folder, e.g. `quotes.json`."""
        return self.path.rpartition("/")[2]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()
