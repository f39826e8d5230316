"""Files of content that an earlier run has read: the object that each holds, by the bytes of the file.

Comes in: the cache, whose file it is and the digest of its bytes. Goes out: what a file without any problem held the last time. Whether the
file may be where it is, is looked at in every run; of a file with a problem nothing is kept, and of no file the places of
its values: the few that somebody asks for are found by reading the file again.
"""

from __future__ import annotations

from typing import TypeVar, cast

from pydantic import BaseModel

from generator.cache.store import Store
from generator.load.validated import from_line, to_line

M = TypeVar("M", bound=BaseModel)


class KeptFiles:
    """What the cache knows of content files; without a cache, nothing."""

    def __init__(self, store: Store | None) -> None:
        """Take the cache of the project."""
        self._lines = store.table("objects") if store and store.lasting else None
        self._earlier, self._objects = store.objects("files") if store else ({}, {})

    @property
    def empty(self) -> bool:
        """Whether nothing is known of any file."""
        return self._lines is None or self._lines.empty

    def find(self, model: type[M], owner: str, content: str) -> M | None:
        """Return the object of an owner's file, or None where it is not known; `content` is the digest of the file."""
        key = _key(owner, content)
        line = None if self._lines is None else self._lines.raw(key)
        if line is None:
            return None
        found = self._objects[key] = self._earlier.get(key) or from_line(model, line)
        return cast(M, found)

    def keep(self, owner: str, content: str, found: BaseModel) -> None:
        """Keep the object of a file that has no problem."""
        if self._lines is not None:
            line = to_line(found)
            if line is not None:
                self.keep_line(owner, content, line)
                self._objects[_key(owner, content)] = found

    def keep_line(self, owner: str, content: str, line: str) -> None:
        """Keep the line of such an object."""
        if self._lines is not None:
            self._lines.put_raw(_key(owner, content), line)


def _key(owner: str, content: str) -> str:
    return f"{owner} {content}"
