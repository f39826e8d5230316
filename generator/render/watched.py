"""The library of a build, noting what a page reads of it.

Comes in: a `Library`. Goes out: one that looks the same and notes each reading as a unit, and the digests of the units;
see `link.reads`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AbcMapping
from typing import Any, overload

from generator.link.handout import Handout
from generator.link.reads import ReadLog, UnitDigests, WatchedBase, WatchedMapping
from generator.render.badges import StudyBadge
from generator.render.page import Download, Library, PackFile

HAS_PACKS, PACKS, DOWNLOADS, NAVIGATION = "has-packs", "pack-files", "downloads", "navigation"

PackRow = tuple[Handout, tuple[PackFile, ...]]


class _WatchedPacks(Sequence[PackRow]):
    """The packs with their files; whether there are any is a smaller question than what they are."""

    def __init__(self, inner: tuple[PackRow, ...], log: ReadLog) -> None:
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
        }
        for name, view in views.items():
            object.__setattr__(self, name, view)
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_log", log)

    _inner: Library
    _log: ReadLog

    @property
    def downloads(self) -> tuple[Download, ...]:
        """The files of `/data/`, explained."""
        self._log.note(DOWNLOADS)
        return self._inner.downloads

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
    return UnitDigests(
        library.base,
        {
            "checked": lambda study: by_study.get(study, []),
            "badge": lambda study: library.badges.get(study),
            HAS_PACKS: lambda _: bool(library.packs),
            PACKS: lambda _: library.packs,
            DOWNLOADS: lambda _: library.downloads,
            NAVIGATION: lambda _: navigation(library),
        },
    )
