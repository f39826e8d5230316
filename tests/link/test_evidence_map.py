"""The evidence map: who stands in which column, what a cell counts, and which gap an empty cell names."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from generator.link.evidence_map import SILENT, EvidenceMap, map_evidence, terms_of
from generator.link.knowledge_base import KnowledgeBase, is_repeat, link
from generator.load.content import load_corpus
from generator.model.balint import BalintGroup
from generator.model.base import Fact, Range, Where
from generator.model.crosswalk import LookedFor, NotApplicable
from generator.model.vocabulary import Axis, Term

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return link(load_corpus(PROJECT))


@pytest.fixture(scope="module")
def evidence(base: KnowledgeBase) -> EvidenceMap:
    return map_evidence(base)


EXPOSURE = Axis(
    id="exposure",
    label="Time",
    definition="Time.",
    field="exposure_months",
    terms=(
        Term(id="short", label="s", definition="d", bounds=Range(min=0, max=12)),
        Term(id="middle", label="m", definition="d", bounds=Range(min=12, max=36)),
        Term(id="long", label="l", definition="d", bounds=Range(min=36)),
    ),
)


@pytest.mark.parametrize(
    ("months", "terms"),
    [
        (Range(min=6, max=7), ("short",)),
        (Range(max=12), ("short",)),
        (Range(min=12, max=12), ("middle",)),
        (Range(min=18), ("middle", "long")),
        (Range(min=36, max=180), ("long",)),
        (Range(min=6, max=60), ("short", "middle", "long")),
        (Range(min=35.9, max=36), ("middle",)),
    ],
    ids=str,
)
def test_a_time_stands_in_the_terms_it_reaches_into(base: KnowledgeBase, months: Range, terms: tuple[str, ...]) -> None:
    study = next(iter(base.studies.values()))
    fact = Fact[Range](value=months, where=(Where(page=1),))
    placed = study.model_copy(update={"balint_group": BalintGroup(exposure_months=fact)})
    assert terms_of(placed, EXPOSURE) == terms


def test_what_a_paper_does_not_say_is_a_column_of_its_own(base: KnowledgeBase) -> None:
    study = next(iter(base.studies.values()))
    silent = study.model_copy(update={"balint_group": BalintGroup(exposure_months=Fact[Range](status="not_reported"))})
    assert terms_of(silent, EXPOSURE) == (SILENT,)
    assert terms_of(study.model_copy(update={"balint_group": BalintGroup()}), EXPOSURE) == (SILENT,)


@pytest.mark.content
def test_every_study_stands_on_every_axis(base: KnowledgeBase, evidence: EvidenceMap) -> None:
    assert [axis.id for axis in evidence.axes] == ["profession", "stage", "mode", "attendance", "exposure", "country"]
    for axis in evidence.axes:
        assert {study for column in axis.columns for study in column.studies} == set(base.studies)


@pytest.mark.content
def test_cells_hold_what_the_crosswalk_says(base: KnowledgeBase, evidence: EvidenceMap) -> None:
    themes = list(base.themes)
    for axis in evidence.axes:
        for theme, row in zip(themes, evidence.rows[axis.id], strict=True):
            joined = {m.mapping.study for m in base.mappings_to(theme)} | {a.study for a in base.themes[theme].accounts}
            assert {s.study for cell in row for s in cell.spoken} == joined
            for cell in row:
                assert {s.study for s in cell.spoken} == joined & set(cell.column.studies)
                assert len(cell.quotes) == len(set(cell.quotes))
                assert not any(is_repeat(base.quotes[quote].quote) for quote in cell.quotes)
                assert bool(cell.gap) == (not cell.spoken)


@pytest.mark.content
def test_participants_are_those_that_the_papers_count(evidence: EvidenceMap) -> None:
    row = dict(zip((c.term for c in evidence.axes[0].columns), evidence.rows["profession"][0], strict=True))
    assert row["general_practice"].participants == 28
    assert row["general_practice"].uncounted == ("omer2010",)


def test_an_empty_cell_says_which_gap_it_is(base: KnowledgeBase) -> None:
    theme = base.themes["parallel-process"].model_copy(
        update={
            "mappings": (),
            "accounts": (),
            "looked_for": (
                LookedFor(study="nalan2022", text="Asked, and nobody had seen it.", where=(Where(page=1),)),
            ),
            "not_applicable": (NotApplicable(axis="mode", term="in_person", reason="It happens on screens only."),),
        }
    )
    corpus = dataclasses.replace(base.corpus, themes=(theme,))
    (row,) = map_evidence(link(corpus)).rows["mode"]
    gaps = {cell.column.term: (cell.gap, cell.reason) for cell in row}
    assert gaps == {
        "in_person": ("not_applicable", "It happens on screens only."),
        "virtual": ("looked_for", "Asked, and nobody had seen it."),
        "mixed": ("no_study", ""),
        SILENT: ("not_mentioned", ""),
    }
