"""A build after an edit makes anew what the edit touches, and its site is that of a clean build, to the byte."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.cache.store import Store, open_store
from generator.site import build_site
from generator.unchanged import is_unchanged, site_table
from tests.build.conftest import PROJECT, build, state


def make(root: Path, site: Path, store: Store) -> None:
    """Build in this process."""
    built = build_site(root, site, store, lambda: None, lambda step: None)
    assert built.report.errors == ()


@pytest.fixture(autouse=True)
def own_key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    # A build in this process sets it for MkDocs; the tests after these get it as it was.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    """An edit: `old` becomes `new`, or the other way round where it is there already."""

    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text or new in text, f"{path} has neither {old!r} nor {new!r}"
        file.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")

    return edit


def toggle_study(root: Path) -> None:
    """A third study comes or goes, with its work, its mapping and a page that quotes nothing of it."""
    study, works = root / "content/studies/gamma2022.yml", root / "references.bib"
    text = works.read_text(encoding="utf-8")
    if study.exists():
        study.unlink()
        works.write_text(text.partition("\n@article{gamma2022")[0], encoding="utf-8")
        return
    made = (root / "content/studies/beta2021.yml").read_text(encoding="utf-8")
    study.write_text(made.replace("beta2021", "gamma2022").replace("Beta 2021", "Gamma 2022"), encoding="utf-8")
    entry = text[text.index("@article{beta2021") :].partition("\n}")[0]
    works.write_text(text + "\n" + entry.replace("beta2021", "gamma2022").replace("report", "note") + "\n}\n", "utf-8")


EDITS = {
    "summary": swap("content/studies/alpha2020.yml", "spoke of a kettle", "spoke of two kettles"),
    "name": swap("content/studies/beta2021.yml", "Beta 2021", "Beta and Gamma 2021"),
    "speaker": swap("content/studies/alpha2020.yml", "speaker: null", "speaker: S2"),
    "label": swap("content/studies/alpha2020.yml", 'label: "Cups"', 'label: "Cups and saucers"'),
    "theme": swap("content/themes/slow-kettles.yml", 'label: "Slow kettles"', 'label: "Kettles that are slow"'),
    "reason": swap("content/themes/slow-kettles.yml", "Both are about waiting.", "Both say that one waits."),
    "account": swap("content/themes/slow-kettles.yml", "mentions a kettle", "mentions kettles"),
    "finding": swap("content/findings/kettles-are-slow.yml", 'text: "', 'text: "Still: '),
    "page": swap("content/pages/about/index.md", "# ", "# All "),
    "vocabulary": swap("content/vocabulary.yml", "label: Sweden", "label: Kingdom of Sweden"),
    "work": swap("references.bib", "Kettles in common", "Pots in common"),
    "title": swap("mkdocs.yml", "site_name: ", "site_name: The "),
    "study": toggle_study,
}


@pytest.mark.parametrize("seed", range(2))
def test_edits_in_any_order_give_the_site_of_a_clean_build(tmp_path: Path, small: Path, seed: int) -> None:
    rng = Random(seed)
    site, clean = tmp_path / "site", tmp_path / "clean"
    make(small, site, open_store(small))
    for name in rng.sample(sorted(EDITS), len(EDITS)):
        EDITS[name](small)
        make(small, site, open_store(small))
        make(small, clean, Store(None))
        assert state(site) == state(clean), f"after {name}"


def test_a_page_that_an_edit_does_not_touch_stays(tmp_path: Path, small: Path) -> None:
    toggle_study(small)
    site = tmp_path / "site"
    pages = {name: site / f"studies/{name}/index.html" for name in ("alpha2020", "gamma2022")}
    make(small, site, open_store(small))
    before = {name: (os.stat(page).st_ino, page.read_bytes()) for name, page in pages.items()}
    EDITS["summary"](small)
    make(small, site, open_store(small))
    after = {name: (os.stat(page).st_ino, page.read_bytes()) for name, page in pages.items()}
    assert after["gamma2022"] == before["gamma2022"]
    assert after["alpha2020"][1] != before["alpha2020"][1]
    assert b"two kettles" in after["alpha2020"][1]


def test_a_page_that_somebody_changed_in_the_site_is_made_anew(tmp_path: Path, small: Path) -> None:
    site = tmp_path / "site"
    make(small, site, open_store(small))
    before = state(site)
    page = site / "studies/beta2021/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Beta", "Bets"), encoding="utf-8")
    EDITS["summary"](small)
    make(small, site, open_store(small))
    EDITS["summary"](small)
    make(small, site, open_store(small))
    assert state(site) == before


@pytest.mark.parametrize("spoil", ["removed", "cut", "exchanged"])
def test_a_cache_that_is_gone_or_wrong_changes_nothing_but_the_time(tmp_path: Path, small: Path, spoil: str) -> None:
    site, clean = tmp_path / "site", tmp_path / "clean"
    make(small, site, open_store(small))
    folder = small / ".cache" / "evidence-map"
    files = sorted(folder.glob("*.cache"))
    assert files
    if spoil == "removed":
        shutil.rmtree(folder)
    for first, second in zip(files, [*files[1:], files[0]], strict=True):
        if spoil == "cut":
            os.truncate(first, first.stat().st_size // 2)
        elif spoil == "exchanged":
            shutil.copy(second, f"{first}.new")
    for path in folder.glob("*.new"):
        path.rename(path.with_suffix(""))
    EDITS["summary"](small)
    make(small, site, open_store(small))
    make(small, clean, Store(None))
    assert state(site) == state(clean)


def test_a_build_with_nothing_to_do_writes_nothing(tmp_path: Path, small: Path) -> None:
    site = tmp_path / "site"
    assert build(small, site).returncode == 0

    def stamps() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for top in (site, small) for path in top.rglob("*")}

    before = stamps()
    done = build(small, site)
    assert done.returncode == 0 and "Nothing has changed" in done.stdout
    assert stamps() == before


@pytest.mark.parametrize(
    "change",
    [
        EDITS["page"],
        EDITS["work"],
        EDITS["title"],
        lambda root: (root / "content/pages/about/more.md").write_text("# More\n"),
        lambda root: (root / "content/unmapped.yml").unlink(),
        lambda root: (root / "CHANGELOG.md").write_text(
            "# Changes\n\n## 0.1.0, 2026-01-02\n\n### Data\n\n- A kettle.\n"
        ),
    ],
    ids=["page", "work", "title", "new-file", "no-file", "history"],
)
def test_whatever_changes_there_is_something_to_do(tmp_path: Path, small: Path, change: Callable[[Path], None]) -> None:
    site, store = tmp_path / "site", open_store(small)
    make(small, site, store)
    table = site_table(store, site)
    assert is_unchanged(table, small, site)
    change(small)
    assert not is_unchanged(table, small, site)


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site / "index.html").write_text("no"),
        lambda site: (site / "studies/alpha2020/index.html").unlink(),
        lambda site: (site / "more.html").write_text("more"),
    ],
    ids=["changed", "missing", "more"],
)
def test_a_site_that_is_not_as_it_was_left_is_built(
    tmp_path: Path, small: Path, change: Callable[[Path], None]
) -> None:
    site, store = tmp_path / "site", open_store(small)
    make(small, site, store)
    change(site)
    assert not is_unchanged(site_table(store, site), small, site)


def test_the_environment_that_the_settings_name_counts(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = small / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"^site_url:.*\n", "", text, flags=re.M) + 'site_url: !ENV [SITE_URL, ""]\n', "utf-8")
    site, store = tmp_path / "site", open_store(small)
    make(small, site, store)
    assert is_unchanged(site_table(store, site), small, site)
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert not is_unchanged(site_table(store, site), small, site)
    make(small, site, store)
    assert "https://example.org/studies/alpha2020/" in (site / "studies/alpha2020/index.html").read_text("utf-8")


def test_a_build_that_ends_with_an_error_forgets_nothing(tmp_path: Path, small: Path) -> None:
    site = tmp_path / "site"
    make(small, site, open_store(small))
    study = small / "content/studies/alpha2020.yml"
    text = study.read_text("utf-8")
    study.write_text(text.replace("aim:", "aims:", 1), "utf-8")
    assert build_site(small, site, open_store(small), lambda: None, lambda step: None).report.errors
    study.write_text(text, "utf-8")
    assert is_unchanged(site_table(open_store(small), site), small, site)


def test_without_the_cache_nothing_is_remembered(tmp_path: Path, small: Path) -> None:
    assert build(small, tmp_path / "site", {}).returncode == 0
    shutil.rmtree(small / ".cache")
    command = [sys.executable, "-m", "generator", "build", "--no-cache", "--root", str(small)]
    done = subprocess.run([*command, "--site-dir", str(tmp_path / "site")], cwd=PROJECT, check=False)
    assert done.returncode == 0
    assert not (small / ".cache").exists()
