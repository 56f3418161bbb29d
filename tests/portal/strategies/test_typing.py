import pytest
from django.http import QueryDict

from strategies.forms import raw, typed


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


def test_what_the_page_sends_for_itself_is_no_setting() -> None:
    sent = QueryDict("csrfmiddlewaretoken=x&search=btc&shown=BTC/USDT&judged=1&do=look&step=2")
    assert typed(sent) == {"step": ["2"]}
