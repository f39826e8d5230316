"""Generated pages as HTML, without the way through Markdown.

A generated page is headings in Markdown around blocks of finished HTML (docs/decisions/0001), so that any renderer can
build it. Ours need not parse the HTML to find the headings. Comes in: such a page. Goes out: the HTML that
Python-Markdown makes of it, its headings, its anchors, and what search knows of it; a test holds each against what
the libraries make.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, unique

_HEADING = re.compile(r"(#{1,6}) (.*?)(?: \{: (.*) \})?$", re.MULTILINE)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "u",
    ]
)
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_INLINE))})(?![a-z0-9])[^>]*>")
_TAG = re.compile(r"</?[a-z][^>]*>")
_UNSEEN = re.compile(r"<(?:(script|style|object)(?![a-z0-9])[^>]*|([a-z][a-z0-9]*)[^>]*\bdata-search-exclude\b[^>]*)>")
"""The beginning of what readers do not see, or search is told to leave out."""
_UNSEEN_WORDS = ("data-search-exclude", "<script", "<style", "<object")
"""One of these stands in each such beginning."""
_SEARCH_MARK = re.compile(r'data-search-\w+="[^"]+"')
_SPLIT = re.compile(r"<h[1-6][^>]*>.*?</h[1-6]>")


@dataclass(frozen=True)
class Heading:
    """A heading of a page."""

    level: int
    """1 to 6."""
    anchor: str
    words: str
    """Its words as HTML text, character references as they were."""


@dataclass(frozen=True)
class PreparedPage:
    """A page as HTML, ready for the theme."""

    html: str
    headings: tuple[Heading, ...]

    @property
    def anchors(self) -> set[str]:
        """Every `id` of the page."""
        return set(map(html.unescape, _anchors(self.html)))

    @property
    def title(self) -> str:
        """The words of the first heading of the first level, if the page begins with it."""
        return self.headings[0].words if self.headings and self.headings[0].level == 1 else ""

    def contents(self, depth: int) -> list[Any]:
        """Return the headings down to a level as Python-Markdown's `toc_tokens`: `level`, `id`, `name`, `children`."""
        tokens = [{"level": h.level, "id": h.anchor, "name": h.words} for h in self.headings if h.level <= depth]
        nested: list[Any] = nest_toc_tokens(tokens)
        return nested


def prepare(markdown: str) -> PreparedPage:
    """Return the HTML of a generated page's Markdown."""
    found = list(_headings(markdown))
    given = {word[1:] for match in found for word in (match[3] or "").split() if word.startswith("#")}
    parts: list[str] = []
    headings: list[Heading] = []
    position = 0
    for match in found:
        parts.append(markdown[position : match.start()].strip("\n"))
        position = match.end()
        words = (match[3] or "").split()
        anchor = next((word[1:] for word in words if word.startswith("#")), "")
        anchor = anchor or unique(slugify(html.unescape(match[2]), "-"), given)
        classes = " ".join(word[1:] for word in words if word.startswith("."))
        attributes = f' class="{classes}"' * bool(classes) + f' id="{anchor}"'
        level = len(match[1])
        parts.append(f"<h{level}{attributes}>{match[2]}</h{level}>")
        headings.append(Heading(level, anchor, match[2]))
    parts.append(markdown[position:].strip("\n"))
    return PreparedPage("\n".join(part for part in parts if part), tuple(headings))


def search_sections(
    page: PreparedPage, address: str, weight: float, unwanted: Collection[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the sections of a page as MkDocs' search plugin writes them, with plain text.

    Args:
        page: The page.
        address: Where it is, e.g. `studies/yahyavi2020/`.
        weight: How readily search shows its sections.
        unwanted: Addresses whose section gets its text from elsewhere; it is empty here.
    """
    pieces = _SPLIT.split(page.html)
    for heading, piece in zip(page.headings, pieces[1:], strict=False):
        first = heading is page.headings[0]
        location = address if first else f"{address}#{heading.anchor}"
        title = html.escape(html.unescape(heading.words), quote=False)
        # An empty one keeps its place: the theme wants the section of a page before those below it.
        text = "" if location in unwanted else visible_text(piece)
        yield {"location": location, "title": title, "text": text, "boost": weight}


def visible_text(content: str) -> str:
    """Return the words of some HTML, made safe again; what search is told to leave out is left out."""
    seen = _TAG.sub(" ", _INLINE_TAG.sub("", "".join(_seen(content))))
    return html.escape(" ".join(html.unescape(seen).split()), quote=False)


def without_search_marks(content: str) -> str:
    """Return some HTML without its words to the search: to the byte what Material's search plugin leaves of it."""
    parts: list[str] = []
    done, position = 0, content.find("data-search-")
    while position >= 0:
        match = _SEARCH_MARK.match(content, position)
        if match is not None:
            parts.append(content[done : position - (position > done and content[position - 1].isspace())])
            done = match.end()
        position = content.find("data-search-", max(position + 1, done))
    return "".join([*parts, content[done:]])


def _seen(content: str) -> Iterator[str]:
    """Yield the pieces of some HTML between those that nobody is to see."""
    position = 0
    telling = [words for words in _UNSEEN_WORDS if words in content]
    while (match := _next_unseen(content, position, telling)) is not None:
        tag = match[1] or match[2]
        yield content[position : match.start()]
        if tag not in _INLINE:
            yield " "
        position = _end(content, tag, match.end())
    yield content[position:]


def _next_unseen(content: str, position: int, telling: Iterable[str]) -> re.Match[str] | None:
    """Return the next tag of something unseen; looking for `telling` words first is quicker than reading every tag."""
    found = []
    for words in telling:
        start = content.find(words, position)
        while start >= 0:
            match = _UNSEEN.match(content, max(content.rfind("<", position, start + 1), position))
            if match is not None and match.end() > start:
                found.append(match)
                break
            start = content.find(words, start + 1)
    return min(found, key=lambda match: match.start(), default=None)


def _end(content: str, tag: str, position: int) -> int:
    """Return where an element ends whose content begins at a position; the end of all where it is not closed."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}(?![a-z0-9])[^>]*>").finditer(content, position):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(content)


def _headings(markdown: str) -> Iterator[re.Match[str]]:
    """Yield the headings of a page's Markdown; looking for a line that begins with `#` is quicker than for any line."""
    position = 0 if markdown.startswith("#") else markdown.find("\n#") + 1
    while markdown.startswith("#", position):
        match = _HEADING.match(markdown, position)
        if match is not None:
            yield match
        position = markdown.find("\n#", position) + 1
        if not position:
            return


def _anchors(content: str) -> Iterator[str]:
    """Yield every `id` of some HTML as it is written; the same words in a text, outside of a tag, are none."""
    end = 0
    while (position := content.find(' id="', end)) >= 0:
        start, end = position + 5, content.find('"', position + 5)
        if end < 0:
            return
        if content.rfind("<", 0, position) > content.rfind(">", 0, position):
            yield content[start:end]
