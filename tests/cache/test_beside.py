"""Work beside gives what it would give here, errors too."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cache import beside as module
from generator.cache.beside import Ready, beside, beside_in_steps, end_all, none_left


@pytest.fixture(params=[1, 2], autouse=True)
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(module, "_cores", lambda: request.param)
    monkeypatch.setattr(module, "THREADED", ("a_library_with_threads",))  # Tests before may have used a real one.
    return int(request.param)


def test_the_result_comes_back_once_and_for_all() -> None:
    result = beside(lambda: {"big": b"x" * 1_000_000, "words": ("“a”", 1)})
    assert result() == {"big": b"x" * 1_000_000, "words": ("“a”", 1)}
    assert result() is result()


def test_with_two_cores_it_is_done_in_another_process(cores: int) -> None:
    assert (beside(os.getpid)() != os.getpid()) == (cores > 1)


def test_an_error_comes_out_where_the_result_is_asked_for() -> None:
    def fail() -> None:
        raise ValueError("no such thing")

    result = beside(fail)
    with pytest.raises(ValueError, match="no such thing"):
        result()


def test_a_process_that_is_killed_costs_time_only(tmp_path: Path) -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return "done"

    assert beside(work)() == "done"


def test_a_result_that_cannot_be_sent_is_worked_out_here() -> None:
    assert beside(lambda: lambda: 3)()() == 3


def test_after_a_library_with_threads_of_its_own_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module.THREADED[0], sys)
    assert beside(os.getpid)() == os.getpid()


def test_what_may_be_left_out_is_not_done_here(cores: int) -> None:
    def work() -> str:
        if os.getpid() == here:
            raise AssertionError("done here")
        return "there"

    here = os.getpid()
    assert beside(work, otherwise=lambda: "nothing")() == ("there" if cores > 1 else "nothing")


def test_a_process_makes_itself_ready_and_then_works_on_what_it_is_told() -> None:
    ready: list[str] = []
    writer = Ready(lambda: ready.append("ready"), lambda given: (given, len(given), ready))
    result = writer.tell("x" * 3_000_000)
    assert result()[:2] == ("x" * 3_000_000, 3_000_000)
    assert result() is result()


def test_what_a_process_made_ready_is_at_hand(cores: int) -> None:
    ready: list[str] = []
    result = Ready(lambda: ready.append("ready"), lambda given: (given, ready)).tell(3)
    assert result() == (3, ["ready"] if cores > 1 else [])
    assert ready == []


@pytest.mark.parametrize("at", ["prepare", "work"])
def test_an_error_there_costs_time_only(at: str) -> None:
    here = os.getpid()

    def fail(when: str) -> None:
        if os.getpid() != here and at == when:
            raise ValueError(when)

    def work(given: int) -> int:
        fail("work")
        return given + 1

    assert Ready(lambda: fail("prepare"), work).tell(1)() == 2


def test_a_process_that_is_dismissed_is_gone(cores: int) -> None:
    writer = Ready(lambda: None, lambda given: given)
    writer.dismiss()
    if cores > 1:
        assert writer._process is not None
        with pytest.raises(ChildProcessError):
            os.waitpid(writer._process.child, 0)


def test_results_are_there_before_what_follows_them(tmp_path: Path) -> None:
    def work() -> Iterator[str]:
        yield "first"
        yield "second"
        while not (tmp_path / "go").exists():
            time.sleep(0.005)
        (tmp_path / "done").touch()

    begun = beside_in_steps(work)
    assert begun.result(1) == "second" and begun.result() == "first" and not (tmp_path / "done").exists()
    (tmp_path / "go").touch()
    begun.finish()
    assert (tmp_path / "done").exists() and begun.result(1) == "second"
    begun.finish()


@pytest.mark.parametrize("dies_at", [0, 1, 2])
def test_what_a_process_did_not_come_to_is_done_here(tmp_path: Path, dies_at: int) -> None:
    here = os.getpid()

    def work() -> Iterator[str]:
        for number in range(3):
            if number == dies_at and os.getpid() != here:
                os.kill(os.getpid(), 9)
            if number < 2:
                yield str(number)
        (tmp_path / "done").touch()

    begun = beside_in_steps(work)
    assert begun.result(0) == "0" and begun.result(1) == "1"
    begun.finish()
    assert (tmp_path / "done").exists()


def test_an_error_in_what_follows_comes_out_where_it_is_waited_for() -> None:
    def work() -> Iterator[str]:
        yield "result"
        raise OSError("the disk is full")

    begun = beside_in_steps(work)
    assert begun.result() == "result"
    with pytest.raises(OSError, match="the disk is full"):
        begun.finish()


def test_what_nobody_waited_for_is_ended(tmp_path: Path, cores: int) -> None:
    go = tmp_path / "go"

    def work() -> None:
        while cores > 1 and not go.exists():
            time.sleep(0.005)
        (tmp_path / "done").touch()

    waited = beside(lambda: "waited for")
    with pytest.raises(KeyboardInterrupt), none_left():
        beside(work)
        Ready(work, lambda given: given)
        assert waited() == "waited for"
        raise KeyboardInterrupt
    go.touch()
    time.sleep(0.1)
    assert not (tmp_path / "done").exists()
    assert not module._LIVING
    end_all()


def test_nothing_stays_open() -> None:
    before = set(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else set()
    for at in range(3):
        assert Ready(lambda: None, lambda given: given).tell(at)() == at
        Ready(lambda: None, lambda given: given).dismiss()
        assert beside(lambda: 1)() == 1
    if before:
        assert len(os.listdir("/dev/fd")) <= len(before)
