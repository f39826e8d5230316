"""What a page reads of the knowledge base, noted while it reads.

A page that is made anew only when something changes that it has read can be left alone with a good conscience: nobody
has to say what it depends on, and nobody can forget to. Comes in: a `KnowledgeBase`. Goes out: one that looks the same
and notes each reading as a unit, e.g. `study:yahyavi2020` or `mappings:yahyavi2020`, and the digest of each unit. What
is read in a way that no unit is made for counts as having read everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AbcMapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from hashlib import blake2b
from operator import attrgetter
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import to_json

from generator.link.knowledge_base import KnowledgeBase, LinkedQuote
from generator.link.mentions import UsedKind
from generator.link.themes import LinkedMapping, LinkedTheme
from generator.model.corpus import Corpus
from generator.model.handwritten import HandwrittenPage
from generator.model.pack import Pack, PackText
from generator.model.vocabulary import Vocabulary

K = TypeVar("K")
V = TypeVar("V")

EVERYTHING = "everything"
VOCABULARY = "vocabulary"
DIGITS = 32
"""Length of a digest."""


_OF_OWNER: dict[type[Any], Callable[[Any], tuple[object, ...]]] = {
    LinkedTheme: lambda theme: (theme.id, theme.study),
    LinkedQuote: lambda quote: (quote.id, quote.study),
    LinkedMapping: lambda linked: (linked.position, linked.cross_theme, linked.study_theme),
}
"""What a resolved thing is told by: its place in its owner, and the owner; all else of it follows from these."""


class ReadLog:
    """The units that were read."""

    def __init__(self) -> None:
        self.units: set[str] = set()

    def note(self, *units: str) -> None:
        """Remember that units were read."""
        self.units.update(units)


class WatchedMapping(AbcMapping[K, V]):
    """A mapping that notes which of its values are read, and whether somebody asks which keys there are."""

    def __init__(self, inner: AbcMapping[K, V], log: ReadLog, name: str, units: Callable[[K], Iterable[str]]) -> None:
        """Watch `inner`; `units` says what the value under a key is made of, `name` is of the mapping in units."""
        self._inner = inner
        self._log = log
        self._name = name
        self._units = units

    def __getitem__(self, key: K) -> V:
        self._log.note(*self._units(key))
        return self._inner[key]

    def __contains__(self, key: object) -> bool:
        self._log.note(*self._units(key))  # type: ignore[arg-type]
        return key in self._inner

    def __iter__(self) -> Iterator[K]:
        self._log.note(f"keys:{self._name}")
        return iter(self._inner)

    def __len__(self) -> int:
        self._log.note(f"keys:{self._name}")
        return len(self._inner)


def _own(kind: str) -> Callable[[Any], Iterable[str]]:
    return lambda key: (f"{kind}:{key}",)


def _of_study(*kinds: str) -> Callable[[str], Iterable[str]]:
    """Return the units of what belongs to a study, by an id such as `yahyavi2020.q01`."""
    return lambda key: [f"{kind}:{key.partition('.')[0]}" for kind in kinds]


class WatchedBase(KnowledgeBase):
    """A knowledge base that notes what is read of it."""

    def __init__(self, inner: KnowledgeBase, log: ReadLog) -> None:
        """Watch `inner`, noting in `log`."""
        views: dict[str, Any] = {
            "studies": WatchedMapping(inner.studies, log, "studies", _own("study")),
            "references": WatchedMapping(inner.references, log, "references", _own("work")),
            "themes": WatchedMapping(inner.themes, log, "themes", _own("theme")),
            "findings": WatchedMapping(inner.findings, log, "findings", _own("finding")),
            "quotes": WatchedMapping(inner.quotes, log, "quotes", _of_study("study")),
            "study_themes": WatchedMapping(inner.study_themes, log, "study_themes", _of_study("study")),
            "no_term_found": WatchedMapping(inner.no_term_found, log, "no_term_found", _of_study("unmapped")),
            "citations": WatchedMapping(inner.citations, log, "citations", _own("citations")),
            "glossary": WatchedMapping(inner.glossary, log, "glossary", _own("term")),
            "pages": WatchedMapping(inner.pages, log, "pages", _own("page")),
            "packs": WatchedMapping(inner.packs, log, "packs", _own("pack")),
            "mentions": WatchedMapping(inner.mentions, log, "mentions", lambda used: (f"used:{used[0]}:{used[1]}",)),
        }
        for name, view in views.items():
            object.__setattr__(self, name, view)
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_log", log)

    _inner: KnowledgeBase
    _log: ReadLog

    @property
    def corpus(self) -> Corpus:
        """The whole corpus: whoever reads it may read anything."""
        self._log.note(EVERYTHING)
        return self._inner.corpus

    @property
    def mappings(self) -> tuple[LinkedMapping, ...]:
        """All mappings."""
        self._log.note(EVERYTHING)
        return self._inner.mappings

    @cached_property
    def pack_texts(self) -> AbcMapping[str, PackText]:
        """Every text of the packs."""
        self._log.note(EVERYTHING)
        return self._inner.pack_texts

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The vocabulary."""
        self._log.note(VOCABULARY)
        return self._inner.vocabulary

    def used_in(self, kind: UsedKind, name: str) -> tuple[HandwrittenPage, ...]:
        """Return the hand-written pages that use a thing."""
        # A study's quotations are asked for one by one on its page; together they are one unit.
        self._log.note(f"used-quotes:{name.partition('.')[0]}" if kind == "quote" else f"used:{kind}:{name}")
        return self._inner.used_in(kind, name)

    def packs_with(self, kind: UsedKind, name: str) -> tuple[Pack, ...]:
        """Return the orientation packs that quote or link a thing."""
        self._log.note(f"packs:{kind}:{name}")
        return self._inner.packs_with(kind, name)

    def leaves(self, study_id: str) -> tuple[LinkedTheme, ...]:
        """Return the nodes of a study's tree that have none below."""
        self._log.note(f"study:{study_id}")
        return self._inner.leaves(study_id)

    def tree(self, study_id: str) -> tuple[LinkedTheme, ...]:
        """Return the nodes of a study's tree."""
        self._log.note(f"study:{study_id}")
        return self._inner.tree(study_id)

    def own_quotes(self, study_id: str, theme_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes that illustrate a study theme itself."""
        self._log.note(f"study:{study_id}")
        return self._inner.own_quotes(study_id, theme_id)

    def unplaced_quotes(self, study_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes of a study that illustrate no theme."""
        self._log.note(f"study:{study_id}")
        return self._inner.unplaced_quotes(study_id)

    def quotes_of(self, study_id: str, theme_id: str) -> tuple[LinkedQuote, ...]:
        """Return the quotes that illustrate a study theme or anything below it."""
        self._log.note(f"study:{study_id}")
        return self._inner.quotes_of(study_id, theme_id)

    def mappings_of(self, study_id: str, theme_id: str) -> tuple[LinkedMapping, ...]:
        """Return the mappings of one study theme."""
        self._log.note(f"study:{study_id}", f"mappings:{study_id}")
        return self._inner.mappings_of(study_id, theme_id)

    def mappings_to(self, cross_theme_id: str, study_id: str | None = None) -> tuple[LinkedMapping, ...]:
        """Return the mappings onto one cross-study theme."""
        self._log.note(*((EVERYTHING,) if study_id is None else (f"study:{study_id}", f"mappings:{study_id}")))
        return self._inner.mappings_to(cross_theme_id, study_id)

    def voices(self, cross_theme_id: str, study_id: str) -> tuple[LinkedQuote, ...]:
        """Return a study's distinct quotes under a cross-study theme."""
        self._log.note(f"study:{study_id}", f"mappings:{study_id}")
        return self._inner.voices(cross_theme_id, study_id)


def _digest(words: bytes) -> str:
    """Return the digest of one text; there are tens of thousands, so nothing else is done."""
    return blake2b(words, digest_size=DIGITS // 2).hexdigest()


class UnitDigests:
    """The digest of each unit as it is now; each is worked out once."""

    def __init__(
        self,
        base: KnowledgeBase,
        others: AbcMapping[str, Callable[[str], Any]] | None = None,
        sources: AbcMapping[str, Callable[[], Any]] | None = None,
    ) -> None:
        """Digest the units of a knowledge base.

        Args:
            base: The knowledge base.
            others: Gives the value of units of further kinds by what follows the colon.
            sources: Gives, for some of these kinds, all that the values of its units follow from, as `to_json` takes it.
        """
        self._base = base
        self._sources = {"work": lambda: list(base.references.values()), **(sources or {})}
        self._sourced: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._objects: dict[int, tuple[object, str]] = {}
        """Objects by their place in memory, held so that it stays theirs, with their digests."""
        self._makers: dict[type[Any], Callable[[Any], str]] = {}
        # What a file without a fault holds follows from its bytes, whose digest is known.
        corpus = base.corpus
        for kind, objects in (("study", corpus.studies), ("theme", corpus.themes), ("finding", corpus.findings)):
            for found in objects:
                if read_from := corpus.digests.get(f"{kind}:{found.id}"):
                    self._objects[id(found)] = (found, read_from)
        self._kinds: dict[str, Callable[[str], Any]] = {
            "study": base.studies.get,
            "work": base.references.get,
            "theme": base.themes.get,
            "finding": base.findings.get,
            "term": base.glossary.get,
            "page": base.pages.get,
            "pack": base.packs.get,
            "citations": lambda key: base.citations.get(key, ()),
            "keys": lambda name: tuple(getattr(base, name)),
            "mappings": lambda study: self._mappings.get(study, ()),
            "unmapped": lambda study: self._unmapped.get(study, ()),
            "used-quotes": lambda study: self._used_quotes.get(study, ()),
            "used": lambda name: base.used_in(*name.split(":", 1)),  # type: ignore[arg-type]
            "packs": lambda name: base.packs_with(*name.split(":", 1)),  # type: ignore[arg-type]
            VOCABULARY: lambda _: base.vocabulary,
            EVERYTHING: lambda _: self._everything(),
            **(others or {}),
        }

    def digest(self, unit: str) -> str:
        """Return the digest of what a unit holds; what is shorter than a digest stands for itself.

        Raises:
            KeyError: There is no such kind of unit.
        """
        found = self._known.get(unit)
        if found is None:
            kind, _, name = unit.partition(":")
            words = self._words(self._kinds[kind](name))
            found = self._known[unit] = words if len(words) < DIGITS else _digest(words.encode())
        return found

    def source(self, kind: str) -> str:
        """Return the digest of all that the units of a kind follow from: while it is the same, they are.

        Empty for a kind whose units are as soon looked at one by one.
        """
        if kind not in self._sources:
            return ""
        if kind not in self._sourced:
            self._sourced[kind] = _digest(to_json(self._sources[kind]()))
        return self._sourced[kind]

    def knows(self, unit: str) -> bool:
        """Return whether there is such a kind of unit; an earlier version may have had others."""
        return unit.partition(":")[0] in self._kinds

    @cached_property
    def _mappings(self) -> dict[str, tuple[LinkedMapping, ...]]:
        index: dict[str, list[LinkedMapping]] = defaultdict(list)
        for linked in self._base.mappings:
            index[linked.mapping.study].append(linked)
        return {study: tuple(found) for study, found in index.items()}

    @cached_property
    def _unmapped(self) -> dict[str, tuple[Any, ...]]:
        index: dict[str, list[Any]] = defaultdict(list)
        for name, found in self._base.no_term_found.items():
            index[name.partition(".")[0]].append(found)
        return {study: tuple(found) for study, found in index.items()}

    @cached_property
    def _used_quotes(self) -> dict[str, list[Any]]:
        index: dict[str, list[Any]] = defaultdict(list)
        for (kind, name), pages in self._base.mentions.items():
            if kind == "quote":
                index[name.partition(".")[0]].append((name, pages))
        return index

    def _everything(self) -> tuple[Any, ...]:
        places = {"positions", "diagnostics"}
        return tuple(getattr(self._base.corpus, f.name) for f in fields(Corpus) if f.name not in places)

    def _words(self, value: Any) -> str:
        """Return a text that differs wherever the value does."""
        made = self._makers.get(type(value))
        if made is None:
            made = self._makers[type(value)] = self._maker(type(value))
        return made(value)

    def _maker(self, kind: type[Any]) -> Callable[[Any], str]:
        """Return what makes the words of one class of values; found once for each class."""
        words = self._words
        if kind in _OF_OWNER:
            parts = _OF_OWNER[kind]
            return lambda value: f"({','.join(map(words, parts(value)))})"
        if issubclass(kind, BaseModel):
            return lambda value: self._once(value, lambda: value.model_dump_json())
        if is_dataclass(kind):
            values = [attrgetter(f.name) for f in fields(kind)]
            return lambda value: f"{kind.__name__}({','.join([words(of(value)) for of in values])})"
        if issubclass(kind, AbcMapping):
            return lambda value: f"map[{','.join([f'{words(k)}:{words(v)}' for k, v in value.items()])}]"
        if issubclass(kind, (tuple, list)):
            return lambda value: f"[{','.join(map(words, value))}]"
        if issubclass(kind, (set, frozenset)):
            return lambda value: f"set[{','.join(sorted(map(words, value)))}]"
        if issubclass(kind, (type(None), str, int, float)):
            return repr
        raise TypeError(f"no digest is made of {kind.__name__}")

    def _once(self, value: object, words: Callable[[], str]) -> str:
        """Return the digest of an object; many units hold the same one."""
        known = self._objects.get(id(value))
        if known is None:
            known = self._objects[id(value)] = (value, _digest(f"{type(value).__name__} {words()}".encode()))
        return known[1]
