"""Markup as single characters, so that content can never be mistaken for it.

Comes in: text of works. Goes out: text in which private-use characters, which content cannot hold, open and close
italics and their like; at the end, safe HTML or plain text. As a module this is a formatter of citeproc-py.
"""

from __future__ import annotations

import re
from html import escape

_TAGS = {
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "superscript": ("<sup>", "</sup>"),
    "small_caps": ('<span style="font-variant:small-caps;">', "</span>"),
}
_OPEN = {name: chr(0xE000 + 2 * at) for at, name in enumerate(_TAGS)}
_CLOSE = {name: chr(0xE001 + 2 * at) for at, name in enumerate(_TAGS)}
CLOSERS = frozenset(_CLOSE.values())
MARKS = frozenset(_OPEN.values()) | CLOSERS
"""Every character that stands for markup."""
_TO_HTML = str.maketrans({_OPEN[n]: _TAGS[n][0] for n in _TAGS} | {_CLOSE[n]: _TAGS[n][1] for n in _TAGS})
_FROM_CONTENT = str.maketrans(dict.fromkeys(MARKS, "\ufffd"))


def content(text: str) -> str:
    """Return text of a work, a character that would be markup replaced."""
    return text.translate(_FROM_CONTENT)


def preformat(text: str) -> str:
    """Return text of a style or locale as it is: escaping comes last, once, in `to_html`."""
    return str(text)


def to_html(text: str) -> str:
    """Return text with markup as HTML."""
    return escape(text, quote=False).replace('"', "&quot;").translate(_TO_HTML)


def to_plain(text: str) -> str:
    """Return text without markup."""
    return re.sub(f"[{''.join(MARKS)}]", "", text)


def _wrapper(name: str) -> type[str]:
    return type(name, (str,), {"__new__": lambda cls, text: str.__new__(cls, _OPEN[name] + text + _CLOSE[name])})


Italic = Oblique = _wrapper("italic")
Bold = _wrapper("bold")
Superscript = _wrapper("superscript")
SmallCaps = _wrapper("small_caps")
Light = Underline = Subscript = str
"""Fonts that no style of ours uses print as plain text."""
