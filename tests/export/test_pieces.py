"""With the files of an earlier edition at hand every file is what it is without them, and only what changed is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from generator.config import Edition
from generator.export import records
from generator.export.keys import make_keys
from generator.export.pieces import Binder, Earlier
from generator.export.site_data import export_all
from generator.export.sqlite_file import PATH
from generator.link.knowledge_base import KnowledgeBase, link
from generator.model.corpus import Corpus
from generator.model.study import Study

Files = dict[str, bytes]


def export(base: KnowledgeBase, edition: Edition, earlier: Earlier | None = None, **status: str) -> tuple[Files, Any]:
    """All files, and what is to be remembered of them, as JSON gives it back."""
    verification = {name.replace("_", "."): word for name, word in status.items()}
    binder = Binder(make_keys(base, edition, verification), earlier)
    files = export_all(base, edition, verification, binder=binder)
    noted = {path: {**binder.noted.get(path, {}), "sha256": file.sha256} for path, file in files.items()}
    return {path: file.content for path, file in files.items()}, json.loads(json.dumps(noted))


def of_study(change: Callable[[Study], Study], name: str = "alpha2020") -> Callable[[Corpus], Corpus]:
    """An edit of one study."""
    return lambda corpus: replace(
        corpus, studies=tuple(change(study) if study.id == name else study for study in corpus.studies)
    )


def with_label(label: str) -> Callable[[Study], Study]:
    """A study whose first theme is called something else."""

    def change(study: Study) -> Study:
        theme = study.themes[0].model_copy(update={"label": label})
        return study.model_copy(update={"themes": (theme, *study.themes[1:])})

    return change


def with_words(study: Study) -> Study:
    """A study whose first quotation has other words."""
    quote = study.quotes[0].model_copy(update={"text": "Other words."})
    return study.model_copy(update={"quotes": (quote, *study.quotes[1:])})


def without_studies(corpus: Corpus) -> Corpus:
    """All that one study alone says, and nothing that leads to others."""
    return Corpus(studies=corpus.studies[:1], references=corpus.references, vocabulary=corpus.vocabulary)


def in_another_order(corpus: Corpus) -> Corpus:
    """Works are of other years, so that the studies follow each other in another way."""
    works = [
        work.model_copy(update={"csl": {**work.csl, "issued": {"date-parts": [[2030 - at]]}}})
        for at, work in enumerate(corpus.references)
    ]
    return replace(corpus, references=tuple(works))


def reversed_themes(corpus: Corpus) -> Corpus:
    """The map has its rows in another order."""
    last = len(corpus.themes)
    return replace(
        corpus, themes=tuple(theme.model_copy(update={"order": last - at}) for at, theme in enumerate(corpus.themes))
    )


def without_a_mapping(corpus: Corpus) -> Corpus:
    """A theme of a study is mapped no more."""
    theme = corpus.themes[0]
    return replace(corpus, themes=(theme.model_copy(update={"mappings": theme.mappings[1:]}), *corpus.themes[1:]))


EDITS: dict[str, Callable[[Corpus], Corpus]] = {
    "nothing": lambda corpus: corpus,
    "summary": of_study(lambda study: study.model_copy(update={"summary": "It adds more."})),
    "words": of_study(with_words),
    "label": of_study(with_label("Calm")),
    "label of another study": of_study(with_label("Trust")),
    "order of studies": in_another_order,
    "order of themes": reversed_themes,
    "mapping": without_a_mapping,
    "one study": without_studies,
    "works": lambda corpus: replace(
        corpus,
        references=(
            *corpus.references[:-1],
            corpus.references[-1].model_copy(update={"note": "Out of print."}),
        ),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_earlier_edition_changes_no_byte(base: KnowledgeBase, edition: Edition, name: str) -> None:
    before, remembered = export(base, edition)
    changed = link(EDITS[name](base.corpus))
    clean, noted = export(changed, edition)
    files, noted_too = export(changed, edition, Earlier(remembered, before.get))
    assert files == clean
    assert noted_too == noted
    back, _ = export(base, edition, Earlier(noted, clean.get))
    assert back == before


def test_verification_and_edition_are_seen(base: KnowledgeBase, edition: Edition) -> None:
    before, remembered = export(base, edition)
    earlier = Earlier(remembered, before.get)
    for other, status in (
        (replace(edition, site_url="https://example.net/"), {}),
        (edition, {"alpha2020_q01": "verified"}),
    ):
        clean, _ = export(base, other, **status)
        assert clean != before
        assert export(base, other, earlier, **status)[0] == clean


def test_only_the_study_that_changed_is_written(
    base: KnowledgeBase, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, remembered = export(base, edition)
    made: list[str] = []
    write = records.study_record

    def noting(base: KnowledgeBase, study: Study) -> dict[str, Any]:
        made.append(study.id)
        return write(base, study)

    monkeypatch.setattr(records, "study_record", noting)
    export(link(EDITS["summary"](base.corpus)), edition, Earlier(remembered, before.get))
    assert made == ["alpha2020"]


SPOILT: dict[str, Callable[[bytes], bytes | None]] = {
    "gone": lambda content: None,
    "cut": lambda content: content[: len(content) // 2],
    "changed": lambda content: content[:-9] + b"?" + content[-8:],
    "empty": lambda content: b"",
}


@pytest.mark.parametrize("name", SPOILT)
def test_an_earlier_file_that_is_not_as_it_was_is_as_good_as_none(
    base: KnowledgeBase, edition: Edition, name: str
) -> None:
    before, remembered = export(base, edition)
    changed = link(EDITS["words"](base.corpus))
    clean, _ = export(changed, edition)
    earlier = Earlier(remembered, lambda path: SPOILT[name](before[path]))
    assert export(changed, edition, earlier)[0] == clean
    assert not any(map(earlier.holds, before))


def test_a_database_of_another_version_of_sqlite_is_not_copied(
    base: KnowledgeBase, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = make_keys(base, edition, {})
    monkeypatch.setattr("sqlite3.sqlite_version", "3.0.0")
    there = make_keys(base, edition, {})
    assert here.whole != there.whole
    assert not {*here.studies.values(), here.works} & {*there.studies.values(), there.works}


def test_what_nobody_can_find_again_is_not_noted(base: KnowledgeBase, edition: Edition) -> None:
    binder = Binder()
    export_all(base, edition, binder=binder)
    assert binder.noted[PATH] == {"tables": {}}
    assert not any(noted.get("pieces") for noted in binder.noted.values())
