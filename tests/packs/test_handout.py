"""A pack in, a handout out: one numbering, every text resolved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.link.handout import Handout, compose_handout, plain_text
from generator.link.knowledge_base import link
from generator.load.content import load_corpus
from generator.load.packs import read_text
from generator.model.pack import Words
from tests.packs.conftest import EDITION, PACK, handouts_of


def test_works_are_numbered_as_they_come(kettles: Handout) -> None:
    assert [(work.number, work.key) for work in kettles.works] == [(1, "beta2021"), (2, "alpha2020")]
    paragraph = plain_text(kettles.sections[0].blocks[0].items[0])
    assert paragraph == "Kettles are slow, see the theme. [1,\u00a0p.\u00a010; 2,\u00a0p.\u00a05]"


def test_two_places_in_one_work_have_one_number(kettles: Handout) -> None:
    assert plain_text(kettles.sections[0].blocks[2].items[1]) == "Wait. [2,\u00a0p.\u00a02; Table\u00a02]"


def test_a_quotation_counts_as_a_citation(write_pack: Callable[[str], Path]) -> None:
    only = PACK[: PACK.index("sections:")] + 'sections: [{title: "V", blocks: [{quotes: [alpha2020.q03]}]}]\n'
    (handout,) = handouts_of(link(load_corpus(write_pack(only))))
    assert [work.key for work in handout.works] == ["alpha2020"]
    assert handout.quotes[0].source == "Speaker not named, Alpha 2020 [1,\u00a0p.\u00a06]"


def test_a_name_without_words_is_its_label(kettles: Handout) -> None:
    assert plain_text(kettles.sections[0].blocks[1].items[1]) == "Another Beta 2021. [1]"


def test_words_of_the_glossary_are_explained(write_pack: Callable[[str], Path]) -> None:
    root = write_pack(PACK.replace("Kettles are **slow**", "A [[term pot|kettle]] is **slow**"))
    (root / "content/glossary.yml").write_text('- {id: pot, label: "Pot", definition: "It boils."}\n', encoding="utf-8")
    (handout,) = handouts_of(link(load_corpus(root)))
    assert handout.words == (("Pot", "It boils."),)


def test_the_imprint_names_licence_date_and_address(write_pack: Callable[[str], Path]) -> None:
    base = link(load_corpus(write_pack(PACK)))
    published = EDITION.__class__(**{**EDITION.__dict__, "site_url": "https://example.org/site/"})
    handout = compose_handout(base, published, base.packs["kettles"], {"beta2021": "B.", "alpha2020": "A."})
    imprint = " ".join(handout.imprint)
    for part in ("Version 1.2, 2026-01-02", "CC BY 4.0", "https://example.org/by/4.0/", "https://example.org/site/"):
        assert part in imprint


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a **b** c", [("a ", False), ("b", True), (" c", False)]),
        ("2 ** 3", [("2 ** 3", False)]),
        (r"\[@x] \*\*a", [("[@x] **a", False)]),
        ("*a* _b_ <c>", [("*a* _b_ <c>", False)]),
    ],
)
def test_bold_is_the_only_mark_up(text: str, parts: list[tuple[str, bool]]) -> None:
    assert [(p.text, p.strong) for p in read_text(text).parts if isinstance(p, Words)] == parts


def test_a_thing_knows_the_packs_that_use_it(write_pack: Callable[[str], Path]) -> None:
    base = link(load_corpus(write_pack(PACK)))
    for kind, name in (("quote", "alpha2020.q01"), ("theme", "slow-kettles"), ("study", "beta2021")):
        assert [pack.id for pack in base.packs_with(kind, name)] == ["kettles"]
    assert base.packs_with("quote", "alpha2020.q02") == ()
    assert base.packs_with("study", "alpha2020") == ()
