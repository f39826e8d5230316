"""Work beside gives what it would give here, errors too."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator.cache import beside as module
from generator.cache.beside import beside


@pytest.fixture(params=[1, 2], autouse=True)
def cores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(module, "_cores", lambda: request.param)
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
