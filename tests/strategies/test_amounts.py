"""Numbers are shown in the reader's notation, however many digits they have."""

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from strategies.preview.building import preview
from strategies.settings import read
from strategies.shown import amounts
from strategies.shown.preview import shown
from tests.strategies.chosen import FUTURES, SPOT, site

D = Decimal
LANGUAGES = [code for code, _ in settings.LANGUAGES]
# As large as may be typed: it grows to 31 digits before the point.
LARGEST: dict[str, Any] = SPOT | {
    "base_order": "1e15",
    "addon_order": "1e15",
    "margin_limit": None,
    "volume_scale": "4",
    "max_addons": "25",
    "step": "0.1",
    "step_scale": "1",
}
AMOUNTS = some.decimals("1e-18", "1e15", allow_nan=False, places=18)


def test_the_largest_settings_can_be_shown() -> None:
    found = read(LARGEST)
    assert {problem.code for problem in found.problems} == {"required"}
    seen = shown(preview(found, [site(price_step=D("1e-18"))]), found)
    assert seen.pair is not None
    assert len(seen.pair.rows) == 26
    assert len(seen.totals[0].value) > 20


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    base=AMOUNTS,
    addon=AMOUNTS,
    price=AMOUNTS,
    scale=some.decimals("0.5", "4", places=3),
    number=some.integers(0, 25),
    places=some.integers(0, 18),
    is_futures=some.booleans(),
)
def test_whatever_has_a_ladder_can_be_shown(
    language: str,
    base: Decimal,
    addon: Decimal,
    price: Decimal,
    scale: Decimal,
    number: int,
    places: int,
    is_futures: bool,
) -> None:
    money = {"base_order": str(base), "addon_order": str(addon), "margin_limit": "1e15"}
    steps = {"step": "0.1", "step_scale": "1", "volume_scale": str(scale), "max_addons": str(number)}
    found = read((FUTURES if is_futures else SPOT) | money | steps | {"stop_loss": "50"})
    symbol = found.values["pairs"][0]
    with override(language):
        seen = shown(preview(found, [site(symbol, price, price_step=D(1).scaleb(-places))]), found)
        assert seen.pair is not None
        assert all(row.price and row.quote for row in seen.pair.rows)


@pytest.mark.parametrize("value", ["1e-18", "0.004", "9999.99", "12345.678", "1e15", "-4.5e30", "1e40"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_show_a_number_takes_every_number(value: str, language: str) -> None:
    number = D(value)
    with override(language):
        for text in (
            *(amounts.money(number), amounts.signed_money(number), amounts.short(number)),
            *(amounts.percent(number), amounts.signed_percent(number), amounts.price(number, D("1e-18"))),
        ):
            assert text
            assert "E+" not in text


@pytest.mark.parametrize(
    ("language", "thousands", "millions"),
    [
        ("en", "12.5K", "2.5B"),
        ("de", "12.500", "2,5\u00a0Mrd."),
        ("pt", "12,5\u00a0mil", "2,5\u00a0bi"),
        ("hr", "12,5\u00a0tis.", "2,5\u00a0mlr."),
        ("ar", "12,5\u00a0ألف", "2,5\u00a0مليار"),
    ],
)
def test_short_amounts_are_as_the_language_writes_them(language: str, thousands: str, millions: str) -> None:
    with override(language):
        assert (amounts.short(D(12_500)), amounts.short(D("2.5e9"))) == (thousands, millions)
        assert amounts.short(D("0.5")) == amounts.number(D("0.5"))
