"""What is measured: each contestant does one thing to a project of one size and says what it cost.

Comes in: a workspace. Goes out: a `Sample`. A contestant brings the project into the state that it needs itself, outside
the measured time, so that each can be measured alone.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.scaling import five, preview, search_bytes, weight
from benchmarks.scaling.baselines import HUGO, MKDOCS, SPHINX, ZENSICAL, Baseline, hugo_page
from benchmarks.scaling.process import Run, run
from benchmarks.scaling.sample import Sample, sample_of
from benchmarks.scaling.workspace import Workspace, changed, digests, stamps


@dataclass(frozen=True)
class Contestant:
    """One thing that is measured."""

    name: str
    title: str
    measure: Callable[[Workspace], Sample]
    repeats: tuple[int, int, int, int]
    """How often at 10, 100, 1,000 and 5,000 studies; a size between counts as the next smaller one."""
    needs_markdown: bool = False

    def times(self, studies: int) -> int:
        """Return how often it is measured at a size."""
        return self.repeats[(studies >= 100) + (studies >= 1_000) + (studies >= 5_000)]


def _generate(at: Workspace, *arguments: str) -> Run:
    command = [sys.executable, "-m", "benchmarks.scaling.generator_run", str(at.project), *arguments]
    return run(command, weight.REPOSITORY, at.limit)


def _told(done: Run) -> Sample:
    """Return the sample of a run whose last line is JSON."""
    lines = [line for line in done.printed.splitlines() if line.startswith("{")]
    return sample_of(done, **(json.loads(lines[-1]) if done.status == "ok" and lines else {}))


def _stages(at: Workspace) -> Sample:
    return _told(_generate(at))


def _generator_cold(at: Workspace) -> Sample:
    at.forget()
    sample = _told(_generate(at, "--cache"))
    at.ready_for = "generator"
    return sample


def _generator_warm(at: Workspace) -> Sample:
    if at.ready_for != "generator":
        at.forget()
        _generate(at, "--cache")
        at.ready_for = "generator"
    return _told(_generate(at, "--cache"))


def _full(at: Workspace) -> Sample:
    at.forget()
    sample = sample_of(at.evidence_map("build"))
    if sample.status != "ok":
        return sample
    at.ready_for = "site"
    return _with(sample, **weight.weigh(at.site))


def _built(at: Workspace) -> None:
    if at.ready_for != "site":
        at.forget()
        done = at.evidence_map("build")
        if done.status != "ok":
            raise RuntimeError(f"the site could not be built first: {done.printed.strip()[-300:]}")
        at.ready_for = "site"


def _no_op(at: Workspace) -> Sample:
    """Build once more; nothing may be written, neither in the site nor in the cache."""
    _built(at)
    before = stamps(at.project)
    sample = sample_of(at.evidence_map("build"))
    return _with(sample, written=len(changed(before, stamps(at.project))))


def _one_edit(at: Workspace) -> Sample:
    _built(at)
    before = stamps(at.site)
    at.edit(at.study_file)
    sample = sample_of(at.evidence_map("build"))
    return _with(sample, written=len(changed(before, stamps(at.site))))


def _identical(at: Workspace) -> Sample:
    """Build what an edit has left once more without the cache, elsewhere, and compare each file."""
    _built(at)
    at.edit(at.study_file)
    at.evidence_map("build")
    clean = at.folder / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    sample = sample_of(at.evidence_map("build", "--no-cache", "--site-dir", str(clean)))
    if sample.status == "ok":
        ours, theirs = digests(at.site), digests(clean)
        differing = sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))
        sample = _with(sample, files=len(theirs), differing=len(differing), first_differing=differing[:5])
    shutil.rmtree(clean, ignore_errors=True)
    return sample


def _with(sample: Sample, **facts: object) -> Sample:
    return replace(sample, facts={**sample.facts, **facts})


def _build_with(baseline: Baseline) -> Callable[[Workspace], Sample]:
    def measure(at: Workspace) -> Sample:
        problem = baseline.install()
        if problem:
            return Sample("missing", remark=problem)
        folder = baseline.prepare(at)
        for name in baseline.leftovers:
            shutil.rmtree(folder / name, ignore_errors=True)
        done = run(baseline.command(baseline.environment, at), folder, at.limit)
        return sample_of(done, html_files=len(list((folder / baseline.output).rglob("*.html"))))

    return measure


def _hugo(at: Workspace) -> Sample:
    """Run Hugo over what it has built already, one page edited; it keeps no pages from one run to the next."""
    problem = HUGO.install()
    if problem:
        return Sample("missing", remark=problem)
    folder = at.folder / HUGO.name
    command = HUGO.command(HUGO.environment, at)
    page = hugo_page(folder, Path("studies") / f"{at.edited_study}.md")
    if page not in at.originals:
        HUGO.prepare(at)
        run(command, folder, at.limit)
    at.edit(page)
    done = run(command, folder, at.limit)
    return sample_of(done, html_files=len(list((folder / HUGO.output).rglob("*.html"))))


OURS = (
    Contestant("stages", "stages of the generator, no cache", _stages, (3, 3, 1, 1)),
    Contestant("generator-cold", "generator alone, cold", _generator_cold, (5, 3, 3, 1)),
    Contestant("generator-warm", "generator alone, every page again from a warm cache", _generator_warm, (3, 3, 1, 1)),
    Contestant("full", "`evidence-map build`, everything", _full, (5, 3, 3, 1)),
    Contestant("no-op", "`evidence-map build`, nothing changed", _no_op, (5, 5, 3, 3)),
    Contestant("one-edit", "`evidence-map build`, one study edited", _one_edit, (5, 5, 3, 3)),
    Contestant("identical", "`evidence-map build --no-cache`, after an edit", _identical, (1, 1, 1, 1)),
    Contestant("preview", "`evidence-map serve`, from a save to its page", preview.measure, (3, 3, 3, 1)),
    Contestant("search", "bytes of a first search", search_bytes.measure, (1, 1, 1, 0)),
)
THEIRS = (
    # What three goals are measured against; one turn of a minute and a half says little on a machine that others use too.
    Contestant(MKDOCS.name, MKDOCS.title, _build_with(MKDOCS), (5, 3, 3, 0), needs_markdown=True),
    *(
        Contestant(baseline.name, baseline.title, _build_with(baseline), (5, 3, 1, 0), needs_markdown=True)
        for baseline in (ZENSICAL, SPHINX)
    ),
    Contestant(HUGO.name, HUGO.title, _hugo, (5, 5, 3, 0), needs_markdown=True),
)
CONTESTANTS = {contestant.name: contestant for contestant in (*OURS, *THEIRS)}
FIVE = {
    "five-full": Contestant("five-full", "Five real studies, `evidence-map build`", five.build_site, (5, 5, 5, 5)),
    "five-bare": Contestant("five-bare", "MkDocs, as many pages of a paragraph", five.build_bare, (5, 5, 5, 5)),
}
"""Measured at one size only: that of the repository's own content."""
