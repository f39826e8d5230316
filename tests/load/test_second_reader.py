"""Many files read in two processes: the same objects, places and problems in the same order as in one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from generator.cache import beside
from generator.cache.store import Store
from generator.load import content, second_reader
from generator.load.content import load_corpus
from generator.load.second_reader import MANY
from generator.model.corpus import Corpus

SMALL = Path(__file__).parents[1] / "small"
KEY = b"secret of the tests"
NAMES = [f"copy{number:03}" for number in range(MANY)]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project of many studies."""
    shutil.copytree(SMALL, tmp_path / "project")
    studies = tmp_path / "project/content/studies"
    for name in NAMES:
        text = (studies / "alpha2020.yml").read_text("utf-8").replace("id: alpha2020", f"id: {name}", 1)
        (studies / f"{name}.yml").write_text(text, "utf-8")
    return tmp_path / "project"


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    monkeypatch.setattr(beside, "THREADED", ())


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the owners of the files that this process reads, as it goes on."""
    owners: list[str] = []
    reading = content.sound_object

    def noted(file: content.ContentFile, raw: bytes) -> BaseModel | None:
        owners.append(file.owner)
        return reading(file, raw)

    monkeypatch.setattr(content, "sound_object", noted)
    return owners


def _in_one_process(root: Path, store: Store | None = None) -> Corpus:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "_cores", lambda: 1)
        return load_corpus(root, store)


def _assert_alike(found: Corpus, plain: Corpus) -> None:
    assert found == plain
    for one, other in zip(_models(found), _models(plain), strict=True):
        assert repr(one) == repr(other)
        assert one.model_fields_set == other.model_fields_set
    assert list(found.diagnostics) == list(plain.diagnostics)
    assert dict(found.positions) == dict(plain.positions)


def _models(corpus: Corpus) -> Iterator[BaseModel]:
    yield from (*corpus.studies, *corpus.themes, *corpus.findings, *corpus.references, *corpus.packs)
    yield from filter(None, (corpus.vocabulary, corpus.glossary, corpus.synthesis, *corpus.no_term_found))


@pytest.mark.parametrize("store", [lambda place: None, lambda place: Store(None), lambda place: Store(place, KEY)])
def test_two_processes_read_what_one_reads(
    root: Path, tmp_path: Path, read_here: list[str], store: Callable[[Path], Store | None]
) -> None:
    found = load_corpus(root, store(tmp_path / "cache"))
    assert 10 < len(read_here) < MANY
    assert len(found.studies) > MANY
    assert found.references
    _assert_alike(found, _in_one_process(root))


def test_what_was_read_in_two_processes_is_known_in_the_next_run(
    root: Path, tmp_path: Path, read_here: list[str]
) -> None:
    store = Store(tmp_path / "cache", KEY)
    first = load_corpus(root, store)
    store.save()
    read_here.clear()
    again = Store(tmp_path / "cache", KEY)
    _assert_alike(load_corpus(root, again), first)
    assert not read_here
    for table in ("objects", "works"):
        assert not again.table(table).stale
    one = Store(tmp_path / "other", KEY)
    _in_one_process(root, one)
    for table in ("objects", "works"):
        assert one.table(table).lines() == again.table(table).lines()


FAULTS: dict[str, Callable[[str], str]] = {
    "no key of the model": lambda text: text.replace("aim:", "aims:", 1),
    "a key twice": lambda text: f"{text}\naim: twice\n",
    "no YAML": lambda text: text.replace("aim:", "aim: [", 1),
    "another id": lambda text: re.sub(r"^id: \w+", "id: another", text, count=1),
    "an ambiguous word": lambda text: text.replace("aim:", "aim: yes #", 1),
    "nothing": lambda text: "",
}


@pytest.mark.parametrize("cached", [False, True])
def test_faults_are_told_alike_and_in_order(root: Path, tmp_path: Path, cached: bool) -> None:
    files = [root / f"content/studies/{name}.yml" for name in NAMES]
    for half in (files[3:], files[-3::-1]):
        for path, fault in zip(half, FAULTS.values(), strict=False):
            path.write_text(fault(path.read_text("utf-8")), "utf-8")
    bib = root / "references.bib"
    bib.write_text(bib.read_text("utf-8") + "@article{wrong2020, title = {A}}\n", "utf-8")
    store = Store(tmp_path / "cache", KEY) if cached else None
    found, plain = load_corpus(root, store), _in_one_process(root)
    assert len({d.location.path for d in plain.diagnostics}) == 2 * len(FAULTS) + 1
    _assert_alike(found, plain)
    assert found.broken == plain.broken


def test_a_file_that_cannot_be_read_is_told_of(root: Path) -> None:
    for name in (NAMES[0], NAMES[-1]):
        (root / f"content/studies/{name}.yml").write_bytes(b"# \xff\n" * 400_000)
    _assert_alike(load_corpus(root), _in_one_process(root))


def test_a_second_process_that_dies_costs_time_only(
    root: Path, monkeypatch: pytest.MonkeyPatch, read_here: list[str]
) -> None:
    monkeypatch.setattr(second_reader, "_read", lambda share, bibliography: os.kill(os.getpid(), 9))
    found = load_corpus(root)
    assert len(read_here) > MANY
    _assert_alike(found, _in_one_process(root))


def test_with_one_core_every_file_is_read_here_and_no_line_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, read_here: list[str]
) -> None:
    monkeypatch.setattr(second_reader, "to_line", lambda found: pytest.fail("nobody will read it"))
    _in_one_process(root)
    assert len(read_here) > MANY


def test_a_few_changed_files_among_many_are_read_here(root: Path, tmp_path: Path, read_here: list[str]) -> None:
    store = Store(tmp_path / "cache", KEY)
    load_corpus(root, store)
    store.save()
    path = root / f"content/studies/{NAMES[-1]}.yml"
    path.write_text(path.read_text("utf-8") + "# a remark\n", "utf-8")
    read_here.clear()
    found = load_corpus(root, Store(tmp_path / "cache", KEY))
    assert read_here == [f"study:{NAMES[-1]}"]
    _assert_alike(found, _in_one_process(root))
