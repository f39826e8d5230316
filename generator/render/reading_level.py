"""How easy a hand-written page is to read: the grade of Flesch and Kincaid.

Comes in: a hand-written page. Goes out: a school grade of the United States (Kincaid and others 1975). Only the writer's
own words are measured: citations, quotations, headings and tables are left out. Syllables are estimated by groups of
vowels, which misses some where two vowels are spoken apart, as in "psychiatry"; the grade is told as an estimate.
"""

from __future__ import annotations

import re

from generator.model.handwritten import HandwrittenPage, PageCitation

_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)?")
_SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
_LEFT_OUT = re.compile(
    r"<!--.*?-->|^[ \t]*\{:[^}]*\}[ \t]*$|\]\([^)]*\)|[*`\[\]]|^[ \t]*(?:[-*+]|\d+\.)[ \t]+", re.S | re.M
)
_FEWEST_WORDS = 100
"""Below it the grade says nothing."""


def reading_grade(text: str) -> float | None:
    """Return the grade of a text whose sentences end with a mark; `None` for one of fewer than a hundred words."""
    words = _WORD.findall(text)
    if len(words) < _FEWEST_WORDS:
        return None
    sentences = max(1, len(_SENTENCE.findall(text)))
    syllables = sum(map(count_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def count_syllables(word: str) -> int:
    """Return an estimate of a word's syllables: its groups of vowels, a silent `e` at the end not counted."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouylr]e$|[^aeiouytd]ed$|[^aeiouyszc]es$", word) is not None
    return max(1, groups - silent)


def own_words(page: HandwrittenPage) -> str:
    """Return the running text of a page without marks; each paragraph and each item of a list ends a sentence."""
    parts = []
    for block in page.blocks:
        if block.kind not in ("text", "list"):
            continue
        spans = [(item.start, item.end) for item in block.items] or [(block.start, block.end)]
        parts += [_sentence(page, start, end) for start, end in spans]
    return "\n".join(part for part in parts if part)


def _sentence(page: HandwrittenPage, start: int, end: int) -> str:
    pieces, at = [], start
    for mark in page.marks:
        if not start <= mark.start < end:
            continue
        shown = (
            "" if isinstance(mark, PageCitation) or mark.kind == "quote" else mark.words or mark.id.replace("-", " ")
        )
        pieces += [page.text[at : mark.start], shown]
        at = mark.end
    text = " ".join(_LEFT_OUT.sub("", "".join([*pieces, page.text[at:end]])).split()).strip(" ;,")
    text = re.sub(r"\s+([.,;:])", r"\1", text)
    return text if not text or text[-1] in ".!?" else f"{text}."
