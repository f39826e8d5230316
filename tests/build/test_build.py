"""`evidence-map build` as a command: what it refuses, what a fault leaves, and that it makes the same bytes everywhere."""

from __future__ import annotations

import gzip
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.audit.site import audit
from tests.build.conftest import PROJECT, build, command, state


@pytest.fixture
def site(built_once: Path, tmp_path: Path) -> Path:
    """A site that was built before."""
    place = tmp_path / "place" / "site"
    shutil.copytree(built_once, place)
    return place


def alone(site: Path) -> bool:
    """Whether nothing is left beside the site."""
    return [path.name for path in site.parent.iterdir()] == [site.name]


def test_a_refused_build_changes_nothing(small: Path, site: Path) -> None:
    before = state(site)
    study = small / "content/studies/alpha2020.yml"
    study.write_text(study.read_text(encoding="utf-8") + "\nunknown_key: 1\n", encoding="utf-8")
    done = build(small, site)
    assert done.returncode == 1
    assert "alpha2020.yml" in done.stdout
    assert state(site) == before and alone(site)


def test_a_warning_of_mkdocs_is_an_error_of_the_build(small: Path, site: Path) -> None:
    before = state(site)
    config = small / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "  - Lost: lost.md\n", encoding="utf-8")
    done = build(small, site)
    assert done.returncode == 3
    assert "lost.md" in done.stdout and "--quiet" not in done.stdout
    assert state(site) == before and alone(site)


def test_a_study_that_is_removed_leaves_nothing_behind(small: Path, site: Path) -> None:
    before = state(site)
    study, bibliography = small / "content/studies/gamma2022.yml", small / "references.bib"
    works = bibliography.read_text(encoding="utf-8")
    text = (small / "content/studies/beta2021.yml").read_text(encoding="utf-8")
    study.write_text(text.replace("beta2021", "gamma2022").replace("Beta 2021", "Gamma 2022"), encoding="utf-8")
    entry = works[works.index("@article{beta2021") :].partition("\n}")[0] + "\n}\n"
    bibliography.write_text(works + entry.replace("beta2021", "gamma2022").replace("report", "note"), encoding="utf-8")
    done = build(small, site)
    assert done.returncode == 0, done.stdout
    assert (site / "studies/gamma2022/index.html").is_file()
    study.unlink()
    bibliography.write_text(works, encoding="utf-8")
    done = build(small, site)
    assert done.returncode == 0, done.stdout
    assert state(site) == before


@pytest.mark.parametrize("number", range(4))
def test_a_killed_build_leaves_the_earlier_site_and_the_next_one_works(small: Path, site: Path, number: int) -> None:
    before = state(site)
    with (small / "content/pages/about/index.md").open("a", encoding="utf-8") as page:
        page.write("\nNew words.\n")
    process = subprocess.Popen(command(small, site), cwd=PROJECT, stdout=subprocess.DEVNULL)
    time.sleep(random.uniform(number, number + 1.0))
    process.kill()
    process.wait()
    if "New words." not in (site / "about/index.html").read_text(encoding="utf-8"):
        assert state(site) == before
    done = build(small, site)
    assert done.returncode == 0, done.stdout
    assert "New words." in (site / "about/index.html").read_text(encoding="utf-8")
    assert alone(site)


def test_ctrl_c_leaves_the_earlier_site_and_nothing_else(small: Path, site: Path) -> None:
    before = state(site)
    process = subprocess.Popen(
        command(small, site),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
        # A shell that runs the tests in the background has its children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not (site.parent / ".site.building").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    output, _ = process.communicate()
    assert process.returncode == 130, output
    assert "Traceback" not in output
    assert state(site) == before and alone(site)


def test_a_full_disk_leaves_the_earlier_site_and_is_said_plainly(small: Path, site: Path) -> None:
    before = state(site)
    done = subprocess.run(
        command(small, site),
        cwd=PROJECT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "File too large" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert state(site) == before and alone(site)


def test_a_read_only_place_is_refused(small: Path, site: Path) -> None:
    before = state(site)
    site.chmod(0o555)
    done = build(small, site)
    site.chmod(0o755)
    assert done.returncode == 2
    assert "read-only" in done.stdout
    assert state(site) == before and alone(site)


def test_foreign_folders_are_refused_and_left_alone(small: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.doc").write_text("mine", encoding="utf-8")
    before = state(precious)
    done = build(small, precious)
    assert done.returncode == 2
    assert "not empty" in done.stdout
    assert state(precious) == before


def test_a_link_goes_on_pointing_at_the_site(small: Path, site: Path, tmp_path: Path) -> None:
    (tmp_path / "www").symlink_to(site)
    (site / "index.html").write_text("old", encoding="utf-8")
    done = build(small, tmp_path / "www")
    assert done.returncode == 0, done.stdout
    assert (tmp_path / "www").is_symlink()
    assert "</html>" in (site / "index.html").read_text(encoding="utf-8")


def test_the_same_content_gives_the_same_bytes(built_once: Path, tmp_path: Path) -> None:
    """Elsewhere, later, in another zone, language, mask and seed, with the files made in another order."""
    elsewhere = tmp_path / "ein anderer Ort" / "ü"
    paths = [path for path in sorted((PROJECT / "tests/small").rglob("*"), reverse=True) if path.is_file()]
    for path in paths:
        copy = elsewhere / path.relative_to(PROJECT / "tests/small")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (10**9, 10**9))
    odd = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "271", "COLUMNS": "40"}
    done = subprocess.run(
        command(elsewhere, tmp_path / "other" / "public"),
        cwd=tmp_path,
        env={**os.environ, **odd, "PYTHONPATH": str(PROJECT)},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    mine, theirs = state(built_once), state(tmp_path / "other" / "public")
    assert {name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)} == set()


def test_the_date_of_the_build_is_the_datas_unless_the_environment_says_another(
    built_once: Path, small: Path, tmp_path: Path
) -> None:
    config = small / "mkdocs.yml"
    config.write_text("site_url: https://example.org/k/\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    for env, day in (({}, "2026-01-02"), ({"SOURCE_DATE_EPOCH": "86400"}, "1970-01-02")):
        done = build(small, tmp_path / "site", env)
        assert done.returncode == 0, done.stdout
        sitemap = (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")
        assert f"<lastmod>{day}</lastmod>" in sitemap
        packed = (tmp_path / "site/sitemap.xml.gz").read_bytes()
        assert gzip.decompress(packed).decode() == sitemap
    assert packed[4:8] == (86400).to_bytes(4, "little")
    done = build(small, tmp_path / "site", {"SOURCE_DATE_EPOCH": "yesterday"})
    assert done.returncode == 3
    assert "SOURCE_DATE_EPOCH" in done.stdout and "Traceback" not in done.stdout


def test_a_built_site_passes_the_audit(built_once: Path) -> None:
    assert audit(built_once) == []
