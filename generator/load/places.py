"""Where every value of a file stands, kept small: paths and locations are made when somebody asks for one.

Comes in: the values of a file in the order of the file, as a reader meets them. Goes out: mappings from field paths to
locations. A study has more than a thousand values, and of most studies nobody asks for any.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

from generator.diagnostics import Location, field_name
from generator.load.lazy_mapping import LazyMapping
from generator.model.corpus import FieldPath

_NUMBERS = "I"


class Outline:
    """The values of a file, each with how deep it lies, its key or index, and its line and column."""

    def __init__(self) -> None:
        """Begin with a file of which nothing is read."""
        self.depths: list[int] | array[int] = []
        self.parts: list[str | int] = []
        """The whole document, whose depth is 0, has an empty one."""
        self.lines: list[int] | array[int] = []
        """From 0, as the columns."""
        self.columns: list[int] | array[int] = []

    def packed(self) -> Outline:
        """Return the same in a quarter of the memory."""
        packed = Outline()
        packed.parts = self.parts
        packed.depths, packed.lines, packed.columns = (
            array(_NUMBERS, numbers) for numbers in (self.depths, self.lines, self.columns)
        )
        return packed

    def paths(self) -> Iterator[FieldPath]:
        """Yield the path of each value."""
        path: list[str | int] = []
        for depth, part in zip(self.depths, self.parts, strict=True):
            if depth:
                path[depth - 1 :] = [part]
            yield tuple(path)


class Places(LazyMapping[FieldPath, Location]):
    """Where each value of a file begins, by its path; or where each key stands, by the path of its value."""

    def __init__(
        self,
        shown_as: str,
        outline: Outline,
        below: FieldPath = (),
        keys: tuple[list[int], list[int]] | None = None,
    ) -> None:
        """Take an outline.

        Every path is put below another where the data were, too; a field keeps the name that it has in the file. `keys`
        are lines and columns from 0 that take the place of the values' own; a line of -1 is no key.
        """
        super().__init__(self._locations)
        self._shown_as, self._outline, self._below, self._keys = shown_as, outline, below, keys

    def put_below(self, path: FieldPath) -> Places:
        """Return the same places with every path below another one."""
        return Places(self._shown_as, self._outline, (*path, *self._below), self._keys)

    def _locations(self) -> dict[FieldPath, Location]:
        lines, columns = self._keys or (self._outline.lines, self._outline.columns)
        return {
            (*self._below, *path): Location(self._shown_as, line + 1, column + 1, field_name(path))
            for path, line, column in zip(self._outline.paths(), lines, columns, strict=True)
            if line >= 0
        }


class CorpusPlaces(Mapping[tuple[str, FieldPath], Location]):
    """Where every field of every object stands, by owner and path."""

    def __init__(self) -> None:
        """Begin without any object."""
        self._by_owner: dict[str, Mapping[FieldPath, Location]] = {}
        self._tops: dict[str, Location] = {}

    def add(self, owner: str, top: Location, places: Mapping[FieldPath, Location]) -> None:
        """Add the places of an object's fields; `top` is that of the whole, where `places` has none."""
        self._tops[owner] = top
        self._by_owner[owner] = places

    def add_tops(self, tops: Iterable[tuple[str, Location]]) -> None:
        """Add objects of which only the place of the whole is known."""
        self._tops.update(tops)

    def __getitem__(self, key: tuple[str, FieldPath]) -> Location:
        """Return the place of a field."""
        owner, path = key
        found = self._by_owner[owner].get(path) if owner in self._by_owner else None
        if found is None and not path:
            found = self._tops.get(owner)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[tuple[str, FieldPath]]:
        """Iterate over owners and paths, each object's whole first."""
        for owner in self._tops:
            yield owner, ()
            yield from ((owner, path) for path in self._by_owner.get(owner, ()) if path)

    def __len__(self) -> int:
        """Return how many fields have a place."""
        return sum(1 for _ in self)
