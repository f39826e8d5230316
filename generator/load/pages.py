"""The hand-written pages below `content/pages/`, read for the marks that cite and embed.

Comes in: the project's folder. Goes out: one `HandwrittenPage` per Markdown file, and what is wrong with the
files themselves. What is wrong with a mark stays with its page as a `MarkFault`. The syntax is explained in
`docs/writing-pages.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from generator.diagnostics import Diagnostic, Location, Severity, did_you_mean
from generator.load.decode import decode_utf8, replace_control_characters
from generator.load.front_matter import check_front_matter
from generator.load.limits import MAX_BYTES, MAX_PAGE_CHARACTERS, MAX_PROBLEMS
from generator.load.markdown_text import HIDDEN, body_start, find_blocks, hide_code
from generator.load.page_files import list_pages
from generator.load.page_html import find_markup
from generator.model.handwritten import (
    EMBED_KINDS,
    EmbedKind,
    HandwrittenPage,
    Mark,
    MarkFault,
    PageCitation,
    PageCitedWork,
    PageEmbed,
)

_OPENING = re.compile(r"\[\[|\[@")
_EMBED = re.compile(r"\[\[((?:(?!\[\[|\]\]|\n[ \t]*\n).)*)\]\]", re.S)
_CITATION = re.compile(r"\[(@(?:(?!\[@|\[\[|\]|\n[ \t]*\n).)*)\]", re.S)
_NAMED = re.compile(r"\s*(?P<kind>[A-Za-z]+)(?:\s+(?P<id>[^\s|\x00]+))?\s*(?P<words>\|.*)?", re.S)
_WORK = re.compile(r"\s*@(?P<key>[^\s,;@\[\]]+)\s*(?P<place>,.*)?", re.S)
_ONE_BRACKET = re.compile(rf"\[(?P<kind>{'|'.join(EMBED_KINDS)})[ ]+(?P<id>[\w.-]+)(?:\|[^\]\n]*)?\](?![\](\[:])")
_BARE_KEY = re.compile(r"(?<![\w@./\[-])@(?P<key>[A-Za-z]+\d{4}[a-z]?)\b")
_TITLE = re.compile(r"^#[ \t]+(?P<text>.{1,500}?)[ \t#]*$", re.M)
_TITLE_OF_META = re.compile(r"^title:[ \t]*(?P<text>.+?)[ \t]*$", re.M)
_ESCAPE = "If it is meant as plain text, put a backslash before the bracket."


def load_pages(root: Path) -> tuple[list[HandwrittenPage], list[Diagnostic]]:
    """Return the hand-written pages of a project, by path, and the problems of their files."""
    folder = root / "content" / "pages"
    paths, problems = list_pages(root)
    pages: list[HandwrittenPage] = []
    for path in paths:
        shown_as = path.relative_to(root).as_posix()
        text, found = _read(path, shown_as)
        problems += found
        if text is None:
            continue
        page = parse_page(path.relative_to(folder).as_posix(), shown_as, text)
        pages.append(page)
        problems += check_front_matter(page)
        markup = find_markup(page)
        problems += [
            Diagnostic("page-html", Severity.ERROR, page.locate(fault.start), fault.message, fault.hint)
            for fault in markup[:MAX_PROBLEMS]
        ]
    return pages, sorted(problems, key=lambda problem: problem.location)


def _read(path: Path, shown_as: str) -> tuple[str | None, list[Diagnostic]]:
    def refuse(rule: str, message: str, hint: str) -> tuple[None, list[Diagnostic]]:
        return None, [Diagnostic(rule, Severity.ERROR, Location(shown_as), message, hint)]

    try:
        size = path.stat().st_size
        raw = b"" if size > MAX_BYTES else path.read_bytes()
    except OSError as error:
        return refuse("file-unreadable", f"this file cannot be read: {error.strerror}", "Check the rights.")
    if size > MAX_BYTES:
        return refuse("page-too-long", f"this file has {size:,} bytes; {MAX_BYTES:,} is the most", "Split the page.")
    text, problems = decode_utf8(raw, shown_as)
    if text is None:
        return None, problems
    if len(text) > MAX_PAGE_CHARACTERS:
        message = f"this page has {len(text):,} characters; {MAX_PAGE_CHARACTERS:,} is the most"
        return refuse("page-too-long", message, "Split the page.")
    text, controls = replace_control_characters(text, shown_as)
    return text.replace("\r\n", "\n").replace("\r", "\n"), [*problems, *controls]


def parse_page(uri: str, path: str, text: str) -> HandwrittenPage:
    """Return a page with its marks and blocks, from its text with `\\n` line ends."""
    masked = hide_code(text)
    found = find_blocks(masked)
    masked = _hide(masked, found.code)
    marks: list[Mark] = []
    faults = list(found.faults)
    for part in _marks(text, masked):
        if isinstance(part, MarkFault):
            faults.append(part)
        else:
            marks.append(part)
    faults += _slips(masked, marks)
    return HandwrittenPage(
        uri=uri,
        path=path,
        title=_title(text, uri),
        text=text,
        body=body_start(text),
        marks=tuple(marks),
        faults=tuple(sorted(faults, key=lambda fault: fault.start)),
        blocks=found.blocks,
    )


def _marks(text: str, masked: str) -> Iterator[Mark | MarkFault]:
    """Yield every mark of a page, and what is wrong with those that cannot be read."""
    at = 0
    while opening := _OPENING.search(masked, at):
        start = opening.start()
        embeds = opening[0] == "[["
        found = (_EMBED if embeds else _CITATION).match(masked, start)
        if found is None:
            closing = "]]" if embeds else "]"
            yield MarkFault(start, f"this mark is not closed with `{closing}`", f"Close it. {_ESCAPE}")
            at = opening.end()
            continue
        at = found.end()
        yield from (_embed if embeds else _citation)(text, masked, start, at)


def _embed(text: str, masked: str, start: int, end: int) -> Iterator[Mark | MarkFault]:
    named = _NAMED.fullmatch(masked, start + 2, end - 2)
    known = ", ".join(f"`{kind}`" for kind in EMBED_KINDS)
    if named is None or named["id"] is None or named["kind"] not in EMBED_KINDS:
        kind = named["kind"] if named else ""
        if kind in EMBED_KINDS:
            yield MarkFault(start, f"`{kind}` is not followed by an id", f"Write `[[{kind} ID]]`. {_ESCAPE}")
        elif named is None:
            yield MarkFault(start, "this mark cannot be read", f"Write `[[kind id]]`; kinds are {known}. {_ESCAPE}")
        else:
            near = did_you_mean(kind.lower(), EMBED_KINDS)
            yield MarkFault(start, f"`{kind}` cannot be embedded", f"{near} Known: {known}. {_ESCAPE}".strip())
        return
    kind = _kind(named["kind"])
    words = " ".join(text[named.start("words") + 1 : named.end("words")].split()) if named["words"] else ""
    if named["words"] and not words:
        yield MarkFault(start, "the words after `|` are missing", "Write them, or take the `|` away.")
    if kind == "quote" and words:
        yield MarkFault(start, "a quotation has no other words than its own", "Take `|` and what follows away.")
    yield PageEmbed(start, end, kind, named["id"], named.start("id"), words, _fills_line(masked, start, end))


def _kind(word: str) -> EmbedKind:
    return next(kind for kind in get_args(EmbedKind) if kind == word)


def _fills_line(masked: str, start: int, end: int) -> bool:
    line = masked.rfind("\n", 0, start) + 1
    stop = masked.find("\n", end)
    before, after = masked[line:start], masked[end : stop if stop >= 0 else len(masked)]
    return before in ("", " ", "  ", "   ") and not after.strip()


def _citation(text: str, masked: str, start: int, end: int) -> Iterator[Mark | MarkFault]:
    works: list[PageCitedWork] = []
    at = start + 1
    for part in masked[start + 1 : end - 1].split(";"):
        found = _WORK.fullmatch(part)
        key = part.strip()
        if found is None:
            if not key:
                yield MarkFault(at, "a work is missing before or after `;`", "Write its key, or take the `;` away.")
            elif key.startswith("@"):
                hint = "Write `[@key, p. 3]`; several works are parted by `;`."
                yield MarkFault(at, "a comma is missing between the key and the place", f"{hint} {_ESCAPE}")
            else:
                yield MarkFault(at, f"`{key}` does not begin with `@`", f"Write `[@key, p. 3; @other]`. {_ESCAPE}")
        else:
            place = (
                " ".join(text[at + found.start("place") + 1 : at + found.end("place")].split())
                if found["place"]
                else ""
            )
            if "@" in place:
                yield MarkFault(at, "two works are parted by a comma", "Put `;` between them.")
            elif found["place"] and not place:
                yield MarkFault(
                    at, "the place after the comma is missing", "Write e.g. `p. 3`, or take the comma away."
                )
            works.append(PageCitedWork(found["key"], place, at + found.start("key")))
        at += len(part) + 1
    if works:
        yield PageCitation(start, end, tuple(works))


def _hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text with these pieces of it hidden; they are in its order and do not overlap."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], HIDDEN * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _slips(masked: str, marks: list[Mark]) -> Iterator[MarkFault]:
    """Yield what looks like a mark and is none, so that it is not printed as it stands."""
    masked = _hide(masked, [(mark.start, mark.end) for mark in marks])
    for found in _ONE_BRACKET.finditer(masked):
        if found.start() and masked[found.start() - 1] == "[":
            continue
        hint = f"Write `[[{found['kind']} {found['id']}]]`. {_ESCAPE}"
        yield MarkFault(found.start(), "this mark has one bracket where two are needed", hint)
    for found in _BARE_KEY.finditer(masked):
        key = found["key"]
        hint = f"Write `[@{key}]`, or `\\@{key}` for plain text."
        yield MarkFault(found.start(), f"`@{key}` stands outside of brackets", hint)


def _title(text: str, uri: str) -> str:
    """Return the page's title as plain text: that of the front matter, the first heading, or the file's name."""
    start = body_start(text)
    heading = _TITLE_OF_META.search(text[:start]) or _TITLE.search(hide_code(text))
    if heading is None:
        return uri.removesuffix(".md").removesuffix("/index").rpartition("/")[2].replace("-", " ").capitalize()
    title = text[heading.start("text") : heading.end("text")]
    title = re.sub(r"\{:[^}]*\}\s*$", "", title)
    title = re.sub(r"\[\[\s*\w+\s+([^\]|]*?)(?:\|([^\]]*))?\]\]", lambda found: found[2] or found[1], title)
    title = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", title)
    return re.sub(r"[*_`]+|^[\"']|[\"']$", "", title).strip()
