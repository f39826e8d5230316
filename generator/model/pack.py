"""An orientation pack: what a leader hands out to one audience, as `content/orientation/ID.yml` says it.

Comes in: plain data. Goes out: a `Pack`. Its texts are written as on hand-written pages, with citations and links by
id; `PackText` is such a text, read.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass
from typing import Literal

from pydantic import model_validator

from generator.diagnostics import Location
from generator.model.base import Counted, Identifier, Many, Model, QualifiedId, Text
from generator.model.handwritten import EmbedKind, MarkFault, PageCitation, PageCitedWork, PageEmbed

FieldPath = tuple[str | int, ...]
BlockKind = Literal["paragraph", "list", "steps", "checklist", "table", "quotes", "cards"]
BLOCK_KINDS: tuple[BlockKind, ...] = ("paragraph", "list", "steps", "checklist", "table", "quotes", "cards")


class PackTable(Model):
    """A table of texts, such as who says what."""

    caption: Text
    """What the table shows; a screen reader says it first."""
    head: Many[Text]
    """The words above the columns."""
    rows: Many[tuple[Text, ...]]
    """Each row has a text for every column; the first names the row."""

    @model_validator(mode="before")
    @classmethod
    def _rows_as_tuples(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("rows"), list):
            return value | {"rows": [tuple(row) if isinstance(row, list) else row for row in value["rows"]]}
        return value

    @model_validator(mode="after")
    def _rectangular(self) -> PackTable:
        if not self.rows:
            raise ValueError("a table needs at least one row")
        for at, row in enumerate(self.rows, 1):
            if len(row) != len(self.head):
                raise ValueError(f"row {at} has {len(row)} cells, but the table has {len(self.head)} columns")
        return self


class PackCard(Model):
    """A card for a talk: somebody's words, and a question on them."""

    quote: QualifiedId
    """E.g. `yahyavi2020.q01`."""
    question: Text
    """An open question of ours for the group."""


class PackBlock(Model):
    """One piece of a section; it has exactly one of the kinds."""

    paragraph: Text | None = None
    list: Many[Text] | None = None
    """Items in any order."""
    steps: Many[Text] | None = None
    """Items in their order, numbered."""
    checklist: Many[Text] | None = None
    """Items to tick."""
    table: PackTable | None = None
    quotes: Many[QualifiedId] | None = None
    """Ids of quotations, each shown as a card, e.g. `yahyavi2020.q01`."""
    cards: Many[PackCard] | None = None
    own_words: bool = False
    """Whether this is our own explanation or advice, which claims nothing about evidence."""

    @model_validator(mode="after")
    def _one_kind(self) -> PackBlock:
        given = [kind for kind in BLOCK_KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            found = f"this has {' and '.join(f'`{kind}`' for kind in given)}" if given else "this has none"
            raise ValueError(f"a block is exactly one of {', '.join(f'`{kind}`' for kind in BLOCK_KINDS)}; {found}")
        if not getattr(self, given[0]):
            raise ValueError(f"`{given[0]}` is empty; write something, or take it away")
        return self

    @property
    def kind(self) -> BlockKind:
        """Which of the kinds this is."""
        return next(kind for kind in BLOCK_KINDS if getattr(self, kind) is not None)

    def texts(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield every text that may cite, with its path in the block."""
        if self.paragraph is not None:
            yield ("paragraph",), self.paragraph
        for kind, items in (("list", self.list), ("steps", self.steps), ("checklist", self.checklist)):
            for i, item in enumerate(items or ()):
                yield (kind, i), item
        for i, row in enumerate(self.table.rows if self.table else ()):
            for j, cell in enumerate(row):
                yield ("table", "rows", i, j), cell

    def plain_texts(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield every text in which nothing is cited or linked, with its path in the block."""
        if self.table is not None:
            yield ("table", "caption"), self.table.caption
            for i, words in enumerate(self.table.head):
                yield ("table", "head", i), words
        for i, card in enumerate(self.cards or ()):
            yield ("cards", i, "question"), card.question

    def quote_ids(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield the quotations that are cards of this block, with their paths."""
        for i, name in enumerate(self.quotes or ()):
            yield ("quotes", i), name
        for i, card in enumerate(self.cards or ()):
            yield ("cards", i, "quote"), card.quote


class PackSection(Model):
    """A heading and what stands below it."""

    title: Text
    blocks: Many[PackBlock]
    own_words: bool = False
    """Whether the whole section is our own explanation or advice."""


class Pack(Model):
    """One file of `content/orientation/`."""

    id: Identifier
    """The name of the file and of the page, e.g. `psychiatry-trainees`."""
    title: Text
    audience: Text
    """Whom it is for, e.g. `Trainees in psychiatry before the first session`."""
    purpose: Text
    """What it is for, in one sentence without citation."""
    order: Counted
    """Its place in the list of packs."""
    sections: Many[PackSection]

    def texts(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield every text that may cite, with its path in the file."""
        for i, section in enumerate(self.sections):
            for j, block in enumerate(section.blocks):
                for path, text in block.texts():
                    yield ("sections", i, "blocks", j, *path), text

    def plain_texts(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield every text in which nothing is cited or linked, with its path in the file."""
        yield from ((("title",), self.title), (("audience",), self.audience), (("purpose",), self.purpose))
        for i, section in enumerate(self.sections):
            yield ("sections", i, "title"), section.title
            for j, block in enumerate(section.blocks):
                for path, text in block.plain_texts():
                    yield ("sections", i, "blocks", j, *path), text

    def quote_ids(self) -> Iterator[tuple[FieldPath, str]]:
        """Yield the quotations that are cards, with their paths in the file."""
        for i, section in enumerate(self.sections):
            for j, block in enumerate(section.blocks):
                for path, name in block.quote_ids():
                    yield ("sections", i, "blocks", j, *path), name


@dataclass(frozen=True)
class Words:
    """Words of ours inside of a text."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Cited:
    """A citation inside of a text."""

    works: tuple[PageCitedWork, ...]


@dataclass(frozen=True)
class Named:
    """A thing of the knowledge base inside of a text."""

    kind: EmbedKind
    id: str
    words: str
    """Empty for its own name."""
    strong: bool = False


Part = Words | Cited | Named


@dataclass(frozen=True)
class PackText:
    """One text of a pack, read; nothing is resolved."""

    text: str
    parts: tuple[Part, ...]
    """What it is made of, in its order."""
    marks: tuple[PageCitation | PageEmbed, ...]
    faults: tuple[MarkFault, ...]

    @property
    def has_evidence(self) -> bool:
        """Whether it cites a work or quotes somebody."""
        return any(isinstance(mark, PageCitation) or mark.kind == "quote" for mark in self.marks)


@dataclass(frozen=True)
class PlacedText:
    """A text of a pack with the places of what may be wrong in it."""

    path: FieldPath
    """Where it stands in its file."""
    read: PackText
    places: AbcMapping[int, Location]
    """Index in the text, of every id and fault, to file, line and column."""
