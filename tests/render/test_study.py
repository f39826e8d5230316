"""The page of a study reads what belongs to the study, so that it can stay when something else changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from generator.config import Edition
from generator.link.citations import Citation
from generator.link.knowledge_base import link
from generator.link.reads import ReadLog
from generator.load.content import load_corpus
from generator.model.reference import CitedWork
from generator.render.page import Library
from generator.render.page_metadata import described
from generator.render.pages.bibliography import MOST_CITING
from generator.render.pages.study import render_study
from generator.render.watched import WatchedLibrary

SMALL = Path(__file__).parent.parent / "small"
EDITION = Edition(
    "T", "", "1", "2026-01-01", "https://example.org/", "CC BY 4.0", "https://x.test/", "E", "https://r.test/"
)
TITLES = {"index.md": "Home", "studies/index.md": "Studies"}


@pytest.fixture(scope="module")
def library() -> Library:
    base = link(load_corpus(SMALL))
    citations = {style: {key: Markup(key) for key in base.references} for style in ("vancouver", "ama", "apa")}
    return Library(base=base, edition=EDITION, citations=citations, downloads=(), verification={})


def test_a_page_with_its_head_reads_no_other_study(library: Library) -> None:
    base = library.base
    for study in base.studies.values():
        log = ReadLog()
        watched = WatchedLibrary(library, log)
        page = described(watched, render_study(watched, study), TITLES)
        assert page.metadata and page.links
        works = {entry.key for entry in study.references.entries} | {study.id}
        near = works | {citation.study.id for citation in base.citations.get(study.id, ())}
        for unit in log.units - {"vocabulary", "has-packs"}:
            kind, _, name = unit.partition(":")
            assert kind not in ("keys", "everything"), unit
            if kind in ("work", "place-of-work"):
                assert name in works, unit
            elif kind == "badge":
                assert name in near | {""}, unit
            elif kind in ("used", "packs"):
                assert name.rpartition(":")[2].partition(".")[0] == study.id, unit
            else:
                assert name == study.id, unit


def test_the_head_of_one_page_is_that_of_all_pages(library: Library) -> None:
    from generator.render.page_metadata import with_metadata

    pages = {page.uri: page for page in (render_study(library, study) for study in library.base.studies.values())}
    for uri, page in with_metadata(library, pages).items():
        assert page == described(library, pages[uri], {})


def test_a_study_that_everybody_cites_does_not_list_them_all(library: Library) -> None:
    study, other = (library.base.studies[name] for name in ("alpha2020", "beta2021"))
    cited = Citation(other, CitedWork(key=study.id, number=7))
    for many, more in ((MOST_CITING, ""), (MOST_CITING + 5, "And 5 more")):
        base = replace(library.base, citations={study.id: (cited,) * many})
        page = render_study(replace(library, base=base), study)
        assert page.markdown.count("as number 7") == MOST_CITING
        assert ("all citations as a table" in page.markdown) == bool(more)
        assert more in page.markdown
