"""A text after each tier: what typesetting and extraction change set aside, step by step.

Comes in: a quote or a paper's text. Goes out: the same text, each character with its place in the
original. Letters, digits, words and their order are never set aside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PUNCTUATION = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
        "…": "...",
    }
)  # fmt: skip
_INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff")
HYPHENS = "-\u2010\u2011"
MAYBE = "\u00ad"
"""A hyphen at the end of a printed line: of the word, or of the typesetting."""
_CELLS_APART = 6
"""Lines between the two halves of a label that a flattened table breaks."""
_EMPHASIS = tuple(
    re.compile(pattern)
    for pattern in (
        r"()</?(?:b|i|em|strong|u)(?:\s[^<>]*)?>",
        r"(?<![*\d])(\*\*)(?=[^\s*])(?:.+?)(?<=[^\s*])\1(?![*\d])",
        r"(?<![*\d])(\*)(?=[^\s*])(?:.+?)(?<=[^\s*])\1(?![*\d])",
        r"(?<!\w)(__?)(?=[^\s_])(?:.+?)(?<=[^\s_])\1(?!\w)",
    )
)
"""HTML and Markdown marks of emphasis, the outer ones after the inner ones."""
_LATEX = re.compile(r"\\(?:emph|textit|textbf|textsl|underline)\{([^{}]*)\}")


@dataclass(frozen=True)
class Traced:
    """A text with the place of each of its characters in the original."""

    text: str
    places: tuple[int, ...]
    """As long as the text; offsets in the original, in characters."""


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


def _keeps_meaning(char: str) -> bool:
    """Say whether NFKC keeps what a character means: not so for superscripts, fractions, circled numbers."""
    kind, _, rest = unicodedata.decomposition(char).partition(" ")
    if char.isnumeric() and not char.isdecimal():
        return False
    return kind in ("<compat>", "<noBreak>", "<wide>", "<narrow>", "<font>") and not rest.startswith("0020 0")


def _compose(traced: Traced) -> Traced:
    """NFKC for each letter with its marks; superscripts, subscripts and fractions keep their meaning."""
    pairs: list[tuple[str, int]] = []
    i = 0
    while i < len(traced.text):
        end = i + 1
        while end < len(traced.text) and unicodedata.combining(traced.text[end]):
            end += 1
        cluster = traced.text[i:end]
        composed = unicodedata.normalize("NFKC" if _keeps_meaning(cluster[0]) else "NFC", cluster)
        if cluster not in _INVISIBLE:
            pairs.append((composed, traced.places[i]))
        i = end
    return _fold_space(_build(pairs))


def _plain_punctuation(traced: Traced) -> Traced:
    return _build((char.translate(_PUNCTUATION), place) for char, place in zip(traced.text, traced.places, strict=True))


def _without_marks(traced: Traced) -> Traced:
    """Take out paired emphasis marks; a lone asterisk stays."""
    for _ in range(2):  # emphasis within emphasis
        inside = {i for found in _LATEX.finditer(traced.text) for i in range(*found.span(1))}
        around = {i for found in _LATEX.finditer(traced.text) for i in range(*found.span())} - inside
        traced = _build(
            (c, p) for i, (c, p) in enumerate(zip(traced.text, traced.places, strict=True)) if i not in around
        )
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
    """Mark a hyphen between letters where the original breaks the line; a dash there is a dash."""
    pairs: list[tuple[str, int]] = []
    done = 0
    for found in re.finditer(r"(?<=[^\W\d_])- (?=[^\W\d_])", traced.text):
        start, following = traced.places[found.start()], traced.places[found.end()]
        if original[start] in HYPHENS and "\n" in original[start:following]:
            pairs += zip(traced.text[done : found.start()], traced.places[done : found.start()], strict=True)
            pairs.append((MAYBE, start))
            done = found.end()
    pairs += zip(traced.text[done:], traced.places[done:], strict=True)
    return _build(pairs)


def _without_space(traced: Traced) -> Traced:
    """Take out all white space but that which parts two numbers."""
    text = traced.text

    def parts_numbers(i: int) -> bool:
        return text[max(0, i - 2) : i].rstrip(".,:/-")[-1:].isdigit() and text[i + 1 : i + 2].isdigit()

    pairs = enumerate(zip(text, traced.places, strict=True))
    return _build((c, p) for i, (c, p) in pairs if not c.isspace() or parts_numbers(i))


def ladder(text: str, start: Traced | None = None) -> list[Traced]:
    """Return a text after each tier but the last, in order."""
    exact = start or Traced(text, tuple(range(len(text))))
    folded = _fold_space(exact)
    composed = _compose(folded)
    plain = _plain_punctuation(composed)
    unmarked = _without_marks(plain)
    joined = _joined_lines(unmarked, text)
    return [exact, folded, composed, plain, unmarked, joined, _without_space(joined)]


def _words(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


def without_label_lines(source: str, labels: Sequence[str]) -> Traced:
    """Leave out the lines that are nothing but a theme's label, or the end of one begun just above.

    A flattened table prints the cells of a row in turn, so that a label's line falls between two
    lines of a quotation. Some words of a label alone are no label: they may be the speaker's.
    """
    lines = source.splitlines(keepends=True)
    words = [_words(line) for line in lines]
    skip: set[int] = set()
    for label in {_words(label) for label in labels}:
        skip.update(i for i, line in enumerate(words) if line == label)
        for cut in (found.start() for found in re.finditer(" ", label)):
            head, tail = label[:cut], label[cut + 1 :]
            for i, line in enumerate(words):
                if line == tail:
                    above = range(max(0, i - _CELLS_APART), i)
                    heads = [j for j in above if f" {words[j]}".endswith(f" {head}")]
                    skip.update((*(j for j in heads if words[j] == head), *([i] if heads else [])))
    pairs: list[tuple[str, int]] = []
    place = 0
    for i, line in enumerate(lines):
        if i not in skip:
            pairs.extend((char, place + k) for k, char in enumerate(line))
        place += len(line)
    return _build(pairs)
