"""All files together."""

from __future__ import annotations

from generator.config import Edition
from generator.export.site_data import DATA_DICTIONARY, MEANINGS, export_all
from generator.link.knowledge_base import KnowledgeBase


def test_every_file_has_a_meaning_and_every_json_file_its_keys(base: KnowledgeBase, edition: Edition) -> None:
    files = export_all(base, edition)
    assert list(files) == sorted(files)
    assert set(files) == set(MEANINGS)
    assert {path for path in files if path.endswith(".json")} == set(DATA_DICTIONARY)


def test_two_runs_give_the_same_bytes(base: KnowledgeBase, edition: Edition) -> None:
    statuses = {"alpha2020.q01": "verified"}
    assert export_all(base, edition, statuses) == export_all(base, edition, statuses)


def test_every_text_file_ends_with_one_line_break(base: KnowledgeBase, edition: Edition) -> None:
    for content in export_all(base, edition).values():
        assert content.endswith(b"\n")
        assert not content.endswith(b"\n\n")
        assert b"\r" not in content
