"""What a preview serves after each save is what a preview that begins now would serve, however it got there."""

from __future__ import annotations

import gc
import logging
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import preview

Edit = Callable[[str, str, str], int]

STUDY = "content/studies/alpha2020.yml"
AIM = "To see what a study with every field looks like."
PAGE, OTHER = "studies/alpha2020/index.html", "studies/beta2021/index.html"
DATA = "browse/study-beta2021.json"
HOOK = """
from pathlib import Path
def on_env(env, *, config, files):
    if Path(config.config_file_path).with_name("broken").exists():
        raise RuntimeError("a hook that fails")
"""


class Saves:
    """A preview in this process; each call builds what MkDocs builds when a file is saved."""

    def __init__(self, root: Path, served: Path) -> None:
        self.root = root
        self.served = served
        served.mkdir()
        config = self._settings()
        config.plugins.on_startup(command="serve", dirty=False)
        self.end = config.plugins.on_shutdown

    def _settings(self) -> MkDocsConfig:
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.served))

    def __call__(self) -> None:
        build(self._settings(), serve_url="http://127.0.0.1:8000/")


def tree(site: Path) -> dict[str, bytes]:
    """Return what lies in a folder, empty folders too."""
    return {path.relative_to(site).as_posix(): path.read_bytes() if path.is_file() else b"" for path in site.rglob("*")}


def text(site: Path, page: str = PAGE) -> str:
    return (site / page).read_text(encoding="utf-8")


@pytest.fixture
def saved(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Saves]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    saves = Saves(small, tmp_path / "served")
    saves()
    yield saves
    saves.end()
    gc.unfreeze()


@pytest.fixture
def fresh(small: Path, tmp_path: Path) -> Callable[[], dict[str, bytes]]:
    """What a preview serves that begins now, without a cache; in another process, for MkDocs keeps one plugin in each."""
    code = "import sys, pathlib, tests.site.test_preview_site as t; t.Saves(*map(pathlib.Path, sys.argv[1:]))()"

    def begun() -> dict[str, bytes]:
        copy, site = tmp_path / "copy", tmp_path / "fresh"
        shutil.copytree(small, copy, ignore=shutil.ignore_patterns(".cache", "site"))
        subprocess.run([sys.executable, "-c", code, str(copy), str(site)], check=True, capture_output=True)
        found = tree(site)
        shutil.rmtree(copy)
        shutil.rmtree(site)
        return found

    return begun


def test_each_save_leaves_what_a_new_preview_would_make(
    saved: Saves, edit: Edit, fresh: Callable[[], dict[str, bytes]]
) -> None:
    about = saved.root / "content" / "pages" / "about" / "index.md"
    kept = (saved.served / DATA).stat().st_ino

    edit(STUDY, AIM, "To see an edit.")
    saved()
    assert tree(saved.served) == fresh()
    assert "To see an edit." in text(saved.served)
    assert (saved.served / DATA).stat().st_ino == kept, "data of a study that nobody edited were made again"

    about.rename(about.parent / "more.md")
    saved()
    assert tree(saved.served) == fresh()
    assert (saved.served / "about" / "more" / "index.html").is_file()

    (about.parent / "more.md").rename(about)
    saved()
    assert tree(saved.served) == fresh()
    assert not (saved.served / "about" / "more").exists()

    page = (saved.served / PAGE).stat().st_ino
    saved()
    assert tree(saved.served) == fresh()
    assert (saved.served / PAGE).stat().st_ino == page, "a page was made again though nothing had changed"


def test_after_errors_the_site_is_whole_again(saved: Saves, edit: Edit, fresh: Callable[[], dict[str, bytes]]) -> None:
    edit(STUDY, "kind: qualitative_study", "kind: qualitativ_study")
    saved()
    assert "The content needs mending" in text(saved.served)
    edit(STUDY, AIM, "To see an edit.")
    saved()
    assert "The content needs mending" in text(saved.served, OTHER)

    edit(STUDY, "kind: qualitativ_study", "kind: qualitative_study")
    saved()
    assert tree(saved.served) == fresh()


def test_after_a_build_that_broke_off_the_site_is_whole_again(
    saved: Saves, edit: Edit, fresh: Callable[[], dict[str, bytes]]
) -> None:
    root = saved.root
    (root / "hook.py").write_text(HOOK, encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")
    saved()
    (root / "broken").touch()
    edit(STUDY, AIM, "To see an edit.")
    for _ in range(2):
        with pytest.raises(RuntimeError, match="a hook that fails"):
            saved()

    (root / "broken").unlink()
    saved()
    assert tree(saved.served) == fresh()


def test_a_preview_does_not_list_the_generated_pages(saved: Saves, caplog: pytest.LogCaptureFixture) -> None:
    forgotten = saved.root / "content" / "pages" / "about" / "forgotten.md"
    forgotten.write_text("# Forgotten\n\nNo navigation names this page.\n", encoding="utf-8")
    with caplog.at_level(logging.INFO):
        saved()
    assert "about/forgotten.md" in caplog.text
    assert "studies/beta2021.md" not in caplog.text


def test_a_preview_looks_for_garbage_when_it_rests(saved: Saves, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bool] = []
    monkeypatch.setattr(preview, "IDLE", 0.0)
    monkeypatch.setattr(preview.gc, "collect", lambda: looked.append(gc.isenabled()))
    saved()
    for thread in preview.threading.enumerate():
        if isinstance(thread, preview.threading.Timer):
            thread.join()
    assert looked == [False], "it was looked for while the site was made"
    assert gc.isenabled()


def test_nothing_is_left_of_a_preview(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    saves = Saves(small, tmp_path / "served")
    for _ in range(2):
        saves()
    saves.end()
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["scratch", "served", "small"]
