"""Measure: every contestant at every size, by turns, so that what is compared was measured side by side.

Comes in: sizes, names of contestants, a folder that git ignores. Goes out: samples in `Results`, each on the disk as soon as it
is taken, and a line on the terminal for each. In one round of a size every contestant has a turn; those that are measured
less often stay out of the later rounds.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.scaling.baselines import versions
from benchmarks.scaling.contestants import CONTESTANTS, FIVE, Contestant
from benchmarks.scaling.sample import Results, Sample, now
from benchmarks.scaling.workspace import Workspace

FIVE_STUDIES = 5


@dataclass(frozen=True)
class Plan:
    """What is to be measured."""

    sizes: Sequence[int]
    names: Sequence[str]
    rounds: int | None = None
    """How often at most, where the contestants' own numbers do not suit."""
    limit: float = 1_800
    resume: bool = False
    """Whether what is there already counts."""
    keep: bool = False
    """Whether projects and sites stay; five thousand studies are gigabytes."""


def measure_all(plan: Plan, folder: Path, results: Results) -> None:
    """Carry a plan out."""
    session = now().replace(":", "").replace("+0000", "")
    results.note_session(session, machine())
    for studies in plan.sizes:
        chosen = [CONTESTANTS[name] for name in plan.names if name in CONTESTANTS]
        at = Workspace(studies, folder / str(studies), plan.limit)
        _measure_size(plan, at, chosen, results, session)
        if not plan.keep:
            at.clear()
    real = [FIVE[name] for name in plan.names if name in FIVE]
    if real:
        at = Workspace(FIVE_STUDIES, folder / "five", plan.limit)
        _rounds(plan, at, real, results, session, prepared=False)
        if not plan.keep:
            at.clear()


def _measure_size(plan: Plan, at: Workspace, chosen: list[Contestant], results: Results, session: str) -> None:
    chosen = [contestant for contestant in chosen if _missing(plan, contestant, at.studies, results)]
    if not chosen:
        return
    say(f"{at.studies} studies: writing the project")
    at.make()
    if any(contestant.needs_markdown for contestant in chosen):
        say(f"{at.studies} studies: writing its Markdown for the other generators")
        done = at.evidence_map("export-docs", str(at.docs))
        if done.status != "ok":
            say(f"    {done.status}: {done.printed.strip()[-300:]}")
            chosen = [contestant for contestant in chosen if not contestant.needs_markdown]
    _rounds(plan, at, chosen, results, session, prepared=True)


def _rounds(
    plan: Plan, at: Workspace, chosen: list[Contestant], results: Results, session: str, *, prepared: bool
) -> None:
    missing = {contestant.name: _missing(plan, contestant, at.studies, results) for contestant in chosen}
    if not prepared and any(missing.values()):
        at.clear()
    for name, number in missing.items():
        if number and not plan.resume:
            results.clear(name, at.studies)
    for turn in range(max(missing.values(), default=0)):
        for contestant in chosen:
            if turn < missing[contestant.name]:
                sample = _take(contestant, at, session)
                results.add(contestant.name, at.studies, sample)
                say(f"{at.studies:5} studies, round {turn + 1}: {contestant.title}: {_told(sample)}")
                if sample.status != "ok":
                    missing[contestant.name] = 0


def _missing(plan: Plan, contestant: Contestant, studies: int, results: Results) -> int:
    """Return how often a contestant is still to be measured at a size."""
    times = contestant.times(studies)
    if plan.rounds is not None:
        times = min(times, plan.rounds)
    there = [sample for sample in results.of(contestant.name, studies) if sample.status in ("ok", "limit")]
    return max(0, times - len(there)) if plan.resume else times


def _take(contestant: Contestant, at: Workspace, session: str) -> Sample:
    """Return one sample; a fault in the measuring itself is a failed sample and no end of the others."""
    begun, load = now(), os.getloadavg()[0]
    try:
        sample = contestant.measure(at)
    except Exception as fault:
        sample = Sample("failed", remark=f"{type(fault).__name__}: {fault}"[:400])
    return replace(sample, session=session, at=begun, load=round(load, 2))


def _told(sample: Sample) -> str:
    if sample.status != "ok":
        return f"{sample.status} after {sample.wall:.1f} s: {sample.remark}"
    counted = {key: value for key, value in sample.facts.items() if key in ("written", "differing", "cached")}
    return f"{sample.wall:.2f} s, processor {sample.cpu:.2f} s, {sample.memory:.0f} MB {counted or ''}".rstrip()


def machine() -> dict[str, object]:
    """Return what a reader must know of the machine and the versions."""
    model = platform.machine()
    told = Path("/proc/cpuinfo")
    if told.is_file():
        lines = told.read_text(encoding="utf-8").splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
    return {
        "date": now()[:10],
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "system": platform.system(),
        "versions": versions(),
    }


def say(line: str) -> None:
    """Print a line of progress with the time of day."""
    print(f"[{time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)
