"""With a cache a project reads as it does without one, whatever was edited in between; and what is known is not parsed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator.cache.store import Store
from generator.load import content, kept_works
from generator.load.content import load_corpus
from generator.load.lock import NAME, read_lock
from generator.load.validated import from_line, to_line
from generator.model.base import Range, Where
from generator.model.corpus import Corpus
from generator.model.finding import Finding
from generator.model.quote import Quote

SMALL = Path(__file__).parents[1] / "small"
PROJECT = Path(__file__).parents[2]
KEY = b"secret of the tests"
FILES = sorted(
    path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*") if path.suffix in {".yml", ".bib", ".json"}
)
ALPHA = "content/studies/alpha2020.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a cache that knows the small project."""
    store = Store(tmp_path / "cache", KEY)
    load_corpus(SMALL, store)
    read_lock(SMALL, store)
    store.save()
    return tmp_path / "cache"


def _same(root: Path, folder: Path) -> Corpus:
    """Assert that a project reads alike with the cache and without, and return what was read with it."""
    store = Store(folder, KEY)
    plain, cached = load_corpus(root), load_corpus(root, store)
    assert cached == plain
    for with_cache, without in zip(_models(cached), _models(plain), strict=True):
        assert repr(with_cache) == repr(without)  # 7 is no 7.0, and a tuple is no list
        assert with_cache.model_fields_set == without.model_fields_set
    assert read_lock(root, store) == read_lock(root)
    store.save()
    return cached


def _models(corpus: Corpus) -> Iterator[BaseModel]:
    yield from (*corpus.studies, *corpus.themes, *corpus.findings, *corpus.references, *corpus.packs)
    yield from filter(None, (corpus.vocabulary, corpus.glossary, corpus.synthesis, *corpus.no_term_found))


LINES = st.one_of(
    st.sampled_from(
        ["", "id: x", "  where: {page: 1.5}", "a: &b yes", "  - 7", "not: |\n  known\n", "@string{jan = {Januar}}", "}"]
    ),
    st.text(max_size=12),
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(FILES),
        st.integers(0, 10_000),
        st.sampled_from(["take out", "put in", "repeat", "change", "take back"]),
        LINES,
    ),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=15)
@given(EDITS)
def test_any_edit_reads_alike_with_and_without_a_cache(edits: list[tuple[str, int, str, str]]) -> None:
    with TemporaryDirectory() as place:
        root, folder = Path(place) / "project", Path(place) / "cache"
        shutil.copytree(SMALL, root)
        staying = Store(Path(place) / "staying", KEY)
        staying.keep_objects()
        assert load_corpus(root, staying) == _same(root, folder)
        for name, at, what, words in edits:
            path = root / name
            lines = path.read_text(encoding="utf-8").split("\n")
            at %= len(lines)
            if what == "take back":
                lines = (SMALL / name).read_text(encoding="utf-8").split("\n")
            elif what == "change":
                key, colon, _ = lines[at].partition(": ")
                lines[at] = f"{key}{colon}{words}"
            else:
                lines[at : at + (what == "take out")] = {"put in": [words], "repeat": [lines[at]]}.get(what, [])
            path.write_text("\n".join(lines), encoding="utf-8", errors="replace", newline="")
            assert load_corpus(root, staying) == _same(root, folder)
            staying.save()


def test_what_is_known_is_not_parsed(root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(content, "sound_object", lambda file, raw: parsed.append(file.shown_as))
    monkeypatch.setattr(kept_works, "parse_works", _noting(parsed, kept_works.parse_works, 0))
    corpus = load_corpus(root, Store(folder, KEY))
    assert len(corpus.studies) >= 2
    assert corpus.references
    assert parsed == []

    (root / ALPHA).write_text((root / ALPHA).read_text("utf-8") + "# a remark\n", "utf-8")
    load_corpus(root, Store(folder, KEY))
    assert parsed == [ALPHA]


def test_who_stays_reads_back_only_what_changed(root: Path, folder: Path) -> None:
    store = Store(folder, KEY)
    store.keep_objects()
    alpha, beta = load_corpus(root, store).studies
    store.save()
    text = (root / ALPHA).read_text("utf-8")
    (root / ALPHA).write_text(text.replace("To see what", "To see again what"), "utf-8")
    edited, same = load_corpus(root, store).studies
    assert same is beta
    assert edited.aim.startswith("To see again what")

    store.save()
    (root / ALPHA).write_text(text, "utf-8")
    back, same = load_corpus(root, store).studies
    assert same is beta
    assert back == alpha
    assert back is not alpha, "what one reading did not use is forgotten"

    forgetful = Store(folder, KEY)
    assert load_corpus(root, forgetful).studies[1] is not load_corpus(root, forgetful).studies[1]


def _noting(parsed: list[str], parse: Any, at: int) -> Any:
    def noted(*args: Any) -> Any:
        parsed.append(args[at])
        return parse(*args)

    return noted


def test_a_file_that_needs_a_closer_look_and_has_no_fault_is_known_too(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / ALPHA).read_text("utf-8").replace('aim: "', 'aim: "Room #1, ')
    assert "#1" in text
    (root / ALPHA).write_text(text, "utf-8")
    parsed: list[str] = []
    monkeypatch.setattr(content, "parse_bytes", _noting(parsed, content.parse_bytes, 1))
    for expected in ([ALPHA], []):
        store = Store(folder, KEY)
        load_corpus(root, store)
        store.save()
        assert parsed == expected
        parsed.clear()
    assert not _same(root, folder).diagnostics


def test_of_the_bibliography_only_the_entry_that_changed_is_parsed(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bib = root / "references.bib"
    text = bib.read_text("utf-8")
    bib.write_text(text.replace("{A made-up report}", "{{A}nother report}"), "utf-8")
    parsed: list[str] = []
    monkeypatch.setattr(kept_works, "parse_works", _noting(parsed, kept_works.parse_works, 0))
    cached = load_corpus(root, Store(folder, KEY))
    assert len(parsed) == 1
    assert parsed[0].startswith("@article{beta2021,")
    monkeypatch.undo()
    assert cached == load_corpus(root)
    assert [work.title for work in cached.references if work.cite_key == "beta2021"] == ["Another report"]


def test_an_abbreviation_that_changes_changes_the_entries_that_use_it(root: Path, folder: Path) -> None:
    bib = root / "references.bib"
    text = bib.read_text("utf-8")
    entry = "\n@misc{shorter2020,\n  author = {A, B.},\n  title = short # { story},\n  year = 2020\n}\n"
    for words in ("Long", "Other"):
        bib.write_text(f"{text}{entry}@string{{short = {{{words}}}}}\n", "utf-8")
        assert _same(root, folder).references[-1].title == f"{words} story"


def test_two_entries_that_are_right_alone_are_wrong_together(root: Path, folder: Path) -> None:
    bib = root / "references.bib"
    text = bib.read_text("utf-8")
    entry = "@misc{twice2020,\n  title = {A},\n}\n"
    bib.write_text(text + entry, "utf-8")
    assert not _same(root, folder).diagnostics
    bib.write_text(text + entry + entry, "utf-8")
    assert [found.rule for found in _same(root, folder).diagnostics] == ["bib-duplicate-key"]
    bib.write_text(text + entry + entry.replace("twice", "Twice"), "utf-8")
    assert [found.rule for found in _same(root, folder).diagnostics] == ["bib-key-case"]


def test_a_file_with_an_error_is_told_of_in_every_run(root: Path, folder: Path) -> None:
    (root / ALPHA).write_text((root / ALPHA).read_text("utf-8").replace("aim:", "aims:"), "utf-8")
    first, second = _same(root, folder), _same(root, folder)
    assert first.diagnostics
    assert first.diagnostics == second.diagnostics


def test_a_known_file_behind_a_link_that_leads_out_is_refused(root: Path, folder: Path, tmp_path: Path) -> None:
    _same(root, folder)
    shutil.move(root / ALPHA, tmp_path / "outside.yml")
    os.symlink(tmp_path / "outside.yml", root / ALPHA)
    assert [found.rule for found in _same(root, folder).diagnostics] == ["content-symlink"]


def test_a_known_file_under_another_name_is_looked_at_again(root: Path, folder: Path) -> None:
    _same(root, folder)
    shutil.copy(root / ALPHA, root / "content/studies/other2020.yml")
    assert [found.rule for found in _same(root, folder).diagnostics] == ["content-id"]


def test_the_places_of_a_known_file_are_found_when_asked_for(root: Path, folder: Path) -> None:
    plain, cached = load_corpus(root), load_corpus(root, Store(folder, KEY))
    at = ("study:alpha2020", "quotes", 0, "text")
    assert cached.locate(*at) == plain.locate(*at)
    assert cached.locate(*at).line > 1
    assert dict(cached.positions) == dict(plain.positions)


def test_a_file_that_changed_since_it_was_read_is_shown_from_its_top(root: Path, folder: Path) -> None:
    cached = load_corpus(root, Store(folder, KEY))
    (root / ALPHA).write_text("id: alpha2020\n", "utf-8")
    assert str(cached.locate("study:alpha2020", "quotes", 0, "text")) == f"{ALPHA}:1:1"


def test_a_lock_that_changed_is_checked_again(root: Path, folder: Path) -> None:
    store = Store(folder, KEY)
    assert read_lock(root, store) == read_lock(root)
    assert read_lock(root, store)[0].quotes
    path = root / NAME
    path.write_text(path.read_text("utf-8").replace('"exact"', '"guessed"', 1), "utf-8")
    assert [found.rule for found in read_lock(root, store)[1]] == ["lock-corrupt"]
    assert [found.rule for found in read_lock(root, store)[1]] == ["lock-corrupt"]


def test_everything_of_this_project_comes_back_as_it_was() -> None:
    for found in _models(load_corpus(PROJECT)):
        line = to_line(found)
        assert line is not None
        back = from_line(type(found), line)
        assert repr(back) == repr(found)
        assert back.model_fields_set == found.model_fields_set
        assert hash(back) == hash(found) if not hasattr(found, "csl") else True


ODD = st.text(min_size=1)


@given(ODD, ODD, st.one_of(st.integers(0, 10**18 - 1), ODD), st.lists(ODD, max_size=3))
def test_odd_texts_come_back_to_the_letter(text: str, speaker: str, page: int | str, others: list[str]) -> None:
    try:
        quote = Quote.model_validate(
            {
                "id": "q01",
                "text": text,
                "speaker": speaker,
                "where": [{"page": page, "section": text}, {"row": speaker}],
                "alternatives": others,
            }
        )
    except ValidationError:
        return
    line = to_line(quote)
    assert line is not None
    assert repr(from_line(Quote, line)) == repr(quote)


NUMBERS = st.one_of(st.integers(-(10**18) + 1, 10**18 - 1), st.floats(allow_nan=False, allow_infinity=False))


@given(NUMBERS)
def test_numbers_come_back_with_their_kind(number: float) -> None:
    found = Range(min=number)
    line = to_line(found)
    assert line is not None
    assert repr(from_line(Range, line)) == repr(found)


def test_half_a_character_is_not_kept() -> None:
    found = Finding.model_construct(id="f01", text="\ud800", where=(Where(page=1),), credibility="credible")
    assert to_line(found) is None


def test_a_cache_that_forgets_costs_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.load.kept_files.to_line", lambda found: pytest.fail("nobody will read it"))
    store = Store(None)
    assert load_corpus(root, store) == load_corpus(root)
    assert read_lock(root, store) == read_lock(root)
