"""Data files go to the disk beside the site, those that are as they were stay, and nothing of it is left lying about."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build as build_pages
from generator.cache.outputs import Outputs
from generator.cache.store import Store, open_store
from generator.check.verification import statuses
from generator.config import Edition
from generator.data_files import DataFiles, Place, make_data_files
from generator.export import site_data
from generator.link.evidence_map import map_evidence
from generator.project import check_project
from generator.site import NotBuilt, build_site
from tests.build.conftest import state

EDITION = Edition("T", "D", "1", "2026-11-21", "https://example.org/", "L", "https://example.org/l", "E")
STUDY, OLD, NEW = "content/studies/alpha2020.yml", "spoke of a kettle", "spoke of two kettles"
DATABASE, WORKS = "data/knowledge-base.sqlite", "data/references.bib"


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


def made(root: Path, place: Place | None) -> DataFiles:
    """The data files of a project."""
    checked = check_project(root)
    verification = statuses(checked.base, checked.lock)
    ahead, files = make_data_files(checked.base, EDITION, verification, map_evidence(checked.base), place)
    assert ahead == DataFiles(files.paths) and files.paths == {download.path for download in files.downloads}
    return files


def contents(files: DataFiles) -> dict[str, bytes]:
    """The bytes that lie where it is said."""
    return {path: found.file.read_bytes() for path, found in files.placed.items()}


@pytest.fixture
def first(small: Path, tmp_path: Path) -> tuple[Path, DataFiles]:
    """The site of a first build, as far as its data files."""
    site = tmp_path / "first"
    site.mkdir()
    return site, made(small, Place(site))


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The folder of a second build."""
    folder = tmp_path / "second"
    folder.mkdir()
    return folder


def test_where_there_is_a_place_they_lie_there_and_are_the_same(
    small: Path, first: tuple[Path, DataFiles], fresh: Path
) -> None:
    plain, placed = made(small, None), first[1]
    assert contents(placed) == plain.contents and not placed.contents
    assert placed.downloads == plain.downloads
    assert not any(found.settled for found in placed.placed.values())
    forgetful = made(small, Place(fresh, lasting=False))
    assert contents(forgetful) == plain.contents and not forgetful.to_remember


def test_while_nothing_changes_nothing_is_made(
    small: Path, first: tuple[Path, DataFiles], fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, before = first
    page = small / "content/pages/about/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    monkeypatch.setattr(site_data, "export_all", lambda *_: pytest.fail("made again"))
    after = made(small, Place(fresh, site, before.to_remember))
    assert {path: found.file for path, found in after.placed.items()} == {path: site / path for path in before.placed}
    assert all(found.settled for found in after.placed.values())
    assert after.downloads == before.downloads and after.to_remember == before.to_remember
    assert list(fresh.iterdir()) == []


def test_an_edit_lays_the_files_that_it_changes(
    small: Path, first: tuple[Path, DataFiles], fresh: Path, edit: Callable[[str, str, str], int]
) -> None:
    site, before = first
    edit(STUDY, OLD, NEW)
    after = made(small, Place(fresh, site, before.to_remember))
    clean = made(small, None)
    assert contents(after) == clean.contents
    assert after.downloads == clean.downloads
    assert after.placed[WORKS] == (site / WORKS, True)
    assert after.placed[DATABASE] == (fresh / DATABASE, False)
    changed = {path for path in clean.contents if clean.contents[path] != (site / path).read_bytes()}
    assert {path for path, found in after.placed.items() if not found.settled} == changed


def link_away(path: Path) -> None:
    """The same bytes, but a link to a file elsewhere."""
    other = path.parent.parent / "elsewhere"
    path.rename(other)
    path.symlink_to(other)


@pytest.mark.parametrize(
    "spoil",
    [Path.unlink, lambda path: path.write_bytes(path.read_bytes() + b" "), link_away],
    ids=["gone", "changed", "a link"],
)
@pytest.mark.parametrize("path", [WORKS, DATABASE])
def test_a_file_that_somebody_touched_is_laid_anew(
    small: Path, first: tuple[Path, DataFiles], fresh: Path, spoil: Callable[[Path], None], path: str
) -> None:
    site, before = first
    spoil(site / path)
    after = made(small, Place(fresh, site, before.to_remember))
    assert contents(after) == made(small, None).contents
    assert after.placed[path] == (fresh / path, False)


def test_a_folder_that_is_cleared_is_not_made_again(small: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        made(small, Place(tmp_path / "gone" / "files"))
    assert not (tmp_path / "gone").exists()


def make(root: Path, site: Path, store: Store) -> None:
    """Build the whole site in this process."""
    assert build_site(root, site, store, lambda: None, lambda step: None).report.errors == ()


def test_in_a_site_a_file_without_change_is_the_same_file(
    small: Path, tmp_path: Path, edit: Callable[[str, str, str], int]
) -> None:
    site = tmp_path / "out" / "site"
    make(small, site, open_store(small))
    before = {path: os.stat(site / path).st_ino for path in (WORKS, DATABASE)}
    edit(STUDY, OLD, NEW)
    make(small, site, open_store(small))
    assert os.stat(site / WORKS).st_ino == before[WORKS]
    assert os.stat(site / DATABASE).st_ino != before[DATABASE]
    make(small, tmp_path / "clean", Store(None))
    assert state(site) == state(tmp_path / "clean")
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["site"]


def test_a_build_in_a_second_process_lays_the_same_files(
    small: Path, tmp_path: Path, edit: Callable[[str, str, str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cache.beside._cores", lambda: 2)
    site = tmp_path / "site"
    make(small, site, open_store(small))
    edit(STUDY, OLD, NEW)
    make(small, site, open_store(small))
    monkeypatch.setattr("generator.cache.beside._cores", lambda: 1)
    make(small, tmp_path / "clean", Store(None))
    assert state(site) == state(tmp_path / "clean")


def test_after_a_build_that_failed_the_earlier_site_and_its_memory_stand(
    small: Path, tmp_path: Path, edit: Callable[[str, str, str], int]
) -> None:
    site, page = tmp_path / "out" / "site", small / "content/pages/about/index.md"
    make(small, site, open_store(small))
    before, text = state(site), page.read_text(encoding="utf-8")
    edit(STUDY, OLD, NEW)
    page.write_text(text + "\n[nowhere](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(NotBuilt):
        build_site(small, site, open_store(small), lambda: None, lambda step: None)
    assert state(site) == before
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["site"]
    page.write_text(text, encoding="utf-8")
    make(small, site, open_store(small))
    make(small, tmp_path / "clean", Store(None))
    assert state(site) == state(tmp_path / "clean")


def test_without_a_place_the_bytes_are_those_of_the_build(small: Path) -> None:
    built = build_pages(small, EDITION, outputs=Outputs())
    assert DATABASE in built.files and built.late is None
