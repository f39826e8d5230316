"""What unquoted words mean: the core schema of YAML 1.2, without what other versions read otherwise.

Comes in: the text of a plain (unquoted) scalar. Goes out: its value, and the reason to refuse it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_DIGITS = 18
"""More digits do not fit into 64 bits, or not into a float, and change on their way."""

_QUOTE_IT = "Put it in quotation marks."
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_AMBIGUOUS = (
    (re.compile(r"yes|no|on|off|y|n", re.IGNORECASE), "true or false, or a word"),
    (re.compile(r"true|false", re.IGNORECASE), "true or false, or a word"),
    (re.compile(r"null", re.IGNORECASE), "no value, or a word"),
    (
        re.compile(
            r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
            r"(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]*)?"
            r"(?:[ \t]*(?:[Zz]|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?"
        ),
        "a date, or text",
    ),
    (
        re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)[eE][-+]?[0-9]+"),
        "a number with an exponent, or text",
    ),
    (re.compile(r"[-+]?0[oO][0-7_]+"), "an octal number, or text"),
    (re.compile(r"[-+]?0[0-9_]+(?:\.[0-9_]*)?"), "an octal number, a decimal number, or text"),
    (re.compile(r"[-+]?0(?:[xX][0-9a-fA-F_]+|[bB][01_]+)"), "a hexadecimal or binary number, or text"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "a number in base sixty, or text"),
    (re.compile(r"(?=[^_]*_)[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?"), "a number, or text"),
    (re.compile(r"[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*\.)"), "a number, or text"),
    (re.compile(r"[-+]?[0-9]+\.[0-9_]+"), "a number, or text"),
    (re.compile(r"[-+]?\.inf|\.nan", re.IGNORECASE), "a number without a value, or text"),
    (re.compile(r"="), "a default value, or text"),
)


_LONGEST_WORD = 5
"""Of the words that are no text, `false`."""
_FIRST = frozenset("+-.0123456789=~")
"""What the values begin with that are no text and no words."""
_NO_TEXT = frozenset(["null", "true", "false", "yes", "no", "on", "off", "y", "n"])
"""In lower case."""


class Refusal(NamedTuple):
    """Why a scalar is refused."""

    rule: str
    message: str
    hint: str


def resolve_plain(text: str) -> tuple[str | int | float | bool | None, Refusal | None]:
    """Return the value of a plain scalar, and the reason to refuse it, if any.

    A refused scalar keeps its text as value, so that the rest of the file can still be checked.
    """
    if text in _WORDS:
        return _WORDS[text], None
    if text.isdigit() and text.isascii() and (text[0] != "0" or text == "0") and len(text) <= MAX_DIGITS:
        return int(text), None
    is_integer = _INTEGER.fullmatch(text) is not None
    if is_integer or _FLOAT.fullmatch(text):
        digits = sum(character.isdigit() for character in text)
        if digits > MAX_DIGITS:
            return text, _too_many_digits(digits)
        return (int(text) if is_integer else float(text)), None
    for pattern, meanings in _AMBIGUOUS:
        if pattern.fullmatch(text):
            shown = text if len(text) <= 40 else f"{text[:40]}…"
            message = f"`{shown}` means different things to different readers of YAML: {meanings}"
            return text, Refusal("yaml-ambiguous", message, _QUOTE_IT)
    return text, None


def is_text(text: str) -> bool:
    """Say whether a plain scalar is text beyond all doubt; of most it can be told without looking at every pattern."""
    if len(text) > _LONGEST_WORD:
        return text[0] not in _FIRST
    # Signs beyond ASCII may be taken for letters where case is ignored.
    return text.isascii() and text != "" and text[0] not in _FIRST and text.lower() not in _NO_TEXT


def _too_many_digits(digits: int) -> Refusal:
    message = f"this number has {digits} digits; with more than {MAX_DIGITS} it would not keep its value"
    return Refusal("yaml-number", message, "Put it in quotation marks, so that it stays text.")
