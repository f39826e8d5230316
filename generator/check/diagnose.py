"""How a rule becomes a diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.rules import RULES
from generator.diagnostics import Diagnostic
from generator.link.knowledge_base import KnowledgeBase

Check = Callable[[KnowledgeBase], Iterator[Diagnostic]]


def diagnose(
    base: KnowledgeBase, rule: str, owner: str, path: tuple[str | int, ...], message: str, hint: str = ""
) -> Diagnostic:
    """Return the diagnostic of a rule at a field of an object, with the rule's default severity."""
    return Diagnostic(rule, RULES[rule].severity, base.corpus.locate(owner, *path), message, hint)
