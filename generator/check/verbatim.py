"""Is a quote in its paper, word for word? A comparison in tiers, never fuzzy.

Each tier sets one more thing aside that typesetting and extraction change and authors do not: white
space, ligatures, the shape of quotation marks, emphasis, hyphens at line ends. Letters, digits, words
and their order are never set aside: `10⁶` is not `106`, and a dropped "not" is not found.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.check.tiers import HYPHENS, MAYBE, Traced, ladder, without_label_lines
from generator.model.verification import TIERS

_BROKEN_BEFORE = re.compile(rf"[^\W\d_][{HYPHENS}][^\S\n]*\n\s*$")
_BROKEN_AFTER = re.compile(rf"[{HYPHENS}][^\S\n]*\n\s*[^\W\d_]")


@dataclass(frozen=True)
class Match:
    """Where and how a quote was found."""

    tier: str
    start: int
    end: int
    """Offsets in the source, in characters; the end is exclusive."""
    normalised: str
    """The quote as it was compared."""


def _pattern(wanted: str) -> re.Pattern[str]:
    """Return a pattern in which a hyphen at a line's end is a hyphen or nothing, and all else is itself."""
    parts: list[str] = []
    for i, char in enumerate(wanted):
        parts.append({MAYBE: f"[-{MAYBE}]?", "-": f"[-{MAYBE}]"}.get(char, re.escape(char)))
        if char.isalpha() and wanted[i + 1 : i + 2].isalpha():
            parts.append(f"{MAYBE}?")
    return re.compile("".join(parts))


def _in_word(char: str) -> bool:
    return char.isalnum() or char == MAYBE or unicodedata.category(char).startswith("M")


class SourceText:
    """One paper's text, prepared once for all its quotes."""

    def __init__(self, text: str, labels: Sequence[str] = ()) -> None:
        self.text = text
        self._ladder = ladder(text)
        without_labels = without_label_lines(text, labels)
        self._ladder.append(ladder(text, without_labels)[-1])

    def find(self, quote: str) -> Match | None:
        """Return the first tier and place at which a quote stands, or None; one without letters or digits stands nowhere."""
        if not any(char.isalnum() for char in quote):
            return None
        steps = ladder(quote)
        for tier, source, wanted in zip(TIERS, self._ladder, [*steps, steps[-1]], strict=True):
            loose = TIERS.index(tier) >= TIERS.index("line_end_hyphens")
            span = self._at_words(source, wanted.text, loose)
            if span is not None:
                return Match(tier, source.places[span[0]], source.places[span[1] - 1] + 1, wanted.text)
        return None

    def _at_words(self, source: Traced, wanted: str, loose: bool) -> tuple[int, int] | None:
        """Return the first place where `wanted` begins and ends with a word or number, not inside of one."""
        pattern = _pattern(wanted) if loose else re.compile(re.escape(wanted))
        found = pattern.search(source.text) if wanted else None
        while found:
            start, end = found.span()
            if not (self._cuts(source, start) or self._cuts(source, end) or self._breaks(source, start, end)):
                return start, end
            found = pattern.search(source.text, start + 1)
        return None

    def _cuts(self, source: Traced, at: int) -> bool:
        """Say whether an edge before the character `at` parts a word or a number."""

        def apart(index: int) -> bool:
            """Say whether white space stood before a character that now has none."""
            between = self.text[source.places[index - 1] + 1 : source.places[index]]
            return any(char.isspace() for char in between)

        if not 0 < at < len(source.text) or apart(at):
            return False

        def char(index: int) -> str:
            if (
                not 0 <= index < len(source.text)
                or (index > at and apart(index))
                or (index == at - 2 and apart(at - 1))
            ):
                return " "
            found = source.text[index]
            # Only hyphens join words; dashes, which may look alike by now, part them.
            return " " if found == "-" and self.text[source.places[index]] not in HYPHENS else found

        before, left, right, after = (char(at + step) for step in (-2, -1, 0, 1))
        if _in_word(left) and _in_word(right):
            return not (left.isalpha() and unicodedata.decomposition(right).startswith("<super>"))  # mark of a note
        joiners = f"'’{HYPHENS}"
        if (right in joiners and _in_word(left) and _in_word(after)) or (
            left in joiners and _in_word(before) and _in_word(right)
        ):
            return True
        if left.isdigit():
            raised = re.compile(r"<su[bp]>|\^").match(source.text, at)
            return bool(raised) or right in "%‰°" or (right in ".," and after.isdigit())
        signed = left == "−" or (left in HYPHENS and not _in_word(before))
        return right.isdigit() and (
            signed or self.text[source.places[at - 1]] == "−" or (left in ".," and before.isdigit())
        )

    def _breaks(self, source: Traced, start: int, end: int) -> bool:
        """Say whether a passage begins or ends at a hyphen that parts a word at the end of a line."""
        first, last = source.places[start], source.places[end - 1]
        return bool(
            (self.text[first].isalpha() and _BROKEN_BEFORE.search(self.text[max(0, first - 40) : first]))
            or (self.text[last].isalpha() and _BROKEN_AFTER.match(self.text, last + 1))
        )

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
