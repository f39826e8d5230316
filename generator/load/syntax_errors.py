"""What the parser's complaints mean to somebody who writes YAML by hand."""

from __future__ import annotations

from typing import NamedTuple


class Explanation(NamedTuple):
    """A complaint in plain English."""

    message: str
    hint: str
    at_start: bool = False
    """Whether the place to look at is where the broken thing begins, not where it was noticed."""


_QUOTED = Explanation(
    "this quotation mark is never closed",
    'Close it. Inside \'…\' write an apostrophe twice; inside "…" write \\" for a quotation mark.',
    at_start=True,
)
_FLOW = Explanation(
    "the list or block in brackets that begins here is not closed, or a comma is missing in it",
    "Close the bracket, put a comma between entries, and put text that holds such signs in quotation marks.",
    at_start=True,
)
_ESCAPE = Explanation(
    'a backslash inside "…" must begin an escape such as \\n or \\"',
    "Write the backslash twice, or use '…' instead.",
)
_LAYOUT = Explanation(
    "this does not fit what stands above it",
    "Line it up with its neighbours by spaces, close every quotation mark, and put nothing after a closing one.",
)
_FIRST_SIGN = Explanation(
    "text without quotation marks cannot begin with this sign",
    "Put the whole text in quotation marks.",
)
_MARKED = Explanation(_FIRST_SIGN.message, _FIRST_SIGN.hint, at_start=True)

# The parser in C and the one in Python word some complaints differently; each part is in both, or
# there is a line for each. The first line that fits is taken.
_EXPLANATIONS: tuple[tuple[str, Explanation], ...] = (
    ("quoted scalar: found unexpected", _QUOTED),
    ("escape", _ESCAPE),
    ("quoted scalar: did not find expected hex", _ESCAPE),
    ("quoted scalar: expected escape", _ESCAPE),
    (
        "simple key",
        Explanation(
            "this is neither `key: value` nor a part of the text above it",
            "Put a colon and a space after the key, or indent the line as a part of the text above it.",
            at_start=True,
        ),
    ),
    (
        "mapping values are not allowed",
        Explanation(
            "a colon followed by a space stands where no key can stand",
            "If it belongs to a text, put the whole text in quotation marks; if not, check the indentation.",
        ),
    ),
    ("cannot start any token", _FIRST_SIGN),
    ("anchor", _MARKED),
    ("alias", _MARKED),
    ("tag", _MARKED),
    ("directive", _MARKED),
    ("flow sequence", _FLOW),
    ("flow mapping", _FLOW),
    (
        "sequence entries are not allowed",
        Explanation("a list cannot begin here", "Begin the list on a line of its own, under its key."),
    ),
    (
        "block scalar",
        Explanation(
            "a block of text that begins with `|` or `>` is not written as it should be",
            "Write nothing behind the `|` or `>`, and indent every line of the text by the same spaces.",
        ),
    ),
    ("node content", Explanation("a value is missing here", "Write the value, or take the sign away.")),
    ("block mapping", _LAYOUT),
    ("block collection", _LAYOUT),
    ("block sequence", _LAYOUT),
    ("document start", _LAYOUT),
)


def explain_syntax_error(context: str, problem: str) -> Explanation:
    """Return a parser's complaint in plain English; an unknown one with the parser's own words."""
    complaint = f"{context}: {problem}"
    for part, explanation in _EXPLANATIONS:
        if part in complaint:
            return explanation
    return Explanation(f"this is not YAML ({problem})", "Compare the line with a file that is right.")
