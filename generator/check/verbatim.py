"""Is a quote in its paper, word for word? A comparison in tiers, never fuzzy.

Each tier sets one more thing aside that typesetting and extraction change and authors do not: white
space, ligatures, the shape of quotation marks, emphasis, hyphens at line ends. Letters, digits, words
and their order are never set aside: `10⁶` is not `106`, and a dropped "not" is not found.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.model.verification import TIERS

_PUNCTUATION = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
        "…": "...",
    }
)  # fmt: skip
_EMPHASIS = tuple(
    re.compile(pattern)
    for pattern in (
        r"()</?(?:b|i|em|strong|u)>",
        r"(?<!\*)(\*\*)(?=[^\s*])(?:.+?)(?<=[^\s*])\1(?!\*)",
        r"(?<!\*)(\*)(?=[^\s*])(?:.+?)(?<=[^\s*])\1(?!\*)",
        r"(?<!\w)(__?)(?=[^\s_])(?:.+?)(?<=[^\s_])\1(?!\w)",
    )
)
"""HTML and Markdown marks of emphasis, the outer ones after the inner ones."""


@dataclass(frozen=True)
class Traced:
    """A text with the place of each of its characters in the original."""

    text: str
    places: tuple[int, ...]
    """As long as the text; offsets in the original, in characters."""


@dataclass(frozen=True)
class Match:
    """Where and how a quote was found."""

    tier: str
    start: int
    end: int
    """Offsets in the source, in characters; the end is exclusive."""
    normalised: str
    """The quote as it was compared."""


def _build(pairs: Iterable[tuple[str, int]]) -> Traced:
    kept = [(char, place) for text, place in pairs for char in text]
    return Traced("".join(char for char, _ in kept), tuple(place for _, place in kept))


def _fold_space(traced: Traced) -> Traced:
    pairs: list[tuple[str, int]] = []
    for char, place in zip(traced.text, traced.places, strict=True):
        if not char.isspace():
            pairs.append((char, place))
        elif pairs and pairs[-1][0] != " ":
            pairs.append((" ", place))
    if pairs and pairs[-1][0] == " ":
        pairs.pop()
    return _build(pairs)


def _compose(traced: Traced) -> Traced:
    """NFKC for each letter with its marks; superscripts, subscripts and fractions keep their meaning."""
    pairs: list[tuple[str, int]] = []
    i = 0
    while i < len(traced.text):
        end = i + 1
        while end < len(traced.text) and unicodedata.combining(traced.text[end]):
            end += 1
        cluster = traced.text[i:end]
        kind = unicodedata.decomposition(cluster[0]).partition(" ")[0]
        keeps_meaning = kind not in ("<super>", "<sub>", "<fraction>")
        composed = unicodedata.normalize("NFKC", cluster) if keeps_meaning else unicodedata.normalize("NFC", cluster)
        pairs.append((composed, traced.places[i]))
        i = end
    return _fold_space(_build(pairs))


def _plain_punctuation(traced: Traced) -> Traced:
    return _build((char.translate(_PUNCTUATION), place) for char, place in zip(traced.text, traced.places, strict=True))


def _without_marks(traced: Traced) -> Traced:
    """Take out paired emphasis marks; a lone asterisk stays."""
    for pattern in _EMPHASIS:
        drop: set[int] = set()
        for found in pattern.finditer(traced.text):
            size = len(found[1]) or len(found[0])
            drop.update(range(found.start(), found.start() + size))
            drop.update(range(found.end() - size, found.end()))
        traced = _build(
            (c, p) for i, (c, p) in enumerate(zip(traced.text, traced.places, strict=True)) if i not in drop
        )
    return _fold_space(traced)


def _joined_lines(traced: Traced, original: str) -> Traced:
    """Take out a hyphen between letters where the original breaks the line."""
    drop: set[int] = set()
    for found in re.finditer(r"(?<=[^\W\d_])- (?=[^\W\d_])", traced.text):
        start, end = traced.places[found.start()], traced.places[found.end() - 1]
        following = traced.places[found.end()] if found.end() < len(traced.places) else end
        if "\n" in original[start:following]:
            drop.update((found.start(), found.start() + 1))
    return _build((c, p) for i, (c, p) in enumerate(zip(traced.text, traced.places, strict=True)) if i not in drop)


def _without_space(traced: Traced) -> Traced:
    return _build((c, p) for c, p in zip(traced.text, traced.places, strict=True) if not c.isspace())


def _ladder(text: str, start: Traced | None = None) -> list[Traced]:
    """Return a text after each tier but the last, in order."""
    exact = start or Traced(text, tuple(range(len(text))))
    folded = _fold_space(exact)
    composed = _compose(folded)
    plain = _plain_punctuation(composed)
    unmarked = _without_marks(plain)
    joined = _joined_lines(unmarked, text)
    return [exact, folded, composed, plain, unmarked, joined, _without_space(joined)]


def _label_lines(source: str, labels: Sequence[str]) -> Traced:
    """Leave out the lines that are nothing but a theme's label, or two and more words in a row of one.

    A flattened table prints the cells of a row in turn, so that a label's line falls between two
    lines of a quotation.
    """
    words = [label.casefold().replace("’", "'").split() for label in labels]
    pairs: list[tuple[str, int]] = []
    place = 0
    for line in source.splitlines(keepends=True):
        own = line.casefold().replace("’", "'").split()
        is_label = bool(own) and any(
            own == label or (len(own) > 1 and any(own == label[i : i + len(own)] for i in range(len(label))))
            for label in words
        )
        if not is_label:
            pairs.extend((char, place + i) for i, char in enumerate(line))
        place += len(line)
    return _build(pairs)


class SourceText:
    """One paper's text, prepared once for all its quotes."""

    def __init__(self, text: str, labels: Sequence[str] = ()) -> None:
        self.text = text
        self._ladder = _ladder(text)
        without_labels = _label_lines(text, labels)
        self._ladder.append(_ladder(text, without_labels)[-1])

    def find(self, quote: str) -> Match | None:
        """Return the first tier and place at which a quote stands, or None; an empty quote stands nowhere."""
        if not quote.strip():
            return None
        steps = _ladder(quote)
        for tier, source, wanted in zip(TIERS, self._ladder, [*steps, steps[-1]], strict=True):
            start = self._at_words(source.text, wanted.text, tier)
            if start is not None:
                end = start + len(wanted.text) - 1
                return Match(tier, source.places[start], source.places[end] + 1, wanted.text)
        return None

    def _at_words(self, source: str, wanted: str, tier: str) -> int | None:
        """Return the first place where `wanted` begins and ends with a word, not inside of one."""
        start = source.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            places = self._ladder[TIERS.index(tier)].places
            first, last = places[start], places[end - 1]
            cut_before = first > 0 and self.text[first].isalnum() and self.text[first - 1].isalnum()
            cut_after = last + 1 < len(self.text) and self.text[last].isalnum() and self.text[last + 1].isalnum()
            if not cut_before and not cut_after:
                return start
            start = source.find(wanted, start + 1)
        return None

    def nearest(self, quote: str) -> tuple[str, str]:
        """Return the passage most like a quote that is absent, and the first words that differ, for a reader."""
        own = self.text.split()
        words = quote.split()
        if not words or not own:
            return "", ""
        best = difflib.SequenceMatcher(None, own, words, autojunk=False).find_longest_match()
        start = max(0, best.a - best.b)
        passage = own[start : start + len(words)]
        for here, there in zip(passage, words, strict=False):
            if here != there:
                return " ".join(passage), f"the paper has “{here}”, the quote has “{there}”"
        return " ".join(passage), "the quote goes on where the passage ends"
