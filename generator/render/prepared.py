"""Generated pages as HTML, without the way through Markdown.

A generated page is headings in Markdown around blocks of finished HTML (docs/decisions/0001), so that any renderer can
build it. Ours need not parse the HTML to find the headings. Comes in: such a page. Goes out: the HTML that
Python-Markdown makes of it, its headings, its anchors, and what search knows of it; a test holds each against what
the libraries make.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import nest_toc_tokens, slugify, unique

_HEADING = re.compile(r"^(#{1,6}) (.*?)(?: \{: (.*) \})?$", re.MULTILINE)
_ANCHOR = re.compile(r'<[^>]*? id="([^"]*)"')
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_EXCLUDED = re.compile(r"\bdata-search-exclude\b")
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
_HIDDEN = frozenset(("script", "style", "object"))


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
        return {html.unescape(anchor) for anchor in _ANCHOR.findall(self.html)}

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
    found = list(_HEADING.finditer(markdown))
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
    pieces = re.split(r"<h[1-6][^>]*>.*?</h[1-6]>", page.html)
    for heading, piece in zip(page.headings, pieces[1:], strict=False):
        first = heading is page.headings[0]
        location = address if first else f"{address}#{heading.anchor}"
        title = html.escape(html.unescape(heading.words), quote=False)
        # An empty one keeps its place: the theme wants the section of a page before those below it.
        text = "" if location in unwanted else visible_text(piece)
        yield {"location": location, "title": title, "text": text, "boost": weight}


def visible_text(content: str) -> str:
    """Return the words of some HTML, made safe again; what search is told to leave out is left out."""
    words: list[str] = []
    position = 0
    hiding, depth = "", 0
    for match in _TAG.finditer(content):
        closes, tag, attributes = match.groups()
        if hiding:
            if tag == hiding:
                depth += -1 if closes else 1
                if not depth:
                    hiding, position = "", match.end()
            continue
        words.append(content[position : match.start()])
        position = match.end()
        if not closes and (tag in _HIDDEN or _EXCLUDED.search(attributes)):
            hiding, depth = tag, 1
        if tag not in _INLINE:
            words.append(" ")
    if not hiding:
        words.append(content[position:])
    return html.escape(" ".join(html.unescape("".join(words)).split()), quote=False)
