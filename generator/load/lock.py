"""Reading and writing `content/quotes.lock.json`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from pydantic import ValidationError

from generator.diagnostics import Diagnostic, Location, Severity
from generator.model.verification import QuoteLock, QuoteLockFile

NAME = "content/quotes.lock.json"


def read_lock(root: Path) -> tuple[QuoteLockFile, list[Diagnostic]]:
    """Return the lock and what is wrong with its file; without a file an empty one that says so."""
    path = root / NAME
    if not path.exists():
        return QuoteLockFile(present=False), []
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
        quotes = {name: QuoteLock.model_validate(entry) for name, entry in data["quotes"].items()}
        sources = {str(name): str(value) for name, value in data["sources"].items()}
    except json.JSONDecodeError as error:
        return _corrupt(f"it is no JSON: {error.msg}", error.lineno, error.colno)
    except ValidationError as error:
        first = error.errors()[0]
        return _corrupt(f"an entry is not whole: {'.'.join(map(str, first['loc']))}: {first['msg']}")
    except (OSError, UnicodeDecodeError, KeyError, AttributeError, TypeError, RecursionError) as error:
        return _corrupt(f"it cannot be read: {type(error).__name__}")
    lines = {
        match[1]: number
        for number, line in enumerate(text.splitlines(), start=1)
        if (match := re.match(r'\s*"([^"]+\.[^"]+)": \{', line))
    }
    return QuoteLockFile(sources, quotes, lines), []


def _corrupt(why: str, line: int = 0, column: int = 0) -> tuple[QuoteLockFile, list[Diagnostic]]:
    hint = "It is written by `evidence-map verify` and not by hand: take back the earlier version, or run verify again."
    problem = Diagnostic(
        "lock-corrupt", Severity.ERROR, Location(NAME, line, column), f"the lock file is damaged; {why}", hint
    )
    return QuoteLockFile(), [problem]


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
