"""A page asks for what is on its way ever more slowly, and stops after half a minute."""

import pytest

from strategies.shown.waiting import wait


def test_it_comes_to_an_end() -> None:
    pauses, told = [], ""
    while seconds := wait(told).seconds:
        pauses.append(seconds)
        told = str(wait(told).next)
    assert pauses == sorted(pauses)
    assert 25 <= sum(pauses) <= 35


@pytest.mark.parametrize("told", ["", "x", "-1", "99", "٣", "\x00", "1" * 5000])
def test_what_nobody_wrote_begins_anew(told: str) -> None:
    assert wait(told).seconds == 2
