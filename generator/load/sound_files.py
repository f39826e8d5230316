"""Content files without a fault: the object that each holds.

Comes in: a file of the content folder. Goes out: its object, or nothing where the file needs a closer look, which finds out
what is wrong with it, if anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from generator.load.sound_yaml import NeedsACloserLook, read_sound
from generator.load.validated import fitting


class ContentFile(NamedTuple):
    """A file of the content folder and what it is read as."""

    path: Path
    shown_as: str
    """E.g. `content/studies/nalan2022.yml`."""
    owner: str
    """E.g. `study:nalan2022`, or `glossary`."""
    model: type[BaseModel]

    @property
    def stem(self) -> str:
        """The id that its name gives to the object; empty for a file that is the only one of its kind."""
        return self.owner.partition(":")[2]


def sound_object(file: ContentFile, raw: bytes) -> BaseModel | None:
    """Return the object that the bytes of a file describe, or None where they need a closer look."""
    try:
        data = read_sound(raw)
    except NeedsACloserLook:
        return None
    if file.owner == "glossary" and isinstance(data, list):
        data = {"terms": data}
    if not isinstance(data, dict) or (file.stem and data.get("id") != file.stem):
        return None
    return fitting(file.model, data)
