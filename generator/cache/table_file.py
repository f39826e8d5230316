"""A table on disk: a signed file of lines, and a small one beside it of what has changed since.

Comes in: a folder, a name and a secret. Goes out: JSON texts by key. An edit of one study changes one line of thousands, so
most builds write the small file alone. It names the file that it changes by its signature: beside any other one it counts
for nothing. Each file is exchanged whole, and either one alone is a state of the table that once was.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.cache.fingerprint import program_fingerprint

FORMAT = b"evidence-map cache 2"
_PART = 8
"""The whole file is written where more than one part in so many of it would be wrong."""


class TableFile:
    """The files of one table."""

    def __init__(self, folder: Path, name: str, secret: bytes) -> None:
        self._name = name
        self._secret = secret
        self._folder = folder
        self._whole = folder / f"{name}.cache"
        self._changes = folder / f"{name}.changes.cache"
        self._lines: dict[str, str] = {}
        """Those of the whole file, as it was read or written last."""
        self._head = b""
        """Its signature; empty where there is no such file."""

    def read(self) -> dict[str, str]:
        """Return the lines by key; none where the file is cut, changed, or of another program or computer."""
        try:
            head, body = self._body(self._whole, b"")
            lines = dict(line.split("\t", 1) for line in body.split("\n") if line)
        except (OSError, ValueError):
            return {}
        self._lines, self._head = lines, head
        lines = dict(lines)
        with suppress(OSError, ValueError):
            for line in self._body(self._changes, head)[1].split("\n"):
                key, is_kept, value = line.partition("\t")
                if is_kept:
                    lines[key] = value
                else:
                    lines.pop(key, None)
        return lines

    def write(self, lines: Mapping[str, str]) -> None:
        """Write lines by key.

        Raises:
            OSError: The disk is full or may not be written.
        """
        changed = {key: line for key, line in lines.items() if self._lines.get(key) != line}
        gone = [key for key in self._lines if key not in lines]
        wrong = sum(map(len, changed.values()))
        wrong += sum(len(self._lines.get(key, "")) for key in (*changed, *gone))
        if self._head and wrong * _PART < sum(map(len, self._lines.values())):
            text = "\n".join([*(f"{key}\t{line}" for key, line in changed.items()), *gone])
            self._exchange(self._changes, text, self._head)
            return
        self._head = self._exchange(self._whole, "\n".join(f"{key}\t{line}" for key, line in lines.items()), b"")
        self._lines = dict(lines)
        with suppress(OSError):
            self._changes.unlink(missing_ok=True)

    def _body(self, path: Path, above: bytes) -> tuple[bytes, str]:
        """Return the signature and the text of a file.

        Raises:
            OSError: It cannot be read.
            ValueError: It is not what this program wrote here.
        """
        content = path.read_bytes()
        end = content.index(b"\n")
        body = memoryview(content)[end + 1 :]
        head = content[:end]
        if head != self._sign(body, above):
            raise ValueError("the signature is not ours")
        return head, str(body, "utf-8")

    def _sign(self, body: bytes | memoryview, above: bytes) -> bytes:
        """Return the signature of a text; `above` is that of the file that it changes."""
        made = hashlib.blake2b(f"{self._name}\0{program_fingerprint()}\0".encode(), key=self._secret)
        made.update(above + b"\0")
        made.update(body)
        return FORMAT + b" " + made.hexdigest().encode()

    def _exchange(self, path: Path, text: str, above: bytes) -> bytes:
        """Put a text in the place of a file; returns its signature."""
        body = text.encode()
        head = self._sign(body, above)
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, place = tempfile.mkstemp(dir=self._folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(head + b"\n")
                file.write(body)
            os.replace(place, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(place)
            raise
        return head
