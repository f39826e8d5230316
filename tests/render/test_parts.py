"""How lists are parted: everything once, parts that stay where they are, and addresses that hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.render.parts import Limits, Shelf, runs, shelve, without_marks

SMALL = Limits(works=4, shelf=3)
names = st.dictionaries(
    st.text("abckey0123456789", min_size=1, max_size=8),
    st.one_of(
        st.text("aAbBsSmzZ öÖéšİßø'-", max_size=10),
        st.sampled_from(["Smith J", "Smith Jo", "李 Wei", "1984"]),
        st.text(),
    ),
    max_size=40,
)


def leaf_of(shelf: Shelf) -> dict[str, str]:
    return {key: leaf.slug for leaf in shelf.leaves() for key in leaf.keys}


@given(st.lists(st.integers(), max_size=50), st.integers(0, 20), st.integers(1, 20))
def test_runs_hold_everything_once_and_in_order(items: list[int], whole: int, part: int) -> None:
    found = runs(items, whole, part)
    assert [item for run in found for item in run] == items
    assert len(found) == 1 if len(items) <= max(whole, 1) else all(len(run) <= max(part, 1) for run in found)


def test_a_list_of_just_the_size_of_a_page_is_one_page() -> None:
    assert len(runs(range(30), 30, 10)) == 1
    assert [len(run) for run in runs(range(31), 30, 10)] == [10, 10, 10, 1]
    assert runs((), 30, 10) == ((),)


@given(names)
def test_every_work_stands_on_one_shelf(found: dict[str, str]) -> None:
    shelf = shelve(found, SMALL)
    keys = [key for leaf in shelf.leaves() for key in leaf.keys]
    assert sorted(keys) == sorted(found)
    slugs = [one.slug for one in shelf.walk()]
    assert len(slugs) == len(set(slugs))
    assert bool(shelf.below) == (len(found) > SMALL.works)
    if shelf.below:
        assert all(0 < len(leaf.keys) <= SMALL.shelf for leaf in shelf.leaves())


@given(names, st.text("asmzö", min_size=1, max_size=6))
def test_a_new_work_takes_no_address_away(found: dict[str, str], name: str) -> None:
    before = shelve(found, SMALL)
    after = shelve({**found, "new": name}, SMALL)
    assert {shelf.slug for shelf in before.walk()} <= {shelf.slug for shelf in after.walk()}


def test_a_new_work_moves_no_work_of_another_letter() -> None:
    found = {f"{letter}{n}": f"{letter}{chr(97 + n)}" for letter in "aemsz" for n in range(9)}
    before, after = leaf_of(shelve(found, SMALL)), leaf_of(shelve({**found, "new": "Sbx"}, SMALL))
    assert {key for key, slug in before.items() if after[key] != slug} <= {key for key in found if key[0] == "s"}


def test_shelves_are_bounded_by_letters_and_say_so() -> None:
    found = {f"k{n}": name for n, name in enumerate(["Sa", "Sb", "Sn", "Sz", "Ti"])}
    letters = shelve(found, SMALL).below
    assert [(shelf.slug, shelf.label, len(shelf.keys)) for shelf in letters] == [("s", "S", 4), ("t", "T", 1)]
    assert [(leaf.slug, leaf.label) for leaf in letters[0].leaves()] == [("s-sm", "S to Sm"), ("sn-sz", "Sn to Sz")]


def test_one_name_of_many_works_is_parted_all_the_same() -> None:
    shelf = shelve({f"k{n}": "Balint" for n in range(8)}, SMALL)
    assert [len(leaf.keys) for leaf in shelf.leaves()] == [3, 3, 2]
    assert [leaf.label for leaf in shelf.leaves()] == ["Balint, part 1", "Balint, part 2", "Balint, part 3"]


def test_accents_and_other_letters_stand_where_readers_look() -> None:
    found = {"o": "Özdemir", "s": "Šimić", "l": "Łukasz", "b": "Øster", "n": "1984", "w": "李 Wei", "a": "’t Hooft"}
    shelves = {shelf.slug: set(shelf.keys) for shelf in shelve(found, SMALL).below}
    assert shelves == {"l": {"l"}, "o": {"o", "b"}, "s": {"s"}, "t": {"a"}, "0": {"n", "w"}}
    assert without_marks("Ångström, Weiß & Æsop") == "angstrom, weiss & aesop"
