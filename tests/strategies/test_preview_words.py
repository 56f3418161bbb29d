"""What a preview really says: every caution and every problem that only a market brings, with its values in words."""

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.translation import override

from strategies.ladder.cautions import CODES
from strategies.messages import cautions, problems
from strategies.preview.building import preview
from strategies.preview.result import Preview
from strategies.preview.site import Site
from strategies.settings import read
from tests.connections.messages.reading import assert_reads
from tests.strategies.chosen import FUTURES, SPOT, site, step, tier

D = Decimal
LANGUAGES = [code for code, _ in settings.LANGUAGES]
COIN = "BTC/USDT:USDT"
# A market, what is set, and what is said of it: problems first, then cautions.
SAID: list[tuple[Site, dict[str, Any], list[str]]] = [
    (
        site(min_cost=D(105)),
        SPOT,
        [
            "The base order is raised from 100 USDT to 105 USDT, the least the exchange takes at this price.",
            "Add-on 1 is raised from 100 USDT to 105 USDT, the least the exchange takes at its price.",
        ],
    ),
    (
        site(),
        SPOT | {"margin_limit": 500},
        [
            "Add-on 4 gets what the margin limit leaves: 1 USDT instead of 219.7 USDT.",
            "Add-on 5 does not fit into the margin limit and is left out.",
        ],
    ),
    (
        site(fee=D("0.001")),
        SPOT | {"margin_limit": "1004.31"},
        ["With fees the worst case is 1,005.3143 USDT, more than the margin limit of 1,004.31 USDT."],
    ),
    (
        site(),
        SPOT | {"stop_loss": 8, "stop_reference": "base"},
        ["Add-on 4 at 91.948 USDT can never fill: the stop-loss at 92 USDT comes first."],
    ),
    (
        site(COIN),
        FUTURES | {"leverage": 10, "step": 12, "max_addons": 1, "stop_loss": 50},
        [
            "Add-on 1 at 88 USDT can never fill: liquidation near 90 USDT comes first.",
            "With all add-ons filled, liquidation is only 4.26\u00a0% away. That is dangerously close.",
            "The stop-loss comes too late: the position would be liquidated near 90 USDT before it.",
        ],
    ),
    (
        site(COIN),
        FUTURES | {"margin_mode": "cross", "max_groups": 2},
        [
            "With all add-ons filled, liquidation is only 15.88\u00a0% away.",
            "You allow 2 open groups, but each pair has one at a time: there can be 1.",
            "With cross margin, liquidation depends on everything in the futures account. "
            "What is shown is the estimate for isolated margin.",
        ],
    ),
    (
        site(COIN, tiers=()),
        FUTURES,
        [
            "The exchange does not tell the maintenance margin of this pair. "
            "The liquidation that is shown leaves it out and may come sooner."
        ],
    ),
    (
        site(),
        SPOT | {"addon_min_improvement": 2},
        [
            "Add-on 1 would better the average by 0.76\u00a0% only and would be refused: you ask for 2\u00a0% at least."
        ],
    ),
    (
        site(),
        SPOT | {"addon_zone": {"low": 95, "high": 97}},
        [
            "Add-on 3 at 94.54 USDT lies below the price zone, which begins at 95 USDT.",
            "Add-on 1 at 98.5 USDT lies above the price zone, which ends at 97 USDT.",
        ],
    ),
    (
        site(),
        SPOT | {"hard_limit": 30, "soft_limit": 30},
        [
            "Add-on 4 would bring the margin to 718.7 USDT and is not placed: the limit for add-ons is 600 USDT."
        ],
    ),
    (
        site(),
        SPOT | {"trailing": "1.2", "recovery": {"mode": "on", "addons_at": 50}},
        [
            "With all add-ons filled, trailing may close at 93.397205 USDT, which is a loss: "
            "break-even is 93.410656 USDT.",
            "Recovery begins at 50\u00a0%, before or together with watching at 60\u00a0%.",
        ],
    ),
    (
        site(min_cost=D(150)),
        SPOT | {"max_addons": 1},
        [
            "The base order of 100\u00a0USDT is less than the exchange takes. Set it to 150\u00a0USDT or more.",
            "Add-on 1 would be of 100\u00a0USDT, less than the exchange takes at its price. "
            "Set the first add-on to 150\u00a0USDT or more.",
        ],
    ),
    (
        site(fee=D("0.01")),
        SPOT,
        ["A target of 1.2\u00a0% would not even pay the fees. Set it to 2.0203\u00a0% or more."],
    ),
    (
        site(min_cost=D(5)),
        SPOT | {"tp_steps": [step(2, 4), step(3, 96)]},
        [
            "Of the base order, a part of 4\u00a0% is less than the exchange takes. "
            "Set it to 4.902\u00a0% or more, or make the order larger."
        ],
    ),
    (
        site(COIN, tiers=(tier(None, 3, 0),)),
        FUTURES | {"max_addons": 0},
        ["A position of this size in this pair allows a leverage of 3 at most."],
    ),
    (site(is_tradable=False), SPOT, ["BTC/USDT is not traded at the moment. Take it out."]),
]


def told(market: Site, raw: dict[str, Any]) -> tuple[list[str], Preview]:
    found = preview(read(raw), [market])
    (pair,) = found.pairs
    words = [problems.word(one, found.quote) for one in (*found.problems, *pair.problems)]
    words += [cautions.word(one, "USDT") for one in (*pair.cautions, *found.cautions)]
    return list(words), found


@pytest.mark.parametrize(("market", "raw", "expected"), SAID)
def test_words_carry_the_values(market: Site, raw: dict[str, Any], expected: list[str]) -> None:
    texts = [text.replace("\u00a0USDT", " USDT") for text in told(market, raw)[0]]
    assert [text for text in expected if text.replace("\u00a0USDT", " USDT") not in texts] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_caution_reads_well_with_its_own_values(language: str) -> None:
    met = set()
    with override(language):
        for market, raw, _ in SAID:
            texts, found = told(market, raw)
            met |= {one.code for one in (*found.pairs[0].cautions, *found.cautions)}
            for text in texts:
                assert_reads(text.replace("\u00a0%", ""))
                assert "%(" not in conditional_escape(text)
    # The command alone reads on with a name that it does not know, and settings alone are at no site.
    assert met == CODES - {"unknown_field", "pairs_of_main_site"}
