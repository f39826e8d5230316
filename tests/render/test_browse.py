"""The data of the map and the quote browser: it says what the knowledge base says, and an edit touches little of it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Edition
from generator.link.evidence_map import EvidenceMap, map_evidence
from generator.link.knowledge_base import KnowledgeBase, is_repeat, link
from generator.load.content import load_corpus
from generator.model.study import Study
from generator.render import browse
from generator.render.browse import browse_parts, render_browse_data
from generator.render.browse_words import STUDIES, part_of, parts, plain_words, postings, stride, study_words
from generator.render.page import Library

PROJECT = Path(__file__).parent.parent.parent
EDITION = Edition("A title", "", "", "", "", "", "", "")


def library_of(base: KnowledgeBase) -> Library:
    styled = {style: dict.fromkeys(base.references, "") for style in ("vancouver", "ama", "apa")}
    return Library(base=base, edition=EDITION, citations=styled, downloads=(), verification={})  # type: ignore[arg-type]


def files_of(base: KnowledgeBase) -> dict[str, Any]:
    return {
        path: json.loads(content) for path, content in render_browse_data(library_of(base), map_evidence(base)).items()
    }


def from_steps(steps: Iterable[int]) -> list[int]:
    return list(accumulate(steps))


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return link(load_corpus(PROJECT))


@pytest.fixture(scope="module")
def evidence(base: KnowledgeBase) -> EvidenceMap:
    return map_evidence(base)


@pytest.fixture(scope="module")
def files(base: KnowledgeBase) -> dict[str, Any]:
    return files_of(base)


def test_the_index_says_what_the_map_says(base: KnowledgeBase, evidence: EvidenceMap, files: dict[str, Any]) -> None:
    index = files["browse/index.json"]
    ids = index["ids"].split(" ")
    assert ids == list(base.studies)
    for axis, listed, terms in zip(evidence.axes, index["axes"], index["terms"], strict=True):
        assert listed["id"] == axis.id
        for number, column in enumerate(axis.columns):
            own = [
                ids[at] for at, found in enumerate(terms) if number in (found if isinstance(found, list) else [found])
            ]
            assert own == list(column.studies)
    for theme, listed in zip(base.themes, index["spoken"], strict=True):
        spoken = list(evidence.spoken[theme].values())
        assert [ids[at] for at in from_steps(listed["studies"])] == [s.study for s in spoken]
        assert listed["quotes"] == [len(s.quotes) for s in spoken]
        assert from_steps(listed["refutes"]) == [at for at, s in enumerate(spoken) if s.refutes]


def test_every_quotation_has_its_themes(base: KnowledgeBase, evidence: EvidenceMap, files: dict[str, Any]) -> None:
    index, voices = files["browse/index.json"], files["browse/voices.json"]
    sets = {letter: places for letter, *places in voices["sets"]}
    themes = list(base.themes)
    spoken_of = {study: [theme for theme in themes if study in evidence.spoken[theme]] for study in base.studies}
    said: dict[str, set[str]] = {theme: set() for theme in themes}
    for linked, letter in zip(base.quotes.values(), voices["themes"], strict=True):
        for place in sets[letter]:
            said[spoken_of[linked.study.id][place]].add(linked.id)
    repeats = {linked.id for linked in base.quotes.values() if is_repeat(linked.quote)}
    for theme in themes:
        assert said[theme] - repeats == {quote for s in evidence.spoken[theme].values() for quote in s.quotes}
    assert any(said[theme] & repeats for theme in themes), "a repeat stands under the themes of its own"
    names = list(base.quotes)
    assert {names[at] for at in from_steps(voices["repeats"])} == repeats
    assert sum(index["quotes"]) == len(voices["status"]) == len(names)


def test_a_study_file_has_its_quotations_and_what_it_says(base: KnowledgeBase, files: dict[str, Any]) -> None:
    for study in base.studies.values():
        file = files[f"browse/study-{study.id}.json"]
        assert ["".join(quote["words"]) for quote in file["quotes"]] == [quote.text for quote in study.quotes]
        labels = {node.id: node.label for theme in study.themes for node in theme.walk()}
        shown = [[file["own"][place][0] for place in quote["themes"]] for quote in file["quotes"]]
        assert shown == [[labels[theme] for theme in quote.illustrates] for quote in study.quotes]
        for theme, said in file["themes"].items():
            voices = [quote.id.partition(".")[2] for quote in base.voices(theme, study.id)]
            assert [study.quotes[at].id for at in said["quotes"]] == voices


def test_every_word_of_a_quotation_leads_to_it_and_to_no_other(base: KnowledgeBase, files: dict[str, Any]) -> None:
    step = stride(base)
    (file,) = (content for path, content in files.items() if path.startswith("browse/words-"))
    for number, study in enumerate(base.studies.values()):
        for at, words in enumerate(study_words(study)):
            assert {word for word, steps in file.items() if number * step + at in from_steps(steps)} == words
            assert set(plain_words(study.quotes[at].text)) <= words


def test_words_are_found_whatever_accents_capitals_and_apostrophes() -> None:
    assert plain_words("I’m «naïve», DON'T say co-operate; Ōmer’s 2 ½ … _x_") == [
        *("i'm", "naive", "don't", "say", "co", "operate", "omer's", "2", "1", "2", "x")
    ]  # fmt: skip


@given(st.text(st.characters(codec="ascii")))
def test_ascii_is_read_by_the_same_rule_as_any_text(text: str) -> None:
    assert plain_words(text + " ö") == [*plain_words(text), "o"]
    assert plain_words(text + " \u0439\u5b57") == [*plain_words(text), "\u0438\u5b57"]


def test_a_study_without_quotations_and_any_character_in_one_break_nothing(base: KnowledgeBase) -> None:
    study = next(iter(base.studies.values()))
    assert study_words(study.model_copy(update={"quotes": ()})) == []
    odd = study.quotes[0].model_copy(
        update={"text": "one\x00two\ue000 \u0130stanbul", "illustrates": (), "speaker": "P1"}
    )
    assert study_words(study.model_copy(update={"quotes": (odd, odd)})) == [{"one", "two", "istanbul", "p1"}] * 2


def with_study(base: KnowledgeBase, study: Study) -> KnowledgeBase:
    studies = tuple(study if one.id == study.id else one for one in base.corpus.studies)
    return link(dataclasses.replace(base.corpus, studies=studies))


def test_a_quotation_more_touches_its_own_study_and_the_files_of_all(
    base: KnowledgeBase, files: dict[str, Any]
) -> None:
    first = next(iter(base.studies.values()))
    more = first.quotes[-1].model_copy(update={"id": "q99", "text": "Nobody said this zebrafish."})
    after = files_of(with_study(base, first.model_copy(update={"quotes": (*first.quotes, more)})))
    changed = {path for path in files if files[path] != after[path]}
    assert changed == {
        "browse/index.json",
        "browse/voices.json",
        "browse/words-0.json",
        f"browse/study-{first.id}.json",
        f"browse/cite-{first.id}.json",
    }
    assert set(files) == set(after)
    words, before = after["browse/words-0.json"], files["browse/words-0.json"]
    own = set.union(*study_words(first.model_copy(update={"quotes": (more,)})))
    assert {word for word in words if words[word] != before.get(word)} == own, (
        "quotations of other studies keep their numbers"
    )


def test_a_file_of_one_study_is_made_alone(base: KnowledgeBase, evidence: EvidenceMap, files: dict[str, Any]) -> None:
    study = next(iter(base.studies))
    made = {part.path: part for part in browse_parts(library_of(base), evidence)}
    part = made[f"browse/study-{study}.json"]
    assert part.may_stay
    other = dataclasses.replace(base, studies={study: base.studies[study]}, quotes={}, themes={})
    assert json.loads(part.make(library_of(other))) == files[part.path]


@given(st.lists(st.integers(0, 70_000), unique=True, max_size=50))
def test_letters_are_told_apart_and_survive_json(numbers: list[int]) -> None:
    letters = [browse._letter(number) for number in numbers]
    assert len(set(letters)) == len(numbers)
    assert json.loads(json.dumps("".join(letters), ensure_ascii=False).encode()) == "".join(letters)
    assert all(len(letter) == 1 for letter in letters)


@given(st.text(min_size=1, max_size=12), st.sampled_from([1, 2, 4, 32, 128]))
def test_words_with_one_beginning_are_in_one_file(word: str, number: int) -> None:
    assert part_of(word, number) == part_of(word[:3] + "whatever" if len(word) >= 3 else word, number) < number


def test_few_studies_have_one_file_of_words_and_many_have_more(base: KnowledgeBase) -> None:
    assert parts(base) == len(postings(base)) == 1
    study = next(iter(base.studies.values()))
    many = dataclasses.replace(base, studies={f"s{number}": study for number in range(STUDIES + 1)})
    found = postings(many)
    assert len(found) == parts(many) == 2
    assert all(part_of(word, 2) == number for number, file in enumerate(found) for word in file)
    assert all(len(steps) >= STUDIES + 1 for file in found for steps in file.values())
