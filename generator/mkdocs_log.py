"""What MkDocs and its plugins log, kept to be told where it counts.

Comes in: the time while somebody listens. Goes out: levels and texts, of warnings and errors.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

Said = tuple[int, str]
"""Level and text of what was logged."""


@contextmanager
def listening() -> Iterator[list[Said]]:
    """Yield the warnings and errors that are logged from now on, as they come; nobody who listened before hears them."""
    said: list[Said] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.levelno, record.getMessage()))

    logger = logging.getLogger("mkdocs")
    handlers, propagate = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [Listener(logging.WARNING)], False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def as_lines(said: list[Said]) -> str:
    """Return what was said as MkDocs prints it, a line each."""
    return "\n".join(f"{logging.getLevelName(level):<8}-  {message}" for level, message in said)
