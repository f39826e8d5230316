"""Problems in content, as data: never raised, always collected."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

COMPARED = 1_000
"""Words that a wrong one is compared with, at most."""


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning is shown, info is counted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a file of the project; prints as `content/studies/x.yml:12:5 (themes[2].label)`."""

    path: str
    """Relative to the project, with forward slashes, e.g. `content/studies/x.yml`."""
    line: int = 0
    """From 1; 0 where the whole file is meant."""
    column: int = 0
    """From 1; 0 where the whole line is meant."""
    field: str = ""
    """The field, e.g. `themes[2].label`."""

    def __str__(self) -> str:
        text = self.path
        if self.line:
            text += f":{self.line}"
            if self.column:
                text += f":{self.column}"
        if self.field:
            text += f" ({self.field})"
        return text


# What would move or hide other words on a terminal or a page: control characters, halves of characters, and marks
# that have no width or change the direction of reading.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Return a text for a message, what cannot be seen in it written as its number, e.g. `<U+200B>`."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub(lambda one: f"<U+{ord(one[0]):04X}>", text)


@dataclass(frozen=True)
class Diagnostic:
    """One problem: what rule, how bad, where, what is wrong, what to do; nothing in it is invisible."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        """Make visible what a hostile file brings into a message, a hint or a place."""
        object.__setattr__(self, "message", visible(self.message))
        object.__setattr__(self, "hint", visible(self.hint))
        place = self.location
        shown = replace(place, path=visible(place.path), field=visible(place.field))
        if shown != place:
            object.__setattr__(self, "location", shown)

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity}: {self.message} [{self.rule}]"
        return f"{text}\n    {self.hint}" if self.hint else text


def field_name(path: Iterable[str | int]) -> str:
    """Return a field path in words, e.g. `themes[2].label` for `("themes", 2, "label")`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return "Did you mean `x`?" for the nearest known word, or an empty string.

    Of more than `COMPARED` words, only those are compared that begin or end most like the wrong one: a hundred thousand
    take two seconds, and a study that is taken away leaves some dozens of wrong ids.
    """
    words = sorted(known)
    if len(words) > COMPARED:
        mirrored = sorted(word[::-1] for word in words)
        ends = (word[::-1] for word in _around(wrong[::-1], mirrored))
        words = sorted({*_around(wrong, words), *ends})
    near = get_close_matches(wrong, words, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else ""


def _around(wrong: str, words: list[str]) -> list[str]:
    """Return the words beside the place that a wrong one would have in a sorted list."""
    place = bisect_left(words, wrong)
    return words[max(0, place - COMPARED // 4) : place + COMPARED // 4]
