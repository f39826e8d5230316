"""How easy pages are to read: the formula, what is left out, and the guide's promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.content import load_corpus
from generator.render.reading_level import count_syllables, own_words, reading_grade

PROJECT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("cat", 1), ("group", 1), ("leader", 2), ("case", 1), ("table", 2), ("doctors", 2), ("relation", 3), ("asked", 1), ("wanted", 2), ("voices", 2)],
)  # fmt: skip
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # Ten words to a sentence, one syllable to a word: 0.39 * 10 + 11.8 - 15.59.
    text = "The cat sat on the mat and saw the dog. " * 12
    assert reading_grade(text) == pytest.approx(0.11)
    assert reading_grade("Too short to say. ") is None


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = "The group met each week. They spoke of one case. " * 12
    hard = (
        "Psychiatric institutions necessitate interdisciplinary deliberation regarding countertransference phenomena. "
        * 16
    )
    assert (reading_grade(hard) or 0) > 12 > (reading_grade(easy) or 0)


@pytest.mark.content
def test_the_guide_can_be_read_at_fourteen() -> None:
    guide = [page for page in load_corpus(PROJECT).pages if page.uri.startswith("guide/")]
    assert len(guide) >= 12
    for page in guide:
        text = own_words(page)
        assert "[@" not in text and "[[" not in text and "](" not in text, page.uri
        grade = reading_grade(text)
        assert grade is not None and grade <= 9, f"{page.uri}: grade {grade}"
