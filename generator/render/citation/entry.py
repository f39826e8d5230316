"""One work while it is being printed: its variables, and what has been met of them.

Comes in: a CSL item. Goes out: an `Entry`, which every node of a style is given.
"""

from __future__ import annotations

from typing import Any

TERM = 1
"""A group has met a term or a value."""
TRIED = 2
"""A group has asked for a variable."""
PRINTED = 4
"""A group has printed a variable."""


class Entry:
    """One work while it is being printed."""

    __slots__ = ("done", "english", "met", "present", "substituting", "type", "variables")

    def __init__(self, item: dict[str, Any]) -> None:
        """Take a CSL item; a variable with nothing in it counts as missing."""
        self.variables = {name: value for name, value in item.items() if value or value == 0}
        self.present = frozenset(self.variables)
        """Names of the variables that the work has."""
        self.type = str(item["type"])
        self.english = str(self.variables.get("language", "en"))[:2].lower() == "en"
        """Whether titles may be given capitals as in English."""
        self.done: set[str] = set()
        """Variables that stand in the place of a missing author and are not printed again."""
        self.met = 0
        """What the group that is being printed has met: `TERM`, `TRIED` and `PRINTED`, added up."""
        self.substituting = 0
        """How many `cs:substitute` are being printed, one within another."""

    def try_variable(self, name: str) -> bool:
        """Note that a variable is asked for, and return whether it may be printed."""
        if name not in self.present or name in self.done:
            self.met |= TRIED
            return False
        self.met |= TRIED | PRINTED
        if self.substituting:
            self.done.add(name)
        return True
