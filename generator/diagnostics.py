"""Problems in content, as data: never raised, always collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


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


@dataclass(frozen=True)
class Diagnostic:
    """One problem: what rule, how bad, where, what is wrong, what to do."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hint: str = ""

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
    """Return "Did you mean `x`?" for the nearest known word, or an empty string."""
    near = get_close_matches(wrong, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`?" if near else ""
