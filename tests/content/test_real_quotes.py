"""The real quotations against the papers' texts, which are not part of the project."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import check_project
from generator.check.verification import check_lock, sha256, verify_quotes
from generator.link.knowledge_base import link
from generator.load.lock import read_lock
from generator.load.source_text import read_sources

PROJECT = Path(__file__).parent.parent.parent
SOURCES = PROJECT.parent / "shared" / "sources"

pytestmark = pytest.mark.content


def test_every_quotation_is_in_its_paper_or_cannot_be_checked_here() -> None:
    base = check_project(PROJECT).base
    texts = read_sources(SOURCES) if SOURCES.is_dir() else {}
    texts = {name: text for name, text in texts.items() if name in base.studies}
    _, outcomes = verify_quotes(base, texts, "2026-01-02")
    assert len(outcomes) == len(base.quotes) > 100
    absent = [str(o) for o in outcomes if o.status == "absent"]
    assert absent == []
    if not texts:
        print("cannot check: no texts of the papers at hand")
        assert {o.status for o in outcomes} == {"cannot_check"}


def test_the_lock_fits_every_quotation() -> None:
    base = check_project(PROJECT).base
    lock, problems = read_lock(PROJECT)
    assert problems == []
    assert set(lock.quotes) == set(base.quotes)
    for name, linked in base.quotes.items():
        assert lock.quotes[name].text_sha256 == sha256(linked.quote.text)


def test_the_content_has_no_errors_and_no_warnings() -> None:
    assert [str(d) for d in check_project(PROJECT).report.diagnostics] == []


def test_reference_lists_are_whole() -> None:
    base = check_project(PROJECT).base
    complete = {s.id: len(s.references.entries) for s in base.studies.values() if s.references.list == "complete"}
    assert complete == {"yahyavi2020": 19, "ryding2022": 19, "nalan2022": 14}


def test_every_leaf_theme_is_accounted_for() -> None:
    base = check_project(PROJECT).base
    mapped = {m.study_theme.id for m in base.mappings} | set(base.no_term_found)
    assert [leaf.id for study in base.studies for leaf in base.leaves(study) if leaf.id not in mapped] == []
    assert 12 <= len(base.themes) <= 18


def test_one_changed_letter_or_one_lost_word_is_caught_in_every_quotation() -> None:
    base = check_project(PROJECT).base
    lock, _ = read_lock(PROJECT)
    drawn = random.Random(20261121)
    for changed_word in (False, True):
        studies = []
        for study in base.corpus.studies:
            quotes = []
            for quote in study.quotes:
                place = drawn.randrange(len(quote.text))
                text = quote.text[:place] + ("x" if quote.text[place] != "x" else "y") + quote.text[place + 1 :]
                words = quote.text.split(" ")
                if changed_word and len(words) > 1:
                    del words[drawn.randrange(len(words))]
                    text = " ".join(words)
                quotes.append(quote.model_copy(update={"text": text}))
            studies.append(study.model_copy(update={"quotes": tuple(quotes)}))
        edited = link(replace(base.corpus, studies=tuple(studies)))
        found = [d for d in check_lock(edited, lock) if d.rule == "quote-edited"]
        assert len(found) == len(base.quotes)
        for diagnostic in found:
            line = (
                (PROJECT / diagnostic.location.path)
                .read_text(encoding="utf-8")
                .splitlines()[diagnostic.location.line - 1]
            )
            assert line.strip().startswith(("text:", "- text:")) or "text:" in line, diagnostic
