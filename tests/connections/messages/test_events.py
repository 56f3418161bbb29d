"""Every event has words, and the words name what changed."""

import pytest

from connections import exchanges, messages
from connections.findings import EventCode
from connections.models import Event

PARAMS = {
    EventCode.RIGHT_LOST: {"rights": ["spot_trade", "futures_trade"]},
    EventCode.RIGHT_GAINED: {"rights": ["internal_transfer"]},
    EventCode.LIST_SET: {"now": ["203.0.113.24"]},
    EventCode.LIST_CHANGED: {"added": ["198.51.100.7"], "removed": ["203.0.113.24"]},
    EventCode.LIST_REMOVED: {"was": ["203.0.113.24"]},
    EventCode.EXPIRY_MOVED: {"was": "2026-06-13T12:00:00+00:00", "now": "2026-08-02T12:00:00+00:00"},
    EventCode.EXPIRY_REMOVED: {"was": "2026-06-13T12:00:00+00:00"},
    EventCode.ACCOUNT_CHANGED: {"was": "11112222", "now": "33334444"},
    EventCode.KEY_REFUSED: {"cause": "ip_not_allowed", "ip": "203.0.113.24"},
    EventCode.ACCOUNT_REPLACED: {"was": "11112222", "now": "33334444"},
    EventCode.REPLACEMENT_DECLINED: {"was": "11112222", "now": "33334444"},
    EventCode.REPLACEMENT_UNANSWERED: {"was": "11112222", "now": "33334444"},
}
NAMED = {
    EventCode.RIGHT_LOST: ["Trade spot and Trade futures"],
    EventCode.LIST_CHANGED: ["Added: 198.51.100.7.", "Removed: 203.0.113.24."],
    EventCode.EXPIRY_MOVED: ["June 13, 2026", "Aug. 2, 2026"],
    EventCode.ACCOUNT_CHANGED: ["…2222", "…4444"],
    EventCode.KEY_REFUSED: ["203.0.113.24"],
}


@pytest.mark.parametrize("code", EventCode)
def test_every_code_is_worded(code: EventCode) -> None:
    exchange = exchanges.get("kucoin")
    told = messages.event(Event(code=code, params=PARAMS.get(code, {})), exchange)
    assert told.title != code
    assert told.tone in {"good", "warn", "bad", "off"}
    assert told.text.endswith(".")
    assert "%(" not in told.title + told.text
    for words in NAMED.get(code, ()):
        assert words in told.text
    assert "11112222" not in told.text


@pytest.mark.parametrize("code", EventCode)
def test_an_event_without_its_values_can_still_be_read(code: EventCode) -> None:
    assert messages.event(Event(code=code, params={}), exchanges.get("mexc")).title


def test_a_first_end_is_not_compared_with_none() -> None:
    params = {"was": None, "now": "2026-08-02T12:00:00+00:00"}
    told = messages.event(Event(code=EventCode.EXPIRY_MOVED, params=params), exchanges.get("mexc"))
    assert (told.title, told.text) == ("This key expires on Aug. 2, 2026", "")


@pytest.mark.parametrize(
    "cause", ["invalid_key", "bad_signature", "bad_passphrase", "key_expired", "no_permission"]
)
def test_each_cause_of_a_refusal_is_named(cause: str) -> None:
    told = messages.event(Event(code=EventCode.KEY_REFUSED, params={"cause": cause}), exchanges.get("mexc"))
    assert told.text
    assert told.title == "MEXC refused a key that worked, though nobody changed it here"


def test_of_several_possible_causes_none_is_told_as_a_fact() -> None:
    params = {"cause": "invalid_key", "candidates": ["invalid_key", "ip_not_allowed"]}
    told = messages.event(Event(code=EventCode.KEY_REFUSED, params=params), exchanges.get("coinbase"))
    assert told.text == "It may have been changed, bound to other addresses or deleted there."


def test_what_another_version_stored_is_shown_by_its_code() -> None:
    assert messages.event(Event(code="moon_landing"), exchanges.get("mexc")).title == "moon_landing"
