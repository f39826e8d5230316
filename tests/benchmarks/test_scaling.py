"""The benchmark compares what was measured side by side, says what it does not know, and draws what it measured."""

from __future__ import annotations

import re
import sys
import time
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.scaling import report
from benchmarks.scaling.baselines import BASELINES
from benchmarks.scaling.check import needed, told
from benchmarks.scaling.contestants import CONTESTANTS, FIVE
from benchmarks.scaling.plot import HEIGHT, ROW, Line, plot, spread
from benchmarks.scaling.process import run
from benchmarks.scaling.ratios import Verdict, judge, pair, read_goals
from benchmarks.scaling.sample import Results, Sample
from benchmarks.scaling.workspace import Workspace, changed, stamps

PROJECT = Path(__file__).parent.parent.parent


def sample(wall: float, session: str = "one", status: str = "ok", **facts: float) -> Sample:
    return Sample(status, wall=wall, cpu=wall / 2, memory=100, facts=facts, session=session)


def is_running(process: Path) -> bool:
    """Where nobody asks how it ended, an ended process stays as a name with the state Z."""
    try:
        return process.read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def verdict(results: Results, identifier: str) -> Verdict:
    return next(each for each in judge(results) if each.identifier == identifier)


def test_a_ratio_is_the_median_of_the_turns_and_not_the_ratio_of_medians(tmp_path: Path) -> None:
    results = Results(tmp_path)
    for ours, theirs in ((1.0, 1.0), (2.0, 4.0), (9.0, 3.0)):
        results.add("full", 1000, sample(ours))
        results.add("mkdocs", 1000, sample(theirs))
    assert verdict(results, "full-mkdocs").value == 1.0
    assert verdict(results, "full-mkdocs").holds is True


def test_samples_of_different_runs_are_not_compared_in_silence() -> None:
    early, late = sample(1.0, "one"), sample(2.0, "two")
    assert pair([early, late], [late]) == ([(late, late)], "")
    pairs, remark = pair([early], [late])
    assert pairs == [(early, late)]
    assert remark


def test_what_was_measured_once_is_compared_with_each_turn() -> None:
    many, once = [sample(1.0), sample(2.0)], [sample(4.0)]
    assert pair(many, once)[0] == [(many[0], once[0]), (many[1], once[0])]


@pytest.mark.parametrize(
    ("ours", "theirs", "bound", "holds"),
    [
        (sample(10), sample(30, status="limit"), "<", True),
        (sample(40), sample(30, status="limit"), "<", None),
        (sample(30, status="limit"), sample(10), ">", False),
        (sample(30, status="limit"), sample(40), ">", None),
        (sample(10), sample(30, status="failed"), "", None),
    ],
)
def test_a_program_that_was_ended_gives_a_bound_and_one_that_failed_nothing(
    tmp_path: Path, ours: Sample, theirs: Sample, bound: str, holds: bool | None
) -> None:
    results = Results(tmp_path)
    results.add("full", 1000, ours)
    results.add("mkdocs", 1000, theirs)
    found = verdict(results, "full-mkdocs")
    assert (found.bound, found.holds) == (bound, holds)


def test_growth_is_judged_per_study(tmp_path: Path) -> None:
    results = Results(tmp_path)
    results.add("full", 100, sample(20))
    results.add("full", 5000, sample(1100))
    assert verdict(results, "growth").value == pytest.approx(1.1)


def test_a_check_that_fails_says_which_ratio_and_by_how_much() -> None:
    line = told(Verdict("edit", "One edit against a whole build", 100, 0.25, 0.4))
    assert "One edit against a whole build" in line
    assert "0.4" in line and "0.25" in line and "TOO HIGH" in line


def test_every_goal_names_contestants_that_exist_and_sizes_that_they_are_measured_at() -> None:
    known = {**CONTESTANTS, **FIVE}
    for goal in read_goals():
        for key in ("upper", "lower", "of"):
            if key in goal:
                assert known[goal[key]].times(goal["at"]) > 0, goal["id"]
    assert all(names for names in needed().values())


def test_zensical_has_the_version_that_the_renderers_recipe_has() -> None:
    pinned = re.search(r"^ZENSICAL := (\S+)$", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    assert BASELINES["zensical"].requirements == (f"zensical=={pinned[1]}",)


def test_a_program_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    done = run(["sh", "-c", "sleep 600 & echo $! > child; wait"], tmp_path, limit=1)
    assert done.status == "limit"
    child = Path("/proc", (tmp_path / "child").read_text(encoding="utf-8").strip(), "stat")
    for _ in range(600):  # a busy machine takes its time to end what was told to end
        if not is_running(child):
            return
        time.sleep(0.1)
    pytest.fail("the child goes on")


def test_the_time_of_children_counts(tmp_path: Path) -> None:
    child = "import time; end = time.process_time() + 0.4\nwhile time.process_time() < end: pass"
    done = run(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"],
        tmp_path,
        30,
    )
    assert done.status == "ok"
    assert done.cpu >= 0.4


def test_an_edit_is_a_new_one_each_time_and_changes_one_file(tmp_path: Path) -> None:
    at = Workspace(10, tmp_path / "ten", limit=60)
    at.make()
    before = stamps(at.project)
    at.edit(at.study_file)
    first = at.study_file.read_text(encoding="utf-8")
    at.edit(at.study_file)
    assert at.study_file.read_text(encoding="utf-8") != first
    assert changed(before, stamps(at.project)) == [at.study_file.relative_to(at.project).as_posix()]


def test_the_report_replaces_what_stands_between_its_marks_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "DOCS", tmp_path)
    page = tmp_path / "measurements.md"
    page.write_text(f"before\n{report.BEGIN}\nlast week’s\n{report.END}\nafter\n", encoding="utf-8")
    results = Results(tmp_path / "results")
    results.add("full", 10, sample(3.21, page_bytes=1, page_gzipped=1, html_files=1, html_bytes=1, site_bytes=1))
    report.write_report(results)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n") and text.endswith("\nafter\n")
    assert "last week" not in text
    assert "3.21" in text
    report.write_report(results)
    assert page.read_text(encoding="utf-8") == text


def test_the_page_of_measurements_has_the_marks() -> None:
    text = (PROJECT / "docs" / "measurements.md").read_text(encoding="utf-8")
    assert text.count(report.BEGIN) == text.count(report.END) == 1


def test_the_plot_is_xml_that_names_every_line_and_keeps_names_apart() -> None:
    lines = [Line(f"Program <{n}>", [(10, 1.0 + n / 100), (1000, 9.0 + n / 100)], ours=n < 2) for n in range(7)]
    root = ElementTree.fromstring(plot(lines))
    names = [text for text in root.iter("{http://www.w3.org/2000/svg}text") if (text.text or "").startswith("Program")]
    assert len(names) == 7
    heights = sorted(float(text.get("y", "0")) for text in names)
    assert all(lower - upper >= ROW - 0.2 for upper, lower in pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] < HEIGHT


def test_names_keep_the_order_of_their_lines() -> None:
    assert spread([300.0, 100.0, 101.0]) == [300.0, 100.0, 100.0 + ROW]
