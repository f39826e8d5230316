"""Markup as single characters, so that content can never be mistaken for it.

Comes in: text of works. Goes out: text in which private-use characters, which content cannot hold, open and close
italics and their like; at the end, safe HTML or plain text.
"""

from __future__ import annotations

import re
from html import escape, unescape

_TAGS = {
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "superscript": ("<sup>", "</sup>"),
    "small_caps": ('<span style="font-variant:small-caps;">', "</span>"),
}
_OPEN = {name: chr(0xE000 + 2 * at) for at, name in enumerate(_TAGS)}
_CLOSE = {name: chr(0xE001 + 2 * at) for at, name in enumerate(_TAGS)}
MARKS = frozenset(_OPEN.values()) | frozenset(_CLOSE.values())
"""Every character that stands for markup."""
_MARK = re.compile(f"[{''.join(sorted(MARKS))}]")
_TAG_OF = {_OPEN[n]: _TAGS[n][0] for n in _TAGS} | {_CLOSE[n]: _TAGS[n][1] for n in _TAGS}
_TAG = re.compile("<[^>]*>")


def content(text: str) -> str:
    """Return text of a work, a character that would be markup replaced."""
    return text if text.isascii() else _MARK.sub("\ufffd", text)


def around(font: str) -> tuple[str, str]:
    """Return the characters that open and close a font, e.g. `italic`."""
    return _OPEN[font], _CLOSE[font]


def to_html(text: str) -> str:
    """Return text with markup as HTML."""
    return _MARK.sub(lambda mark: _TAG_OF[mark[0]], escape(text, quote=False).replace('"', "&quot;"))


def plain_of(html: str) -> str:
    """Return what `to_html` made, as text without markup."""
    return unescape(_TAG.sub("", html))
