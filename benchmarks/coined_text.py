"""Sentences of coined words: nobody can take them for a finding, and they are spread like those of a language.

Comes in: a seeded `random.Random`. Goes out: words, labels, sentences, names. Letters, spaces, commas and
full stops only, so that nothing of it needs escaping in YAML or BibTeX.
"""

from __future__ import annotations

from itertools import accumulate
from random import Random

ONSETS = ("b", "br", "d", "dr", "f", "fl", "g", "gl", "h", "j", "k", "kl", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w", "z")  # fmt: skip
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("", "l", "m", "n", "nd", "r", "rt", "s", "sk", "t", "x")
FUNCTION_WORDS = ("the", "of", "and", "to", "in", "that", "it", "was", "with", "for", "not", "we", "on", "at", "this", "from")  # fmt: skip
VOCABULARY = 20_000
"""Different words: about as many as a thousand studies of a real language have between them."""


def _coin(rng: Random) -> str:
    syllables = rng.choices((1, 2, 3), weights=(1, 5, 3))[0]
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice(CODAS)


def _coin_words() -> tuple[str, ...]:
    """Return the one word list; it does not depend on the seed of a corpus."""
    rng = Random("the word list of the made-up studies")
    words: dict[str, None] = dict.fromkeys(FUNCTION_WORDS)
    while len(words) < VOCABULARY:
        words[_coin(rng)] = None
    return tuple(words)


WORDS = _coin_words()
_ZIPF = tuple(accumulate(1 / (rank + 2) for rank in range(len(WORDS))))
_RARER = WORDS[200:]


def words(rng: Random, number: int) -> str:
    """Return words as often as a language uses them: the first of the list most (Zipf)."""
    return " ".join(rng.choices(WORDS, cum_weights=_ZIPF, k=number))


def label(rng: Random, number: int) -> str:
    """Return a label of rarer words with a capital letter, e.g. of a theme."""
    return " ".join(rng.choice(_RARER) for _ in range(number)).capitalize()


def sentence(rng: Random, shortest: int, longest: int) -> str:
    """Return one sentence of so many words."""
    return words(rng, rng.randint(shortest, longest)).capitalize() + "."


def speech(rng: Random, shortest: int, longest: int) -> str:
    """Return several sentences, as a participant would be quoted."""
    left = rng.randint(shortest, longest)
    parts = []
    while left > 0:
        length = min(left, rng.randint(5, 18))
        parts.append(words(rng, length).capitalize() + rng.choice((".", ".", ".", " ...", "?")))
        left -= length
    return " ".join(parts)


def person(rng: Random) -> str:
    """Return a coined name as BibTeX writes it, e.g. `Brandul, F.`."""
    return f"{rng.choice(_RARER).capitalize()}, {rng.choice('ABCDEFGHJKLMNPRST')}."
