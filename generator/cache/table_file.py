"""A table on disk: a signed file of lines, and a small one beside it of what has changed since.

Comes in: a folder, a name and a secret. Goes out: JSON texts by key. An edit of one study changes one line of thousands, so
most builds write the small file alone. It names the file that it changes by its signature: beside any other one it counts
for nothing. Each file is exchanged whole, and either one alone is a state of the table that once was.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from generator.cache.fingerprint import program_fingerprint

FORMAT = b"evidence-map cache 2"
_PART = 4
"""The whole file is written where more than one part in so many of it would be wrong."""


class Lines(Mapping[str, str]):
    """JSON texts by key, each made from the bytes of a file when somebody asks for it."""

    def __init__(self, body: bytes | bytearray = b"", start: int = 0) -> None:
        """Find the lines of a file, which begin at a byte of it.

        Raises:
            ValueError: They are none.
        """
        self.body = body
        self.places: dict[str, tuple[int, int] | str] = {}
        """Where a text begins and ends; one that did not stand in the file is here itself."""
        while start < len(body):
            tab = body.index(b"\t", start)
            end = body.find(b"\n", tab)
            end = end if end >= 0 else len(body)
            self.places[body[start:tab].decode()] = tab + 1, end
            start = end + 1

    def __getitem__(self, key: str) -> str:
        """Return a text."""
        place = self.places[key]
        return place if isinstance(place, str) else self.body[slice(*place)].decode()

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys."""
        return iter(self.places)

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.places)


class TableFile:
    """The files of one table."""

    def __init__(self, folder: Path, name: str, secret: bytes) -> None:
        self._name = name
        self._secret = secret
        self._folder = folder
        self._whole = folder / f"{name}.cache"
        self._changes = folder / f"{name}.changes.cache"
        self._lines = Lines()
        """Those of the whole file, as it was read or written last."""
        self._changed: dict[str, str] = {}
        """What stands in the file of changes."""
        self._head = b""
        """The signature of the whole file; empty where there is no such file."""

    def read(self) -> Mapping[str, str]:
        """Return the lines by key; none where the file is cut, changed, or of another program or computer."""
        try:
            self._head, content = self._content(self._whole, b"")
            self._lines = Lines(content, len(self._head) + 1)
        except (OSError, ValueError):
            self._lines, self._head = Lines(), b""
            return {}
        gone: list[str] = []
        with suppress(OSError, ValueError):
            head, content = self._content(self._changes, self._head)
            for line in content[len(head) + 1 :].decode().split("\n"):
                key, is_kept, value = line.partition("\t")
                if is_kept:
                    self._changed[key] = value
                else:
                    gone.append(key)
        return self._now(gone)

    def write(self, made: Mapping[str, str], kept: AbstractSet[str]) -> Mapping[str, str]:
        """Write the lines that were made, and those of before that are kept; returns all of them.

        Raises:
            OSError: The disk is full or may not be written.
        """
        lines = self._lines
        changed = {key: line for key, line in {**self._changed, **made}.items() if key in kept}
        changed = {key: line for key, line in changed.items() if key not in lines or lines[key] != line}
        gone = [key for key in lines if key not in kept]
        wrong = sum(map(len, changed.values()))
        wrong += sum(len(lines[key]) for key in (*changed, *gone) if key in lines)
        if self._head and wrong * _PART < len(lines.body):
            text = "\n".join([*(f"{key}\t{line}" for key, line in changed.items()), *gone])
            self._exchange(self._changes, text.encode(), self._head)
            self._changed = changed
            return self._now(gone)
        body = bytearray()  # Built in place: what is put together of texts would be in memory several times.
        for key in (*(key for key in lines if key in kept and key not in changed), *changed):
            body += f"{key}\t{changed[key] if key in changed else lines[key]}\n".encode()
        self._head = self._exchange(self._whole, body, b"")
        self._lines, self._changed = Lines(body), {}
        with suppress(OSError):
            self._changes.unlink(missing_ok=True)
        return self._now(())

    def _now(self, gone: Iterable[str]) -> Lines:
        """Return the lines of the whole file, with those that changed since and without those that are gone."""
        now = Lines()
        now.body = self._lines.body
        now.places = {**self._lines.places, **self._changed}
        for key in gone:
            now.places.pop(key, None)
        return now

    def _content(self, path: Path, above: bytes) -> tuple[bytes, bytes]:
        """Return the signature of a file, and all of its bytes.

        Raises:
            OSError: It cannot be read.
            ValueError: It is not what this program wrote here.
        """
        content = path.read_bytes()
        head = content[: content.index(b"\n")]
        if head != self._sign(memoryview(content)[len(head) + 1 :], above):
            raise ValueError("the signature is not ours")
        return head, content

    def _sign(self, body: bytes | bytearray | memoryview, above: bytes) -> bytes:
        """Return the signature of a text; `above` is that of the file that it changes."""
        made = hashlib.blake2b(f"{self._name}\0{program_fingerprint()}\0".encode(), key=self._secret)
        made.update(above + b"\0")
        made.update(body)
        return FORMAT + b" " + made.hexdigest().encode()

    def _exchange(self, path: Path, body: bytes | bytearray, above: bytes) -> bytes:
        """Put a signed text in the place of a file; returns the signature."""
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
