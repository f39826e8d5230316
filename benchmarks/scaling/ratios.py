"""Ratios of what was measured side by side, against the goals in `goals.json`.

Comes in: `Results`. Goes out: a `Verdict` for each goal. A goal is one of three: seconds of one contestant over those of
another; one contestant's fact or processor time per study at one size over that at another; a number that stands alone.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from benchmarks.scaling.sample import Results, Sample

GOALS = Path(__file__).parent / "goals.json"
Clock = Literal["wall", "cpu"]


@dataclass(frozen=True)
class Verdict:
    """One goal and what was measured."""

    identifier: str
    says: str
    at: int
    """Studies."""
    allowed: float
    value: float | None
    """None where something was not measured."""
    other_clock: float | None = None
    """The same ratio in processor seconds where `value` is of the clock, and the other way round."""
    bound: Literal["", "<", ">"] = ""
    """Which side of `value` the truth lies on, where a program was ended before it was done."""
    why: str = ""
    """Why there is no value, or what to know about it."""

    @property
    def holds(self) -> bool | None:
        """Whether the goal is reached; None if nobody knows."""
        if self.value is None:
            return None
        if self.bound == ">":
            return False if self.value > self.allowed else None
        if self.bound == "<":
            return True if self.value <= self.allowed else None
        return self.value <= self.allowed


def read_goals() -> list[dict[str, Any]]:
    """Return the goals."""
    goals: list[dict[str, Any]] = json.loads(GOALS.read_text(encoding="utf-8"))
    return goals


def judge(results: Results, *, check: bool = False) -> list[Verdict]:
    """Return the verdict on each goal; with `check` at the small sizes of the regression check, by processor time."""
    verdicts = []
    for goal in read_goals():
        if check and "check" not in goal:
            continue
        terms = {**goal, **goal["check"]} if check else {**goal, "allowed": goal["goal"]}
        verdicts.append(_judge(results, terms, "cpu" if check else "wall"))
    return verdicts


def _judge(results: Results, terms: dict[str, Any], clock: Clock) -> Verdict:
    made = Verdict(terms["id"], terms["says"], terms["at"], terms["allowed"], None)
    if "upper" in terms:
        return _compare(
            made, results.of(terms["upper"], terms["at"]), results.of(terms["lower"], terms["at"]), terms, clock
        )
    return _grow(made, results, terms)


def _compare(made: Verdict, upper: list[Sample], lower: list[Sample], terms: dict[str, Any], clock: Clock) -> Verdict:
    missing = _missing({terms["upper"]: upper, terms["lower"]: lower})
    if missing:
        return Verdict(**{**vars(made), "why": missing})
    pairs, why = pair(*([sample for sample in each if sample.status in ("ok", "limit")] for each in (upper, lower)))
    ended = {status for status, at in (("<", 1), (">", 0)) if any(pair[at].status == "limit" for pair in pairs)}
    if len(ended) == 2:
        return Verdict(**{**vars(made), "why": "both were ended at the time limit"})
    other: Clock = "cpu" if clock == "wall" else "wall"
    return Verdict(
        **{
            **vars(made),
            "value": statistics.median(_quotient(above, below, clock) for above, below in pairs),
            "other_clock": statistics.median(_quotient(above, below, other) for above, below in pairs),
            "bound": next(iter(ended), ""),
            "why": why,
        }
    )


def pair(upper: Sequence[Sample], lower: Sequence[Sample]) -> tuple[list[tuple[Sample, Sample]], str]:
    """Return which sample is compared with which, turn by turn within one run, and a remark if they are of different runs."""
    pairs = []
    for session in sorted({sample.session for sample in upper} & {sample.session for sample in lower}):
        above = [sample for sample in upper if sample.session == session]
        below = [sample for sample in lower if sample.session == session]
        turns = max(len(above), len(below))
        pairs += [(above[min(i, len(above) - 1)], below[min(i, len(below) - 1)]) for i in range(turns)]
    if pairs:
        return pairs, ""
    turns = min(len(upper), len(lower))
    return list(zip(upper[-turns:], lower[-turns:], strict=True)), "not measured in one run"


def _quotient(above: Sample, below: Sample, clock: Clock) -> float:
    # What ended at the limit counts by the clock, for both: its processor seconds say nothing.
    if "limit" in (above.status, below.status):
        clock = "wall"
    return float(getattr(above, clock) / getattr(below, clock))


def _grow(made: Verdict, results: Results, terms: dict[str, Any]) -> Verdict:
    """Judge a fact: alone, over another fact of the same sample, or over itself at another size."""
    name = terms["of"]

    def take(sample: Sample, studies: int) -> float:
        return sample.cpu / studies if terms.get("per_study") else float(sample.facts[terms["fact"]])

    large = [sample for sample in results.of(name, terms["at"]) if sample.status == "ok"]
    needed = {f"{name} at {terms['at']}": large}
    if "against" in terms:
        small = [sample for sample in results.of(name, terms["against"]) if sample.status == "ok"]
        needed[f"{name} at {terms['against']}"] = small
    missing = _missing(needed)
    if missing:
        return Verdict(**{**vars(made), "why": missing})
    value = statistics.median(take(sample, terms["at"]) for sample in large)
    if "over" in terms:
        value = statistics.median(take(sample, 1) / float(sample.facts[terms["over"]]) for sample in large)
    elif "against" in terms:
        value /= statistics.median(take(sample, terms["against"]) for sample in small)
    return Verdict(**{**vars(made), "value": value})


def _missing(needed: dict[str, list[Sample]]) -> str:
    """Say which samples there are none of that could be used, and why."""
    told = []
    for name, samples in needed.items():
        if not [sample for sample in samples if sample.status in ("ok", "limit")]:
            reason = f" ({samples[-1].status})" if samples else ""
            told.append(f"{name} was not measured{reason}")
    return "; ".join(told)


def median(samples: Sequence[Sample], take: Callable[[Sample], float]) -> float | None:
    """Return the median over the samples that ended well."""
    values = [take(sample) for sample in samples if sample.status == "ok"]
    return statistics.median(values) if values else None
