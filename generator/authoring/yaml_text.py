"""Text as it is written into a YAML file by hand: in quotation marks, bare, or inside of a comment."""

from __future__ import annotations

import json
import re

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})


def quoted(text: str) -> str:
    """Return text in quotation marks, as YAML and JSON both read it."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def plain_id(identifier: str) -> str:
    """Return an id; one that YAML could read as a number or a word of its own in quotation marks."""
    return identifier if re.match(r"[a-z]{2}", identifier) and identifier not in _WORDS else quoted(identifier)


def one_line(text: str) -> str:
    """Return text that stays inside of a comment, whatever breaks lines in it; what cannot be seen is left out."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())
