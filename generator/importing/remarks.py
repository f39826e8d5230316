"""What an import has to say to the person who runs it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Location, Severity


@dataclass(frozen=True)
class Remark:
    """One remark on an imported file; unlike a `Diagnostic` it is not about the content and has no rule."""

    severity: Severity
    location: Location
    message: str
    hint: str = ""


class ImportRefused(Exception):
    """The file cannot be imported at all; nothing was written. Holds the reasons."""

    def __init__(self, *reasons: Remark) -> None:
        super().__init__("; ".join(reason.message for reason in reasons))
        self.reasons = reasons


class WronglyCalled(ImportRefused):
    """The command was called wrongly, e.g. for a file that is there already."""


def refuse(location: Location, message: str, hint: str) -> ImportRefused:
    """Return the exception for one reason."""
    return ImportRefused(Remark(Severity.ERROR, location, message, hint))


def warn(location: Location, message: str, hint: str = "") -> Remark:
    """Return a remark that a person should look at."""
    return Remark(Severity.WARNING, location, message, hint)


def inform(location: Location, message: str, hint: str = "") -> Remark:
    """Return a remark that needs no action."""
    return Remark(Severity.INFO, location, message, hint)
