"""A pack resolved into a handout: what page, PDF, slides and document all print, in one order and one numbering.

Comes in: a pack that the checks have found good, the knowledge base, and each work as plain text. Goes out: a
`Handout` of plain text; nothing in it is markup of any format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbcMapping
from dataclasses import dataclass

from generator.config import Edition
from generator.link.knowledge_base import KnowledgeBase
from generator.model.base import places_in_words
from generator.model.pack import BlockKind, Cited, Named, Pack, PackBlock, Words

_PART = re.compile(r"\b(pp?\.|Table|Figure|row|rows) (?=[\dA-Z])")
"""What a number follows on the same line, e.g. `p. 3`."""
NO_BREAK = "\u00a0"

Link = tuple[str, str]
"""A thing of the knowledge base, as kind and id; a work of the reference list is `("work", key)`."""


@dataclass(frozen=True)
class Run:
    """Some words set in one way."""

    text: str
    strong: bool = False
    cites: bool = False
    """Whether it is part of a citation, such as `[1, p. 284]`."""
    link: Link | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class HandoutQuote:
    """Somebody's words, word for word, with who said them and where."""

    id: str
    words: str
    speaker: str
    study: str
    """E.g. `Ryding 2022`."""
    where: str
    number: int
    """Of the study in the reference list."""
    question: str = ""
    """Ours, for a talk; empty on a card without one."""

    @property
    def source(self) -> str:
        """Who said it and where, e.g. `P3, Yahyavi 2020 [1, p. 137]`."""
        return f"{self.speaker}, {self.study} [{self.number},{NO_BREAK}{_unbroken(self.where)}]"


@dataclass(frozen=True)
class HandoutTable:
    """A table of texts."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True)
class HandoutBlock:
    """One piece of a section."""

    kind: BlockKind
    items: tuple[Runs, ...] = ()
    """The paragraph, or the items of a list."""
    table: HandoutTable | None = None
    quotes: tuple[HandoutQuote, ...] = ()


@dataclass(frozen=True)
class HandoutSection:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[HandoutBlock, ...]


@dataclass(frozen=True)
class HandoutWork:
    """A work of the reference list."""

    number: int
    key: str
    text: str
    """In Vancouver style."""


@dataclass(frozen=True)
class Handout:
    """One pack, ready to be set in any format."""

    id: str
    title: str
    audience: str
    purpose: str
    sections: tuple[HandoutSection, ...]
    words: tuple[tuple[str, str], ...]
    """Professional words of the texts with their meanings, in alphabetical order."""
    works: tuple[HandoutWork, ...]
    """In the order in which they are first cited."""
    edition: Edition

    @property
    def has_cards(self) -> bool:
        """Whether it holds cards to cut out."""
        return any(block.kind == "cards" for section in self.sections for block in section.blocks)

    @property
    def quotes(self) -> tuple[HandoutQuote, ...]:
        """Every quotation, in order."""
        return tuple(q for section in self.sections for block in section.blocks for q in block.quotes)

    @property
    def version(self) -> str:
        """Version and date of the edition, e.g. `Version 0.1.0, 2026-11-21`."""
        return ", ".join(filter(None, (f"Version {self.edition.version}", self.edition.date)))

    @property
    def imprint(self) -> tuple[str, ...]:
        """Sentences on origin, licence and limits that stand at the end of every format."""
        edition = self.edition
        origin = f"From: {edition.title}. {self.version}."
        if edition.site_url:
            origin += f" {edition.site_url}"
        return (
            origin,
            f"Our own texts: {edition.license_name} ({edition.license_url}). Quotations stay their authors’.",
            "Numbers in square brackets lead to the references. Quotations are word for word as the papers print them.",
        )


def compose_handout(base: KnowledgeBase, edition: Edition, pack: Pack, citations: AbcMapping[str, str]) -> Handout:
    """Return a pack resolved; `citations` gives every work in Vancouver style as plain text, by cite key."""
    return _Composing(base, edition, pack, citations).handout()


class _Composing:
    """The making of one handout, which numbers works as they come."""

    def __init__(self, base: KnowledgeBase, edition: Edition, pack: Pack, citations: AbcMapping[str, str]) -> None:
        self._base, self._edition, self._pack, self._citations = base, edition, pack, citations
        self._numbers: dict[str, int] = {}
        self._terms: set[str] = set()

    def handout(self) -> Handout:
        pack = self._pack
        sections = tuple(
            HandoutSection(section.title, tuple(map(self._block, section.blocks))) for section in pack.sections
        )
        terms = [term for term in self._base.glossary.values() if term.id in self._terms]
        return Handout(
            id=pack.id,
            title=pack.title,
            audience=pack.audience,
            purpose=pack.purpose,
            sections=sections,
            words=tuple((term.label, term.definition) for term in terms),
            works=tuple(HandoutWork(number, key, self._citations[key]) for key, number in self._numbers.items()),
            edition=self._edition,
        )

    def _block(self, block: PackBlock) -> HandoutBlock:
        if block.paragraph is not None:
            return HandoutBlock("paragraph", items=(self._runs(block.paragraph),))
        if block.table is not None:
            rows = tuple(tuple(map(self._runs, row)) for row in block.table.rows)
            return HandoutBlock("table", table=HandoutTable(block.table.caption, block.table.head, rows))
        if block.quotes is not None:
            return HandoutBlock("quotes", quotes=tuple(self._quote(name) for name in block.quotes))
        if block.cards is not None:
            return HandoutBlock("cards", quotes=tuple(self._quote(card.quote, card.question) for card in block.cards))
        items = block.list or block.steps or block.checklist or ()
        return HandoutBlock(block.kind, items=tuple(map(self._runs, items)))

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _quote(self, name: str, question: str = "") -> HandoutQuote:
        linked = self._base.quotes[name]
        quote = linked.quote
        speaker = "Speaker not named" if quote.speaker is None else quote.speaker
        if quote.attribution == "ambiguous":
            speaker += " (the paper leaves doubt who)"
        return HandoutQuote(
            id=name,
            words=quote.text,
            speaker=speaker,
            study=linked.study.short_name,
            where=places_in_words(quote.where),
            number=self._number(linked.study.id),
            question=question,
        )

    def _runs(self, text: str) -> Runs:
        runs: list[Run] = []
        for part in self._base.pack_texts[text].parts:
            if isinstance(part, Words):
                # Without folding a line break of the file would stand in the middle of a line.
                runs.append(Run(re.sub(r"\s*\n\s*", " ", part.text), part.strong))
            elif isinstance(part, Cited):
                runs += self._citation(part)
            else:
                runs.append(self._named(part))
        return tuple(runs)

    def _citation(self, cited: Cited) -> Iterable[Run]:
        yield Run("[", cites=True)
        before = ""
        for i, work in enumerate(cited.works):
            number = self._number(work.key)
            # Two places in one work are said under one number.
            place = f"{number},{NO_BREAK}{_unbroken(work.place)}" if work.place else f"{number}"
            if work.key == before and work.place:
                place = _unbroken(work.place)
            if i:
                yield Run("; ", cites=True)
            yield Run(place, cites=True, link=("work", work.key))
            before = work.key
        yield Run("]", cites=True)

    def _named(self, named: Named) -> Run:
        base = self._base
        if named.kind == "term":
            self._terms.add(named.id)
            label = base.glossary[named.id].label
        elif named.kind == "theme":
            label = base.themes[named.id].label
        elif named.kind == "finding":
            label = base.findings[named.id].text
        else:
            label = base.studies[named.id].short_name
        return Run(named.words or label, named.strong, link=(named.kind, named.id))


def _unbroken(place: str) -> str:
    """Return a place in a work whose numbers stay on the line of their words."""
    return _PART.sub(rf"\1{NO_BREAK}", place)


def plain_text(runs: Iterable[Run]) -> str:
    """Return runs as one text."""
    return "".join(run.text for run in runs)
