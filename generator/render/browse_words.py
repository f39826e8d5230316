"""The words of all quotations for the quote browser: which word stands in which quotation, in files of some words each.

Comes in: a knowledge base. Goes out: word to quotations, parted by the first letters of the words, so that a browser
loads the one file that has the words it looks for. A quotation is a number: its study's place times `STRIDE`, plus its
own place in the study; so a quotation more moves those of no other study.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from itertools import pairwise

from generator.cache.store import digest
from generator.link.knowledge_base import KnowledgeBase
from generator.model.study import Study

KEY = 3
"""Letters that say in which file a word is; a shorter word is its own key."""
STUDIES = 50
"""Studies whose words fit in one file."""
MOST = 128
"""Files at most."""

SPEAKER_NOT_NAMED = "Speaker not named in the paper"
"""What a card says in place of a speaker."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'"})
_SPACES = str.maketrans({c: " " for c in map(chr, range(128)) if not c.isalnum() and c != "'"})
_BETWEEN = "\x00"
_FNV_START, _FNV_PRIME = 0x811C9DC5, 0x01000193


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters, no accents, plain apostrophes.

    `assets/quote-words.js` reads a reader's words by the same rule.
    """
    return _words(_plain(text))


def _words(text: str) -> list[str]:
    if not text.isascii():
        return _WORD.findall(text)
    # The same for ASCII, at a third of the time.
    found = text.translate(_SPACES).split()
    return _WORD.findall(" ".join(found)) if "'" in text else found


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
        text = text if text.isascii() else "".join(c for c in text if unicodedata.category(c)[0] != "M")
    return text.lower()


def parts(base: KnowledgeBase) -> int:
    """Return how many files the words are parted into: a power of two, that a study more seldom changes."""
    number = 1
    while number * STUDIES < len(base.studies) and number < MOST:
        number *= 2
    return number


def stride(base: KnowledgeBase) -> int:
    """Return the places that each study has for its quotations: a power of two, at least 64."""
    most = max((len(study.quotes) for study in base.studies.values()), default=0)
    return max(64, 1 << max(most - 1, 0).bit_length())


def paths(base: KnowledgeBase) -> tuple[str, ...]:
    """Return where the files lie."""
    return tuple(f"browse/words-{number}.json" for number in range(parts(base)))


def directory(base: KnowledgeBase) -> dict[str, int]:
    """Return what scripts need to find the file of a word and to read its numbers."""
    return {"parts": parts(base), "key": KEY, "stride": stride(base)}


def part_of(word: str, number: int) -> int:
    """Return the file of a word among `number` of them: FNV-1a of the first letters, which scripts can work out."""
    found = _FNV_START
    for byte in word[:KEY].encode():
        found = (found ^ byte) * _FNV_PRIME & 0xFFFFFFFF
    return found % number


def postings(base: KnowledgeBase) -> list[dict[str, list[int]]]:
    """Return, file by file, each word with the steps from one of its quotations to the next."""
    step = stride(base)
    found: dict[str, list[int]] = defaultdict(list)
    for number, study in enumerate(base.studies.values()):
        for place, words in enumerate(study_words(study), start=number * step):
            for word in words:
                found[word].append(place)
    files: list[dict[str, list[int]]] = [{} for _ in range(parts(base))]
    known: dict[str, int] = {}
    for word in sorted(found):
        key = word[:KEY]
        if key not in known:
            known[key] = part_of(key, len(files))
        numbers = found[word]
        files[known[key]][word] = [numbers[0], *(after - before for before, after in pairwise(numbers))]
    return files


def spoken_digest(base: KnowledgeBase) -> str:
    """Return the digest of all that the files are made from: most edits leave it as it is."""
    made = [
        (
            [(node.id, node.label) for theme in study.themes for node in theme.walk()],
            [(quote.text, quote.speaker, quote.illustrates) for quote in study.quotes],
        )
        for study in base.studies.values()
    ]
    return digest(json.dumps(made))


def study_words(study: Study) -> list[set[str]]:
    """Return, quotation by quotation, the words by which it is found: its own, the speaker's, and of the study's themes.

    Names of papers and of cross-study themes are in the index already; scripts look for words in them there.
    """
    labels = {node.id: plain_words(node.label) for theme in study.themes for node in theme.walk()}
    # One text is read faster than many; the mark between them is part of no word.
    said = (f"{quote.text} {quote.speaker or SPEAKER_NOT_NAMED}".replace(_BETWEEN, " ") for quote in study.quotes)
    texts = _plain(_BETWEEN.join(said)).split(_BETWEEN)
    return [
        {*_words(text), *(word for theme in quote.illustrates for word in labels.get(theme, ()))}
        for quote, text in zip(study.quotes, texts, strict=False)
    ]
