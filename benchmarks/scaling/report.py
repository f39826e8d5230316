"""The report for readers: tables in `docs/measurements.md`, between two marks, and a plot beside it.

Comes in: `Results`. Goes out: Markdown that nobody edits by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.scaling.baselines import BASELINES
from benchmarks.scaling.contestants import CONTESTANTS, FIVE, OURS, THEIRS, Contestant
from benchmarks.scaling.generator_run import STAGES
from benchmarks.scaling.plot import Line, plot
from benchmarks.scaling.ratios import Verdict, judge, median
from benchmarks.scaling.runner import FIVE_STUDIES
from benchmarks.scaling.sample import Results, Sample

DOCS = Path(__file__).parent.parent.parent / "docs"
PLOT = "measurements/scale.svg"
BEGIN, END = "<!-- scale: begin; `make benchmarks` writes this part -->", "<!-- scale: end -->"

SHORT = {
    "mkdocs": "MkDocs",
    "sphinx": "Sphinx",
    "zensical": "Zensical",
    "hugo": "Hugo, edit",
    "full": "evidence-map",
    "one-edit": "evidence-map, edit",
    "no-op": "evidence-map, again",
}
"""How the plot names its lines, slowest first."""


def write_report(results: Results) -> None:
    """Write the tables into `docs/measurements.md` and the plot beside it."""
    (DOCS / PLOT).parent.mkdir(parents=True, exist_ok=True)
    (DOCS / PLOT).write_text(plot(list(_lines(results))), encoding="utf-8", newline="\n")
    page = DOCS / "measurements.md"
    text = page.read_text(encoding="utf-8")
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    if len(between.findall(text)) != 1:
        raise ValueError(f"{page.name} must hold the two marks of this report once")
    made = f"{BEGIN}\n\n{markdown(results)}\n\n{END}"
    page.write_text(between.sub(lambda _: made, text), encoding="utf-8", newline="\n")


def markdown(results: Results) -> str:
    """Return the report."""
    sizes = [size for size in results.sizes() if size != FIVE_STUDIES]
    parts = [
        _machine(results),
        "### Goals",
        _goals(judge(results)),
        f"![Seconds against studies, both logarithmic; the tables below hold the numbers.]({PLOT})",
        "### Seconds on the clock (processor seconds)",
        _table("", sizes, _rows(results, sizes, [*OURS, *THEIRS], _seconds)),
        _five(results),
        "### The generator's stages, milliseconds of processor per study, no cache",
        "What is done in a second process counts under the stage that waits for its end.",
        _table(
            "",
            sizes,
            [*_stages(results, sizes), ("memory at the peak, MB", _each(results, "stages", sizes, lambda s: s.memory))],
        ),
        "### Weight",
        _table("", sizes, list(_weights(results, sizes))),
        "### Files",
        _table("", sizes, list(_files(results, sizes))),
    ]
    return "\n\n".join(part for part in parts if part)


def _machine(results: Results) -> str:
    """Say where and with which versions the samples that are shown were taken."""
    notes = dict(results.sessions())
    every = [*CONTESTANTS, *FIVE]
    shown = [sample for size in results.sizes() for name in every for sample in results.of(name, size)]
    used = [notes[session] for session in sorted({sample.session for sample in shown} & notes.keys())]
    if not used:
        return "Nothing has been measured yet."
    places = sorted({f"{note['processor']}, {note['cores']} cores, {note['system']}" for note in used})
    days = sorted({str(note["date"]) for note in used})
    numbers = ", ".join(f"{name} {number}" for name, number in used[-1]["versions"].items())
    busiest = max(sample.load for sample in shown)
    return (
        f"Measured {' and '.join(days)} on {'; '.join(places)}; load average of the machine at most {busiest:.1f} when a "
        f"measurement began. Versions: {numbers}."
    )


def _goals(verdicts: Iterable[Verdict]) -> str:
    rows = ["| | studies | goal | measured | of processor time | |", "| --- | ---: | ---: | ---: | ---: | --- |"]
    for each in verdicts:
        reached = {True: "reached", False: "missed", None: "open"}[each.holds]
        # A number that stands alone is a count, and its goal is nothing.
        value = (
            ""
            if each.value is None
            else each.bound + (f"{each.value:.0f}" if each.allowed == 0 else _ratio(each.value))
        )
        other = "" if each.other_clock is None else _ratio(each.other_clock)
        why = f"; {each.why}" if each.why else ""
        goal = f"{each.allowed:g}"
        rows.append(f"| {each.says} | {each.at:,} | {goal} | {value} | {other} | {reached}{why} |")
    return "\n".join(rows)


def _ratio(value: float) -> str:
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def _table(head: str, sizes: list[int], rows: Iterable[tuple[str, list[str]]]) -> str:
    kept = [(name, cells) for name, cells in rows if any(cells)]
    if not kept:
        return "Nothing has been measured yet."
    lines = [f"| {head} | " + " | ".join(f"{size:,}" for size in sizes) + " |", "| --- |" + " ---: |" * len(sizes)]
    return "\n".join(lines + [f"| {name} | " + " | ".join(cells) + " |" for name, cells in kept])


def _rows(
    results: Results, sizes: list[int], contestants: Iterable[Contestant], told: Callable[[list[Sample]], str]
) -> list[tuple[str, list[str]]]:
    names = [contestant for contestant in contestants if contestant.name not in ("search", "stages")]
    return [(each.title, [told(results.of(each.name, size)) for size in sizes]) for each in names]


def _seconds(samples: list[Sample]) -> str:
    if not samples:
        return ""
    wall, cpu = median(samples, lambda s: s.wall), median(samples, lambda s: s.cpu)
    if wall is None or cpu is None:
        ended = samples[-1]
        return f"> {ended.wall:,.0f}" if ended.status == "limit" else ended.status
    return f"{_few(wall)} ({_few(cpu)})"


def _few(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:,.0f}" if seconds >= 100 else f"{seconds:.1f}"


def _five(results: Results) -> str:
    told = [f"{each.title}: {_seconds(results.of(name, FIVE_STUDIES))}." for name, each in FIVE.items()]
    return " ".join(told) if results.of("five-full", FIVE_STUDIES) else ""


def _each(results: Results, name: str, sizes: list[int], take: Callable[[Sample], float]) -> list[str]:
    values = [median(results.of(name, size), take) for size in sizes]
    return ["" if value is None else f"{value:,.0f}" for value in values]


def _stages(results: Results, sizes: list[int]) -> Iterable[tuple[str, list[str]]]:
    for stage in (*STAGES, "rest"):
        cells = []
        for size in sizes:
            cpu = median(results.of("stages", size), lambda s, stage=stage: s.facts["stages_cpu"].get(stage, 0.0))  # type: ignore[misc]
            cells.append("" if cpu is None else f"{cpu / size * 1000:.1f}")
        yield stage, cells


WEIGHTS: tuple[tuple[str, str, str], ...] = (
    ("page of Study 0001, bytes", "full", "page_bytes"),
    ("page of Study 0001, bytes gzipped", "full", "page_gzipped"),
    ("HTML of all pages, kB", "full", "html_bytes"),
    ("whole site, kB", "full", "site_bytes"),
    ("first search with the theme's index, bytes gzipped", "search", "material_bytes"),
    ("first search with Pagefind, bytes gzipped", "search", "pagefind_bytes"),
)


def _weights(results: Results, sizes: list[int]) -> Iterable[tuple[str, list[str]]]:
    for title, name, fact in WEIGHTS:
        scale = 1_000 if title.endswith("kB") else 1
        yield title, _each(results, name, sizes, lambda s, fact=fact, scale=scale: s.facts[fact] / scale)  # type: ignore[misc]
    yield "memory of a full build at its peak, MB", _each(results, "full", sizes, lambda s: s.memory)


def _files(results: Results, sizes: list[int]) -> Iterable[tuple[str, list[str]]]:
    counts: tuple[tuple[str, str, str], ...] = (
        ("written in site and cache when nothing changed", "no-op", "written"),
        ("written in the site when one study was edited", "one-edit", "written"),
        ("of the site", "identical", "files"),
        ("of them HTML", "full", "html_files"),
        *(
            (f"HTML of {title.partition(',')[0]}", name, "html_files")
            for name, title in SHORT.items()
            if name in BASELINES
        ),
        ("that differ from those of a clean build, after an edit", "identical", "differing"),
    )
    for title, name, fact in counts:
        yield title, _each(results, name, sizes, lambda s, fact=fact: s.facts.get(fact, 0))  # type: ignore[misc]


def _lines(results: Results) -> Iterable[Line]:
    for name, title in SHORT.items():
        found: dict[int, Any] = {size: median(results.of(name, size), lambda s: s.wall) for size in results.sizes()}
        points = [(size, seconds) for size, seconds in found.items() if seconds is not None]
        if points:
            yield Line(title, points, ours=name in ("full", "one-edit", "no-op"))
