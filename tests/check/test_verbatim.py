"""Verbatim means verbatim: what is set aside, and what never is."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import check_project
from generator.check.verbatim import SourceText
from generator.check.verification import check_lock, verify_quotes
from generator.load.lock import NAME, read_lock, write_lock

PAPER = (
    "Before. “I did not say\nthat it was 10⁶ times diffi-\ncult”, she said. The ﬁrst one – a well-\n"
    "known one – was *quite **bold** there*. Noise\nLong label\nwent on (2 * 3 * 4). e\u0301tude\n"
)


@pytest.mark.parametrize(
    ("quote", "tier"),
    [
        ("Before. “I did not say", "exact"),
        ("I did not say that it was", "white_space"),
        ("The first one", "unicode"),
        ("étude", "unicode"),
        ('"I did not say', "punctuation"),
        ("first one - a", "punctuation"),
        ("quite bold there", "markup"),
        ("times difficult", "line_end_hyphens"),
        ("10⁶ times", "exact"),
        ("one –was quite", "no_white_space"),
        ("Noise went on", "interposed_labels"),
        ("2 * 3 * 4", "exact"),
    ],
)
def test_tier(quote: str, tier: str) -> None:
    found = SourceText(PAPER, ["A Long Label", "Long label"]).find(quote)
    assert found is not None
    assert found.tier == tier


@pytest.mark.parametrize(
    "quote",
    [
        "", "   ", "\n",
        "I did say that it was",  # a dropped "not"
        "106 times", "10^6 times",  # a superscript is not a digit
        "I did not say that it were",
        "i did not say",  # capital letters count
        "id not say",  # the beginning of a word is missing
        "went on (234)",  # lone asterisks are no emphasis
        "Noise on",
        "bold there quite",
    ],
)  # fmt: skip
def test_absent(quote: str) -> None:
    assert SourceText(PAPER, ["A Long Label", "Long label"]).find(quote) is None


def test_a_line_that_is_no_label_is_never_skipped() -> None:
    assert SourceText("one\nnot a label\ntwo").find("one two") is None


def test_the_nearest_passage_names_the_first_difference() -> None:
    passage, difference = SourceText("We did not leave the room at noon.").nearest("We did leave the room at noon.")
    assert "leave the room" in passage
    assert difference


def lock_of(root: Path, text: str) -> None:
    base = check_project(root).base
    lock, outcomes = verify_quotes(base, {"alpha2020": text}, "2026-01-02")
    assert {o.status for o in outcomes} == {"verified"}
    write_lock(root, lock)


SOURCE = "S1: “The kettle boiled very slowly.” Then: There were not enough cups. That was all."


def test_the_lock_is_written_and_fits(small: Path) -> None:
    lock_of(small, SOURCE)
    assert check_project(small).report.diagnostics == ()


@settings(deadline=None)
@given(data=st.data())
def test_any_changed_letter_is_found(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    import shutil

    root = tmp_path_factory.mktemp("lock") / "small"
    shutil.copytree(Path(__file__).parent.parent / "small", root)
    base = check_project(root).base
    lock, _ = verify_quotes(base, {"alpha2020": SOURCE}, "2026-01-02")
    quote = data.draw(st.sampled_from(sorted(base.quotes)))
    text = base.quotes[quote].quote.text
    place = data.draw(st.integers(0, len(text) - 1))
    changed = (
        text[:place]
        + data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda c: c != text[place]))
        + text[place + 1 :]
    )
    linked = base.quotes[quote]
    study = linked.study.model_copy(
        update={
            "quotes": tuple(
                q.model_copy(update={"text": changed}) if q.id == linked.quote.id else q for q in linked.study.quotes
            )
        }
    )
    from dataclasses import replace

    from generator.link.knowledge_base import link

    others = tuple(s for s in base.corpus.studies if s.id != study.id)
    edited = link(replace(base.corpus, studies=(*others, study)))
    assert "quote-edited" in {d.rule for d in check_lock(edited, lock)}


def test_an_edit_names_its_line(small: Path, edit: Callable[[str, str, str], int]) -> None:
    lock_of(small, SOURCE)
    line = edit("content/studies/alpha2020.yml", "not enough cups", "enough cups")
    (found,) = check_project(small).report.errors
    assert (found.rule, found.location.path, found.location.line) == (
        "quote-edited", "content/studies/alpha2020.yml", line,
    )  # fmt: skip


def test_an_entry_without_a_quote_is_an_error(small: Path, edit: Callable[[str, str, str], int]) -> None:
    lock_of(small, SOURCE)
    text = (small / NAME).read_text(encoding="utf-8").replace('"alpha2020.q03"', '"alpha2020.q30"')
    (small / NAME).write_text(text, encoding="utf-8")
    found = {d.rule: d for d in check_project(small).report.diagnostics}
    assert set(found) == {"lock-orphan", "quote-unverified"}
    assert text.splitlines()[found["lock-orphan"].location.line - 1].strip().startswith('"alpha2020.q30"')


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"quotes": 1, "sources": {}}', "\x00", '{"quotes": {"a.b": {}}, "sources": {}}']
)
def test_a_damaged_lock_is_an_error(small: Path, text: str) -> None:
    (small / NAME).write_text(text, encoding="utf-8")
    assert "lock-corrupt" in {d.rule for d in check_project(small).report.errors}


def test_the_lock_is_deterministic_and_keeps_dates(small: Path) -> None:
    lock_of(small, SOURCE)
    before = (small / NAME).read_bytes()
    base = check_project(small).base
    lock, _ = verify_quotes(base, {"alpha2020": SOURCE}, "2030-12-31", read_lock(small)[0])
    write_lock(small, lock)
    assert (small / NAME).read_bytes() == before
    lock, outcomes = verify_quotes(base, {}, "2030-12-31", read_lock(small)[0])
    write_lock(small, lock)
    assert (small / NAME).read_bytes() == before
    assert {o.status for o in outcomes} == {"cannot_check"}


def test_random_words_removed_are_found() -> None:
    words = [f"w{i}" for i in range(200)]
    source = SourceText(" ".join(words))
    for seed in range(50):
        drawn = random.Random(seed)
        start = drawn.randrange(0, 180)
        quote = words[start : start + 15]
        del quote[drawn.randrange(1, 14)]
        assert source.find(" ".join(quote)) is None


def test_without_a_lock_it_is_said_and_nothing_stops(small: Path) -> None:
    (small / NAME).unlink()
    report = check_project(small).report
    assert [d.rule for d in report.diagnostics] == ["lock-missing"]
    assert report.errors == ()
