"""What is wrong with a pack is said with file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import check_project
from tests.packs.conftest import PACK


def problems(root: Path) -> list[str]:
    return [str(d) for d in check_project(root).report.diagnostics if d.location.path.startswith("content/orientation")]


def place(text: str, part: str) -> str:
    """Line and column at which a part stands."""
    before = text[: text.index(part)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def test_a_right_pack_has_no_problem(write_pack: Callable[[str], Path]) -> None:
    assert problems(write_pack(PACK)) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "rule", "said"),
    [
        ("@beta2021, p. 10", "@betta2021, p. 10", "betta2021", "pack-link", "Did you mean `beta2021`?"),
        ("theme slow-kettles", "theme slow-kettle", "slow-kettle|", "pack-link", "Did you mean `slow-kettles`?"),
        ("[[study beta2021]]", "[[study beta2022]]", "beta2022", "pack-link", "Did you mean `beta2021`?"),
        ("[alpha2020.q01]", "[alpha2020.q99]", "alpha2020.q99", "pack-link", "is not the id of a quotation"),
        ("quote: alpha2020.q03", "quote: alpha2020.q33", "alpha2020.q33", "pack-link", "Did you mean `alpha2020.q03`?"),
        ("[[study beta2021]]", "[[stuudy beta2021]]", "[[stuudy", "pack-mark", "Did you mean `study`?"),
        ("[[study beta2021]]", "[[quote alpha2020.q01]]", "alpha2020.q01]]", "pack-mark", "inside of a text"),
        (
            "One cup. [@alpha2020, p. 6]",
            "One cup.",
            '"One cup',
            "pack-uncited",
            "this item of a list shows no evidence",
        ),
        ("Few [@beta2021]", "Few", '["How many', "pack-uncited", "this row of a table shows no evidence"),
        ('["How many?", ', "[", '["Few', "schema-value", "row 2 has 1 cells, but the table has 2 columns"),
        ("kind of block.", "kind of [[block]].", '"To show', "pack-mark", "nothing is cited or linked here"),
        ("cups do you need?", "cups? [@beta2021]", '"How many cups?', "pack-mark", "nothing is cited or linked here"),
        ("      - quotes:", "      - qoutes:", "qoutes", "schema-unknown-key", "Did you mean `quotes`?"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(
    write_pack: Callable[[str], Path], old: str, new: str, at: str, rule: str, said: str
) -> None:
    assert PACK.count(old) == 1
    text = PACK.replace(old, new)
    found = problems(write_pack(text))
    assert any(f"[{rule}]" in problem and said in problem for problem in found), found
    if rule != "schema-value":
        wanted = place(text, at)
        assert any(problem.startswith(f"content/orientation/kettles.yml:{wanted} ") for problem in found), (
            wanted,
            found,
        )


def test_the_place_is_right_in_a_folded_text(write_pack: Callable[[str], Path]) -> None:
    folded = ">-\n          Kettles [are] slow.\n          And more. [@beta2021, p. 1;\n          @nobody2000, p. 3]"
    start, end = PACK.index('"Kettles are'), PACK.index("      - list:")
    text = f"{PACK[:start]}{folded}\n{PACK[end:]}"
    (found,) = problems(write_pack(text))
    assert found.startswith(f"content/orientation/kettles.yml:{place(text, 'nobody2000')} ")


def test_a_block_is_of_one_kind(write_pack: Callable[[str], Path]) -> None:
    text = PACK.replace("      - quotes: [alpha2020.q01]", "      - quotes: [alpha2020.q01]\n        list: [x]")
    (found,) = problems(write_pack(text))
    assert "a block is exactly one of" in found and "this has `list` and `quotes`" in found
