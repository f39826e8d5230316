"""One work while it is being printed: its variables, and what has been printed of them.

Comes in: a CSL item. Goes out: an `Entry`, which every element is given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from citeproc.source import VariableError


class Variables(dict[str, Any]):
    """The variables of a work by CSL's names, which citeproc-py also writes with `_`; a missing one is an error.

    citeproc-py warns of variables that came with CSL 1.0.2, such as `supplement-number`, and drops them.
    """

    type: str

    def __init__(self, item: dict[str, Any]) -> None:
        super().__init__((name, value) for name, value in item.items() if value not in ("", [], {}, None))
        self.type = str(item["type"])

    def __getitem__(self, name: str) -> Any:
        if name in self:
            return super().__getitem__(self._known(name))
        raise VariableError

    def __contains__(self, name: object) -> bool:
        return super().__contains__(self._known(str(name)))

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(self._known(name), default)

    def _known(self, name: str) -> str:
        return name if super().__contains__(name) else name.replace("_", "-")


@dataclass(slots=True)
class Group:
    """What a group has met so far."""

    term: bool = False
    tried: bool = False
    printed: bool = False


@dataclass(slots=True)
class Entry:
    """One work while it is being printed."""

    reference: Variables
    done: set[str] = field(default_factory=set)
    """Variables that stand in the place of a missing author and are not printed again."""
    groups: list[Group] = field(default_factory=lambda: [Group()])
    substituting: int = 0
    has_locator: bool = False

    @property
    def group(self) -> Group:
        return self.groups[-1]

    def try_variable(self, name: str) -> bool:
        """Note that a variable is asked for, and return whether it may be printed."""
        self.group.tried = True
        if name in self.done or name not in self.reference:
            return False
        self.group.printed = True
        if self.substituting:
            self.done.add(name)
        return True
