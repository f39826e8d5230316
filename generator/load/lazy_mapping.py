"""A mapping that is made when it is first used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LazyMapping(Mapping[K, V]):
    """What a function returns, which is called when somebody asks for an entry."""

    def __init__(self, make: Callable[[], dict[K, V]]) -> None:
        """Take the function."""
        self._make = make

    @cached_property
    def _made(self) -> dict[K, V]:
        return self._make()

    def __getitem__(self, key: K) -> V:
        """Return an entry."""
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        """Iterate over the keys."""
        return iter(self._made)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._made)
