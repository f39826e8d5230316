"""Reading and writing `content/quotes.lock.json`."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from generator.cache.store import Store, digest
from generator.diagnostics import Diagnostic, Location, Severity
from generator.load.content_files import is_outside, problem_of_place
from generator.load.decode import decode_utf8
from generator.load.lazy_mapping import LazyMapping
from generator.load.limits import MAX_LOCK_BYTES, MAX_LOCK_MARKS
from generator.load.located_yaml import parse_yaml
from generator.load.validated import trusting
from generator.load.validation import validate
from generator.model.base import Counted, Model
from generator.model.verification import TIERS, QuoteLock, QuoteLockFile

NAME = "content/quotes.lock.json"
_HINT = "It is written by `evidence-map verify` and not by hand: take back the earlier version, or run verify again."

_SHA256 = re.compile(r"[0-9a-f]{64}")
_Sha256 = Annotated[str, StringConstraints(pattern=rf"^{_SHA256.pattern}$")]


class _Entry(QuoteLock):
    """An entry as it is written; what cannot be true of a comparison is damage."""

    text_sha256: _Sha256
    normalised_sha256: _Sha256
    prefix_sha256: _Sha256
    suffix_sha256: _Sha256
    start: Counted
    end: Counted
    tier: Literal[TIERS]  # type: ignore[valid-type]


class _File(Model):
    """The whole file."""

    comment: str = ""
    sources: dict[str, _Sha256]
    quotes: dict[str, _Entry]


class _Trusted(Model):
    """The same file, with the entries as the rest of the program knows them."""

    comment: str = ""
    sources: dict[str, str]
    quotes: dict[str, QuoteLock]


_TRUSTED = trusting(_Trusted.__pydantic_core_schema__)


def read_lock(root: Path, store: Store | None = None) -> tuple[QuoteLockFile, list[Diagnostic]]:
    """Return the lock and what is wrong with its file; without a file an empty one that says so.

    A file that an earlier run has found good, to the byte, is not checked again where there is a cache.
    """
    path = root / NAME
    if not os.path.lexists(path):
        return QuoteLockFile(present=False), []
    if is_outside(path, root):
        return QuoteLockFile(), [problem_of_place(NAME)]
    try:
        if not path.is_file():
            return _corrupt("it is not a file")
        size = path.stat().st_size
        raw = b"" if size > MAX_LOCK_BYTES else path.read_bytes()
    except OSError as error:
        return _corrupt(f"it cannot be read: {error.strerror}")
    if size > MAX_LOCK_BYTES:
        return _corrupt(f"it has {size:,} bytes; {MAX_LOCK_BYTES:,} is the most")
    marks = sum(map(raw.count, (b",", b"{", b"[")))
    if marks > MAX_LOCK_MARKS:
        return _corrupt(f"it has {marks:,} commas and opening brackets; {MAX_LOCK_MARKS:,} is the most")
    good = store.table("locks") if store and store.lasting else None
    content = digest(raw) if good else ""
    if good and good.get(content):
        return _lock_file(_TRUSTED.validate_json(raw), raw.decode()), []
    text, problems = decode_utf8(raw, NAME)
    if text is None or problems:
        return _corrupt_at(problems)
    lock, problems = _parse(text)
    if good and not problems:
        good.put(content, 1)
    return lock, problems


def _parse(text: str) -> tuple[QuoteLockFile, list[Diagnostic]]:
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
        _require(data)
    except json.JSONDecodeError as error:
        return _corrupt(f"it is no JSON: {error.msg}", error.lineno, error.colno)
    except (ValueError, RecursionError):  # pydantic's ValidationError is a ValueError
        return _corrupt_at(_explain(text))
    return _lock_file(_TRUSTED.validate_python(data), text), []


def _require(data: Any) -> None:
    """Stop at the first fault: of a file that holds nothing else, the list of all would take more room than the file.

    Raises:
        ValueError: The data are not those of a lock.
    """
    if not isinstance(data, dict) or len(data) > len(_File.model_fields):
        raise ValueError("these are not the fields of a lock")
    sources, quotes = data.get("sources"), data.get("quotes")
    if not isinstance(sources, dict) or not isinstance(quotes, dict):
        raise ValueError("a lock has sources and quotes")
    _File.model_validate({**data, "sources": {}, "quotes": {}})
    for value in sources.values():
        if not isinstance(value, str) or not _SHA256.fullmatch(value):
            raise ValueError("a source has no digest")
    for entry in quotes.values():
        if not isinstance(entry, dict) or len(entry) > len(_Entry.model_fields):
            raise ValueError("these are not the fields of a quote")
        _Entry.model_validate(entry)


def _lock_file(file: _Trusted, text: str) -> QuoteLockFile:
    return QuoteLockFile(file.sources, file.quotes, LazyMapping(lambda: _lines(text)))


def _lines(text: str) -> dict[str, int]:
    """Return the line of each quote's entry."""
    return {
        match[1]: number
        for number, line in enumerate(text.split("\n"), start=1)
        if (match := re.match(r'\s*"([^"]+\.[^"]+)": \{', line))
    }


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _refuse_constant(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def _explain(text: str) -> list[Diagnostic]:
    """Return what is wrong with JSON that does not fit, with lines: JSON of this kind is YAML too."""
    document = parse_yaml(text, NAME)
    if any(problem.rule == "yaml-too-many" for problem in document.diagnostics):
        return []
    found = list(document.diagnostics)
    if document.complete:
        found += validate(_File, document)[1]
    return found


def _corrupt(why: str, line: int = 0, column: int = 0) -> tuple[QuoteLockFile, list[Diagnostic]]:
    return QuoteLockFile(), [_damage(Location(NAME, line, column), why)]


def _corrupt_at(found: list[Diagnostic]) -> tuple[QuoteLockFile, list[Diagnostic]]:
    """Return each problem of the file as damage of the lock."""
    damage = [_damage(problem.location, problem.message) for problem in found]
    return QuoteLockFile(), damage or [_damage(Location(NAME), "it is not what was written")]


def _damage(location: Location, why: str) -> Diagnostic:
    return Diagnostic("lock-corrupt", Severity.ERROR, location, f"the lock file is damaged; {why}", _HINT)


def write_lock(root: Path, lock: QuoteLockFile) -> None:
    """Write the lock: sorted, one field a line, so that a change of one quote changes few lines."""
    data = {
        "comment": "Written by `evidence-map verify`. Hashes and places only; the papers' texts are not part of the project.",
        "sources": dict(sorted(lock.sources.items())),
        "quotes": {name: lock.quotes[name].model_dump() for name in sorted(lock.quotes)},
    }
    path = root / NAME
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    fresh.replace(path)
