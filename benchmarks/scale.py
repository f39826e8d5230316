"""Measure how time and bytes grow with the number of studies, against other generators in the same run.

    python -m benchmarks.scale                           everything; hours on two cores
    python -m benchmarks.scale --sizes 10,100 --only full,mkdocs
    python -m benchmarks.scale --resume                  only what is not there yet
    python -m benchmarks.scale --report                  write the tables and the plot anew from what is there
    python -m benchmarks.scale --check                   minutes: fails if a ratio exceeds benchmarks/scaling/goals.json

Comes in: nothing but the choice. Goes out: samples in `.cache/benchmarks/results/`, tables in `docs/measurements.md`, a plot in
`docs/measurements/scale.svg`. The check keeps its samples apart and writes no document.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from benchmarks.scaling.check import check
from benchmarks.scaling.contestants import CONTESTANTS, FIVE
from benchmarks.scaling.report import write_report
from benchmarks.scaling.runner import Plan, measure_all, say
from benchmarks.scaling.sample import Results

SIZES = (10, 100, 1_000, 5_000)
CACHE = Path(__file__).parent.parent / ".cache" / "benchmarks"


def _numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _names(text: str) -> list[str]:
    chosen = text.split(",")
    unknown = [name for name in chosen if name not in CONTESTANTS and name not in FIVE]
    if unknown:
        known = ", ".join([*CONTESTANTS, *FIVE])
        raise argparse.ArgumentTypeError(f"no contestant is called {', '.join(unknown)}; there are {known}")
    return [name for name in [*CONTESTANTS, *FIVE] if name in chosen]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=_numbers, default=list(SIZES), help="numbers of studies, 10 to 5000")
    parser.add_argument("--only", type=_names, default=[*CONTESTANTS, *FIVE], help="contestants, with commas between")
    parser.add_argument("--rounds", type=int, help="repeat at most so often")
    parser.add_argument("--limit", type=float, default=1_800, help="seconds after which a program is ended")
    parser.add_argument("--resume", action="store_true", help="keep what is there and measure what is not")
    parser.add_argument("--no-docs", action="store_true", help="leave docs/ as it is")
    parser.add_argument("--keep", action="store_true", help="leave the made-up projects and their sites in .cache/")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--report", action="store_true", help="measure nothing")
    what.add_argument("--check", action="store_true", help="measure little and compare with the allowed ratios")
    chosen = parser.parse_args()
    # Who is told to stop ends the program that is being measured first, as at Ctrl+C.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results = Results(CACHE / "results")
    try:
        if chosen.check:
            sys.exit(check(CACHE, limit=chosen.limit))
        if not chosen.report:
            plan = Plan(chosen.sizes, chosen.only, chosen.rounds, chosen.limit, chosen.resume, chosen.keep)
            measure_all(plan, CACHE / "work", results)
    except KeyboardInterrupt:
        say("stopped; what was measured is kept, go on with --resume")
        sys.exit(130)
    if not chosen.no_docs:
        write_report(results)
        say("docs/measurements.md is written")


if __name__ == "__main__":
    main()
