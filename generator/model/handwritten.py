"""A hand-written page: its text, the marks in it that cite and embed, and the blocks that may claim something.

Nothing here is resolved: a mark holds ids, and `check/pages.py` says which of them lead nowhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.diagnostics import Location

EMBED_KINDS = ("quote", "theme", "finding", "study", "term")
"""What `[[kind id]]` may name."""

EmbedKind = Literal["quote", "theme", "finding", "study", "term"]


@dataclass(frozen=True)
class PageCitedWork:
    """One work inside of a citation."""

    key: str
    """Key of `references.bib`."""
    place: str
    """Where in the work, as it is printed, e.g. `p. 137`; may be empty."""
    start: int
    """Index of the key in the text."""


@dataclass(frozen=True)
class PageCitation:
    """`[@key, p. 3; @other]`."""

    start: int
    end: int
    works: tuple[PageCitedWork, ...]


@dataclass(frozen=True)
class PageEmbed:
    """`[[kind id]]` or `[[kind id|words]]`."""

    start: int
    end: int
    kind: EmbedKind
    id: str
    id_start: int
    """Index of the id in the text."""
    words: str
    """What is shown in the place of the thing's own name; empty for its own name."""
    alone: bool
    """Whether it fills a line that is not indented: a quote is then a card."""


Mark = PageCitation | PageEmbed


@dataclass(frozen=True)
class MarkFault:
    """A mark that cannot be read."""

    start: int
    message: str
    hint: str


@dataclass(frozen=True)
class ListItem:
    """One of the outermost items of a list, with all that stands below it."""

    start: int
    end: int
    words: bool
    """Whether anything is said in it besides links and marks."""


@dataclass(frozen=True)
class PageBlock:
    """A heading, paragraph, list or table of a page."""

    kind: Literal["heading", "text", "list", "table"]
    start: int
    end: int
    level: int = 0
    """Of a heading, 1 to 6."""
    own_words: bool = False
    """Whether it is marked `{: .own-words }`."""
    marker: tuple[int, int] | None = None
    """Where the line of the marker stands, if it stands on one of its own."""
    words: bool = True
    """Whether anything is said in it besides links and marks."""
    introduces: bool = False
    """Whether it ends with a colon, so that it and what follows are read together."""
    items: tuple[ListItem, ...] = ()
    """Of a list."""


@dataclass(frozen=True)
class HandwrittenPage:
    """One Markdown file below `content/pages/`."""

    uri: str
    """Below the site's pages, e.g. `guide/first-sessions.md`."""
    path: str
    """Below the project, e.g. `content/pages/guide/first-sessions.md`."""
    title: str
    """The first heading, as plain text."""
    text: str
    """The whole file, line ends as `\\n`."""
    body: int = 0
    """Where the Markdown begins, after the front matter."""
    marks: tuple[Mark, ...] = ()
    faults: tuple[MarkFault, ...] = ()
    blocks: tuple[PageBlock, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(i + 1 for i, character in enumerate(self.text) if character == "\n")]

    def locate(self, index: int) -> Location:
        """Return file, line and column of a place in the text."""
        line = bisect_right(self._line_starts, index)
        return Location(self.path, line, index - self._line_starts[line - 1] + 1)
