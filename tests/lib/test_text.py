"""Text from outside is cut and cleaned before it is stored or shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfuture.lib.text import clean


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  My key  ", "My key"),
        ("safe\u202eexe.gpj", "safeexe.gpj"),
        ("a\u200bb\u200dc\ufeffd\u00ade", "abcde"),
        ("\x1b[31mred\x07", "[31mred"),
        ("one\r\ntwo\u2028three\tfour", "one\ntwo\nthree four"),
        ("Žuta kuća, حساب, 現物", "Žuta kuća, حساب, 現物"),
        ("\x00", ""),
    ],
)
def test_what_is_kept(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_one_line() -> None:
    assert clean("one\n\ttwo \u2029 three", one_line=True) == "one two three"


def test_a_long_text_says_that_it_goes_on() -> None:
    assert clean("x" * 300) == "x" * 300
    assert clean("x" * 301) == "x" * 299 + "…"
    assert clean("four words and more", 10) == "four word…"
    assert clean("four words", 6) == "four…"


@given(st.text(), st.integers(1, 60), st.booleans())
def test_it_always_fits(raw: str, limit: int, one_line: bool) -> None:
    cleaned = clean(raw, limit, one_line=one_line)
    assert len(cleaned) <= limit
    assert clean(cleaned, limit, one_line=one_line) == cleaned
    assert not {unicodedata.category(one) for one in cleaned if one != "\n"} & {"Cc", "Cf", "Cs"}
    assert not (one_line and "\n" in cleaned)
