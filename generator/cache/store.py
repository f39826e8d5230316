"""Results of earlier runs by the digest of their input, in a table for each kind.

Comes in: a folder. Goes out: tables of JSON values. A table whose file is cut short, changed, of another program or signed
by another computer is as good as none: the work is done again. So a cache that somebody sends along cannot put a word on
a page. Values are JSON; nothing in a file is ever run.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.cache.table_file import TableFile

KEY_BYTES = 32


class Table:
    """Results of one kind, by key; those that a run neither reads nor writes are forgotten when it ends."""

    def __init__(self, lines: Mapping[str, str] | None = None) -> None:
        self._earlier = lines or {}
        self._read: set[str] = set()
        self._made: dict[str, str] = {}
        self.changed = False
        """Whether the table differs from its file by more than what was not used."""

    def get(self, key: str) -> Any:
        """Return the value under a key, or None; a fresh copy each time."""
        line = self.raw(key)
        return None if line is None else json.loads(line)

    def raw(self, key: str) -> str | None:
        """Return the JSON text under a key, for readers that decode it themselves."""
        line = self._made.get(key)
        if line is None:
            line = self._earlier.get(key)
            if line is not None:
                self._read.add(key)
        return line

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value."""
        self.put_raw(key, json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    def put_raw(self, key: str, line: str) -> None:
        """Keep a JSON text of one line."""
        if "\n" in line or "\t" in key or "\n" in key:
            raise ValueError("a key or a value of the cache has a line end in it")
        self._made[key] = line
        self.changed = True

    def lines(self) -> dict[str, str]:
        """Return what this run used."""
        return {key: self._earlier[key] for key in self._read} | self._made

    def save(self, file: TableFile, forget: bool) -> None:
        """Write what this run made, and what it used of before, or all of that; it is then what the table holds.

        Raises:
            OSError: The disk is full or may not be written.
        """
        used = self._used
        self._earlier = file.write(self._made, used if forget else used | self._earlier.keys())
        self._read, self._made = used, {}
        self.changed = False

    @property
    def _used(self) -> set[str]:
        return self._read | self._made.keys()

    @property
    def empty(self) -> bool:
        """Whether it holds nothing."""
        return not (self._earlier or self._made)

    @property
    def stale(self) -> bool:
        """Whether the file holds something that this run did not use, or lacks something that it did."""
        return self.changed or self._used != self._earlier.keys()


class Store:
    """The cache of one project; without a folder it remembers nothing beyond the run."""

    def __init__(self, folder: Path | None, secret: bytes = b"") -> None:
        """Open the cache in a folder, which need not exist; `secret` signs its files, at most 64 bytes."""
        self._folder = folder
        self._secret = secret
        self._opened: dict[str, tuple[Table, TableFile | None]] = {}
        self._objects: dict[str, dict[str, Any]] | None = None

    @property
    def lasting(self) -> bool:
        """Whether anything outlasts the run, so that it pays to make ready what the next run could use."""
        return self._folder is not None

    def table(self, name: str) -> Table:
        """Return the results of one kind, e.g. `studies`; the same object each time."""
        if name not in self._opened:
            file = TableFile(self._folder, name, self._secret) if self._folder is not None else None
            self._opened[name] = Table(file.read() if file is not None else None), file
        return self._opened[name][0]

    def keep_objects(self) -> None:
        """Keep in memory what was read back, for a process that reads the same files again and again."""
        self._objects = {}

    def objects(self, name: str) -> tuple[Mapping[str, Any], dict[str, Any]]:
        """Return what the last reading left in memory under a name, by key, and where this one puts what it uses.

        The objects are the same each time, and nobody may change them; what this reading does not use is forgotten.
        """
        now: dict[str, Any] = {}
        if self._objects is None:
            return {}, now
        earlier, self._objects[name] = self._objects.get(name, {}), now
        return earlier, now

    def save(self, forget: bool = True) -> None:
        """Write what changed in the tables; a disk that is full or may not be written leaves the cache as it was.

        Args:
            forget: Whether the run is at its end, so that what it did not use is of no use.
        """
        for table, file in self._opened.values():
            if file is not None and (table.changed or (forget and table.stale)):
                with suppress(OSError):
                    table.save(file, forget)


def open_store(root: Path) -> Store:
    """Return the cache of the project below `root`; one that remembers nothing where this user cannot keep a key."""
    secret = _secret()
    return Store(root / ".cache" / "evidence-map", secret) if secret else Store(None)


def digest(*parts: str | bytes) -> str:
    """Return the digest of some texts, 32 hexadecimal digits; where one text ends counts."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big"))
        made.update(content)
    return made.hexdigest()


def _secret() -> bytes:
    """Return this user's key, made at the first use; empty where there is no place for one."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    path = Path(base) / "evidence-map" / "cache-key"
    with suppress(OSError):
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, place = tempfile.mkstemp(dir=path.parent)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
            with suppress(FileExistsError):  # Another run was first; its key is as good.
                os.link(place, path)
            os.unlink(place)
        content = path.read_bytes()
        if len(content) == KEY_BYTES:
            return content
    return b""
