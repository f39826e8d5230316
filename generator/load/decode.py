"""From bytes to text: UTF-8 without a byte order mark, and where it is not, the place of the byte.

Comes in: the bytes of a file. Goes out: its text, with every faulty character replaced one for one
so that reading can go on and positions stay true, and the problems.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.limits import MAX_SHOWN

_BREAK = re.compile(r"\r\n|\r|\n")
_OTHER_ENCODINGS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_NOT_UTF8 = re.compile("[\udc80-\udcff]+")
# Besides the control characters: U+0085, U+2028 and U+2029 are line breaks in YAML 1.1 and not in
# 1.2, and U+FEFF, U+FFFE and U+FFFF are no characters of a text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SAVE_AS = "Save the file as UTF-8 without a byte order mark (BOM)."


class Lines:
    """The lines of a text, broken at LF, CRLF and CR, and the place of each of its characters."""

    def __init__(self, text: str) -> None:
        """Break a text into its lines."""
        self._text = text
        self.texts = _BREAK.split(text)
        """Each line without its break."""

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self._text))]

    def place(self, index: int) -> tuple[int, int]:
        """Return line and column, both from 1, of the character at an index."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def decode_utf8(raw: bytes, shown_as: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file, or None where it is in another encoding, and the problems."""
    other = _other_encoding(raw)
    if other:
        return None, [_encoding(Location(shown_as, 1, 1), f"this file is written in {other}, not in UTF-8")]
    problems: list[Diagnostic] = []
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw.removeprefix(codecs.BOM_UTF8)
        problems.append(_encoding(Location(shown_as, 1, 1), "this file begins with a byte order mark (BOM)"))
    try:
        return raw.decode("utf-8"), problems
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "surrogateescape")
    lines = Lines(text)
    faults = list(_NOT_UTF8.finditer(text))
    for fault in faults[:MAX_SHOWN]:
        value = ord(fault.group()[0]) - 0xDC00
        location = Location(shown_as, *lines.place(fault.start()))
        problems.append(_encoding(location, f"byte {value:#04x} is not UTF-8{_more(faults, fault)}"))
    return _NOT_UTF8.sub(lambda fault: "\ufffd" * len(fault.group()), text), problems


def replace_control_characters(text: str, shown_as: str) -> tuple[str, list[Diagnostic]]:
    """Return the text with control characters replaced, and one problem for each of them."""
    # What can be printed is no control character, and that is told sooner.
    faults = [] if text.replace("\n", "").isprintable() else list(_CONTROL.finditer(text))
    if not faults:
        return text, []
    lines = Lines(text)
    problems = [
        Diagnostic(
            "text-control",
            Severity.ERROR,
            Location(shown_as, *lines.place(fault.start())),
            f"the invisible character U+{ord(fault.group()):04X} stands here{_more(faults, fault)}",
            "Delete it; such characters come in by copying from a PDF or a web page.",
        )
        for fault in faults[:MAX_SHOWN]
    ]
    return _CONTROL.sub("\ufffd", text), problems


def _more(faults: list[re.Match[str]], fault: re.Match[str]) -> str:
    """Return how many faults are not shown, behind the last one that is."""
    hidden = len(faults) - MAX_SHOWN
    return f"; {hidden} more like this follow" if hidden > 0 and fault is faults[MAX_SHOWN - 1] else ""


def _other_encoding(raw: bytes) -> str:
    for mark, name in _OTHER_ENCODINGS:
        if raw.startswith(mark):
            return name
    # English text in UTF-16 without a mark is half zero bytes; no text in UTF-8 comes near that.
    mostly_zero = len(raw) >= 4 and raw.count(0) * 5 >= len(raw) * 2
    return "UTF-16 or UTF-32" if mostly_zero else ""


def _encoding(location: Location, message: str) -> Diagnostic:
    return Diagnostic("text-encoding", Severity.ERROR, location, message, _SAVE_AS)
