"""The cache gives back what was put in, and takes nothing that it did not write itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import table_file
from generator.cache.store import Store, Table, digest, open_store

SECRET = b"k" * 32

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def filled(folder: Path) -> Path:
    store = Store(folder, SECRET)
    store.table("works").put("a", {"words": "“line”\nend\u2028"})
    store.save()
    return folder / "works.cache"


@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\t\n"), min_size=1), values))
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]) -> None:
    folder = tmp_path_factory.mktemp("cache")
    store = Store(folder, SECRET)
    for key, value in content.items():
        store.table("t").put(key, value)
    store.save()
    again = Store(folder, SECRET).table("t")
    assert {key: again.get(key) for key in content} == content


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content.replace(b"line", b"lies"),
        lambda content: content.replace(b"cache 2", b"cache 0"),
        lambda content: b"",
        lambda content: b"\xff\xfe",
        lambda content: content.split(b"\n", 1)[1],
    ],
    ids=["cut", "changed", "other-format", "empty", "not-text", "headless"],
)
def test_a_file_that_was_tampered_with_is_none(tmp_path: Path, spoil) -> None:
    path = filled(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    assert Store(tmp_path, SECRET).table("works").get("a") is None


def test_a_file_of_another_computer_is_none(tmp_path: Path) -> None:
    filled(tmp_path)
    assert Store(tmp_path, b"x" * 32).table("works").get("a") is None


def test_a_file_of_another_program_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    monkeypatch.setattr(table_file, "program_fingerprint", lambda: "another")
    assert Store(tmp_path, SECRET).table("works").get("a") is None


def test_a_file_under_another_name_is_none(tmp_path: Path) -> None:
    filled(tmp_path).rename(tmp_path / "studies.cache")
    assert Store(tmp_path, SECRET).table("studies").get("a") is None


def test_what_a_run_does_not_use_is_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path, SECRET)
    store.table("t").put("old", 1)
    store.table("t").put("kept", 2)
    store.save()
    store = Store(tmp_path, SECRET)
    assert store.table("t").get("kept") == 2
    store.save()
    assert Store(tmp_path, SECRET).table("t").get("old") is None


def test_in_the_middle_of_a_run_nothing_is_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path, SECRET)
    store.table("t").put("old", 1)
    store.save()
    store = Store(tmp_path, SECRET)
    store.table("t").put("new", 2)
    store.save(forget=False)
    assert Store(tmp_path, SECRET).table("t").get("old") == 1
    store.save()
    assert Store(tmp_path, SECRET).table("t").get("new") == 2
    assert Store(tmp_path, SECRET).table("t").get("old") is None


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = path.stat().st_mtime_ns
    store = Store(tmp_path, SECRET)
    store.table("works").get("a")
    store.save()
    assert path.stat().st_mtime_ns == before


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "below", SECRET)
    store.table("t").put("a", 1)
    store.save()
    assert store.table("t").get("a") == 1


def test_the_key_is_made_once_and_is_this_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for value in (1, None):
        store = open_store(tmp_path)
        if value:
            store.table("t").put("a", value)
            store.save()
        assert store.table("t").get("a") == 1
    key = tmp_path / "state" / "evidence-map" / "cache-key"
    assert key.stat().st_mode & 0o077 == 0


def test_without_a_place_for_the_key_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    store = open_store(tmp_path)
    store.table("t").put("a", 1)
    store.save()
    assert not (tmp_path / ".cache").exists()


def test_a_line_end_in_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="line end"):
        Table().put_raw("a", "1\n2")


def test_a_digest_knows_where_a_text_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")


def test_what_comes_after_a_first_save_is_kept_too(tmp_path: Path) -> None:
    store = Store(tmp_path, SECRET)
    table = store.table("t")
    table.put("a", 1)
    store.save()
    table.put("b", 2)
    store.save()
    again = Store(tmp_path, SECRET).table("t")
    assert (again.get("a"), again.get("b")) == (1, 2)


MANY = {f"key{number}": "x" * 100 for number in range(40)}


def saved(folder: Path, content: dict[str, object]) -> None:
    store = Store(folder, SECRET)
    for key, value in content.items():
        if store.table("t").get(key) != value:
            store.table("t").put(key, value)
    store.save()


def read(folder: Path) -> dict[str, object]:
    table = Store(folder, SECRET).table("t")
    return {key: value for key in (*MANY, "key99") if (value := table.get(key)) is not None}


def test_one_change_among_many_rewrites_a_small_file(tmp_path: Path) -> None:
    saved(tmp_path, MANY)
    whole = (tmp_path / "t.cache").read_bytes()
    edited = {**MANY, "key7": "edited", "key99": "new"}
    del edited["key3"]
    saved(tmp_path, edited)
    assert (tmp_path / "t.cache").read_bytes() == whole
    assert (tmp_path / "t.changes.cache").stat().st_size < len(whole) / 10
    assert read(tmp_path) == edited
    saved(tmp_path, MANY)
    assert (tmp_path / "t.cache").read_bytes() == whole
    assert read(tmp_path) == MANY


def test_many_changes_rewrite_the_whole_and_leave_no_small_file(tmp_path: Path) -> None:
    saved(tmp_path, MANY)
    saved(tmp_path, {**MANY, "key1": "a"})
    assert (tmp_path / "t.changes.cache").exists()
    many = {key: "b" for key in MANY}
    saved(tmp_path, many)
    assert [path.name for path in tmp_path.iterdir()] == ["t.cache"]
    assert read(tmp_path) == many


@given(st.lists(st.dictionaries(st.sampled_from([*MANY, "key99"]), st.sampled_from(["a", "b" * 300]), min_size=30)))
def test_every_state_comes_back_whatever_was_written(
    tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, object]]
) -> None:
    folder = tmp_path_factory.mktemp("cache")
    for state in states:
        saved(folder, state)
        assert read(folder) == state


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-1],
        lambda content: content.replace(b"edited", b"forged"),
        lambda content: b"",
        lambda content: b"\xff\xfe",
        lambda content: content.split(b"\n", 1)[1],
    ],
    ids=["cut", "changed", "empty", "not-text", "headless"],
)
def test_changes_that_were_tampered_with_are_none(tmp_path: Path, spoil) -> None:
    saved(tmp_path, MANY)
    saved(tmp_path, {**MANY, "key7": "edited"})
    path = tmp_path / "t.changes.cache"
    path.write_bytes(spoil(path.read_bytes()))
    assert read(tmp_path) == MANY


def test_changes_of_another_file_are_none(tmp_path: Path) -> None:
    saved(tmp_path, MANY)
    saved(tmp_path, {**MANY, "key7": "edited"})
    changes = (tmp_path / "t.changes.cache").read_bytes()
    other = {key: "c" for key in MANY}
    saved(tmp_path, other)
    (tmp_path / "t.changes.cache").write_bytes(changes)
    assert read(tmp_path) == other


def test_changes_are_no_table_of_their_own_and_a_table_no_changes(tmp_path: Path) -> None:
    saved(tmp_path, MANY)
    saved(tmp_path, {**MANY, "key7": "edited"})
    whole, changes = tmp_path / "t.cache", tmp_path / "t.changes.cache"
    assert Store(tmp_path, SECRET).table("t.changes").empty
    parts = whole.read_bytes(), changes.read_bytes()
    whole.write_bytes(parts[1])
    assert read(tmp_path) == {}
    whole.write_bytes(parts[0])
    changes.write_bytes(parts[0])
    assert read(tmp_path) == MANY


def test_two_builds_at_once_leave_a_state_that_was_one_of_theirs(tmp_path: Path) -> None:
    saved(tmp_path, MANY)
    first, second = Store(tmp_path, SECRET), Store(tmp_path, SECRET)
    for key in MANY:
        first.table("t").put(key, "first")
        second.table("t").get(key)
    second.table("t").put("key7", "second")
    first.save()
    second.save()
    assert read(tmp_path) == {key: "first" for key in MANY}
