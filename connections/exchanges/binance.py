"""Binance: refuses with HTTP 4xx and {"code": -n, "msg"}; one code says that key, address or right is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges import _reading
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._flags import Flags
from connections.exchanges._listing import Described
from connections.exchanges._probes import asking
from connections.exchanges._sites import NO_FUTURES, Site
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Diagnosis, Grant, Market, Passport, Permission, Refusal, Right

_SPOT, _FUTURES = Market.SPOT, Market.FUTURES
_BALANCE, _ORDERS, _POSITIONS = ProbeKind.BALANCE, ProbeKind.ORDERS, ProbeKind.POSITIONS
_TRADE, _READ = ProbeKind.TRADE, Permission.READ
_US = {"api.binance.com": "api.binance.us"}
_API, _FAPI = "api.binance.com/api/v3", "fapi.binance.com/fapi"
_WEIGHTS = "account 20, openOrders 6, exchangeInfo 20, ticker/24hr 80"
_ONE_SYMBOL, _NO_ZEROS = asking(symbol="BTCUSDT"), asking(omitZeroBalances="true")

# Key, address or right. Where more than reading was asked, the right is the likeliest of the three.
_ANY_OF_THREE = Meaning(Category.INVALID_KEY, others=(Category.IP_NOT_ALLOWED, Category.NO_PERMISSION))
_RATHER_RIGHT = Meaning(Category.NO_PERMISSION, others=(Category.IP_NOT_ALLOWED, Category.INVALID_KEY))

_REJECTED = (
    # {"code":-2010,"msg":"This action is disabled on this account."}, older: "This action disabled is on this account."
    (r"action.{0,4}disabled.{0,8}on this account|may not place or cancel", means.FROZEN),
    # {"code":-2010,"msg":"Rest API trading is not enabled."}
    (r"API trading is not enabled", means.RIGHT),
    # {"code":-2010,"msg":"Symbol not whitelisted for API key."}
    (r"not whitelisted for API.?key", means.SYMBOL_RIGHT),
    # {"code":-2010,"msg":"This symbol is not permitted for this account."}: the key's list, or the account's country
    (
        r"symbol is (not permitted|restricted) for this account",
        replace(means.SYMBOL_RIGHT, others=(Category.ACCOUNT_RESTRICTED,)),
    ),
)
_PARAMETERS = "-1151..-1145 -1139..-1132 -1130..-1126 -1123..-1110 -1108..-1100 -1023 -1020 -1014"
_NUANCED = "-4046 -4004 -4005 -1135"
_FILTERS = "-4211..-4207 -4184..-4110 -4108..-4089 -4086..-4081 -4079..-4058 -4055..-4045 -4043..-4000"


# Above the minimum and far from the market; test orders never reach matching.
_ORDER = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "timeInForce": "GTC", "price": "20000"}
_SPOT_ORDER, _FUTURES_ORDER = asking(**_ORDER, quantity="0.001"), asking(**_ORDER, quantity="0.01")


class Binance(Exchange):
    code, name, rank = "binance", "Binance", 30
    website = "https://www.binance.com"
    # Nothing there tells what a key may do: apiRestrictions was seen to answer 404.
    sites = (
        Site("us", "Binance.US", "https://www.binance.us", "binanceus", _US, NO_FUTURES, tells_rights=False),
    )
    fields = (
        CredentialField("api_key", "API Key", r"[A-Za-z0-9]{64}"),
        CredentialField("secret", "Secret Key", r"[A-Za-z0-9]{64}"),
    )
    private_keys, pairs = ("ed25519", "rsa"), "ed25519"
    pair_captions = {"menu": "Self-generated"}
    tick = {
        _SPOT: ("Enable Reading", "Enable Spot & Margin Trading"),
        _FUTURES: ("Enable Reading", "Enable Futures"),
    }
    leave_off = ("Enable Withdrawals", "Permits Universal Transfer", "Enable Margin Loan, Repay & Transfer")
    # The rights that trade can be ticked only once the key is bound to addresses.
    steps = (
        ("open_site", {"site": "www.binance.com", "menu": "API Management"}),
        ("create_key", {"menu": "System generated", "button": "Create API"}),
        ("name_key", {"label": "Label API Key"}),
        ("confirm", {}),
        ("copy_secret", {}),
        ("add_addresses", {"menu": "Restrict access to trusted IPs only"}),
        ("tick_rights", {}),
        ("leave_off", {}),
    )
    max_addresses = 30
    expiry_rule = ("fixed_unbound", {"days": 30})
    notes = (
        ("verified_first", {}),
        ("futures_before_key", {"right": "Enable Futures"}),
        ("margin_off", {"right": "Enable Margin Loan, Repay & Transfer"}),
        ("deleted_unbound", {}),
    )

    introspection = Probe.at(
        ProbeKind.KEY_INFO,
        "sapiGetAccountApiRestrictions",
        "GET api.binance.com/sapi/v1/account/apiRestrictions",
    )
    probes = (
        Probe.at(_BALANCE, "privateGetAccount", f"GET {_API}/account", _SPOT, _READ, _NO_ZEROS),
        # Without a symbol the same costs thirteen times as much.
        Probe.at(_ORDERS, "privateGetOpenOrders", f"GET {_API}/openOrders", _SPOT, _READ, _ONE_SYMBOL),
        Probe.at(
            _TRADE,
            "privatePostOrderTest",
            f"POST {_API}/order/test",
            _SPOT,
            Permission.SPOT_TRADE,
            _SPOT_ORDER,
        ),
        # One right is for reading and for trading futures: these are refused together.
        Probe.at(_BALANCE, "fapiPrivateV3GetAccount", f"GET {_FAPI}/v3/account", _FUTURES),
        Probe.at(
            _ORDERS, "fapiPrivateGetOpenOrders", f"GET {_FAPI}/v1/openOrders", _FUTURES, params=_ONE_SYMBOL
        ),
        Probe.at(_POSITIONS, "fapiPrivateV3GetPositionRisk", f"GET {_FAPI}/v3/positionRisk", _FUTURES),
        Probe.at(
            _TRADE,
            "fapiPrivatePostOrderTest",
            f"POST {_FAPI}/v1/order/test",
            _FUTURES,
            Permission.FUTURES_TRADE,
            _FUTURES_ORDER,
        ),
    )
    limits = (
        Limit(12_000, 60, "/sapi/", ban=120),
        Limit(6000, 60, "/api/v3/", weights=_WEIGHTS, ban=120),
        Limit(2400, 60, "/fapi/", weights="v3/account 5, v3/positionRisk 5, v1/ticker/24hr 40", ban=120),
    )
    public = (
        f"GET {_API}/exchangeInfo",
        f"GET {_API}/ticker/24hr",
        f"GET {_FAPI}/v1/exchangeInfo",
        f"GET {_FAPI}/v1/ticker/24hr",
    )
    # Without coin-margined contracts, which are a host of their own. Leverage tiers are told to keys alone.
    client_options = {"fetchMarkets": {"types": ["spot", "linear"]}}
    account_paths = ("/fapi/v2/account", "/fapi/v1/account", "/papi/v1/account", "/dapi/v1/account")

    described = ("enableInternalTransfer", "permitsUniversalTransfer")
    ok_codes = frozenset({"200", "000000"})  # a region that is blocked is code 0
    errors = {
        # {"code":-1102,"msg":"Mandatory parameter 'price' was not sent, was empty/null, or malformed."}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"code":-4003,"msg":"Quantity less than zero."}
        # {"code":-4164,"msg":"Order's notional must be no smaller than 5.0 (unless you choose reduce only)"}
        **alike(_FILTERS, means.BUSINESS),
        # {"code":-1013,"msg":"Filter failure: LOT_SIZE"}, {"code":-2010,"msg":"Account has insufficient balance for
        # requested action."}, {"code":-2019,"msg":"Margin is insufficient."}
        **alike("-1013 -1010 -2013..-2010 -2016 -2028..-2018 -5047..-5021 -3041 -32603", means.BUSINESS),
        "-3045": means.BUSINESS,  # {"code":-3045,"msg":"The system doesn't have enough asset now."}: to borrow
        # {"code":-2014,"msg":"API-key format invalid."}, {"code":-2008,"msg":"Invalid Api-Key ID."}
        # {"code":-4056,"msg":"Invalid api key type."}, {"code":-4057,"msg":"Invalid api public key"}
        **alike("-2014 -2008 -4057 -4056", means.INVALID_KEY),
        # {"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}; at futures ", request ip: 203.0.113.9"
        "-2015": _ANY_OF_THREE,
        # {"code":-1099,"msg":"Not found, authenticated, or authorized"}
        "-1099": Meaning(Category.INVALID_KEY, others=(Category.NO_PERMISSION,)),
        "-1022": means.BAD_SIGNATURE,  # {"code":-1022,"msg":"Signature for this request is not valid."}
        # {"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}
        # {"code":-1131,"msg":"recvWindow must be less than 60000"}
        **alike("-1021 -1131 -5028", means.CLOCK),
        "-1002": means.RIGHT,  # {"code":-1002,"msg":"You are not authorized to execute this request."}
        # {"code":-3003,"msg":"Margin account does not exist."}
        **alike("-3003 -11001", means.MARGIN_RIGHT),
        # {"code":-3021,"msg":"Margin account are not allowed to trade this trading pair."}
        "-3021": means.SYMBOL_RIGHT,
        # {"code":-1005,"msg":"No such IP has been white listed"}; -1011 "This IP cannot access this route."
        **alike("-1005 -1011", means.ADDRESS),
        # {"code":-1109,"msg":"Invalid account."}, {"code":-3001,"msg":"Please enable 2FA first."}
        # {"code":-4087,"msg":"User can only place reduce only order"}, -4192 "... Cooling-off Period."
        **alike("-1109 -3001 -3004 -3999 -4088..-4087 -4080 -4192", means.RESTRICTED),
        # {"code":-2017,"msg":"API Keys are locked on this account."}, -3022 "You account's trading is banned."
        **alike("-2017 -3014 -3018 -3019 -3022 -3036", means.FROZEN),
        # {"code":-4400,"msg":"Futures Trading Quantitative Rules violated, only reduceOnly order is allowed, ..."}
        **alike("-4401..-4400", means.RISK),
        # {"code":-4044,"msg":"This is a blacklist country."}, -4402 "... is currently not available in your region."
        **alike("-4044 -4206 -4403..-4402 -10047", means.REGION),
        # {"code":-4202,"msg":"Intermediate Personal Verification is required for adjusting leverage over 20x"}
        # {"code":200003903,"msg":"Your identity verification has been rejected. Please complete identity ..."}
        **alike("-4202 200003903", means.KYC),
        # {"code":-4411,"msg":"Please sign TradFi-Perps agreement contract fapi."}
        **alike("-4411 -13007", means.TERMS),
        # {"code":-4109,"msg":"Inactive account"}: "transfer any amount of asset to future wallet"
        "-4109": means.NOT_OPENED,
        # {"code":-1003,"msg":"Way too much request weight used; IP banned until 1660090423228. ..."} with HTTP 418
        # {"code":-1015,"msg":"Too many new orders."}
        **alike("-1003 -1015 -1034 -12014", means.RATE),
        # {"code":-1001,"msg":"Internal error; unable to process your request. Please try again."}
        # {"code":-1008,"msg":"Server is currently overloaded with other requests. Please try again in a few minutes."}
        # {"code":1,"msg":"System is under maintenance."}
        **alike("-1001..-1000 -1004 -1008..-1006 -1016 -3000 -3037 -3044 -4078 1", means.UNAVAILABLE),
        "-1125": means.OURS,  # {"code":-1125,"msg":"This listenKey does not exist."}
    }
    nuances = {
        **dict.fromkeys(("-2010", "-2011", "-1010", "-1013"), _REJECTED),
        "-1135": ((r"account status", means.RESTRICTED),),  # {"code":-1135,"msg":"Invalid account status."}
        "-1102": ((r"'signature'", means.BAD_SIGNATURE), (r"'timestamp'", means.CLOCK)),
        # {"code":-1004,"msg":"This IP is already on the white list"}: futures; at spot "Server is busy"
        "-1004": ((r"already on the white", means.OURS),),
        # {"code":-4044,"msg":"Balance Type is wrong."}: the same code at futures
        "-4044": ((r"balance type", means.BUSINESS),),
        # {"code":-4046,"msg":"Agreement not confirmed."}, -4004 "You don't login or auth.": at futures they are filters
        "-4046": ((r"agreement", means.TERMS),),
        "-4004": ((r"login", means.INVALID_KEY),),
        "-4005": ((r"too many", means.RATE),),
    }
    order_codes = frozenset(alike(f"{_PARAMETERS} {_FILTERS}", means.BUSINESS)) - {*_NUANCED.split()}
    phrases = (
        (r"Invalid API-?key, IP,? or permissions", _ANY_OF_THREE),
        (r"no operation privilege", means.RIGHT),
    )

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        """Rank what -2015 may mean: where more than reading was asked, a right is missing rather than the key."""
        return _RATHER_RIGHT if meaning is _ANY_OF_THREE and during in {"order", "positions"} else meaning

    def diagnose(self, refusal: Refusal, market: str | None = None, during: str = "unknown") -> Diagnosis:
        # Reading the balance of futures takes the same right, which is off at first, as reading positions does.
        is_of_futures = market == _FUTURES and during in {"balance", "account", "orders"}
        return super().diagnose(refusal, market, "positions" if is_of_futures else during)

    def error_in(self, body: Any) -> tuple[str, str] | None:
        # {"msg":"You don't have permission.","success":false}: older endpoints, without a code
        failed = isinstance(body, dict) and body.get("success") is False
        return super().error_in(body) or (("", str(body.get("msg") or "")) if failed else None)

    # --- markets ---------------------------------------------------------------------------------
    def is_trading(self, market: Described) -> bool:
        # {"status": "TRADING", "isSpotTradingAllowed": false}: open to margin accounts only
        return super().is_trading(market) and market["info"].get("isSpotTradingAllowed") is not False

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"ipRestrict": true, "createTime": 1698645219000, "enableReading": true, "enableWithdrawals": false, ...};
        # the addresses are not told. tradingAuthorityExpirationTime is told of older keys without addresses.
        bound, rights = _reading.flag(entry.get("ipRestrict")), _RIGHTS.rights(entry)
        ends = _reading.moment(entry.get("tradingAuthorityExpirationTime") or None)
        trades = {rights[one].value for one in (Permission.SPOT_TRADE, Permission.FUTURES_TRADE)}
        is_over = ends is not None and ends < datetime.now(UTC) and trades == {Grant.NO}
        if rights[Permission.FUTURES_TRADE].value is Grant.NO and entry.get("enablePortfolioMarginTrading"):
            # Such an account trades futures by another right, and through another host.
            rights[Permission.FUTURES_TRADE] = Right()
        return Passport(
            rights,
            bound,
            () if bound is False else None,
            ends,
            "fixed" if ends else "unknown",
            _reading.moment(entry.get("createTime")),
            "expired" if is_over else "active" if entry.get("enableReading") is True else "unknown",
        )

    def detail(self, passport: Passport, probe: Probe, body: Any) -> Passport:
        if (probe.kind, probe.market) != (_BALANCE, _SPOT) or not isinstance(body, dict):
            return passport
        return _with_flags(replace(passport, uid=_reading.text(body.get("uid")) or passport.uid), body)

    def account(self, body: Any) -> Passport:
        passport = super().account(body)
        return _with_flags(passport, body) if isinstance(body, dict) else passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        if probe.kind is ProbeKind.KEY_INFO:
            return list(_reading.filled(_reading.entries(body)))
        if probe.kind is _TRADE:
            _reading.as_object(body)
            return []
        if probe.kind is _BALANCE:
            return _reading.as_list(body["assets" if probe.market is _FUTURES else "balances"])
        return _reading.as_list(body)

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not _BALANCE:
            return {}
        # {"balances": [{"asset": "USDT", "free": "12.5", "locked": "0"}]}
        # {"assets": [{"asset": "USDT", "walletBalance": "13", "availableBalance": "12.5", ...}]}
        name = "availableBalance" if probe.market is _FUTURES else "free"
        return {str(item["asset"]): _reading.amount(item[name]) for item in self.items(probe, body)}


_RIGHTS = Flags(
    {
        Permission.READ: ("enableReading",),
        Permission.SPOT_TRADE: ("enableSpotAndMarginTrading",),
        Permission.FUTURES_TRADE: ("enableFutures",),
        Permission.MARGIN_TRADE: ("enableMargin",),
        Permission.INTERNAL_TRANSFER: ("enableInternalTransfer", "permitsUniversalTransfer"),
        Permission.WITHDRAW: ("enableWithdrawals",),
    },
)


def _with_flags(passport: Passport, body: Mapping[str, Any]) -> Passport:
    """Return the passport of a key whose account may not trade; the account's other flags say nothing of the key."""
    # {"canTrade": false, "canWithdraw": true, "balances": [...], ...}; futures have such flags without balances
    if body.get("canTrade") is not False or "balances" not in body:
        return passport
    return passport.with_right(
        Permission.SPOT_TRADE, Right(Grant.NO, "rule", {"rule": "account_cannot_trade"})
    )
