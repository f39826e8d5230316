"""The lock on quotations: made by comparing them with the papers, checked at every build without them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from functools import lru_cache

from generator.check.diagnose import diagnose
from generator.check.rules import RULES
from generator.check.verbatim import Match, SourceText
from generator.diagnostics import Diagnostic, Location
from generator.link.knowledge_base import KnowledgeBase, LinkedQuote
from generator.model.study import Study
from generator.model.verification import QuoteLock, QuoteLockFile

LOCK = "content/quotes.lock.json"
_QUOTES = 100_000
"""Quotations whose hash is remembered: each is asked for twice in a build."""


@dataclass(frozen=True)
class Outcome:
    """What came of one quote."""

    quote: str
    """Qualified id."""
    status: str
    """`verified`, `absent` or `cannot_check`."""
    tier: str = ""
    location: str = ""
    nearest: str = ""
    difference: str = ""

    def __str__(self) -> str:
        if self.status == "verified":
            return f"{self.quote}: verified ({self.tier})"
        if self.status == "cannot_check":
            return f"{self.quote}: cannot check, no text of the paper at hand"
        return f"{self.location}: absent: {self.quote}\n    nearest: {self.nearest}\n    first difference: {self.difference}"


def sha256(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(_QUOTES)
def _sha256_of_quote(text: str) -> str:
    return sha256(text)


def labels_of(study: Study) -> list[str]:
    """Return every label that a study prints, variants included."""
    nodes = [node for theme in study.themes for node in theme.walk()]
    return [node.label for node in nodes] + [v.label for node in nodes for v in node.label_variants]


def _entry(quote: str, source: str, found: Match, date: str) -> QuoteLock:
    def around(text: str) -> str:
        return sha256(re.sub(r"\s+", " ", text).strip())

    return QuoteLock(
        text_sha256=sha256(quote),
        normalised_sha256=sha256(found.normalised),
        start=found.start,
        end=found.end,
        prefix_sha256=around(source[max(0, found.start - 32) : found.start]),
        suffix_sha256=around(source[found.end : found.end + 32]),
        tier=found.tier,
        date=date,
    )


def verify_quotes(
    base: KnowledgeBase, sources: AbcMapping[str, str], date: str, earlier: QuoteLockFile | None = None
) -> tuple[QuoteLockFile, tuple[Outcome, ...]]:
    """Compare every quote with its paper; `sources` maps study ids to texts.

    An entry that says the same as before keeps its date, and a quote that cannot be compared now keeps
    an entry that still fits, so that the lock changes only where something changed.
    """
    earlier = earlier or QuoteLockFile()
    prepared = {s.id: SourceText(sources[s.id], labels_of(s)) for s in base.studies.values() if s.id in sources}
    entries: dict[str, QuoteLock] = {}
    outcomes: list[Outcome] = []
    for linked in base.quotes.values():
        before = earlier.quotes.get(linked.id)
        source = prepared.get(linked.study.id)
        if source is None:
            if before is not None:  # one that no longer fits too: only the paper can clear an edit
                entries[linked.id] = before
            outcomes.append(Outcome(linked.id, "cannot_check"))
            continue
        found = source.find(linked.quote.text)
        if found is None:
            if before is not None and before.text_sha256 != sha256(linked.quote.text):
                entries[linked.id] = before  # so that the check goes on failing until the edit is mended
            nearest, difference = source.nearest(linked.quote.text)
            place = str(_locate(base, linked))
            outcomes.append(Outcome(linked.id, "absent", "", place, nearest, difference))
            continue
        entry = _entry(linked.quote.text, source.text, found, date)
        if before is not None and before.model_copy(update={"date": date}) == entry:
            entry = before
        entries[linked.id] = entry
        outcomes.append(Outcome(linked.id, "verified", found.tier))
    hashes = {
        s: sha256(sources[s]) if s in sources else earlier.sources[s]
        for s in sorted(base.studies)
        if s in sources or s in earlier.sources
    }
    return QuoteLockFile(hashes, entries), tuple(outcomes)


def _path(linked: LinkedQuote) -> tuple[str, tuple[str | int, ...]]:
    return f"study:{linked.study.id}", ("quotes", linked.study.quotes.index(linked.quote), "text")


def _locate(base: KnowledgeBase, linked: LinkedQuote) -> Location:
    owner, path = _path(linked)
    return base.corpus.locate(owner, *path)


def check_lock(base: KnowledgeBase, lock: QuoteLockFile) -> Iterator[Diagnostic]:
    """Yield quotes that were changed after their verification, entries without a quote, and what is unverified."""
    if not lock.present:
        if base.quotes:
            yield Diagnostic(
                "lock-missing",
                RULES["lock-missing"].severity,
                Location(LOCK),
                f"no quotation is verified: {len(base.quotes)} quotes, no lock file",
                "Run `evidence-map verify --sources DIR` with the papers' texts.",
            )
        return
    for linked in base.quotes.values():
        entry = lock.quotes.get(linked.id)
        if entry is None or linked.study.id not in lock.sources:
            yield diagnose(
                base,
                "quote-unverified",
                *_path(linked),
                f"quote `{linked.id}` was never compared with its paper",
                "Run `evidence-map verify --sources DIR`.",
            )
        elif entry.text_sha256 != _sha256_of_quote(linked.quote.text):
            yield diagnose(
                base,
                "quote-edited",
                *_path(linked),
                f"quote `{linked.id}` was changed after it was verified on {entry.date}",
                "Undo the change, or run `evidence-map verify --sources DIR` if the paper says so.",
            )
    for name in sorted(lock.quotes):
        if name not in base.quotes and f"study:{name.partition('.')[0]}" not in base.corpus.broken:
            yield Diagnostic(
                "lock-orphan",
                RULES["lock-orphan"].severity,
                Location(LOCK, lock.lines.get(name, 0), 0, f"quotes.{name}"),
                f"there is no quote `{name}`",
                "Run `evidence-map verify --sources DIR`; it takes the entry out.",
            )


def statuses(base: KnowledgeBase, lock: QuoteLockFile) -> dict[str, str]:
    """Return `verified` or `unverified` for every quote, by qualified id."""
    return {
        name: "verified"
        if name in lock.quotes
        and linked.study.id in lock.sources
        and lock.quotes[name].text_sha256 == _sha256_of_quote(linked.quote.text)
        else "unverified"
        for name, linked in base.quotes.items()
    }
