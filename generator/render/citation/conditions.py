"""Conditions of a `cs:choose`.

Comes in: a `cs:if` or `cs:else-if`. Goes out: a function that says whether it holds for a work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.render.citation import typography as typo
from generator.render.citation.entry import Entry

Condition = Callable[[Entry], bool]


def condition_of(branch: Any) -> Condition:
    """Return the condition of a branch; a `cs:else` has none and always holds."""
    types: set[str] = set()
    variables: set[str] = set()
    tests: list[Condition] = []
    for name, wanted in branch.attrib.items():
        words = wanted.split()
        if name == "type":
            types.update(words)
        elif name == "variable":
            variables.update(words)
        elif name == "is-numeric":
            tests += [_is_numeric(word) for word in words]
        elif name == "is-uncertain-date":
            tests += [_is_uncertain(word) for word in words]
        elif name != "match":
            # Locators, positions and the like belong to citations in a text, not to a bibliography.
            tests.append(_never)
    match branch.get("match"):
        case "any":
            return _any(frozenset(types), frozenset(variables), tuple(tests))
        case "none":
            holds = _any(frozenset(types), frozenset(variables), tuple(tests))
            return lambda entry: not holds(entry)
    return _all(frozenset(types), frozenset(variables), tuple(tests))


def _any(types: frozenset[str], variables: frozenset[str], tests: tuple[Condition, ...]) -> Condition:
    def holds(entry: Entry) -> bool:
        if entry.type in types or not variables.isdisjoint(entry.present):
            return True
        return bool(tests) and any(test(entry) for test in tests)

    return holds


def _all(types: frozenset[str], variables: frozenset[str], tests: tuple[Condition, ...]) -> Condition:
    if len(types) > 1 or _never in tests:
        return _never  # No work is of two types.

    def holds(entry: Entry) -> bool:
        if (types and entry.type not in types) or not variables <= entry.present:
            return False
        return not tests or all(test(entry) for test in tests)

    return holds


def _never(entry: Entry) -> bool:
    return False


def _is_numeric(name: str) -> Condition:
    return lambda entry: name in entry.present and typo.is_numeric(str(entry.variables[name]))


def _is_uncertain(name: str) -> Condition:
    return lambda entry: name in entry.present and bool(entry.variables[name].get("circa"))
