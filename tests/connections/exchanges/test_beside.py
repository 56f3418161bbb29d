"""A "no" to withdrawing stands only where nothing in the answer speaks against it, at whichever exchange."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connections import exchanges
from connections.exchanges._beside import contradiction
from connections.findings import Grant, Permission
from tests.connections.exchanges import golden

OFFERED = golden.offered()
SAYING = {
    "a flag": {"withdraw": True},
    "a number": {"canMoveFunds": 1},
    "a text": {"withdrawals": "enabled"},
    "a list": {"grants": ["WITHDRAWALS"]},
    "a scope": {"scopes": ["wallet:withdrawals:create"]},
    "a name": {"rights": "withdraw"},
    "everything": {"rights": ["all"]},
    "a star": {"accessRights": "*"},
    "a flag inside": {"rights": {"can_transfer": True}},
    "a list inside": {"rights": [{"area": {"names": ["payout"]}}]},
    "too deep": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": [[["withdraw"]]]}}}}}}}},
    "another alphabet": {"rights": "ｗｉｔｈｄｒａｗ"},
}
SILENT: dict[str, dict[str, Any]] = {
    "off": {"withdraw": False, "canMoveFunds": 0, "payments": "", "transfers": None, "sends": "disabled"},
    "off inside": {"withdraw": {"is_open": False, "chains": []}, "rights": {"all": False}},
    "a label": {"described": "my withdraw bot"},
    "letters in another": {
        "suspended": True,
        "endless": "isEndless",
        "id": "0b1c5a2e-c2c4-4f6b-9c2c-3c2d4e5fc2c1",
    },
    "not of rights": {"level": "full", "fullName": "Ada"},
}


def withdraws(code: str, body: Any) -> Grant:
    return exchanges.get(code).passport(body, "").grants(Permission.WITHDRAW)


def wrapped(code: str, entry: dict[str, Any], **around: Any) -> dict[str, Any]:
    body: Any = entry
    for name in reversed(exchanges.get(code).wrappers):
        body = {name: body, **around}
    return {**body, **around}


@pytest.mark.parametrize("more", SAYING.values(), ids=list(SAYING))
@pytest.mark.parametrize("code", OFFERED)
def test_what_speaks_of_money_beside_the_rights_makes_a_no_unknown(code: str, more: dict[str, Any]) -> None:
    entry = golden.of(code).introduction()
    assert withdraws(code, wrapped(code, entry)) is Grant.NO
    for body in (entry | more, more | entry, wrapped(code, entry | more), wrapped(code, entry, **more)):
        assert withdraws(code, body) is not Grant.NO


@pytest.mark.parametrize("more", SILENT.values(), ids=list(SILENT))
def test_what_is_off_or_means_something_else_contradicts_nothing(more: dict[str, Any]) -> None:
    assert contradiction(more, ("described",)) is None


@pytest.mark.parametrize("code", OFFERED)
def test_what_a_key_is_called_or_where_it_trades_contradicts_nothing(code: str) -> None:
    exchange, entry = exchanges.get(code), golden.of(code).introduction()
    labels = {"note", "remark", "label", "name", "subName", "currency_pairs", "traderInsts"} & {
        *exchange.described
    }
    for label in labels & entry.keys():
        assert withdraws(code, wrapped(code, entry | {label: "withdraw, pay and send"})) is Grant.NO
    assert withdraws(code, wrapped(code, entry, **{exchange.message_keys[0]: "withdraw"})) is Grant.NO


@pytest.mark.parametrize("code", OFFERED)
def test_a_described_field_in_a_second_spelling_is_strange(code: str) -> None:
    recorded, entry = golden.of(code), golden.of(code).introduction()
    if recorded.rights_field:
        assert withdraws(code, entry | {recorded.rights_field.upper(): ["withdraw"]}) is not Grant.NO


NAMES = st.sampled_from(["withdraw", "can_transfer", "enableP2P", "asset_out", "sendCoins", "otc", "出金"])
ON = st.sampled_from([True, 1, "true", "1", "ALL", ["x"], {"x": True}, [{"x": [1]}]])
NESTED = st.lists(st.sampled_from(["rights", "scopes", "more", "x"]), max_size=8)


@given(st.sampled_from(OFFERED), NAMES, ON, NESTED, st.booleans())
def test_however_deep_it_stands_a_no_is_not_certain(
    code: str, name: str, value: Any, path: list[str], is_around: bool
) -> None:
    more: Any = {name: value}
    for outer in path:
        more = {outer: [more]}
    entry = golden.of(code).introduction()
    body = wrapped(code, entry, **more) if is_around else wrapped(code, entry | more)
    assert withdraws(code, body) is not Grant.NO


def test_nesting_without_end_stops_nothing() -> None:
    deep = json.loads("[" * 900 + "]" * 900)
    assert contradiction({"x": deep, "withdraw": deep}) is not None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("gate", name) for name in ("p2p", "P2P_merchant", "c2c", "fiat", "red_packet", "gatepay", "7")),
        *(("kucoin", name) for name in ("P2P", "OTC", "Fiat", "KuPay", "RedPacket")),
        *(("mexc", f"{name}_WRITE") for name in ("SPOT_P2P", "SPOT_WALLET", "OTC", "C2C", "SPOT_CAPITAL")),
        *(("okx", name) for name in ("p2p", "fiat", "out", "wd", "funding", "asset", "ｗｉｔｈｄｒａｗ")),
        *(("bitget", name) for name in ("p2p", "fiat", "out")),
    ],
)
def test_money_leaves_by_other_ways_than_withdrawing_at_every_exchange(code: str, name: str) -> None:
    assert withdraws(code, golden.of(code).with_right(name)) is not Grant.NO


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("gate", name) for name in ("otc", "custody", "wallet")),
        *(("kucoin", name) for name in ("FlexTransfers", "Earn")),
        *(("mexc", name) for name in ("SPOT_WITHDRAW_READ", "SPOT_DEPOSIT_WRITE")),
        ("bitget", "p2pr"),
    ],
)
def test_what_is_described_keeps_its_meaning(code: str, name: str) -> None:
    assert withdraws(code, golden.of(code).with_right(name)) is Grant.NO


def test_a_right_that_says_more_than_its_name_is_not_understood() -> None:
    entry = golden.of("gate").introduction()
    assert withdraws("gate", entry | {"perms": [{"name": "spot", "withdraw": True}]}) is Grant.UNKNOWN
    assert withdraws("gate", entry | {"perms": [{"name": "spot", "withdraw": False}]}) is Grant.NO


@pytest.mark.parametrize("name", ["can_move", "can_sign", "can_redeem", "can_manage", "can_stake"])
def test_coinbase_has_no_other_flags(name: str) -> None:
    entry = golden.of("coinbase").introduction()
    assert withdraws("coinbase", entry | {name: True}) is Grant.UNKNOWN
    assert withdraws("coinbase", entry | {name: False}) is Grant.NO
