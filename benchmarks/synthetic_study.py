"""One made-up study as the text of its YAML file.

Comes in: a seeded stream of chance and the study's number. Goes out: the text, and what the files about all
studies need to know of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from random import Random

from benchmarks.coined_text import label, sentence, speech

QUOTES = 20
WORKS = 12_000
"""Works that can be cited, the first most often; five thousand studies cite about nine thousand of them."""
DAY = "2026-01-02"
EDITOR = "A program that makes things up"
COUNTRIES = tuple(f"X{letter}" for letter in "ABCDEFGHIJKL")
"""Codes that ISO 3166-1 leaves to private use: no country has them."""
AXES: dict[str, tuple[str, ...]] = {
    "profession": ("psychiatry", "general_practice", "hospital_medicine"),
    "stage": ("trainee", "specialist"),
    "mode": ("in_person", "virtual", "mixed"),
    "attendance": ("mandatory", "voluntary"),
    "exposure": ("under_one_year", "one_to_three_years", "three_years_or_more"),
    "country": COUNTRIES,
}


@dataclass(frozen=True)
class MadeUpStudy:
    """A study's file, and what other files point at."""

    text: str
    leaves: tuple[str, ...]
    """Ids of the lowest themes."""
    quotes: tuple[tuple[str, str, str], ...]
    """Id, theme and words of each quote."""
    works: frozenset[int]
    """Numbers of the works that it cites."""


def study_id(number: int) -> str:
    """Return a study's id, e.g. `study-0001`."""
    return f"study-{number:04}"


def make_study(rng: Random, number: int) -> MadeUpStudy:
    """Return a study of about 25 KB; it depends on its own stream of chance alone."""
    tree, leaves = _tree(rng)
    quotes = tuple((f"q{n:02}", rng.choice(leaves), speech(rng, 15, 70)) for n in range(1, QUOTES + 1))
    references, works = _reference_list(rng, number)
    text = "".join(
        (
            _frame(rng, number),
            _methods(rng),
            _appraisal(rng),
            "themes:\n",
            tree,
            "quotes:\n",
            *(_quote(rng, *quote) for quote in quotes),
            "findings:\n",
            *(_finding(rng, n, quotes) for n in range(1, 9)),
            references,
            "data_notes:\n",
            *(_data_note(rng, n) for n in range(1, 4)),
        )
    )
    return MadeUpStudy(text, tuple(leaves), quotes, works)


def _frame(rng: Random, number: int) -> str:
    participants = "".join(
        f'    - {{label: "P{n}", age: {rng.randint(27, 62)}, where: {{table: 1}}}}\n' for n in range(1, 11)
    )
    return f"""\
id: {study_id(number)}
kind: qualitative_study
short_name: "Study {number:04}"
aim: "{sentence(rng, 14, 26)}"
summary: "{sentence(rng, 20, 40)}"
setting:
  country: "{rng.choice(COUNTRIES)}"
  place: {{value: "Made-up town of {label(rng, 1)}", where: {{page: 1, section: "Methods"}}}}
  institution: {{value: "Made-up hospital of {label(rng, 1)}", where: {{page: 1, section: "Methods"}}}}
  years: {{value: "{rng.randint(1990, 2024)}", where: {{section: "Methods"}}}}
balint_group:
  mode: {{value: {rng.choice(AXES["mode"])}, where: {{section: "Methods"}}}}
  membership: {{value: {rng.choice(("closed", "open"))}, where: {{section: "Methods"}}}}
  attendance: {{value: {rng.choice(AXES["attendance"])}, where: {{section: "Methods"}}}}
  groups: not_reported
  sessions: {{value: {{min: {rng.randint(4, 12)}, max: {rng.randint(12, 60)}}}, where: {{section: "Methods"}}}}
  session_minutes: {{value: {{min: 60, max: 90}}, where: {{section: "Methods"}}}}
  exposure_months: {{value: {{min: {rng.choice((2, 6, 14, 40))}}}, where: {{section: "Methods"}}}}
  leaders:
    number: {{value: {{min: 1, max: 2}}, where: {{section: "Methods"}}}}
    profile: {{value: "{sentence(rng, 6, 12)}", where: {{section: "Methods"}}}}
sample:
  size: {{value: 10, where: {{section: "Methods"}}}}
  groups:
    - profession: {rng.choice(AXES["profession"])}
      stage: {rng.choice(AXES["stage"])}
      number: {{value: 10, where: {{section: "Methods"}}}}
      where: {{section: "Methods"}}
  participants:
{participants}"""


def _methods(rng: Random) -> str:
    def items(number: int) -> str:
        return "".join(
            f"      - {{item: {n}, status: {rng.choice(('reported', 'partly', 'not_reported'))}, "
            f'value: "{sentence(rng, 3, 6)}", where: {{section: "Methods"}}}}\n'
            for n in range(1, number + 1)
        )

    fact = '  {}: {{value: "{}", where: {{page: 2, section: "Methods"}}}}\n'
    names = ("approach", "tradition", "sampling", "interviewer", "language", "ethics", "funding")
    return (
        "methods:\n"
        + "".join(fact.format(name, sentence(rng, 5, 14)) for name in names)
        + '  data_collection:\n    - {instrument: "focus group", where: {section: "Methods"}}\n'
        + f'  limitations:\n    - {{text: "{sentence(rng, 12, 20)}", where: {{section: "Discussion"}}}}\n'
        + f"  reporting:\n    coreq:\n{items(32)}    srqr:\n{items(21)}"
    )


def _appraisal(rng: Random) -> str:
    items = "".join(
        f'    - {{item: {n}, judgement: "{rng.choice(("yes", "no", "unclear"))}", '
        f'explanation: "{sentence(rng, 6, 12)}", where: {{section: "Methods"}}}}\n'
        for n in range(1, 11)
    )
    return f'appraisal:\n  items:\n{items}  assessed_by: "{EDITOR}"\n  method: "Chance."\n  date: "{DAY}"\n'


def _tree(rng: Random) -> tuple[str, list[str]]:
    """Return a theme tree of three levels at most, and the ids of its leaves."""
    leaves: list[str] = []

    def node(identifier: str, indent: str) -> str:
        return (
            f'{indent}- id: {identifier}\n{indent}  label: "{label(rng, rng.randint(2, 5))}"\n'
            f'{indent}  definition: "{sentence(rng, 6, 14)}"\n{indent}  where: {{page: {rng.randint(3, 8)}, table: 2}}\n'
        )

    text = ""
    for theme in range(1, rng.randint(3, 5) + 1):
        text += node(f"t{theme}", "  ") + "    subthemes:\n"
        for subtheme in range(1, rng.randint(2, 4) + 1):
            name = f"t{theme}-{subtheme}"
            codes = [f"{name}-{code}" for code in range(1, rng.choice((0, 0, 1, 2)) + 1)]
            text += node(name, "      ") + ("        codes:\n" if codes else "")
            text += "".join(node(code, " " * 10) for code in codes)
            leaves += codes or [name]
    return text, leaves


def _quote(rng: Random, identifier: str, theme: str, text: str) -> str:
    return (
        f'  - id: {identifier}\n    text: "{text}"\n    speaker: "P{rng.randint(1, 10)}"\n'
        f'    where: {{page: {rng.randint(3, 8)}, section: "Results"}}\n    illustrates: [{theme}]\n'
    )


def _finding(rng: Random, number: int, quotes: tuple[tuple[str, str, str], ...]) -> str:
    quote, theme, _ = rng.choice(quotes)
    return (
        f'  - id: f{number:02}\n    text: "{sentence(rng, 14, 28)}"\n    where: {{page: {rng.randint(3, 8)}}}\n'
        f"    themes: [{theme}]\n    illustrations: [{quote}]\n    credibility: {rng.choice(('unequivocal', 'credible'))}\n"
    )


def _reference_list(rng: Random, number: int) -> tuple[str, frozenset[int]]:
    """Return a list without holes and its works: drawn by falling frequency, and up to three earlier studies."""
    cited = sorted({int(exp(rng.random() * log(WORKS))) for _ in range(rng.randint(28, 45))})
    keys = [f"work-{work:05}" for work in cited]
    keys += [study_id(n) for n in sorted(rng.sample(range(1, number), min(number - 1, rng.randint(0, 3))))]
    rng.shuffle(keys)
    entries = "".join(f"    - {{number: {n}, key: {key}}}\n" for n, key in enumerate(keys, start=1))
    return f"references:\n  list: complete\n  entries:\n{entries}", frozenset(cited)


def _data_note(rng: Random, number: int) -> str:
    return (
        f'  - id: n{number:02}\n    what: "{sentence(rng, 15, 25)}"\n    where: {{page: {rng.randint(2, 8)}}}\n'
        f'    handling: "{sentence(rng, 8, 14)}"\n    touches: [{rng.choice(("sample", "quotes", "methods"))}]\n'
    )
