"""The bibliography, of which only the entries that changed are parsed.

Comes in: a `.bib` file and the cache. Goes out: what `load_bibliography` returns. A file without an error is the sum of its
pieces: one that begins where a line begins a block is read alone as it is read in its place. What the pieces share, the
abbreviations and the sum of their marks, is looked at each time; where anything is wrong, the whole file is parsed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from generator.cache.store import Store, Table, digest
from generator.diagnostics import Diagnostic, Location
from generator.load.bibliography import load_bibliography, parse_works
from generator.load.bibtex_file import read_bibtex
from generator.load.bibtex_works import Work, positions_of
from generator.load.limits import MAX_BIB_BYTES, MAX_BIB_MARKS
from generator.load.validated import trusting
from generator.model.reference import Reference

_BLOCK = re.compile(r"^[ \t]*@\w*[ \t]*[{(]", re.M)
"""Where the parser takes a block to begin, whatever stands before it."""
_SHARED = re.compile("@string", re.I)
_CITE_KEY = re.compile(r"@[A-Za-z]+\s*[{(]\s*([^\s,{}()=\"]+)\s*,")

Kept = list[tuple[int, int, int, dict[str, Any]]]
"""The works of a piece: line in the piece, column, marks, reference."""


def load_works(
    path: Path, shown_as: str, store: Store | None, ready: Mapping[str, str] = MappingProxyType({})
) -> tuple[list[Reference], dict[str, Location], list[Diagnostic]]:
    """Return the references of a `.bib` file, the place of each by cite key, and what is wrong.

    `ready` are lines of works that were read in another process, as `lines_of_works` returns them.
    """
    lasting = store is not None and store.lasting
    if not lasting and not ready:
        return load_bibliography(path, shown_as)
    table = store.table("works") if store is not None and lasting else Table()
    for key, line in ready.items():
        table.put_raw(key, line)
    text, problems = read_bibtex(path, shown_as)
    works = None if text is None or problems else _works(text, shown_as, table)
    if works is None:
        return load_bibliography(path, shown_as)
    return [work.reference for work in works], *positions_of(works, [])


def works_are_known(store: Store | None) -> bool:
    """Say whether the cache holds works, so that few will have to be parsed."""
    return store is not None and store.lasting and not store.table("works").empty


def lines_of_works(path: Path, shown_as: str) -> dict[str, str] | None:
    """Return what the cache keeps of a `.bib` file, by key; None where something is wrong with it."""
    text, problems = read_bibtex(path, shown_as)
    table = Table()
    if text is None or problems or _lines(_pieces(text), shown_as, table) is None:
        return None
    return table.lines()


def cite_keys(path: Path) -> set[str]:
    """Return every cite key that stands in a bibliography, in a right entry or a wrong one."""
    try:
        if not path.is_file():
            return set()
        with path.open("rb") as file:
            return set(_CITE_KEY.findall(file.read(MAX_BIB_BYTES).decode("utf-8", "replace")))
    except OSError:
        return set()


def _works(text: str, shown_as: str, table: Table) -> list[Work] | None:
    """Return the works of a text, or None where something is wrong with it."""
    pieces = _pieces(text)
    lines = _lines(pieces, shown_as, table)
    if lines is None:
        return None
    works = _read(pieces, lines, shown_as)
    if len({work.reference.cite_key.casefold() for work in works}) < len(works):
        return None
    return works if sum(work.marks for work in works) <= MAX_BIB_MARKS else None


def _lines(pieces: list[str], shown_as: str, table: Table) -> list[str] | None:
    """Return the line of each piece, those that the table lacks made now; None where something is wrong with a piece."""
    shared = {at for at, piece in enumerate(pieces) if _SHARED.search(piece)}
    common = digest(*(pieces[at] for at in sorted(shared)))
    keys = [digest(common, piece) for piece in pieces]
    lines = {at: line for at, key in enumerate(keys) if (line := table.raw(key)) is not None}
    missing = set(range(len(pieces))) - lines.keys()
    if missing:
        parsed = _parse(pieces, sorted(missing | shared), shown_as)
        if parsed is None:
            return None
        for at in missing:
            lines[at] = json.dumps(parsed[at], separators=(",", ":"))
            table.put_raw(keys[at], lines[at])
    return [lines[at] for at in range(len(pieces))]


def _pieces(text: str) -> list[str]:
    """Return a text cut where a line begins a block; the first piece is what stands above all of them."""
    cuts = [0, *(found.start() for found in _BLOCK.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def _parse(pieces: list[str], chosen: list[int], shown_as: str) -> dict[int, Kept] | None:
    """Return the works of some pieces, or None where something is wrong with one of them."""
    works, problems = parse_works("".join(pieces[at] for at in chosen), shown_as)
    if problems:
        return None
    tops = _tops([pieces[at] for at in chosen])
    found: dict[int, Kept] = defaultdict(list)
    for work in works:
        index = bisect_right(tops, work.location.line) - 1
        line = work.location.line - tops[index]
        found[chosen[index]].append((line, work.location.column, work.marks, work.reference.model_dump()))
    return found


def _tops(pieces: list[str]) -> list[int]:
    """Return the line, from 1, on which each piece begins."""
    return [1 + lines for lines in accumulate((piece.count("\n") for piece in pieces[:-1]), initial=0)]


def _read(pieces: list[str], lines: Iterable[str], shown_as: str) -> list[Work]:
    """Return the works that were kept of all pieces."""
    kept: list[Kept] = json.loads(f"[{','.join(lines)}]")
    placed = [
        (top + line, column, marks)
        for top, works in zip(_tops(pieces), kept, strict=True)
        for line, column, marks, _ in works
    ]
    references: list[Reference] = _REFERENCES.validate_python([work[3] for works in kept for work in works])
    return [
        Work(reference, Location(shown_as, line, column), marks)
        for reference, (line, column, marks) in zip(references, placed, strict=True)
    ]


_REFERENCES = trusting(TypeAdapter(list[Reference]).core_schema)
