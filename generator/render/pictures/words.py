"""Numbers and rows of things in words, for the sentences above the pictures."""

from __future__ import annotations

from collections.abc import Sequence


def times(number: int) -> str:
    """Return how often, e.g. `never`, `once`, `3 times`."""
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def in_a_row(items: Sequence[str]) -> str:
    """Return things in a row, e.g. `3 themes, 5 subthemes and 2 codes`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
