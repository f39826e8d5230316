"""The library of a build, noting what a page reads of it.

Comes in: a `Library`. Goes out: one that looks the same and notes each reading as a unit, and the digests of the units;
see `link.reads`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AbcMapping
from typing import Any, overload

from generator.link.handout import Handout
from generator.link.reads import EVERYTHING, ReadLog, UnitDigests, WatchedBase, WatchedMapping
from generator.render.addresses import AddressBook, Parts
from generator.render.badges import StudyBadge
from generator.render.page import CitedEntry, Download, Library, PackFile
from generator.render.urls import Target

HAS_PACKS, PACKS, DOWNLOADS, NAVIGATION = "has-packs", "pack-files", "downloads", "navigation"

PackRow = tuple[Handout, tuple[PackFile, ...]]


class _WatchedPacks(Sequence[PackRow]):
    """The packs with their files; whether there are any is a smaller question than what they are."""

    def __init__(self, inner: Sequence[PackRow], log: ReadLog) -> None:
        self._inner = inner
        self._log = log

    def __bool__(self) -> bool:
        self._log.note(HAS_PACKS)
        return bool(self._inner)

    def __len__(self) -> int:
        self._log.note(PACKS)
        return len(self._inner)

    def __iter__(self) -> Iterator[PackRow]:
        self._log.note(PACKS)
        return iter(self._inner)

    @overload
    def __getitem__(self, index: int) -> PackRow: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PackRow]: ...
    def __getitem__(self, index: Any) -> Any:
        self._log.note(PACKS)
        return self._inner[index]


class WatchedAddresses(AddressBook):
    """An address book that notes where things are looked up."""

    def __init__(self, inner: AddressBook, log: ReadLog) -> None:
        """Watch `inner`, noting in `log`."""
        for name, value in (("_inner", inner), ("_log", log), ("limits", inner.limits)):
            object.__setattr__(self, name, value)

    _inner: AddressBook
    _log: ReadLog

    def __getattribute__(self, name: str) -> Any:
        """Note each question that has no unit of its own as having read everything."""
        if name.startswith("_") or name in _ADDRESSES:
            return object.__getattribute__(self, name)
        self._log.note(EVERYTHING)
        return getattr(self._inner, name)

    def reference(self, key: str) -> Target:
        """Return where a work stands in the bibliography."""
        self._log.note(f"place-of-work:{key}")
        return self._inner.reference(key)

    def voices(self, theme_id: str) -> Parts:
        """Return the studies that speak to a cross-study theme, part by part of its page."""
        self._log.note(f"voices:{theme_id}")
        return self._inner.voices(theme_id)

    def voice(self, theme_id: str, study_id: str) -> Target:
        """Return what one study says on a cross-study theme."""
        self._log.note(f"voices:{theme_id}")
        return self._inner.voice(theme_id, study_id)

    def contributions(self, finding_id: str) -> Parts:
        """Return the studies that contribute to a finding, part by part."""
        self._log.note(f"contributions:{finding_id}")
        return self._inner.contributions(finding_id)

    def finding(self, finding_id: str) -> Target:
        """Return where a finding stands with its evidence."""
        self._log.note(f"place-of-finding:{finding_id}")
        return self._inner.finding(finding_id)

    @property
    def order(self) -> AbcMapping[str, int]:
        """The place of each study in the order of the site."""
        return WatchedMapping(self._inner.order, self._log, "studies", lambda study: ("keys:studies",))


_ADDRESSES = {"limits", "reference", "voices", "voice", "contributions", "finding", "order"}


class WatchedLibrary(Library):
    """A library that notes what is read of it; what the edition says of itself belongs to the frame of all pages."""

    def __init__(self, inner: Library, log: ReadLog) -> None:
        """Watch `inner`, noting in `log`."""
        views: dict[str, Any] = {
            "base": WatchedBase(inner.base, log),
            "edition": inner.edition,
            "citations": {
                style: WatchedMapping(works, log, "references", lambda key: (f"work:{key}",))
                for style, works in inner.citations.items()
            },
            "verification": WatchedMapping(inner.verification, log, "quotes", _checked),
            "tiers": WatchedMapping(inner.tiers, log, "quotes", _checked),
            "packs": _WatchedPacks(inner.packs, log),
            "limits": inner.limits,
        }
        for name, view in views.items():
            object.__setattr__(self, name, view)
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_log", log)

    _inner: Library
    _log: ReadLog

    @property
    def downloads(self) -> Sequence[Download]:
        """The files of `/data/`, explained."""
        self._log.note(DOWNLOADS)
        return self._inner.downloads

    @property
    def addresses(self) -> WatchedAddresses:
        """Where everything stands that may stand on a part of a list."""
        return WatchedAddresses(self._inner.addresses, self._log)

    def cited_by(self, key: str) -> tuple[CitedEntry, ...]:
        """Return who cites a work."""
        self._log.note(f"cited-by:{key}")
        return self._inner.cited_by(key)

    @property
    def badges(self) -> AbcMapping[str, StudyBadge]:  # type: ignore[override]
        """The badge of every study by id."""
        return WatchedMapping(self._inner.badges, self._log, "studies", lambda study: (f"badge:{study}",))


def _checked(quote: str) -> tuple[str, ...]:
    return (f"checked:{quote.partition('.')[0]}",)


def navigation(library: Library) -> tuple[object, ...]:
    """Return what of the content stands around every page: titles in the navigation, and whether there is a feed."""
    titles = [(page.uri, page.title) for page in library.base.pages.values()]
    packs = [(pack.id, pack.title) for pack in library.base.packs.values()]
    return titles, packs, bool(library.base.corpus.releases)


def digests(library: Library) -> UnitDigests:
    """Return the digests of everything that can be read of a library."""
    by_study: dict[str, list[tuple[str, str, str]]] = {}
    for quote in library.base.quotes.values():
        found = (quote.quote.id, library.verification.get(quote.id, ""), library.tiers.get(quote.id, ""))
        by_study.setdefault(quote.study.id, []).append(found)
    units = UnitDigests(
        library.base,
        {
            "checked": lambda study: by_study.get(study, []),
            "badge": lambda study: library.badges.get(study),
            "cited-by": library.cited_by,
            "place-of-work": lambda key: library.addresses.reference(key),
            "place-of-finding": lambda finding: library.addresses.finding(finding),
            "voices": lambda theme: library.addresses.voices(theme),
            "contributions": lambda finding: library.addresses.contributions(finding),
            HAS_PACKS: lambda _: bool(library.packs),
            PACKS: lambda _: tuple(library.packs),
            DOWNLOADS: lambda _: tuple(library.downloads),
            NAVIGATION: lambda _: navigation(library),
        },
        {
            "place-of-work": lambda: (units.source("work"), library.limits),
            "cited-by": lambda: [(study.id, study.references) for study in library.base.studies.values()],
        },
    )
    return units
