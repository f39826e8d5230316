"""The words of a passage, by its positions in the source's text.

Comes in: the bytes of a source and the passages in it. Goes out: the text of each. The standard counts Unicode
characters from 0, the end not included. Programs differ from it where a text has line ends of two characters, a byte
order mark or characters beyond U+FFFF; many write the words of a passage into its name, which shows how they count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.importing.qda_project import Selection

_MARK = "\ufeff"
_SHORT = 6
"""Letters; a name that is shorter proves nothing."""


@dataclass(frozen=True)
class SourceText:
    """A text and how its program counts."""

    cut: Callable[[int, int], str | None]
    """Return the words between two positions, None where the text does not reach so far."""
    counting: str
    """In words, empty for the standard's way."""
    checked: int
    """Passages whose name shows their words."""
    differing: int
    """Those of them whose words are others."""


def decode_source(raw: bytes) -> str:
    """Return the text of a source; UTF-8 by the standard, UTF-16 or Windows-1252 where it is not."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_text(text: str, selections: Sequence[Selection]) -> SourceText:
    """Return a text that is counted as the names of its passages show, or by the standard where they show nothing."""
    ways = _ways(text)
    named = [one for one in selections if len(_letters(one.name)) >= _SHORT]
    # A name may be a title that a person gave; it tells how to count only if it is found in the text.
    letters = _letters(text)
    telling = [one for one in named if _letters(one.name) in letters]
    best = min(ways, key=lambda way: sum(not _agrees(way[1], one) for one in telling))
    differing = sum(not _agrees(best[1], one) for one in telling)
    return SourceText(best[1], best[0], len(telling), differing)


def _ways(text: str) -> list[tuple[str, Callable[[int, int], str | None]]]:
    """Return the ways of counting, the standard's first, each only where it makes a difference."""
    bare = text.removeprefix(_MARK)
    folded = bare.replace("\r\n", "\n")
    ways = [("", bare)]
    if folded != bare:
        ways.append(("line ends counted as one character", folded))
    elif "\n" in bare:
        ways.append(("line ends counted as two characters", bare.replace("\n", "\r\n")))
    if bare != text:
        ways.append(("the byte order mark counted", text))
    found = [(name, _by_characters(counted)) for name, counted in ways]
    if any(ord(char) > 0xFFFF for char in text):
        found += [(f"{name}, " * bool(name) + "in UTF-16 units", _by_utf16(counted)) for name, counted in ways]
    return found


def _by_characters(text: str) -> Callable[[int, int], str | None]:
    return lambda start, end: text[start:end] if 0 <= start < end <= len(text) else None


def _by_utf16(text: str) -> Callable[[int, int], str | None]:
    raw = text.encode("utf-16-le", "surrogatepass")

    def cut(start: int, end: int) -> str | None:
        if not 0 <= start < end <= len(raw) // 2:
            return None
        return raw[2 * start : 2 * end].decode("utf-16-le", "replace")

    return cut


def _agrees(cut: Callable[[int, int], str | None], selection: Selection) -> bool:
    words = cut(selection.start, selection.end)
    return words is not None and _letters(words).startswith(_letters(selection.name))


def _letters(text: str) -> str:
    """Return what is compared: a name is cut off with `…` and has spaces of its own."""
    return re.sub(r"\s+", "", re.sub(r"(?:…|\.\.\.)\s*$", "", text)).casefold()
