"""One run of the generator without MkDocs, in a process of its own: every page and file in memory, none written.

    python -m benchmarks.scaling.generator_run PROJECT [--cache]

Comes in: a project. Goes out: one line of JSON with the processor and clock seconds of each stage and of the whole, start
of the interpreter and imports left out, and the number of pages. A stage is the time inside the functions below,
less that inside another stage's; they are found by name and wrapped before anything is imported from them.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import inspect
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

STAGES = {
    "load": ("load.content.load_corpus", "load.lock.read_lock"),
    "link": ("link.knowledge_base.link", "link.evidence_map.map_evidence", "link.handout.compose_handout"),
    "check": ("check.report.check", "check.verification.check_lock", "check.verification.statuses", "check.redirects.check_redirects"),
    "render": ("render.pages.render_pages", "render.citation.format_bibliography", "render.citation.format_plain"),
    "export": ("export.site_data.export_all", "render.browse.render_browse_data", "render.redirects.render_redirects", "export.feed.export_feed", "packs.files.export_packs"),
}  # fmt: skip
"""Stage to the functions in which it happens, below `generator`."""


class Stages:
    """Adds up the time of nested calls, each to its own stage."""

    def __init__(self) -> None:
        self.cpu: dict[str, float] = defaultdict(float)
        self.wall: dict[str, float] = defaultdict(float)
        self.missing: list[str] = []
        self._open: list[str] = []
        self._since = (processor(), time.perf_counter())

    def _turn(self) -> None:
        cpu, wall = processor(), time.perf_counter()
        stage = self._open[-1] if self._open else "rest"
        self.cpu[stage] += cpu - self._since[0]
        self.wall[stage] += wall - self._since[1]
        self._since = (cpu, wall)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with a clock around it."""

        @functools.wraps(function)
        def measured(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._open.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._open.pop()

        return measured

    def wrap_all(self) -> None:
        """Put a clock around every function of `STAGES`, wherever it has been imported to."""
        for stage, places in STAGES.items():
            for place in places:
                module_name, _, name = f"generator.{place}".rpartition(".")
                try:
                    module = importlib.import_module(module_name)
                    function = getattr(module, name)
                except (ImportError, AttributeError):
                    self.missing.append(place)
                    continue
                measured = self.timed(stage, function)
                for other in [found for key, found in sys.modules.items() if key.startswith("generator")]:
                    if vars(other).get(name) is function:
                        setattr(other, name, measured)

    def start(self) -> None:
        """Begin to count, at nothing."""
        self.cpu.clear()
        self.wall.clear()
        self._since = (processor(), time.perf_counter())

    def stop(self) -> None:
        """Count what has been going on until now."""
        self._turn()


def processor() -> float:
    """Return the processor seconds of this process and of those that it started and that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def generate(root: Path, *, cache: bool) -> dict[str, Any]:
    """Run the generator on a project and return what it cost."""
    from generator import build as module
    from generator.config import Edition

    edition = Edition("Benchmark", "", "0", "2026-01-01", "", "CC0", "https://example.org/", "Nobody")
    stages = Stages()
    stages.wrap_all()
    named: dict[str, Any] = {}
    store = None
    stages.start()
    if cache and "store" in inspect.signature(module.build).parameters:
        from generator.cache.store import open_store

        store = named["store"] = open_store(root)
    built = module.build(root, edition, **named)
    if store is not None:
        store.save()
    stages.stop()
    if built.report.errors:
        raise SystemExit(f"{root}: {built.report}")
    return {
        "stages_cpu": {name: round(seconds, 4) for name, seconds in stages.cpu.items()},
        "stages_wall": {name: round(seconds, 4) for name, seconds in stages.wall.items()},
        "inner_cpu": round(sum(stages.cpu.values()), 4),
        "inner_wall": round(sum(stages.wall.values()), 4),
        "cached": store is not None,
        "pages": len(built.pages),
        "not_found": stages.missing,
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Run the generator without MkDocs and print what it cost.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--cache", action="store_true", help="read and write the project's cache")
    chosen = parser.parse_args()
    gc.disable()  # As the command does.
    print(json.dumps(generate(chosen.project.resolve(), cache=chosen.cache)))


if __name__ == "__main__":
    main()
