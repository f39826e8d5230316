"""What is kept of a comparison of quotes with the papers' texts: hashes and spans, never the texts.

The texts are copyrighted and not part of the project; with the lock, anyone can see that a quote was
verified and has not been changed since, and anyone who holds the texts can run the comparison again.
"""

from __future__ import annotations

from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass, field

from generator.model.base import IsoDate, Model, Text

TIERS = (
    "exact",
    "white_space",
    "unicode",
    "punctuation",
    "markup",
    "line_end_hyphens",
    "no_white_space",
    "interposed_labels",
)
"""What had to be set aside before the quote was found, each after those before it."""


class QuoteLock(Model):
    """One verified quote."""

    text_sha256: Text
    """SHA-256 of the quote's `text`, UTF-8, to the letter: any edit no longer fits."""
    normalised_sha256: Text
    """SHA-256 of the quote as it was compared, after the steps up to its tier."""
    start: int
    """Where it begins in the paper's text, in characters from 0."""
    end: int
    """Where it ends."""
    prefix_sha256: Text
    """SHA-256 of the 32 characters before it, white space folded."""
    suffix_sha256: Text
    """SHA-256 of the 32 characters after it, white space folded."""
    tier: Text
    """One of `TIERS`."""
    date: IsoDate
    """Day of the comparison."""


@dataclass(frozen=True)
class QuoteLockFile:
    """Everything in `content/quotes.lock.json`."""

    sources: AbcMapping[str, str] = field(default_factory=dict)
    """Study id to the SHA-256 of its text's bytes."""
    quotes: AbcMapping[str, QuoteLock] = field(default_factory=dict)
    """Qualified quote id to its entry."""
    lines: AbcMapping[str, int] = field(default_factory=dict)
    """Qualified quote id to the line of its entry in the file."""
    present: bool = True
    """Whether there is a file at all."""
