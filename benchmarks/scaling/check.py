"""The regression check: minutes at small sizes, ratios of processor time, against what `goals.json` allows there.

Comes in: a folder that git ignores. Goes out: one line for each ratio, and the exit status, 1 if one exceeds what is
allowed. Seconds depend on the machine and are never judged.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.scaling.contestants import CONTESTANTS, FIVE
from benchmarks.scaling.ratios import Verdict, judge, read_goals
from benchmarks.scaling.runner import FIVE_STUDIES, Plan, measure_all
from benchmarks.scaling.sample import Results

ROUNDS = 2


def check(folder: Path, limit: float) -> int:
    """Measure what the check needs and judge it; return the exit status."""
    shutil.rmtree(folder / "check", ignore_errors=True)
    results = Results(folder / "check")
    for studies, names in sorted(needed().items()):
        sizes = [] if studies == FIVE_STUDIES else [studies]
        measure_all(Plan(sizes, names, ROUNDS, limit), folder / "check-work", results)
    verdicts = judge(results, check=True)
    for verdict in verdicts:
        print(told(verdict))
    failed = [verdict for verdict in verdicts if verdict.holds is False]
    print(f"{len(failed)} of {len(verdicts)} ratios exceed what benchmarks/scaling/goals.json allows.")
    return 1 if failed else 0


def needed() -> dict[int, list[str]]:
    """Return which contestants the check needs at which size, in the order in which they are measured."""
    found: dict[int, set[str]] = {}
    for goal in read_goals():
        if "check" in goal:
            terms = {**goal, **goal["check"]}
            for size in (terms["at"], terms.get("against")):
                if size:
                    found.setdefault(size, set()).update(terms[key] for key in ("upper", "lower", "of") if key in terms)
    return {
        size: [name for name in (FIVE if size == FIVE_STUDIES else CONTESTANTS) if name in names]
        for size, names in found.items()
    }


def told(verdict: Verdict) -> str:
    """Return one line on one ratio."""
    place = f"{verdict.says} [at {verdict.at} studies here]"
    if verdict.value is None:
        return f"not compared  {place}: {verdict.why}"
    word = {True: "well        ", False: "TOO HIGH    ", None: "not compared"}[verdict.holds]
    return f"{word}  {place}: {verdict.bound}{verdict.value:.3g}, allowed {verdict.allowed:g}"
