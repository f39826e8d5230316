"""The date that a build writes into its files: never the clock's, so that the same content gives the same bytes.

See reproducible-builds.org for `SOURCE_DATE_EPOCH`, which MkDocs reads for its site map.
"""

from __future__ import annotations

import datetime
import os

VARIABLE = "SOURCE_DATE_EPOCH"
_set: dict[str, str] = {}
"""What this process has set itself."""


def given_date() -> str:
    """Return the date that the environment gives, in seconds since 1970; empty where this process has set it itself."""
    given = os.environ.get(VARIABLE, "")
    # What an earlier build of this process has set, a preview's for example, nobody has given.
    return "" if given == _set.get(VARIABLE) else given


def set_build_date(date: str) -> None:
    """Set the date of the build to the day of the data, e.g. `2026-11-21`, unless the environment sets one.

    Raises:
        ValueError: The day, or what the environment says, is none.
    """
    day = _day(date) if date else None
    given = given_date()
    if given:
        if not (given.isascii() and given.isdigit() and int(given) < 253402300800):
            raise ValueError(f"{VARIABLE} is {given!r}; it counts seconds since 1970, e.g. 1767312000.")
    elif day is not None:
        os.environ[VARIABLE] = _set[VARIABLE] = str(int(day.timestamp()))
    else:
        os.environ.pop(VARIABLE, None)


def _day(date: str) -> datetime.datetime:
    try:
        return datetime.datetime.strptime(date, "%Y-%m-%d").replace(tzinfo=datetime.UTC)
    except ValueError:
        raise ValueError(f"`date` is {date!r}; it is written like this: '2026-11-21'.") from None
