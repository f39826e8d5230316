"""A site is replaced whole or not at all, whatever happens to the build that does it; no MkDocs takes part here."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from generator.publishing import exchange, staging
from generator.publishing.staging import NotWhole, keep_equal, recover, staged
from generator.publishing.target import WrongTarget, find_target
from generator.publishing.tree import read_tree

MAKE = """
import sys, time
from pathlib import Path
from generator.publishing import exchange
from generator.publishing.staging import staged
target, mark, steps = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if steps == "two":
    exchange.exchange_at_once = lambda one, other: False
print("begun", flush=True)
with staged(target) as place:
    place.fresh.mkdir()
    (place.fresh / "assets").mkdir()
    (place.fresh / "assets" / "evidence-map.css").write_text("")
    for name in ("index", "404", *range(40)):
        (place.fresh / f"{name}.html").write_text(f"<html>{mark}" * 50 + "</html>")
        time.sleep(0.002)
    place.publish()
"""
"""A build that takes about a fifth of a second and marks each of its pages."""


def start(target: Path, mark: str, steps: str = "one") -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", MAKE, str(target), mark, steps], stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> int:
    process.communicate()
    return process.returncode


def mark_of(target: Path) -> str:
    """The mark that all pages of a whole site bear."""
    pages = sorted(target.glob("*.html"))
    assert len(pages) == 42
    texts = {page.read_text(encoding="utf-8") for page in pages}
    assert len(texts) == 1, "pages of two builds"
    (text,) = texts
    mark = text.split("<html>")[1]
    assert text == f"<html>{mark}" * 49 + f"<html>{mark}</html>" or text == f"<html>{mark}" * 50 + "</html>"
    return mark.removesuffix("</html>")


@pytest.mark.parametrize("steps", ["one", "two"])
def test_a_build_that_is_killed_loses_nothing(tmp_path: Path, steps: str) -> None:
    target = tmp_path / "site"
    assert finish(start(target, "first", steps)) == 0
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    before = "first"
    for number in range(20):
        process = start(target, f"killed{number}", steps)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(draw.uniform(0, 0.35))
        process.kill()
        finish(process)
        if steps == "two":
            recover(target)
        now = mark_of(target)
        assert now in (before, f"killed{number}"), f"seed {seed}"
        before = now
    assert finish(start(target, "last", steps)) == 0
    assert mark_of(target) == "last"
    assert [path.name for path in tmp_path.iterdir()] == ["site"], "what dead builds left is gone"


def test_a_build_that_died_between_two_renames_is_mended(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert finish(start(target, "first")) == 0
    holder = tmp_path / ".site.building"
    (holder / "abc").mkdir(parents=True)
    target.rename(holder / "earlier")
    recover(target)
    assert mark_of(target) == "first"
    assert not holder.exists()


def test_readers_never_miss_a_page_while_sites_are_exchanged(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert finish(start(target, "first")) == 0
    if not exchange.exchange_at_once(_folder(tmp_path / "a"), _folder(tmp_path / "b")):
        pytest.fail("this file system cannot exchange two names; run the tests on one that can")
    stop, missing, reads = threading.Event(), [], [0]

    def read() -> None:
        while not stop.is_set():
            try:
                (target / "index.html").read_text(encoding="utf-8")
                reads[0] += 1
            except FileNotFoundError as error:
                missing.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(6):
        assert finish(start(target, str(number))) == 0
    stop.set()
    reader.join()
    assert reads[0] > 100
    assert missing == []


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_four_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    processes = [start(target, f"build{number}") for number in range(4)]
    assert [finish(process) for process in processes] == [0] * 4
    assert mark_of(target) in {f"build{number}" for number in range(4)}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_child_that_outlives_its_build_keeps_the_next_one_waiting(tmp_path: Path) -> None:
    target = tmp_path / "site"
    script = (
        "import os, signal, subprocess, sys\nfrom pathlib import Path\n"
        "from generator.publishing.staging import staged\n"
        "with staged(Path(sys.argv[1])) as place:\n"
        "    child = subprocess.Popen(['sleep', '600'], pass_fds=[place.lock], stdout=subprocess.DEVNULL)\n"
        "    print(child.pid, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    dead = subprocess.run([sys.executable, "-c", script, str(target)], stdout=subprocess.PIPE, text=True, check=False)
    child = int(dead.stdout)
    waited = []

    def stop_child() -> None:
        waited.append(True)
        os.kill(child, signal.SIGKILL)

    with staged(target, stop_child) as place:
        assert not place.fresh.exists()
    assert waited == [True]


def test_a_full_disk_leaves_the_earlier_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert finish(start(target, "first")) == 0
    limited = subprocess.run(
        [sys.executable, "-c", MAKE, str(target), "x" * 400, "one"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000)),
        capture_output=True,
        check=False,
    )
    assert limited.returncode == 1
    assert mark_of(target) == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_that_is_cut_off_is_not_published(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert finish(start(target, "first")) == 0
    for name, content in (("index.html", "<html></html>"), ("page.html", "<html><p>cut o")):
        with pytest.raises(NotWhole), staged(target) as place:
            place.fresh.mkdir()
            (place.fresh / name).write_text(content, encoding="utf-8")
            if name != "index.html":
                (place.fresh / "index.html").write_text("<html></html>", encoding="utf-8")
                (place.fresh / "404.html").write_text("<html></html>", encoding="utf-8")
            place.publish()
    assert mark_of(target) == "first"


def test_only_a_site_of_ours_or_an_empty_place_is_replaced(tmp_path: Path) -> None:
    root = _folder(tmp_path / "project")
    assert find_target(tmp_path / "new", root) == tmp_path / "new"
    empty = _folder(tmp_path / "empty")
    assert find_target(empty, root) == empty
    foreign = _folder(tmp_path / "foreign")
    (foreign / "index.html").write_text("somebody else's", encoding="utf-8")
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    locked = _folder(tmp_path / "locked")
    locked.chmod(0o555)
    ours = tmp_path / "ours"
    assert finish(start(ours, "first")) == 0
    assert find_target(ours, root) == ours
    (tmp_path / "link").symlink_to(ours)
    assert find_target(tmp_path / "link", root) == ours
    for wrong in (foreign, file, tmp_path / "nowhere", locked, root, tmp_path, Path("/proc")):
        with pytest.raises(WrongTarget):
            find_target(wrong, root)
    (ours / ".git").mkdir()
    with pytest.raises(WrongTarget, match=r"\.git"):
        find_target(ours, root)


def _site(folder: Path, pages: int, mark: str) -> Path:
    for name in ("index", "404", *range(pages)):
        page = folder / str(name) / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<html>{mark}</html>", encoding="utf-8")
    for name in ("index", "404"):
        (folder / f"{name}.html").write_text(f"<html>{mark}</html>", encoding="utf-8")
    return folder


@pytest.mark.parametrize("able", [True, False])
def test_every_file_and_folder_of_a_large_site_is_sealed(
    tmp_path: Path, able: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _site(tmp_path / "new", 120, "x")
    (folder / "5" / "index.html").chmod(0o600)
    (folder / "7").chmod(0o700)
    synced: list[str] = []
    monkeypatch.setattr(exchange, "sync", lambda path: synced.append(str(path)))
    if not able:
        monkeypatch.setattr(exchange, "sync_all", lambda folder: False)
    exchange.seal(read_tree(folder), {"3/index.html"})
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o644}
    assert {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if path.is_dir()} == {0o755}
    everything = {str(path) for path in (folder, *folder.rglob("*"))} - {str(folder / "3" / "index.html")}
    assert set(synced) == (set() if able else everything)


def test_a_disk_that_fails_stops_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        def __init__(self, name: None, use_errno: bool) -> None:
            self.syncfs = lambda descriptor: -1

    folder = _site(tmp_path / "new", 120, "x")
    monkeypatch.setattr(exchange.ctypes, "CDLL", Library)
    monkeypatch.setattr(exchange.ctypes, "get_errno", lambda: errno.EIO)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        exchange.seal(read_tree(folder))
    monkeypatch.setattr(exchange.ctypes, "get_errno", lambda: errno.ENOSYS)
    assert not exchange.sync_all(folder)


def test_equal_files_stay_and_links_are_not_followed(tmp_path: Path) -> None:
    earlier, fresh = _site(tmp_path / "earlier", 4, "x"), _site(tmp_path / "fresh", 4, "x")
    (fresh / "1" / "index.html").write_text("<html>y</html>", encoding="utf-8")
    (earlier / "2" / "index.html").unlink()
    (earlier / "2" / "index.html").symlink_to(earlier / "index.html")
    (fresh / "3" / "index.html").unlink()
    os.link(earlier / "3" / "index.html", fresh / "3" / "index.html")
    kept = keep_equal(read_tree(fresh), earlier, {"0/index.html"})
    assert kept == {"index.html", "404.html", "index/index.html", "404/index.html", "3/index.html"}
    for path in fresh.rglob("*.html"):
        name = path.relative_to(fresh).as_posix()
        assert not path.is_symlink()
        assert path.samefile(earlier / name) == (name in kept), name
    assert (fresh / "1" / "index.html").read_text(encoding="utf-8") == "<html>y</html>"


@pytest.mark.parametrize("has_rm", [True, False])
def test_the_earlier_site_goes(tmp_path: Path, has_rm: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    if not has_rm:

        def none(*arguments: object, **more: object) -> None:
            raise FileNotFoundError("rm")

        monkeypatch.setattr(staging.subprocess, "Popen", none)
    for mark in ("first", "second"):
        with staged(target) as place:
            _site(place.fresh, 10, mark)
            place.publish()
            place.clear()()
            assert not (has_rm and place.fresh.exists())
        assert (target / "1" / "index.html").read_text(encoding="utf-8") == f"<html>{mark}</html>"
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
