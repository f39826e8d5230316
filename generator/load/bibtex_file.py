"""The bytes of a `.bib` file as text, or the reason why they are not.

Comes in: a path. Goes out: text with `\\n` at the end of each line.
"""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.decode import replace_control_characters
from generator.load.limits import MAX_BIB_BYTES

SIZE_LIMIT = MAX_BIB_BYTES


def read_bibtex(path: Path, shown_as: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text, or None and the reason why the file cannot be read at all."""

    def refuse(rule: str, message: str, hint: str, line: int = 0) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(rule, Severity.ERROR, Location(shown_as, line), message, hint)]

    if path.exists() and not path.is_file():
        return refuse("bib-unreadable", "this is not a file", "Put the bibliography itself here.")
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        return refuse("bib-unreadable", f"the file cannot be read: {error.strerror}", "Is it there?")
    if len(data) > SIZE_LIMIT:
        return refuse("bib-too-large", f"the file has more than {SIZE_LIMIT:,} bytes", "Is it a bibliography?")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refuse("bib-encoding", "the file is UTF-16", "Save it as UTF-8.")
    if data.startswith(b"\xef\xbb\xbf"):
        hint = "Save it as UTF-8 without a byte order mark (BOM)."
        return refuse("bib-byte-order-mark", "the file begins with a byte order mark", hint, 1)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        return refuse("bib-nul", "the file holds a NUL byte", "Remove it; is this a text file?", line)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return refuse("bib-encoding", "the file is not UTF-8 from here on", "Save it as UTF-8.", line)
    text, controls = replace_control_characters(text, shown_as)
    return text.replace("\r\n", "\n").replace("\r", "\n"), controls
