"""Write a whole made-up knowledge base of any size, the same bytes for the same seed.

    python -m benchmarks.synthetic_corpus --studies 1000 --seed 1 --into FOLDER

Comes in: number of studies, seed, an empty folder. Goes out: `mkdocs.yml`, `content/`, `references.bib`, in which
`evidence-map check` finds nothing. Study 0001 is the same file among 10 studies and among 5,000, so that pages can be
compared between sizes. Sizes follow the issue's measure: 25 KB of YAML and 20 quotations a study, lists of 25 to 40
works of which few are cited often and most once, 18 to 60 cross-study themes. YAML is written as text: every value
is of coined words, which need no escaping.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.coined_text import label, person, sentence
from benchmarks.synthetic_study import AXES, DAY, EDITOR, MadeUpStudy, make_study, study_id

MOST = 5_000
PREDICATES = ("broadMatch", "closeMatch", "exactMatch", "narrowMatch", "relatedMatch")
CONCERNS = ("no_or_very_minor", "minor", "moderate", "serious")

BOUNDS = {
    "under_one_year": "{min: 0, max: 12}",
    "one_to_three_years": "{min: 12, max: 36}",
    "three_years_or_more": "{min: 36}",
}
"""Months that a term of the axis `exposure` covers."""

MKDOCS = """\
site_name: Made-up studies
site_description: {studies} made-up studies of coined words, for measuring. Nothing here was found by anybody.
docs_dir: content/pages
use_directory_urls: true
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.top, toc.follow, search.highlight]
plugins:
  - search:
      pipeline: [stopWordFilter, trimmer]
  - evidence_map:
      search_engine: material
      version: "0.0.0"
      date: "{day}"
markdown_extensions:
  - attr_list
  - toc:
      toc_depth: 3
validation:
  nav:
    omitted_files: info
nav:
  - Home: index.md
  - Themes: themes/index.md
  - Crosswalk: crosswalk/index.md
  - Findings: findings/index.md
  - Studies: studies/index.md
  - References: references/index.md
  - Data: data/index.md
  - About: about/index.md
"""


@dataclass
class _Gathered:
    """What the studies bring to the files about all of them."""

    themes: int
    mappings: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    contributions: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    unmapped: list[str] = field(default_factory=list)
    works: set[int] = field(default_factory=set)
    lock: dict[str, dict[str, object]] = field(default_factory=dict)


def theme_count(studies: int) -> int:
    """Return how many cross-study themes so many studies have: 18 for the fewest, 60 at most."""
    return min(60, 18 + studies // 50)


def write_corpus(folder: Path, studies: int, seed: int) -> None:
    """Write the project; `folder` must be empty or not exist, `studies` lies between 10 and 5,000.

    Raises:
        ValueError: The folder holds something, or the number is out of range.
    """
    if not 10 <= studies <= MOST:
        raise ValueError(f"between 10 and {MOST} studies, not {studies}")
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty")
    content = folder / "content"
    for name in ("studies", "themes", "findings", "pages/about"):
        (content / name).mkdir(parents=True, exist_ok=True)
    gathered = _Gathered(theme_count(studies))
    for number in range(1, studies + 1):
        study = make_study(Random(f"{seed}:study:{number}"), number)
        _gather(Random(f"{seed}:mappings:{number}"), study_id(number), study, gathered)
        _write(content / "studies" / f"{study_id(number)}.yml", study.text)
    for theme in range(1, gathered.themes + 1):
        _write(content / "themes" / f"theme-{theme:02}.yml", _theme(theme, seed, gathered))
        _write(content / "findings" / f"review-finding-{theme:02}.yml", _review_finding(theme, seed, gathered))
    _write(
        content / "unmapped.yml",
        "no_term_found:" + ("\n" + "".join(gathered.unmapped) if gathered.unmapped else " []\n"),
    )
    _write(content / "vocabulary.yml", _vocabulary())
    _write(content / "quotes.lock.json", _lock(studies, gathered))
    _write(
        content / "pages" / "about" / "index.md", "# About\n\nEverything here is made up by a program, to measure.\n"
    )
    _write(folder / "references.bib", _bibliography(studies, seed, gathered.works))
    _write(folder / "mkdocs.yml", MKDOCS.format(studies=studies, day=DAY))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _gather(rng: Random, study: str, made: MadeUpStudy, gathered: _Gathered) -> None:
    """Map each leaf of a study to a cross-study theme, or say that none fits; lock its quotes."""
    gathered.works |= made.works
    numbers = range(1, gathered.themes + 1)
    weights = [1 / (n + 5) for n in numbers]
    used: list[int] = []
    for leaf in made.leaves:
        why = f'"{sentence(rng, 12, 24)}"\n    author: "{EDITOR}"\n    date: "{DAY}"\n'
        if rng.random() < 0.05:
            gathered.unmapped.append(f"  - study: {study}\n    theme: {leaf}\n    justification: {why}")
            continue
        theme = rng.choices(numbers, weights=weights)[0]
        support = [f"{study}.{quote}" for quote, illustrated, _ in made.quotes if illustrated == leaf][:3]
        refutes = rng.random() < 0.08
        gathered.mappings[theme].append(
            f"  - study: {study}\n    theme: {leaf}\n"
            f"    predicate: {'relatedMatch' if refutes else rng.choice(PREDICATES)}\n"
            f"    translation: {'refutational' if refutes else rng.choice(('reciprocal', 'line_of_argument'))}\n"
            f"    supporting_quotes: [{', '.join(support)}]\n"
            f"    confidence: {rng.choice(('high', 'moderate', 'low'))}\n    justification: {why}"
        )
        used.append(theme)
    for theme in sorted(set(used[:2])):
        gathered.accounts[theme].append(
            f'  - study: {study}\n    text: "{sentence(rng, 20, 35)}"\n    where: {{page: {rng.randint(3, 8)}}}\n'
        )
    for theme in sorted(set(used[:3])):
        finding, quote = f"f{rng.randint(1, 8):02}", rng.choice(made.quotes)[0]
        gathered.contributions[theme].append(
            f"  - {{study: {study}, findings: [{finding}], themes: [{made.leaves[0]}], quotes: [{quote}]}}\n"
        )
    for quote, _, text in made.quotes:
        gathered.lock[f"{study}.{quote}"] = _locked(text)


def _locked(text: str) -> dict[str, object]:
    whole = hashlib.sha256(text.encode()).hexdigest()
    return {
        "text_sha256": whole,
        "normalised_sha256": whole,
        "start": 0,
        "end": len(text),
        "prefix_sha256": whole,
        "suffix_sha256": whole,
        "tier": "exact",
        "date": DAY,
    }


def _lock(studies: int, gathered: _Gathered) -> str:
    nothing = hashlib.sha256(b"").hexdigest()
    data = {
        "comment": "Made up, as the quotations are.",
        "sources": {study_id(number): nothing for number in range(1, studies + 1)},
        "quotes": gathered.lock,
    }
    return json.dumps(data, indent=2) + "\n"


def _theme(number: int, seed: int, gathered: _Gathered) -> str:
    rng = Random(f"{seed}:theme:{number}")
    lists = {"accounts": gathered.accounts[number], "mappings": gathered.mappings[number]}
    return (
        f'id: theme-{number:02}\nlabel: "{label(rng, rng.randint(2, 4))}"\norder: {number * 10}\n'
        f'definition: "{sentence(rng, 14, 24)}"\nscope_note: "{sentence(rng, 10, 20)}"\n'
        f'agreement: "{sentence(rng, 16, 30)}"\ndisagreement: "{sentence(rng, 16, 30)}"\n'
        + "".join(f"{name}:\n{''.join(items)}" if items else f"{name}: []\n" for name, items in lists.items())
    )


def _review_finding(number: int, seed: int, gathered: _Gathered) -> str:
    rng = Random(f"{seed}:finding:{number}")

    def component(name: str) -> str:
        return f'  {name}:\n    level: {rng.choice(CONCERNS[:3])}\n    explanation: "{sentence(rng, 14, 24)}"\n'

    names = ("methodological_limitations", "coherence", "adequacy", "relevance")
    made = "".join(gathered.contributions[number])
    return (
        f'id: review-finding-{number:02}\ntext: "{sentence(rng, 12, 22)}"\norder: {number * 10}\n'
        f"themes: [theme-{number:02}]\ncontributions:{chr(10) + made if made else ' []' + chr(10)}"
        f'disagreement: "{sentence(rng, 14, 24)}"\ncerqual:\n{"".join(map(component, names))}'
        f"    kind: {rng.choice(('direct', 'indirect', 'partial', 'unclear'))}\n  overall:\n"
        f'    level: {rng.choice(("moderate", "low"))}\n    explanation: "{sentence(rng, 14, 24)}"\n'
        f'    plain: "{sentence(rng, 14, 24)}"\n  assessed_by: "{EDITOR}"\n  method: "Chance."\n  date: "{DAY}"\n'
    )


def _vocabulary() -> str:
    def term(identifier: str) -> str:
        name = f"Country {identifier}" if identifier.isupper() else identifier.replace("_", " ").capitalize()
        bounds = f", bounds: {BOUNDS[identifier]}" if identifier in BOUNDS else ""
        return f'      - {{id: {identifier}, label: "{name}", definition: "Made up for measuring."{bounds}}}\n'

    return "axes:\n" + "".join(
        f'  - id: {axis}\n    label: "{axis.capitalize()}"\n    definition: "Made up for measuring."\n'
        + ("    field: exposure_months\n" if axis == "exposure" else "")
        + f"    terms:\n{''.join(map(term, terms))}"
        for axis, terms in AXES.items()
    )


def _bibliography(studies: int, seed: int, works: set[int]) -> str:
    """Return one record for each study and for each work that is cited; five thousand studies fit in 5 MB."""
    keys = [(study_id(n), f"Study {n:04}: ") for n in range(1, studies + 1)]
    keys += [(f"work-{n:05}", "") for n in sorted(works)]
    return "\n".join(_record(Random(f"{seed}:{key}"), key, prefix) for key, prefix in keys)


def _record(rng: Random, key: str, prefix: str) -> str:
    authors = " and ".join(person(rng) for _ in range(rng.randint(1, 4)))
    title = prefix + label(rng, rng.randint(5, 9))
    common = f"author = {{{authors}}},\n  title = {{{title}}},\n  year = {{{rng.randint(1957, 2025)}}}"
    if not prefix and rng.random() < 0.15:
        return f"@book{{{key},\n  {common},\n  publisher = {{Made-up Press}}\n}}\n"
    page = rng.randint(1, 900)
    doi = f",\n  doi = {{10.5555/{key}}}" if rng.random() < 0.6 else ""
    return (
        f"@article{{{key},\n  {common},\n  journal = {{Made-up Journal {rng.randint(1, 90)}}},\n"
        f"  volume = {{{rng.randint(1, 60)}}},\n  pages = {{{page}--{page + 9}}}{doi}\n}}\n"
    )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write a made-up knowledge base.")
    parser.add_argument("--studies", type=int, required=True, help="10 to 5000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, required=True, help="a folder that is empty or does not exist")
    arguments = parser.parse_args()
    try:
        write_corpus(arguments.into, arguments.studies, arguments.seed)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
