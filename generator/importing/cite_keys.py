"""Cite keys: family name, year, and a letter where that is taken, in lower-case ASCII.

Comes in: a record and the keys that are taken. Goes out: a key, the same one in every run.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"}
)
_OWN = re.compile(r"[a-z]+(?:[12]\d{3}[a-z]?|web)")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "des", "et", "der", "und", "für", "&"})


def fold(text: str) -> str:
    """Return text in lower-case ASCII letters, digits and single spaces, for comparison; other scripts stay."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+|_", " ", text.replace("'", "").replace("’", "")).split())


def make_key(family: str, is_body: bool, year: str, wish: str, taken: Container[str]) -> str:
    """Return a key that is not taken.

    A key that the imported file gives is kept if it has our form, e.g. `nalan2022`, so that a library that goes out
    and comes in again is the same.
    """
    if _OWN.fullmatch(wish) and wish not in taken:
        return wish
    stem = f"{_stem(family, is_body)}{year}"
    for number in count():
        key = stem + _suffix(number)
        if key not in taken:
            return key
    raise AssertionError


def _stem(family: str, is_body: bool) -> str:
    words = [word for word in fold(family).split() if word.isascii()]
    if is_body and len([word for word in words if word not in _SMALL_WORDS]) > 2:
        return "".join(word[0] for word in words if word not in _SMALL_WORDS and word[0].isalpha()) or "anon"
    stem = re.sub(r"[^a-z]", "", "".join(words))
    return stem[:40] or "anon"


def _suffix(number: int) -> str:
    """Return nothing, `b`, `c`, ... `z`, then `ba`, `bb`: the first of its year has no letter."""
    if number == 0:
        return ""
    letters = ""
    while number:
        number, rest = divmod(number, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
