"""All files together."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from generator.config import Edition
from generator.export.csv_files import export_csv
from generator.export.data_package import license_id
from generator.export.keys import make_keys
from generator.export.pieces import Binder, Earlier
from generator.export.site_data import DataFile, export_all, input_digest
from generator.link.knowledge_base import KnowledgeBase, link
from generator.load.content import load_corpus
from generator.model.corpus import Corpus

PROJECT = Path(__file__).parents[2]
CRLF = (".csv", ".ris")
"""Formats whose standards ask for CRLF."""


@pytest.fixture
def files(base: KnowledgeBase, edition: Edition) -> dict[str, DataFile]:
    """The files of the fabricated knowledge base."""
    return export_all(base, edition, {"alpha2020.q01": "verified"})


def test_every_file_says_what_it_is_and_what_opens_it(files: dict[str, DataFile]) -> None:
    assert all(path.startswith("data/") and file.path == path for path, file in files.items())
    for file in files.values():
        assert file.meaning.endswith(".") and file.opens_in.rstrip().endswith("."), file.path
        assert file.media_type
    assert {
        file.name for file in files.values() if file.name.endswith((".csv", ".json", ".sqlite")) and not file.keys
    } == {
        "datapackage.json",
        *(file.name for file in files.values() if file.group == "schema"),
    }


def test_every_column_has_a_meaning_and_a_type(files: dict[str, DataFile]) -> None:
    for file in files.values():
        assert [key.key for key in file.keys if not key.type or not key.meaning.endswith(".")] == []


def test_the_tables_that_readers_ask_for_are_there(files: dict[str, DataFile]) -> None:
    asked = "studies quotes themes study_themes crosswalk references findings contributions map_cells"
    assert {f"data/{name}.csv" for name in asked.split()} <= set(files)


def test_every_text_file_ends_with_one_line_break(files: dict[str, DataFile]) -> None:
    for path, file in files.items():
        if path.endswith(".sqlite"):
            continue
        content = file.content
        end = b"\r\n" if path.endswith(CRLF) else b"\n"
        assert content.endswith(end), path
        assert not content.endswith(end * 2), path
        # A line break inside of a cell stays as it is printed.
        assert path.endswith(CRLF) or b"\r" not in content, path


def test_sha256sum_finds_every_file_unchanged(files: dict[str, DataFile], tmp_path: Path) -> None:
    for file in files.values():
        (tmp_path / file.name).write_bytes(file.content)

    def verify() -> subprocess.CompletedProcess[str]:
        command = ["sha256sum", "--check", "--strict", "checksums.sha256"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    done = verify()
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len(files) - 1
    (tmp_path / "quotes.json").write_bytes(files["data/quotes.json"].content + b" ")
    done = verify()
    assert done.returncode == 1
    assert "quotes.json: FAILED" in done.stdout


def test_no_file_tells_the_time_or_the_place_of_making(files: dict[str, DataFile]) -> None:
    for file in files.values():
        assert str(PROJECT).encode() not in file.content, file.path


@pytest.mark.content
def test_neither_hashing_nor_time_zone_nor_locale_changes_a_byte() -> None:
    program = (
        "import hashlib, sys, time\n"
        "from pathlib import Path\n"
        "from generator.config import Edition\n"
        "from generator.export.site_data import export_all\n"
        "from generator.link.knowledge_base import link\n"
        "from generator.load.content import load_corpus\n"
        "time.tzset()\n"
        "edition = Edition('t', 'd', '1', '2026-11-21', '', 'l', 'https://example.org/l', 'e')\n"
        "for path, file in export_all(link(load_corpus(Path(sys.argv[1]))), edition).items():\n"
        "    print(hashlib.sha256(file.content).hexdigest(), path)\n"
    )
    outputs = []
    for seed, zone, language in (("1", "UTC", "C"), ("4711", "Pacific/Kiritimati", "C.UTF-8")):
        done = subprocess.run(
            [sys.executable, "-c", program, str(PROJECT)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.append(done.stdout)
    assert len(outputs[0].splitlines()) > 30
    assert outputs[0] == outputs[1]


def test_checksums_are_those_of_the_bytes(files: dict[str, DataFile]) -> None:
    for file in files.values():
        assert file.sha256 == hashlib.sha256(file.content).hexdigest()


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://example.org/licence", None),
    ],
)
def test_a_licence_is_named_as_spdx_names_it(url: str, name: str | None) -> None:
    assert license_id(Edition("t", "d", "1", "", "", "l", url, "e")) == name


def test_nothing_makes_tables_without_rows(empty: KnowledgeBase, edition: Edition) -> None:
    files = export_all(empty, edition)
    tables = [file for file in files.values() if file.table is not None]
    assert len(tables) == len(export_csv(file.table for file in tables if file.table))
    assert all(file.content.count(b"\r\n") == 1 and file.rows == 0 for file in tables)


EXPORTED = ("studies", "themes", "no_term_found", "findings", "references", "vocabulary")


@pytest.mark.content
def test_what_no_file_is_made_of_changes_neither_the_digest_nor_a_byte(edition: Edition) -> None:
    corpus = load_corpus(PROJECT)
    assert corpus.pages and corpus.packs and corpus.glossary and corpus.synthesis
    default = Corpus()
    kept = {name: getattr(corpus, name) for name in EXPORTED}
    others = [field.name for field in fields(Corpus) if field.name not in (*EXPORTED, "digests")]
    bare = link(replace(corpus, **{name: getattr(default, name) for name in others}, **kept))
    whole = link(corpus)
    assert input_digest(whole, edition) == input_digest(bare, edition)
    assert {p: f.content for p, f in export_all(whole, edition).items()} == {
        p: f.content for p, f in export_all(bare, edition).items()
    }


def places_of(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The place of every value in lists and dicts that can be edited."""
    if isinstance(value, dict):
        return [place for key, item in value.items() for place in places_of(item, (*path, key))]
    if isinstance(value, list):
        return [path, *(place for at, item in enumerate(value) for place in places_of(item, (*path, at)))]
    return [path]


def edited(value: Any, path: tuple[str | int, ...], draw: st.DataObject) -> Any:
    """A copy with one value changed as an author might: a word more, a number more, an item less."""
    if path:
        inner = edited(value[path[0]], path[1:], draw)
        return (
            value | {path[0]: inner} if isinstance(value, dict) else [*value[: path[0]], inner, *value[path[0] + 1 :]]
        )
    if isinstance(value, list):
        return value[:-1]
    if isinstance(value, bool | None):
        return draw.draw(st.sampled_from([None, "a", 1, True]))
    return value + 1 if isinstance(value, int | float) else value + draw.draw(st.sampled_from(["x", " more", "é"]))


def edit(corpus: Corpus, draw: st.DataObject) -> Corpus:
    """A corpus in which one thing of one object is another; the same corpus where the model refuses it."""
    name = draw.draw(st.sampled_from([name for name in EXPORTED if getattr(corpus, name)]))
    part: Any = getattr(corpus, name)
    items: list[BaseModel] = list(part) if isinstance(part, tuple) else [part]
    at = draw.draw(st.integers(0, len(items) - 1))
    data = items[at].model_dump(mode="json")
    try:
        items[at] = type(items[at]).model_validate_json(
            json.dumps(edited(data, draw.draw(st.sampled_from(places_of(data))), draw))
        )
    except ValidationError:
        return corpus
    return replace(corpus, **{name: tuple(items) if isinstance(part, tuple) else items[0]})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_with_the_same_digest_every_byte_is_the_same_and_an_earlier_edition_changes_none(
    base: KnowledgeBase, data: st.DataObject
) -> None:
    edition = Edition("T", "D", "1", "2026-11-21", "", "L", "https://example.org/l", "E")
    changed = link(edit(base.corpus, data))
    try:
        files = {path: file.content for path, file in export_all(changed, edition).items()}
    except (KeyError, IndexError, sqlite3.IntegrityError):
        return  # Reading and checks refuse such a corpus.
    binder = Binder(make_keys(base, edition, {}))
    before = export_all(base, edition, binder=binder)
    remembered = {path: {**binder.noted.get(path, {}), "sha256": file.sha256} for path, file in before.items()}
    earlier = Earlier(remembered, lambda path: before[path].content)
    again = export_all(changed, edition, binder=Binder(make_keys(changed, edition, {}), earlier))
    assert {path: file.content for path, file in again.items()} == files
    same = files == {path: file.content for path, file in before.items()}
    assert same or input_digest(changed, edition) != input_digest(base, edition)


def test_edition_and_verification_are_in_the_digest(base: KnowledgeBase, edition: Edition) -> None:
    digests = {
        input_digest(base, edition),
        input_digest(base, replace(edition, version="9")),
        input_digest(base, edition, {"alpha2020.q01": "verified"}),
        input_digest(base, edition, {"alpha2020.q01": "unverified"}),
    }
    assert len(digests) == 4
    assert input_digest(base, edition, {}) == input_digest(base, edition)
