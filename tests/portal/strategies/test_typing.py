import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import override

from strategies.forms import raw, typed, written
from strategies.messages import problems
from strategies.settings import read as read_settings
from strategies.shown.form import typed_of


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
        ("\u061c-٢٫٥٪\u200f", "-2.5"),
        ("1,5\u200e", "1.5"),
        # It may be a thousand and a half or one and a half: only who typed it knows.
        ("1,500", "1,500"),
        ("1,2,3", "1,2,3"),
        ("1.2,3,4", "1.2,3,4"),
        ("two", "two"),
    ],
)
def test_a_number_is_read_where_it_can_mean_one_thing_only(given: str, read: str) -> None:
    assert raw({"step": [given]})["step"] == read


@pytest.mark.parametrize("language", ["de", "pt", "hr", "ar"])
@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("1.500", "1\u2024500"),
        ("-1.500", "-1\u2024500"),
        ("12.500 %", "12\u2024500"),
        # Here a comma is for decimals, on every page and in every field that was filled in.
        ("1,500", "1.500"),
        ("1,125", "1.125"),
        # One thing only, in any notation.
        ("1.5", "1.5"),
        ("0.125", "0.125"),
        ("1500.125", "1500.125"),
        ("1.5000", "1.5000"),
        ("1.234.567", "1234567"),
        ("1.234,567", "1234.567"),
        ("1.2.3", "1.2.3"),
        ("١٫٥٠٠", "1.500"),
        ("١٬٥٠٠", "1500"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("1٬50", "1٬50"),
    ],
)
def test_where_a_comma_is_for_decimals_a_point_may_be_for_thousands(
    language: str, given: str, read: str
) -> None:
    with override(language):
        assert raw({"step": [given]})["step"] == read


@pytest.mark.parametrize("language", ["de", "pt", "hr", "ar"])
@pytest.mark.parametrize(
    ("given", "ways"), [("1.500", ("1500", "1,5")), ("2.000", ("2000", "2")), ("1.125", ("1125", "1,125"))]
)
def test_what_is_unclear_is_refused_with_the_way_out(
    language: str, given: str, ways: tuple[str, str]
) -> None:
    with override(language):
        fields = {"base_order": [given], "custom_steps": [given], "deviation_reference": ["custom"]}
        found = {one.field: one for one in read_settings(raw(fields)).problems}
        assert found["base_order"].code == found["custom_steps"].code == "not_a_number"
        shown = str(problems.word(found["base_order"]).html)
        assert all(f"<bdi>{way}</bdi>" in shown for way in ways)


def test_in_english_it_is_the_comma_that_is_unclear() -> None:
    [found] = [one for one in read_settings(raw({"step": ["1,500"]})).problems if one.field == "step"]
    assert problems.word(found).endswith("can be read in two ways. Write 1500 or 1.5.")


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_a_form_that_was_filled_in_reads_back_the_same(language: str) -> None:
    stored = {
        "name": "1.125",
        "step": "1.125",
        "base_order": "1500",
        "reserve": "0.125",
        "pairs": ["BTC/USDT", "ETH/USDT"],
        "custom_steps": ["1.125", "2", "3.5"],
        "addon_zone": {"low": "1234.567", "high": None},
        "tp_steps": [{"at": "1.125", "share": "33.333"}, {"at": "2", "share": "66.667"}],
        "recovery": {"min_profit": "1.125", "mode": "watch"},
    }
    with override(language):
        filled = written(typed_of(stored))
        found = raw(filled)
        one = raw(written(typed_of({"custom_steps": ["1.125"]})))
    assert {name: found[name] for name in stored if name != "recovery"} == {
        name: value for name, value in stored.items() if name != "recovery"
    }
    assert (found["recovery"]["min_profit"], found["recovery"]["mode"]) == ("1.125", "watch")
    assert one["custom_steps"] == ["1.125"]
    assert filled["step"] == (["1.125"] if language == "en" else ["1,125"])


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
