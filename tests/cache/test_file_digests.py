"""A file that stays as it is is read once, and one that was changed is read again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.cache import file_digests
from generator.cache.file_digests import digest_of_file, remembered_digest
from generator.cache.store import digest


@pytest.fixture(autouse=True)
def old_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file count as one that was changed long ago."""
    monkeypatch.setattr(file_digests, "_JUST_NOW", -(10**18))


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = written(tmp_path / "a", b"x" * 100_000)
    assert remembered_digest(path) is None
    assert digest_of_file(path) == digest(b"x" * 100_000) == remembered_digest(path) == digest_of_file(path)


def test_a_file_that_stays_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a", b"x")
    found = digest_of_file(path)
    monkeypatch.setattr(file_digests, "digest", lambda content: pytest.fail("it was read again"))
    assert digest_of_file(path) == found


def test_a_file_that_was_changed_exchanged_or_removed_is_not_known(tmp_path: Path) -> None:
    path = written(tmp_path / "a", b"first")
    digest_of_file(path)
    written(path, b"longer")
    assert remembered_digest(path) is None
    assert digest_of_file(path) == digest(b"longer")
    # Of the same size, with the same time: what counts is that it is another file, or was changed later.
    stamp = os.stat(path)
    written(tmp_path / "b", b"LONGER").replace(path)
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert digest_of_file(path) == digest(b"LONGER")
    path.unlink()
    assert remembered_digest(path) is None
    with pytest.raises(OSError, match="a"):
        digest_of_file(path)


def test_a_file_that_was_changed_just_now_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_digests, "_JUST_NOW", 2_000_000_000)
    path = written(tmp_path / "a", b"x")
    digest_of_file(path)
    assert remembered_digest(path) is None
    # A clock that goes on: the same file is old enough then.
    now = time.time_ns()
    monkeypatch.setattr(file_digests.time, "time_ns", lambda: now + 3_000_000_000)
    digest_of_file(path)
    assert remembered_digest(path) == digest(b"x")
