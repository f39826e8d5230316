"""Markup that a hand-written page may not bring in: HTML, attributes, links that are scripts, pictures from elsewhere.

Comes in: a page. Goes out: places and reasons. Rather one text too many is refused than one too few: what
is not certainly code for Python-Markdown is looked at, and a hint says how to write it as plain text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.load.markdown_text import HIDDEN, body_start
from generator.model.handwritten import HandwrittenPage, MarkFault

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[ ]*[\w#.+-]*[ ]*\n", re.M)
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+.!-]")
"""What Python-Markdown takes for an escape; `<` is not one."""
_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>[^\n]+?)(?<!`)(?P=ticks)(?!`)")
_MARK = re.compile(r"\\|`+|<!--")
_PLAIN = re.compile(r"(?:[^<>`\\{}\]]|\](?![(\[:]))*")
"""Text that brings in nothing, even where Python-Markdown does not take it for a comment."""
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_COMMENT = re.compile(r"<!--(?!-?>)")
_LINK = re.compile(r"<https?://[^<>\s\"']*>|<[\w.+-]+@[\w.-]+>")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_BRACE = re.compile(r"\{(?=[^\n]*\})(?P<inside>[^\n]*)")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s={}]+)=(?=[^\s=}])")
_KEPT_ATTRIBUTES = {"alt", "dir", "height", "lang", "title", "width"}
_TARGET = re.compile(r"(?P<picture>!\[[^\[\]]*)?\](?:\((?P<inline>[^()]*)|:[ \t]*\n?[ \t]*(?P<defined>\S+))")
_PICTURE_BY_NAME = re.compile(r"!\[[^\[\]\n]*\](?!\()")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.I)
_SCHEMES = {"http", "https", "mailto", "tel"}
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]|%0[9adAD]")


def find_markup(page: HandwrittenPage) -> list[MarkFault]:
    """Return each place of a page where markup would come in, in the order of the text."""
    text = page.text
    # What stands in the marks that cite and embed is printed as it is.
    live = _live(_without_marks(page))
    found = [*_tags(live), *_attributes(live), *_targets(text, live)]
    return sorted(found, key=lambda fault: fault.start)


def _without_marks(page: HandwrittenPage) -> str:
    parts, at = [], 0
    for mark in page.marks:
        parts += [page.text[at : mark.start], _hide(page.text[mark.start : mark.end])]
        at = mark.end
    return "".join([*parts, page.text[at:]])


def _hide(text: str) -> str:
    """Return as many signs that stand for nothing; line ends stay."""
    return re.sub(r"[^\n]", HIDDEN, text)


def _live(text: str) -> str:
    """Return the text with front matter, code, escapes and comments hidden."""
    start = body_start(text)
    text = _hide(text[:start]) + _without_fences(text[start:])
    parts: list[str] = []
    at = 0
    # A code span that goes on in the next line, or back-ticks that are fewer than they seem, shift the meaning of all marks
    # up to the next empty line.
    unsure_until = 0
    last_closing = text.rfind("-->")
    for found in _MARK.finditer(text):
        start = found.start()
        # Of back-ticks of which the first is escaped, the others may begin a span.
        is_rest = start < at < found.end()
        if (start < at and not is_rest) or (found[0] == "<!--" and start > last_closing):
            continue
        end = start if is_rest else _end_of(text, found)
        if found[0][0] == "`" and end == start and start >= unsure_until:
            blank = _EMPTY_LINE.search(text, start)
            unsure_until = blank.start() if blank else len(text)
        if found[0] != "\\" and start < unsure_until:
            end = start
        if end > start:
            parts += [text[at:start], _hide(text[start:end])]
            at = end
    return "".join([*parts, text[at:]])


def _without_fences(text: str) -> str:
    parts, at = [], 0
    unclosed: set[str] = set()
    for opening in _FENCE.finditer(text):
        fence = opening["fence"]
        if opening.start() < at or fence in unclosed:
            continue
        closing = re.compile(rf"^{fence}[ ]*$", re.M).search(text, opening.end())
        if closing is None:
            unclosed.add(fence)
            continue
        parts += [text[at : opening.start()], _hide(text[opening.start() : closing.end()])]
        at = closing.end()
    return "".join([*parts, text[at:]])


def _end_of(text: str, found: re.Match[str]) -> int:
    """Return where an escape, a code span or a comment ends, or where it begins if it is none."""
    start = found.start()
    if found[0] == "\\":
        escaped = _ESCAPED.match(text, start)
        return escaped.end() if escaped else start
    if found[0] == "<!--":
        end = text.find("-->", start + 4)
        if end < 0:
            return start
        body = text[start:end]
        stop = text.find("\n", end)
        rest = text[end + 3 : stop if stop >= 0 else len(text)]
        # A comment at the start of a line makes Python-Markdown take the rest of that line for HTML. One that begins elsewhere ends
        # with its item, its quote, its cell, and other marks are looked for in it first: it holds nothing that matters then.
        before = text[text.rfind("\n", 0, start) + 1 : start]
        begins_line = before in ("", " ", "  ", "   ")
        alone = not rest.strip() if begins_line else bool(_PLAIN.fullmatch(body, 4))
        whole = _COMMENT.match(text, start) and "--!>" not in body and "<!" not in body[4:]
        return end + 3 if whole and alone else start
    span = _SPAN.match(text, start)
    return span.end() if span else start


def _tags(live: str) -> Iterator[MarkFault]:
    for found in _TAG.finditer(live):
        if _LINK.match(live, found.start()):
            continue
        word = re.match(r"<[^\s<>]{0,20}", live[found.start() : found.start() + 24])
        shown = word[0] if word else "<"
        message = f"`{shown}` begins HTML; pages are written in Markdown only"
        yield MarkFault(found.start(), message, "Write it in Markdown; as plain text write `&lt;` for the sign.")


def _attributes(live: str) -> Iterator[MarkFault]:
    for found in _BRACE.finditer(live):
        for attribute in _ATTRIBUTE.finditer(found["inside"]):
            name = attribute["name"].lstrip(":").lower()
            if name not in _KEPT_ATTRIBUTES:
                message = f"the attribute `{name}` may not be set on a page"
                hint = "Only `.class`, `#id`, `title`, `lang` and `dir` are; as plain text write `\\{`."
                yield MarkFault(found.start("inside") + attribute.start(), message, hint)


def _targets(text: str, live: str) -> Iterator[MarkFault]:
    for found in _TARGET.finditer(live):
        group = "inline" if found["inline"] is not None else "defined"
        address = _UNSEEN.sub("", html.unescape(text[found.start(group) : found.end(group)])).lstrip("<")
        scheme = _SCHEME.match(address)
        if scheme and scheme[0].lower() not in _SCHEMES:
            message = f"`{scheme[0]}:` is no address that a page may link to"
            yield MarkFault(found.start(group), message, "Link to `https://...`, `mailto:...` or a page of the site.")
        elif found["picture"] and (scheme or address.startswith(("//", "\\\\", "/\\"))):
            message = "this picture would be fetched from another site, which then knows who reads here"
            yield MarkFault(found.start(group), message, "Put the picture itself beside the page.")
    for found in _PICTURE_BY_NAME.finditer(live):
        message = "a picture is named here without its address"
        yield MarkFault(found.start(), message, "Write `![what it shows](picture.png)`.")
