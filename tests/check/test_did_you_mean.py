"""A wrong name is told its nearest neighbour, among few names and among very many."""

from __future__ import annotations

import pytest

from generator.diagnostics import COMPARED, did_you_mean

FEW = ["alpha2020.q01", "alpha2020.q02", "beta2021.q01"]
MANY = [
    f"{name}{year}.q{number:02}"
    for name in ("kjeldmand", "omer", "yahyavi")
    for year in range(1900, 2000)
    for number in range(20)
]


@pytest.mark.parametrize("known", [FEW, FEW + MANY])
def test_a_slip_of_the_pen_is_found(known: list[str]) -> None:
    assert len(known) < 10 or len(known) > COMPARED
    assert did_you_mean("alpha2020.q1", known) == "Did you mean `alpha2020.q01`?"
    assert did_you_mean("alhpa2020.q02", known) == "Did you mean `alpha2020.q02`?"
    assert did_you_mean("lpha2020.q02", known) == "Did you mean `alpha2020.q02`?"
    assert did_you_mean("zzz", known) == ""


def test_among_very_many_the_same_is_found_as_among_all() -> None:
    for wrong in ("kjeldman1950.q05", "kejldmand1950.q05", "omer1951.q5", "mer1951.q05", "yahyavy1999.q19"):
        few = [name for name in MANY if name.startswith(("kjeldmand195", "omer195", "yahyavi1999"))]
        assert len(few) <= COMPARED < len(MANY)
        assert did_you_mean(wrong, MANY) == did_you_mean(wrong, few) != ""
