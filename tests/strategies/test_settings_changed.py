"""A form becomes settings, changed settings go over stored ones, and the history gets what differs."""

from typing import Any

from django.http import QueryDict

from strategies.settings import differences, merged, read
from strategies.settings.known import NAMES
from strategies.settings.presets import PRESETS
from strategies.settings.typed import raw_of
from tests.strategies.chosen import SPOT

FORM = {
    "csrfmiddlewaretoken": ["secret"],
    "name": ["Calm"],
    "connection": ["7"],
    "market_type": ["futures"],
    "pairs": ["btc/usdt, ETH/USDT;\r\nSOL/USDT\n"],
    "base_order": [" 100 "],
    "addon_order": [""],
    "budget": ["1000"],
    "margin_limit": ["2000"],
    "stop_loss": [""],
    "tp_steps.at": ["1", "2", "", ""],
    "tp_steps.share": ["60", "40", "", ""],
    "addon_zone.low": [""],
    "recovery.mode": ["on"],
    "recovery.slice": ["25"],
    "is_returning": ["on"],
}


def test_form_becomes_settings() -> None:
    raw = raw_of(FORM)
    assert raw.keys() == set(NAMES)
    assert raw["pairs"] == ["btc/usdt", "ETH/USDT", "SOL/USDT"]
    assert raw["tp_steps"] == [{"at": "1", "share": "60"}, {"at": "2", "share": "40"}]
    assert (raw["base_order"], raw["addon_order"], raw["stop_loss"]) == ("100", None, None)
    assert (raw["recovery"]["mode"], raw["recovery"]["slice"], raw["recovery"]["drawdown_at"]) == (
        "on",
        "25",
        None,
    )
    assert (raw["is_returning"], raw["recovery"]["blocks_new_groups"]) == (True, False)
    chosen = read(raw)
    assert chosen.problems == ()
    assert chosen.texts["pairs"] == ["BTC/USDT:USDT", "ETH/USDT:USDT", "SOL/USDT:USDT"]


def test_form_of_the_web_framework_is_read_alike() -> None:
    query = QueryDict(
        "pairs=BTC/USDT&tp_steps.at=1&tp_steps.at=2&tp_steps.share=50&base_order=100&is_returning=off"
    )
    raw = raw_of(dict(query.lists()))
    assert raw["tp_steps"] == [{"at": "1", "share": "50"}, {"at": "2", "share": ""}]
    assert raw["is_returning"] is False
    assert ("tp_steps", "not_a_number") in {(one.field, one.code) for one in read(raw).problems}


def changed(**raw: Any) -> dict[str, Any]:
    stored = read(SPOT | {"recovery": {"mode": "on", "slice": 20}, "stop_loss": 30}).texts
    chosen = read(merged(stored, raw))
    assert chosen.problems == ()
    return differences(stored, chosen.texts)


def test_only_what_is_given_changes() -> None:
    assert changed(margin_limit="3000.0") == {"margin_limit": ["2000", "3000"]}
    assert changed(margin_limit="2000.0") == {}
    assert changed(stop_loss=None) == {"stop_loss": ["30", None]}
    assert changed(step=2) == {"step": ["1.5", "2"], "risk_level": ["balanced", "custom"]}


def test_part_of_what_is_nested_changes_alone() -> None:
    assert changed(recovery={"slice": "25"}) == {"recovery.slice": ["20", "25"]}
    assert changed(addon_zone={"high": 7}) == {"addon_zone.high": [None, "7"]}


def test_another_level_fills_its_fields_anew() -> None:
    found = changed(risk_level="cautious", step=2)
    assert found["risk_level"] == ["balanced", "custom"]
    assert found["step"] == ["1.5", "2"]
    assert found["max_addons"] == ["5", PRESETS["cautious"]["max_addons"]]
    assert changed(risk_level="cautious")["step"] == ["1.5", PRESETS["cautious"]["step"]]
    assert changed(risk_level="balanced") == {}


def test_what_replaces_another_setting_takes_it_away() -> None:
    assert changed(budget=1000) == {"addon_order": ["100", None], "budget": [None, "1000"]}
    found = changed(deviation_reference="custom", custom_steps=[3, 6])
    assert found["max_addons"] == ["5", "2"]
    assert found["custom_steps"] == [None, ["3", "6"]]


def test_difference_of_what_was_not_there_is_from_nothing() -> None:
    assert differences({}, {"step": "1", "tp_steps": []}) == {"step": [None, "1"], "tp_steps": [None, []]}
    assert differences({"recovery": {"slice": None}}, {"recovery": {"slice": None}}) == {}
