"""One measurement of one contestant, and the folder in which all are kept between runs.

Comes in and goes out: `Sample`s, as JSON, one file for each contestant and size below `.cache/benchmarks/results/`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scaling.process import Run


@dataclass(frozen=True)
class Sample:
    """What one contestant cost once."""

    status: str
    """`ok`, `limit` (ended after so many seconds), `failed`, `missing` (could not be installed)."""
    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    facts: dict[str, Any] = field(default_factory=dict)
    """Whatever else was counted."""
    remark: str = ""
    """Why it failed."""
    session: str = ""
    """The run of the benchmark in which it was taken; only samples of one run are compared."""
    at: str = ""
    load: float = 0.0
    """The machine's load average (one minute) when it began: what else was going on."""


def sample_of(run: Run, **facts: Any) -> Sample:
    """Return the sample of a program's run."""
    remark = "" if run.status == "ok" else run.printed.strip()[-400:]
    return Sample(run.status, round(run.wall, 4), round(run.cpu, 4), round(run.memory, 1), facts, remark)


class Results:
    """The samples of every contestant at every size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, contestant: str, studies: int) -> list[Sample]:
        """Return the samples of one contestant at one size, oldest first."""
        path = self._path(contestant, studies)
        if not path.is_file():
            return []
        return [Sample(**each) for each in json.loads(path.read_text(encoding="utf-8"))]

    def clear(self, contestant: str, studies: int) -> None:
        """Forget the samples of one contestant at one size."""
        self._path(contestant, studies).unlink(missing_ok=True)

    def add(self, contestant: str, studies: int, sample: Sample) -> None:
        """Keep one more sample; what is measured is on the disk at once."""
        path = self._path(contestant, studies)
        path.parent.mkdir(parents=True, exist_ok=True)
        samples = [*self.of(contestant, studies), sample]
        fresh = path.with_suffix(".part")
        fresh.write_text(json.dumps([asdict(each) for each in samples], indent=1) + "\n", encoding="utf-8")
        os.replace(fresh, path)

    def sizes(self) -> list[int]:
        """Return the numbers of studies of which there is something."""
        return sorted(int(path.name) for path in self._folder.glob("*") if path.name.isdigit() and any(path.iterdir()))

    def sessions(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the runs of the benchmark with what was noted about machine and versions."""
        for path in sorted(self._folder.glob("session-*.json")):
            yield path.stem.removeprefix("session-"), json.loads(path.read_text(encoding="utf-8"))

    def note_session(self, session: str, about: dict[str, Any]) -> None:
        """Keep what a run says of machine and versions."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / f"session-{session}.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")

    def _path(self, contestant: str, studies: int) -> Path:
        return self._folder / str(studies) / f"{contestant}.json"


def now() -> str:
    """Return the time of day, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
