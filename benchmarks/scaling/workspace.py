"""A made-up project of one size with all that is built of it, and the one edit that everybody builds anew.

Comes in: a folder that git ignores, a number of studies. Goes out: a `Workspace`, and digests of folders. The study that
is edited lies in the middle; a word is put before the text of its first finding, a new one each time, so that
nothing that an earlier run remembers can be the answer.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scaling.process import Run, run
from benchmarks.synthetic_corpus import write_corpus
from benchmarks.synthetic_study import study_id

PROGRAM = (sys.executable, "-m", "generator")
"""The command `evidence-map`, of this very environment."""

_FINDING = re.compile(r'^  - id: f01\n    text: "([^"]+)"', re.MULTILINE)


@dataclass
class Workspace:
    """Where everything of one size lies."""

    studies: int
    folder: Path
    limit: float
    """Seconds after which a program is ended."""
    ready_for: str = ""
    """What the project's cache and site were left by, where that matters to the next: `generator` or `site`."""
    edits: int = 0
    originals: dict[Path, str] = field(default_factory=dict)
    sentence: str = ""
    """The text that is edited, as it was."""

    @property
    def project(self) -> Path:
        """The folder with `mkdocs.yml`."""
        return self.folder / "project"

    @property
    def site(self) -> Path:
        """Where `evidence-map build` puts the site."""
        return self.project / "site"

    @property
    def docs(self) -> Path:
        """What `evidence-map export-docs` writes: a plain `mkdocs.yml` and `docs/`."""
        return self.folder / "markdown"

    @property
    def edited_study(self) -> str:
        """Id of the study that is edited."""
        return study_id(max(1, self.studies // 2))

    def make(self) -> None:
        """Write the project anew; whatever lay in the folder goes."""
        self.clear()
        write_corpus(self.project, self.studies, seed=1)
        found = _FINDING.search(self.study_file.read_text(encoding="utf-8"))
        if found is None:
            raise ValueError(
                f"{self.study_file} has no finding f01; benchmarks/synthetic_study.py writes it otherwise now"
            )
        self.sentence = found[1]

    def clear(self) -> None:
        """Remove everything of this size."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def study_file(self) -> Path:
        """The YAML of the study that is edited."""
        return self.project / "content" / "studies" / f"{self.edited_study}.yml"

    def edit(self, path: Path) -> None:
        """Put a new word before the finding's text, in the study's YAML or in its page as Markdown.

        Raises:
            ValueError: The text does not stand there.
        """
        original = self.originals.setdefault(path, path.read_text(encoding="utf-8"))
        if self.sentence not in original:
            raise ValueError(f"the text that is edited does not stand in {path.name}")
        self.edits += 1
        path.write_text(original.replace(self.sentence, f"Edited{self.edits} {self.sentence}"), encoding="utf-8")

    def forget(self) -> None:
        """Remove site and cache, as on a machine that never built the project."""
        for name in ("site", ".cache", ".site.building"):
            shutil.rmtree(self.project / name, ignore_errors=True)
        self.ready_for = ""

    def evidence_map(self, *arguments: str) -> Run:
        """Run `evidence-map` in the project."""
        return run([*PROGRAM, *arguments], self.project, self.limit)


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Return when each file below a folder was written, and how long it is, by path; to see which were written since."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            state = path.stat()
            found[path.relative_to(folder).as_posix()] = (state.st_mtime_ns, state.st_size)
    return found


def changed(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> list[str]:
    """Return the paths that were written, made or removed between two looks."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
