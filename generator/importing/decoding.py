"""The bytes of another program's text file as text.

Comes in: bytes. Goes out: text with `\\n` at the end of each line and no invisible characters. Unlike the content of
this project, which must be UTF-8, an import reads what Windows programs write: byte order marks, UTF-16, Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from generator.diagnostics import Location
from generator.importing.remarks import Remark, inform, refuse, warn

SIZE_LIMIT = 50_000_000
"""Bytes; a library of 20,000 works with abstracts is about half of it."""

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_BREAKS = re.compile("[\u0085\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def read_limited(path: Path, shown_as: str, limit: int = SIZE_LIMIT) -> bytes:
    """Return a file's bytes.

    Raises:
        ImportRefused: It cannot be read, or is larger than `limit`.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        raise refuse(Location(shown_as), f"the file cannot be read: {error.strerror}", "Is it there?") from error
    if len(raw) > limit:
        raise refuse(Location(shown_as), f"the file has more than {limit:,} bytes", "Export a part of it.")
    return raw


def decode(raw: bytes, shown_as: str) -> tuple[str, list[Remark]]:
    """Return the text of a file and what was done to read it.

    Raises:
        ImportRefused: It is no text.
    """
    remarks = []
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "") or _unmarked(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        text = _windows(raw, encoding, error, shown_as)
        hint = "If letters with accents came out wrong, export the file again as UTF-8 and import that."
        remarks.append(warn(Location(shown_as), "the file is not UTF-8; it was read as Windows-1252", hint))
    text = _OTHER_BREAKS.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    text, removed = _INVISIBLE.subn("", text)
    if removed:
        remarks.append(inform(Location(shown_as), f"{removed} invisible characters were left out"))
    return text, remarks


def visible(text: str) -> str:
    """Return text without the characters that no page can show, which an escape in JSON can bring in."""
    return _INVISIBLE.sub("", _OTHER_BREAKS.sub(" ", text))


def _unmarked(raw: bytes) -> str:
    """Return the likely encoding of bytes without a mark: Latin text in UTF-16 has a zero in every second byte."""
    even, odd = raw[0:4000:2].count(0), raw[1:4000:2].count(0)
    if even + odd < len(raw[:4000]) * 0.3:
        return "utf-8"
    return "utf-16-be" if even > odd else "utf-16-le"


def _windows(raw: bytes, encoding: str, error: UnicodeDecodeError, shown_as: str) -> str:
    at = Location(shown_as, raw[: error.start].count(b"\n") + 1)
    hint = "Export it again as UTF-8."
    if encoding != "utf-8" or b"\0" in raw:
        raise refuse(at, "the file is not a text file, or it is damaged", hint) from error
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise refuse(at, "the file is neither UTF-8 nor Windows-1252", hint) from error
