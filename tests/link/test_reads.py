"""What is read is noted, all of it, and no more than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.link.knowledge_base import KnowledgeBase, link
from generator.link.reads import EVERYTHING, ReadLog, UnitDigests, WatchedBase
from generator.load.content import load_corpus

SMALL = Path(__file__).parent.parent / "small"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return link(load_corpus(SMALL))


def test_nothing_of_a_knowledge_base_is_read_unseen() -> None:
    """A new field or method must say what reading it means, or an edit would leave pages as they were."""
    public = {name for name in dir(KnowledgeBase) if not name.startswith("_")} | set(KnowledgeBase.__dataclass_fields__)
    watched = WatchedBase.__dict__.keys() | vars(WatchedBase(link(load_corpus(SMALL)), ReadLog())).keys()
    assert public <= watched


def test_what_is_watched_looks_the_same(base: KnowledgeBase) -> None:
    watched = WatchedBase(base, ReadLog())
    assert list(watched.studies) == list(base.studies)
    assert dict(watched.quotes) == dict(base.quotes)
    assert watched.citations.get("no-such-work", ()) == ()
    for study, theme in (name.split(".") for name in base.study_themes):
        assert watched.mappings_of(study, theme) == base.mappings_of(study, theme)
        assert watched.quotes_of(study, theme) == base.quotes_of(study, theme)
    assert watched.voices("slow-kettles", "alpha2020") == base.voices("slow-kettles", "alpha2020")


def test_a_reading_is_noted_by_what_it_concerns(base: KnowledgeBase) -> None:
    log = ReadLog()
    watched = WatchedBase(base, log)
    watched.quotes["alpha2020.q01"]
    assert log.units == {"study:alpha2020"}
    assert "nobody2020" not in watched.studies
    assert "study:nobody2020" in log.units
    list(watched.themes)
    assert log.units == {"study:alpha2020", "study:nobody2020", "keys:themes"}
    assert watched.corpus is base.corpus
    assert EVERYTHING in log.units


def test_every_unit_has_a_digest_that_changes_with_it(base: KnowledgeBase) -> None:
    log = ReadLog()
    watched = WatchedBase(base, log)
    for study in watched.studies.values():
        list(watched.tree(study.id))
        watched.used_in("study", study.id)
        watched.packs_with("study", study.id)
        watched.used_in("quote", f"{study.id}.q01")
        for name in watched.study_themes:
            watched.no_term_found.get(name)
    for mapping in (watched.references, watched.themes, watched.findings, watched.citations, watched.glossary):
        list(mapping.values())
    watched.vocabulary, watched.corpus  # noqa: B018
    digests = UnitDigests(base)
    assert all(digests.digest(unit) for unit in log.units)
    corpus = load_corpus(SMALL)
    study = corpus.studies[0].model_copy(update={"summary": "Something else."})
    edited = {
        "studies": (study, *corpus.studies[1:]),
        "digests": {**corpus.digests, f"study:{study.id}": "of another file"},
    }
    other = UnitDigests(link(type(corpus)(**{**vars(corpus), **edited})))
    changed = {unit for unit in log.units if digests.digest(unit) != other.digest(unit)}
    assert f"study:{study.id}" in changed and EVERYTHING in changed
    assert f"study:{corpus.studies[1].id}" not in changed


def test_a_unit_that_nobody_knows_is_refused(base: KnowledgeBase) -> None:
    with pytest.raises(KeyError):
        UnitDigests(base).digest("weather:today")
