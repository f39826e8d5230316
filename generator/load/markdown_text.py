"""What of a Markdown file is text: code and comments hidden, the rest cut into blocks.

Comes in: the text of a page. Goes out: the same text with everything that Markdown does not read as text
replaced one for one by `HIDDEN`, so that positions stay true; and its headings, paragraphs, lists and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.model.handwritten import ListItem, MarkFault, PageBlock

HIDDEN = "\x00"
"""Stands for a character that is code, part of a comment, or escaped."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_OPENING = re.compile(
    r"""
      ^[ \t]*(?P<fence>`{3,}|~{3,})[^`\n]*\n
    | (?P<comment><!--)
    | (?P<escape>\\[!-/:-@\[-`{-~])
    | <(?P<tag>pre|code|script|style)\b[^<>]*>
    | (?<!`)(?P<ticks>`+)(?!`)
    """,
    re.M | re.X,
)
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_MARKER = re.compile(r"[ \t]*\{:?[ \t]*\.own-words[ \t]*\}[ \t]*")
_HEADING = re.compile(r"(#{1,6})(?=[^#])")
_HEADING_MARKER = re.compile(r"\{:?[^{}]{0,300}\.own-words\b[^{}]{0,300}\}\s*\Z")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_ITEM = re.compile(r" {0,3}(?:[*+-]|\d+\.)[ \t]+")
_CONTAINER = re.compile(r"!!!|\?\?\?|===|\[\^[^\]]+\]:|:[ \t]")
_INDENTED = re.compile(r" {4}|\t| {1,3}\t")
_TABLE_LINE = re.compile(r"(?:\|[ \t]*)?:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)*(?:[ \t]*\|)?")
_CARD = re.compile(r" {0,3}\[\[\s*quote\s[^\[\]]*\]\][ \t]*")
# The lengths are bounded, so that many marks that are never closed do not each run to the end of the text.
_WORDLESS = re.compile(
    r"""
      \[\[.{0,500}?\]\] | \[@.{0,1000}?\]
    | !?\[[^\]]{0,1000}\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])
    | ^[ ]{0,3}\[[^\]^][^\]]{0,200}\]:.*$
    | </?[A-Za-z][^>]{0,1000}>
    | \{:[^}]{0,300}\}
    | &\#?\w{1,40};
    | ^[ ]*(?:\d+\.)
    """,
    re.S | re.M | re.X,
)


def body_start(text: str) -> int:
    """Return where the Markdown begins, after the front matter."""
    found = _FRONT_MATTER.match(text)
    return found.end() if found else 0


def hide_code(text: str) -> str:
    """Return the text with front matter, code spans, fenced code, comments and escaped characters hidden."""
    start = body_start(text)
    front = HIDDEN * (start - 1) + "\n" if start else ""  # The line after it begins a line.
    parts, at = [front], start
    for begin, end in _pieces_that_are_no_text(text, start):
        parts += [text[at:begin], HIDDEN * (end - begin)]
        at = end
    return "".join([*parts, text[at:]])


def _pieces_that_are_no_text(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield where code, comments and escapes begin and end.

    What is not closed is looked for once: a search that failed is remembered, so that the time stays in proportion.
    """
    failed: set[str] = set()
    at, blank = start, -1
    while found := _OPENING.search(text, at):
        begin, end = found.start(), found.end()
        kind = found.lastgroup
        if found["fence"]:
            end = _find_closing(rf"^[ \t]*{found['fence']}[`~]*[ \t]*$", text, end, len(text), failed)
            if end < 0 and found["fence"][0] == "`":
                kind, begin = "ticks", found.start("fence")
        elif found["comment"] or found["tag"]:
            end = _find_closing("-->" if found["comment"] else f"</{found['tag']}>", text, end, len(text), failed)
        if kind == "ticks":
            ticks = found["ticks"] or found["fence"]
            if begin > blank:
                empty = _EMPTY_LINE.search(text, begin)
                blank = empty.start() if empty else len(text)
            first = begin + len(ticks) + 1
            end = _find_closing(rf"(?<!`){ticks}(?!`)", text, first, blank, failed, f"{blank}")
        if end < 0:
            at = found.start() + max(1, len(found["ticks"] or ""))
        else:
            yield begin, end
            at = end


def _find_closing(pattern: str, text: str, start: int, stop: int, failed: set[str], scope: str = "") -> int:
    """Return where what closes a piece ends, or -1; what was not found once in its scope is not searched again."""
    name = f"{scope} {pattern}"
    if name in failed:
        return -1
    found = re.compile(pattern, re.M).search(text, start, stop) if start <= stop else None
    if found is None:
        failed.add(name)
        return -1
    return found.end()


def has_words(text: str) -> bool:
    """Return whether a piece of Markdown says anything besides its links, marks and tags."""
    return any(character.isalpha() for character in _WORDLESS.sub(" ", text))


@dataclass(frozen=True)
class Blocks:
    """The blocks of a text, what of it is indented code besides, and markers that belong to nothing."""

    blocks: tuple[PageBlock, ...]
    code: tuple[tuple[int, int], ...]
    faults: tuple[MarkFault, ...]


def find_blocks(masked: str) -> Blocks:
    """Return the blocks of a text whose code is hidden."""
    cutting = _Cutting(masked)
    for chunk in _chunks(masked):
        cutting.add(chunk)
    return Blocks(tuple(cutting.blocks), tuple(cutting.code), tuple(cutting.faults))


Line = tuple[int, str]
"""Where a line begins, and what stands on it."""


def _chunks(masked: str) -> Iterator[list[Line]]:
    """Yield runs of lines without an empty one between them; headings and cards stand alone."""
    chunk: list[Line] = []
    start = 0
    for line in masked.split("\n"):
        single = _HEADING.match(line) or _CARD.fullmatch(line)
        if chunk and (single or not line.strip()):
            yield chunk
            chunk = []
        if single:
            yield [(start, line)]
        elif line.strip():
            chunk.append((start, line))
        start += len(line) + 1
    if chunk:
        yield chunk


@dataclass
class _Cutting:
    """One pass over the chunks of a text."""

    masked: str
    blocks: list[PageBlock] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    faults: list[MarkFault] = field(default_factory=list)
    _holds_indented: bool = False
    """Whether an indented chunk belongs to the block before it."""

    def add(self, chunk: list[Line]) -> None:
        """Make a block of a chunk, or add it to the block before it."""
        start, end = chunk[0][0], chunk[-1][0] + len(chunk[-1][1])
        marker = self._marker(chunk)
        lines = chunk[:-1] if marker else chunk
        if not lines:
            message = "this marker stands under nothing"
            self.faults.append(MarkFault(start, message, "Put it on the line directly below the paragraph or list."))
            return
        first = lines[0][1]
        text = "\n".join(line for _, line in lines)
        if _INDENTED.match(first) and not self._holds_indented:
            self.code.append((start, end))
        elif _INDENTED.match(first):
            self._extend(end, text, marker)
        elif not text.strip(f"{HIDDEN} \n") or _RULE.fullmatch(text):
            self._holds_indented = False
        else:
            self._new(lines, text, end, marker)

    def _marker(self, chunk: list[Line]) -> tuple[int, int] | None:
        start, line = chunk[-1]
        return (start, start + len(line)) if _MARKER.fullmatch(line) else None

    def _new(self, lines: list[Line], text: str, end: int, marker: tuple[int, int] | None) -> None:
        start, first = lines[0]
        self._holds_indented = bool(_CONTAINER.match(first))
        base = PageBlock("text", start, end, own_words=marker is not None, marker=marker, introduces=_introduces(text))
        heading = _HEADING.match(first)
        if heading or (len(lines) == 2 and _UNDERLINE.fullmatch(lines[1][1])):
            level = len(heading[1]) if heading else 1 if lines[1][1].startswith("=") else 2
            own = bool(_HEADING_MARKER.search(first)) or base.own_words
            self.blocks.append(replace(base, kind="heading", level=level, own_words=own))
        elif _ITEM.match(first):
            self._list(lines, text, base)
        else:
            table = len(lines) > 1 and "|" in first and _TABLE_LINE.fullmatch(lines[1][1].strip())
            self.blocks.append(replace(base, kind="table" if table else "text", words=has_words(text)))

    def _list(self, lines: list[Line], text: str, base: PageBlock) -> None:
        """Add a list, or its later items where an empty line stands between them."""
        self._holds_indented = True
        starts = [start for start, line in lines if _ITEM.match(line)]
        ends = [*starts[1:], lines[-1][0] + len(lines[-1][1])]
        items = tuple(
            ListItem(start, end, has_words(self.masked[start:end])) for start, end in zip(starts, ends, strict=True)
        )
        before = self.blocks[-1] if self.blocks else None
        if before is not None and before.kind == "list" and not self.masked[before.end : base.start].strip():
            self.blocks[-1] = replace(
                before,
                end=base.end,
                items=before.items + items,
                own_words=before.own_words or base.own_words,
                marker=base.marker or before.marker,
                words=before.words or has_words(text),
                introduces=base.introduces,
            )
        else:
            self.blocks.append(replace(base, kind="list", items=items, words=has_words(text)))

    def _extend(self, end: int, text: str, marker: tuple[int, int] | None) -> None:
        """Add an indented chunk to the list or note that it belongs to."""
        before = self.blocks[-1]
        items = before.items
        if items:
            items = (*items[:-1], replace(items[-1], end=end, words=items[-1].words or has_words(text)))
        self.blocks[-1] = replace(
            before,
            end=end,
            items=items,
            own_words=before.own_words or marker is not None,
            marker=marker or before.marker,
            words=before.words or has_words(text),
            introduces=_introduces(text),
        )


def _introduces(text: str) -> bool:
    return text.rstrip(" \n*_").endswith(":")
