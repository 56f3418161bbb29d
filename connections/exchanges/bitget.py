"""Bitget: every answer is {"code", "msg", "data"}; 00000 is success. Classic accounts, signed by a shared secret.

A unified account answers every classic question with 40085 and nothing else: such a key stays unjudged. What the
unified side tells of a key (/api/v3/account/info) is read where a supporter pastes it; no check asks for it.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._listing import Described, number
from connections.exchanges._numbers import agreed
from connections.exchanges._probes import asking
from connections.exchanges._reading import addresses, amount, as_list, as_object, filled, listed, text
from connections.exchanges._rights import Vocabulary, folded
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_SPOT, _FUTURES, _WITHDRAW = Market.SPOT, Market.FUTURES, Permission.WITHDRAW
_API = "GET api.bitget.com/api/v2"
_DOLLARS = frozenset({"USDT", "USDC"})

# One answer for three mistakes; its words name the last two.
_ONE_OF_THREE = Meaning(Category.BAD_PASSPHRASE, others=(Category.INVALID_KEY, Category.BAD_SIGNATURE))

_PARAMETERS = (
    "40017 40019 40020 40034 40057 40072 40102 40302..40305 40402..40409 40700 40705 40707 40708 40808 40811..40813"
    " 43011 45034 45035 47003 400171 400172"
)
# Whole ranges belong to orders and positions; the few in them that speak of something else come later in the table.
_ORDERS = (
    "12001..12016 13001..13009 22001..22067 25100..25108 25200..25299 40108 40109 40309 40706..40799 40804..40936"
    " 41100..41117 43001..43130 45001..45122 50001..50068"
)
# {"msg": "Incorrect permissions, need spot order write permissions"}: the right is named in the words; where reading
# alone would do ("need spot order read or spot order write permissions"), what was asked tells more.
_NAMED_RIGHTS = (
    (r"(need|需要) (future|contract|mix)", means.FUTURES_RIGHT),
    (r"(need|需要) margin", means.MARGIN_RIGHT),
    (r"(need|需要) spot (order|trade) write", means.SPOT_RIGHT),
)


def _of(market: Market, kind: ProbeKind, call: str, path: str) -> Probe:
    """Return a probe of one market; futures are asked for contracts that are settled in USDT."""
    if market is _SPOT:
        return Probe.at(kind, f"privateSpotGetV2Spot{call}", f"{_API}/spot/{path}", market, Permission.READ)
    named = {"productType": "USDT-FUTURES"}
    named |= {"marginCoin": "USDT"} if kind is ProbeKind.POSITIONS else {}
    return Probe.at(kind, f"privateMixGetV2Mix{call}", f"{_API}/mix/{path}", market, params=asking(**named))


class Bitget(Exchange):
    code, name, rank = "bitget", "Bitget", 50
    website = "https://www.bitget.com"
    fields = (
        CredentialField("api_key", "API Key", r"bg_[0-9a-f]{32}"),
        CredentialField("secret", "Secret Key", r"[0-9a-f]{64}"),
        CredentialField("passphrase", "Passphrase", r"[A-Za-z0-9]{6,32}"),
    )
    tick = {
        _SPOT: ("Read-write", "Spot trade"),
        _FUTURES: ("Read-write", "Futures orders", "Futures holdings"),
    }
    leave_off = ("Withdraw", "Transfer")
    steps = (
        ("open_site", {"site": "www.bitget.com", "menu": "API Management"}),
        ("create_key", {"menu": "System-generated API keys", "button": "Create API"}),
        ("name_key", {"label": "Note"}),
        ("choose_passphrase", {}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("add_addresses", {"menu": "IP address"}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses, is_max_documented = 30, False

    introspection = Probe.at(
        ProbeKind.KEY_INFO, "privateSpotGetV2SpotAccountInfo", f"{_API}/spot/account/info"
    )
    # There is no test order, and every question below is content with a right to read.
    probes = (
        _of(_SPOT, ProbeKind.BALANCE, "AccountAssets", "account/assets"),
        _of(_SPOT, ProbeKind.ORDERS, "TradeUnfilledOrders", "trade/unfilled-orders"),
        _of(_FUTURES, ProbeKind.BALANCE, "AccountAccounts", "account/accounts"),
        _of(_FUTURES, ProbeKind.ORDERS, "OrderOrdersPending", "order/orders-pending"),
        _of(_FUTURES, ProbeKind.POSITIONS, "PositionAllPosition", "position/all-position"),
    )
    limits = (Limit(6000, 60, ban=300), Limit(1, 1, "/api/v2/spot/account/info", is_of_account=True))
    account_rate_codes = frozenset({"429"})  # our address gets it too, but may ask a hundred times more
    public = (
        f"{_API}/spot/public/symbols",
        f"{_API}/spot/market/tickers",
        f"{_API}/margin/currencies",
        f"{_API}/mix/market/contracts",
        f"{_API}/mix/market/tickers",
    )
    key_paths = ("/api/v3/account/info",)
    account_paths = (
        "/api/v2/account/all-account-balance",
        "/api/v2/account/funding-assets",
        "/api/v2/mix/account/account",
        "/api/v3/account/assets",
    )

    described = ("authorities", "permissions", "channel", "channelCode")
    ok_codes = frozenset({"00000"})
    # {"status":"error","ts":1595704360508,"err_code":"invalid-parameter","err_msg":"accesskey not null"}: the first API
    code_keys = ("code", "err_code")
    message_keys = ("msg", "message", "err_msg")
    errors = {
        # {"code":"43012","msg":"Insufficient balance"}, {"code":"45110","msg":"less than the minimum amount 5 USDT"}
        **alike(_ORDERS, means.BUSINESS),
        # {"code":"40017","msg":"Parameter verification failed"}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"code":"40037","msg":"Apikey does not exist"}, {"code":"40006","msg":"Invalid ACCESS_KEY"}
        # {"code":"40099","msg":"exchange environment is incorrect"}: a key for play money at the real address
        **alike("30001 30006 40001 40006 40037 40041 40099 49000", means.INVALID_KEY),
        # {"code":"40012","msg":"apikey/password is incorrect"}
        "40012": _ONE_OF_THREE,
        # {"code":"40036","msg":"passphrase is error"}, {"code":"40011","msg":"ACCESS_PASSPHRASE cannot be empty"}
        **alike("30004 30015 40011 40036", means.BAD_PASSPHRASE),
        # {"code":"40009","msg":"sign signature error"}, {"code":"40003","msg":"Signature cannot be empty"}
        **alike("30002 30013 40002 40003 40009 40506 40507", means.BAD_SIGNATURE),
        # {"code":"40018","msg":"Invalid IP"}, {"code":"40038","msg":"The current ip is not in the apikey ip whitelist"}
        # {"code":"22010","msg":"Please bind ip whitelist address"}
        **alike("22010 30011 40018 40038", means.ADDRESS),
        # {"code":"40014","msg":"Incorrect permissions, need spot order write permissions"}, {"code":"40301","msg":""}
        **alike("25620 30028 40014 40025 40040 40301", means.RIGHT),
        # {"code":"40008","msg":"Request timestamp expired"}, {"code":"40005","msg":"Invalid ACCESS_TIMESTAMP"}
        **alike("30003 30005 30008 40004 40005 40008 40078", means.CLOCK),
        # {"code":"40013","msg":"User status is abnormal"}, {"code":"40026","msg":"User is disabled"}
        # {"code":"40031","msg":"The account has been cancelled and cannot be used again"}
        **alike("25006 25007 40013 40024 40026 40031 40710 40760 50010 50064", means.FROZEN),
        # {"code":"40016","msg":"The user must bind the phone or Google"}
        # {"code":"40022","msg":"The business of this account has been restricted"}, 40021 "User disable withdraw"
        # {"code":"40753","msg":"The contract transaction business is disabled, ..."}
        **alike("31020 40016 40021..40023 40061 40068 40753 40916 45107 45108 50019", means.RESTRICTED),
        # {"code":"40035","msg":"Judging from your login information, you are required to complete KYC first ..."}
        # {"code":"40100","msg":"Due to regulatory requirements, Hong Kong IPs are required to complete identity ..."}
        **alike("40027 40035 40100 40101 40111 49011 59005", means.KYC),
        # {"code":"40103","msg":"based on your IP address , it appears that you are located in a country or region ..."}
        **alike("32022 40000 40103 40104", means.REGION),
        # {"code":"45009","msg":"The account is at risk and cannot perform trades temporarily"}
        **alike("25012 45009 70209", means.RISK),
        # {"code":"40807","msg":"The account does not exist"}: the one for contracts; the one for spot always does
        **alike("32002 40807", means.NOT_OPENED),
        # {"code":"429","msg":"Too Many Requests"}, {"code":"1001","msg":"too frequent"}
        **alike("429 1001 25004 30014 30026 50009", means.RATE),
        # {"code":"40010","msg":"Request timed out"}, {"code":"40200","msg":"Server upgrade, please try again later"}
        # {"code":"40015","msg":""}, {"code":"40725","msg":"service return an error"}
        **alike(
            "1 25000 25001 25003 30009 30019 30038 40010 40015 40200 40308 40604 40725 50008 50031 80002",
            means.UNAVAILABLE,
        ),
        # {"code":"40085","msg":"You are in Unified Account mode, and the Classic Account API is not supported at ..."}
        # {"code":"40084","msg":"You are in Classic Account mode, and the Unified Account API is not supported at ..."}
        # {"code":"40404","msg":"Request URL NOT FOUND"}
        **alike("40007 40052 40084 40085 40404", means.OURS),
    }
    nuances = {
        "40014": _NAMED_RIGHTS,
        # ccxt calls it an error of the signature, the documentation a timeout: words decide
        "40010": ((r"\bsign", means.BAD_SIGNATURE),),
        # {"code":"40024","msg":"The currency is a regional currency and does not meet the purchase conditions."}
        "40024": ((r"region", means.REGION),),
        # {"code":"40104","msg":"Unable to withdraw to this account Please make sure this is a valid ..."}
        "40104": ((r"withdraw|lever", means.OURS),),
        "40103": ((r"request method", means.OURS),),
    }
    order_codes = frozenset(alike(_PARAMETERS, means.BUSINESS))
    phrases = (
        *_NAMED_RIGHTS,
        (r"api ?key/password is incorrect", _ONE_OF_THREE),
        (r"accesskey not null", means.INVALID_KEY),
        (r"your balance is low|订单不存在", means.BUSINESS),
        (r"system exception", means.UNAVAILABLE),
    )

    # --- markets ---------------------------------------------------------------------------------
    def is_trading(self, market: Described) -> bool:
        # {"symbolStatus": "restrictedAPI"}: open to people only, which ccxt takes for closed. Prices and positions are
        # asked for what is settled in USDT; beside it stand contracts in USDC and such of play money (SBTCSUSDT).
        is_open = super().is_trading(market) or not self.is_open_to_api(market)
        return is_open and market.get("settle") in {None, "USDT"}

    def is_open_to_api(self, market: Described) -> bool:
        return str(market["info"].get("symbolStatus")) != "restrictedAPI"

    def least_cost(self, market: Described) -> Decimal:
        # {"quoteCoin": "BTC", "minTradeUSDT": "1"}: told in dollars for every pair, so elsewhere it is not known
        return number(market["info"].get("minTradeUSDT")) if market["quote"] in _DOLLARS else Decimal(0)

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"userId": "1234567890", "ips": "203.0.113.5", "authorities": ["stow", "coow", "cpow"], "parentId": 1, ...}
        # The key's own age and end are not told: regisTime is the account's.
        rights = _rights(entry)
        bound, ip_list = addresses(entry.get("ips"))
        uid, parent = text(entry.get("userId")), text(entry.get("parentId"))
        is_known = any(right.value is not Grant.UNKNOWN for right in rights.values())
        return Passport(
            rights,
            bound,
            ip_list,
            key_status="active" if is_known else "unknown",  # a key that is not active cannot ask
            uid=uid,
            is_sub_account=parent != uid if parent and parent.isdigit() and len(parent) > 1 else None,
        )

    def items(self, probe: Probe, body: Any) -> list[Any]:
        data = body["data"]
        if probe.kind is ProbeKind.KEY_INFO:
            return [filled(as_object(data))]
        if isinstance(data, dict) and probe.kind is ProbeKind.ORDERS:
            data = data["entrustedList"]
        # An account without orders or positions may answer null instead of an empty list.
        return as_list([] if data is None and probe.kind is not ProbeKind.BALANCE else data)

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not ProbeKind.BALANCE:
            return {}
        # {"data": [{"coin": "usdt", "available": "12.5", "frozen": "0", ...}]}, {"data": [{"marginCoin": "USDT", ...}]}
        name = "marginCoin" if probe.market is _FUTURES else "coin"
        return {str(one[name]).upper(): amount(one["available"]) for one in self.items(probe, body)}


# The last letter says r for reading, w for reading and writing; the older words stand in answers of older keys.
_READING = "stor stow coor coow cpor cpow smor smow ttor ttow wtor wtow taxr taxw chor chow pllr pllw p2pr"
_RIGHTS = Vocabulary(
    {
        Permission.READ: (*_READING.split(), "readonly", "trade"),
        Permission.SPOT_TRADE: ("stow", "trade"),
        Permission.FUTURES_TRADE: ("coow+cpow",),  # orders and positions
        Permission.MARGIN_TRADE: ("smow",),
        Permission.INTERNAL_TRANSFER: ("wtow",),
        Permission.WITHDRAW: ("wwow",),
    },
    withdraws="withdraw",
)
_UNIFIED = Vocabulary(
    {
        Permission.READ: ("uta_mgt", "uta_trade"),
        **dict.fromkeys(
            (Permission.SPOT_TRADE, Permission.FUTURES_TRADE, Permission.MARGIN_TRADE), ("uta_trade",)
        ),
        Permission.INTERNAL_TRANSFER: ("uta_mgt",),
        Permission.WITHDRAW: ("withdraw", "wwow"),
    },
    neutral="copy_futures_position copy_futures_order",
    withdraws="withdraw",
)
_DESCRIBED = {*_READING.split(), "wwow", "readonly", "trade"}
_COVERED = (Permission.FUTURES_TRADE, Permission.MARGIN_TRADE, Permission.INTERNAL_TRANSFER)


def _rights(entry: Mapping[str, Any]) -> dict[Permission, Right]:
    """Return the rights in a description of either kind of account; one that tells both has to agree with itself."""
    told = [_unified(entry)] if {"permType", "permissions"} & entry.keys() else []
    if entry.get("authorities") or not told:
        told.append(_classic(listed(entry.get("authorities"))))
    sure = next((rights[_WITHDRAW] for rights in told if rights[_WITHDRAW].value is Grant.YES), None)
    return agreed(told) | ({_WITHDRAW: sure} if sure else {})


def _opened(rights: dict[Permission, Right], strange: list[str]) -> dict[Permission, Right]:
    """Return rights beside which stand abbreviations that nobody has described; nothing in one speaks of money."""
    if strange and rights[_WITHDRAW].value is Grant.NO:
        rights[_WITHDRAW] = Right(Grant.UNKNOWN, "listed", {"token": strange[0][:60]})
    return rights


def _classic(names: list[str] | None) -> dict[Permission, Right]:
    """Return the rights of a classic key: a name that is not described and lets write may be the one to withdraw."""
    spelled = [one.casefold() for one in names or ()]
    strange = [one for one in spelled if one not in _DESCRIBED and not re.fullmatch(r"[a-z0-9]{3}r", one)]
    rights = _opened(_RIGHTS.rights(names), strange)
    if "trade" in spelled:  # once one name for all of trading: there a missing name says nothing
        missing = [one for one in _COVERED if rights[one].evidence == "not_listed"]
        rights |= dict.fromkeys(missing, Right())
    return rights


def _unified(entry: Mapping[str, Any]) -> dict[Permission, Right]:
    """Return the rights of a unified key, whose list is as long where `permType` lets it only read."""
    # {"permType": "read-and-write", "permissions": ["uta_mgt", "uta_trade"], "ips": "203.0.113.5", ...}
    told = str(entry.get("permType"))
    names, kind = listed(entry.get("permissions")), folded(told)
    strange = [one for one in names or () if re.fullmatch(r"[a-z0-9]{3}w", one.casefold())]
    rights = _opened(_UNIFIED.rights(names), strange)
    if kind in {"readonly", "readandwrite"}:
        rights[Permission.READ] = Right(Grant.YES, "listed", {"token": told})
    if kind != "readandwrite":
        denied = Right(Grant.NO, "rule", {"rule": "read_only"}) if kind == "readonly" else Right()
        rights |= dict.fromkeys((Permission.SPOT_TRADE, *_COVERED), denied)
    return rights
