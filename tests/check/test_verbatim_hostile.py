"""What a comparison must never let pass, and what it must not trip over."""

from __future__ import annotations

import pytest

from generator.check.verbatim import SourceText

LABEL = ("They do not want us", "The group was not safe", "Worry")


@pytest.mark.parametrize(
    ("paper", "quote"),
    [
        ("a non-existing plan", "existing plan"), ("I don't know", "I don"), ("the un-\nable man", "able man"),
        ("the interac-\ntion was", "the interac"), ("it is un**able** now", "able now"), ("cafe\u0301 bar", "the cafe"),
        ("took 10.5 hours", "took 10"), ("took 1,000 hours", "took 1"), ("about 10⁶ cells", "about 10"),
        ("about 10<sup>6</sup> cells", "about 106 cells"), ("about 50% of", "about 50"), ("at −5 degrees", "5 degrees"),
        ("wards 10 6 and", "wards 106 and"), ("had 1\n000 of", "had 1000 of"), ("so 3*4*5 made", "so 345 made"),
        ("it took 1½ hours", "it took 11⁄2 hours"), ("item ① was", "item 1 was"), ("so … yes", "…"), ("so ** yes", "**"),
        ("limits—\nand that", "limitsand that"),
        ("I do\nnot want\nto go", "I do to go"), ("It was\nnot safe\nin there", "It was in there"),
    ],
)  # fmt: skip
def test_absent(paper: str, quote: str) -> None:
    assert SourceText(paper, LABEL).find(quote) is None


@pytest.mark.parametrize(
    ("paper", "quote", "tier"),
    [
        ("a self-\nreported thing", "a self-reported thing", "line_end_hyphens"),
        ("a self-\nreported diffi-\nculty", "a self-reported difficulty", "line_end_hyphens"),
        ("limits—\nand that", "limits—and that", "no_white_space"),
        ("diffi-\r\ncult case", "difficult case", "line_end_hyphens"),
        ('it is <em class="x">so</em> good', "it is so good", "markup"),
        (r"it was \emph{very} good", "it was very good", "markup"),
        ("inter\u00adest rate", "interest rate", "unicode"), ("the word¹ and", "the word", "exact"),
        ("It was\nWorry\nabout", "It was about", "interposed_labels"),
        ("They do\nWorry\n(P1): so I\nnot want us\nwent", "so I went", "interposed_labels"),
    ],
)  # fmt: skip
def test_verified(paper: str, quote: str, tier: str) -> None:
    found = SourceText(paper, LABEL).find(quote)
    assert found is not None
    assert found.tier == tier
