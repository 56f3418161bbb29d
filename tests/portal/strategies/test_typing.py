import pytest
from django.http import QueryDict
from django.utils.translation import override

from strategies.forms import raw, typed
from strategies.settings import read as read_settings


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        (" 0,001 ", "0.001"),
        ("1 000,5", "1000.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("2,5 %", "2.5"),
        ("−3", "-3"),
        ("٢٫٥", "2.5"),
        # It may be a thousand and a half or one and a half: only who typed it knows.
        ("1,500", "1,500"),
        ("1,2,3", "1,2,3"),
        ("1.2,3,4", "1.2,3,4"),
        ("two", "two"),
    ],
)
def test_a_number_is_read_where_it_can_mean_one_thing_only(given: str, read: str) -> None:
    assert raw({"step": [given]})["step"] == read


def test_names_pairs_and_lists_are_taken_as_they_are() -> None:
    found = raw({"name": ["1,5"], "pairs": ["BTC/USDT, ETH/USDT"], "custom_steps": ["1.5, 3"]})
    assert found["name"] == "1,5"
    assert found["pairs"] == ["BTC/USDT", "ETH/USDT"]
    assert found["custom_steps"] == ["1.5", "3"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1.5, 3, 4.5", ["1.5", "3", "4.5"]),
        ("1,5; 3; 4,5", ["1.5", "3", "4.5"]),
        ("1,5 3\n4,5", ["1.5", "3", "4.5"]),
        ("1,5, 3, 4,5", ["1.5", "3", "4.5"]),
        ("1.5,3,4.5", ["1.5", "3", "4.5"]),
        ("1,2,3,", ["1", "2", "3"]),
        ("2 %, 4 %", ["2", "4"]),
        ("١٫٥، ٣", ["1.5", "3"]),
        ("2", ["2"]),
        # Two notations at once, or more commas than a number has beside other marks: nobody can tell.
        ("1.5 2,5", ["1.5", "2,5"]),
        ("1,2,3 4", ["1,2,3", "4"]),
        ("1; two", ["1", "two"]),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_steps_are_read_alike_in_every_language(given: str, read: list[str], language: str) -> None:
    with override(language):
        assert raw({"custom_steps": [given]})["custom_steps"] == read


@pytest.mark.parametrize(("language", "read"), [("en", ["1,5"]), ("de", ["1.5"]), ("pt", ["1.5"])])
def test_a_lonely_comma_is_a_decimal_one_where_people_write_it_so(language: str, read: list[str]) -> None:
    with override(language):
        assert raw({"custom_steps": ["1,5"]})["custom_steps"] == read


def test_and_is_refused_elsewhere() -> None:
    given = {"deviation_reference": ["custom"], "custom_steps": ["1,5"]}
    wrong = [one for one in read_settings(raw(given)).problems if one.field == "custom_steps"]
    assert [one.code for one in wrong] == ["not_a_number"]


def test_what_the_page_sends_for_itself_is_no_setting() -> None:
    sent = QueryDict("csrfmiddlewaretoken=x&search=btc&shown=BTC/USDT&judged=1&do=look&step=2")
    assert typed(sent) == {"step": ["2"]}
