"""The files within a REFI-QDA project: a zip of `project.qde` and `sources/`, a codebook, or bare XML.

Comes in: a path. Goes out: the XML and, by name, the bytes of sources. Nothing is unpacked to disk, so no name within
the zip can lead anywhere; each member is read up to a limit whatever size it claims, so no small zip can become large.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath

from generator.diagnostics import Location
from generator.importing.decoding import read_limited
from generator.importing.remarks import refuse

MAX_MEMBERS = 20_000
MAX_XML = 100_000_000
"""Bytes of `project.qde`, unpacked; a project with 10,000 codings has about six million."""
MAX_SOURCE = 20_000_000
"""Bytes of one source text, unpacked; a long novel has about two million."""
MAX_SOURCES = 200_000_000
"""Bytes of all source texts together."""

_ZIP = b"PK\x03\x04"


class Archive:
    """A project file, open for reading."""

    def __init__(self, path: Path) -> None:
        """Open it, by what it holds and not by its name.

        Raises:
            ImportRefused: It cannot be read, or is no project.
        """
        self.name = path.name
        self._zip: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._left = MAX_SOURCES
        try:
            with path.open("rb") as file:
                start = file.read(4)
        except OSError as error:
            raise refuse(Location(self.name), f"the file cannot be read: {error.strerror}", "Is it there?") from error
        self.xml_name = path.name
        if start == _ZIP:
            self.xml = self._open(path)
        else:
            self.xml = read_limited(path, self.name, MAX_XML)

    def close(self) -> None:
        """Close the file."""
        if self._zip is not None:
            self._zip.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, path: Path) -> bytes:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError) as error:
            raise refuse(Location(self.name), f"the zip is damaged: {error}", "Export it again.") from error
        members = [member for member in self._zip.infolist() if not member.is_dir()]
        if len(members) > MAX_MEMBERS:
            raise refuse(Location(self.name), f"the zip holds more than {MAX_MEMBERS:,} files", "Is it a project?")
        for member in members:
            # Programs differ in `Sources/` and `sources/`; names of sources are GUIDs, unlike in any folder.
            self._members.setdefault(_last(member.filename), member)
        found = [member for member in members if member.filename.casefold().endswith((".qde", ".qdc"))]
        if not found:
            raise refuse(Location(self.name), "the zip holds no `project.qde`", "Export a REFI-QDA project (.qdpx).")
        chosen = min(found, key=lambda member: (member.filename.count("/"), member.filename))
        self.xml_name = f"{self.name}/{PurePosixPath(chosen.filename).name}"
        return self._read(chosen, MAX_XML)

    def source(self, address: str) -> bytes | None:
        """Return the bytes of a source such as `internal://GUID.txt`; None where it is not in the zip.

        `relative://` and `absolute://` lead to other files of a computer, which are not read.
        """
        scheme, separator, _ = address.partition("://")
        if self._zip is None or (separator and scheme != "internal"):
            return None
        member = self._members.get(_last(address))
        if member is None:
            return None
        raw = self._read(member, min(MAX_SOURCE, self._left))
        self._left -= len(raw)
        return raw

    def _read(self, member: zipfile.ZipInfo, limit: int) -> bytes:
        at = Location(f"{self.name}/{PurePosixPath(member.filename).name}")
        if self._zip is None:
            return b""
        if member.flag_bits & 1:
            raise refuse(at, "this file is locked with a password", "Export the project without one.")
        try:
            with self._zip.open(member) as file:
                raw = file.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise refuse(at, f"this file in the zip is damaged: {error}", "Export the project again.") from error
        if len(raw) > limit:
            raise refuse(at, f"this file unpacks to more than {limit:,} bytes", "It is too large for an interview.")
        return raw


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].casefold()
