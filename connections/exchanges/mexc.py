"""MEXC: spot refuses with HTTP 4xx and {"code", "msg"}, futures with HTTP 200 and {"success", "code", "message"}."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges import _reading
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._listing import Described, Step, number, rising, tiers_of, told
from connections.exchanges._probes import asking
from connections.exchanges._rights import Vocabulary
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_WEIGHTS = "account 10, openOrders 3, exchangeInfo 10, ticker/24hr 40"
_PERMANENT = -999
# A key that was limited to chosen pairs names some; the list of a free one is the whole market.
_WHOLE_MARKET = 500
_QUOTES = ("USDT", "USDC", "USDE", "USD1", "TUSD", "EUR", "BTC", "ETH", "BRL")

_SPOT, _FUTURES = Market.SPOT, Market.FUTURES
_BALANCE, _ORDERS, _POSITIONS = ProbeKind.BALANCE, ProbeKind.ORDERS, ProbeKind.POSITIONS
_TRADE, _DETAIL, _READ = ProbeKind.TRADE, ProbeKind.DETAIL, Permission.READ
_V3, _PRIVATE = "api.mexc.com/api/v3", "GET api.mexc.com/api/v1/private"
_ONE_SYMBOL = asking(symbol="BTCUSDT")

# Above the minimum value and far from the market; test orders never reach matching.
_TEST_ORDER = asking(symbol="BTCUSDT", side="BUY", type="LIMIT", quantity="0.001", price="20000")
_PARAMETERS = "600 601 603 700004 700008 730002 -1128 33333 44444 10015"
_ORDER_CODES = (
    "1001 1003..1005 2001..2099 3001..3099 5001..5099 -2011 -1121 10004 10007 10095 10096 10097 10101 10102 22222"
    " 30000..30005 30010 30014 30016 30019 30021 30025..30029 30032 30041 30087 730001 88004 88013 88015"
)


class Mexc(Exchange):
    code = "mexc"
    name = "MEXC"
    rank = 10
    website = "https://www.mexc.com"
    fields = (
        CredentialField("api_key", "Access Key", r"mx0[A-Za-z0-9]{15}"),
        CredentialField("secret", "Secret Key", r"[0-9a-f]{32}"),
    )
    tick = {
        _SPOT: ("View Account Details", "View Order Details", "Trade"),
        _FUTURES: ("Futures: View Account Details", "Futures: View Order Details", "Futures: Order Placing"),
    }
    leave_off = ("Withdraw", "Transfer")
    steps = (
        ("open_site", {"site": "www.mexc.com/user/openapi", "menu": "API Management"}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("choose_pairs", {}),
        ("name_key", {"label": "Notes"}),
        ("add_addresses", {"menu": "Link IP Address"}),
        ("create_key", {"menu": "API Management", "button": "Create"}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses = 10  # newer pages of MEXC say 20
    expiry_rule = ("fixed_unbound", {"days": 90})
    two_factor = "Google Authenticator"

    # POST on the same path rewrites the key's address list: it is declared nowhere.
    introspection = Probe.at(
        ProbeKind.KEY_INFO,
        "spotPrivateGetApiKeyInfo",
        f"GET {_V3}/apiKeyInfo",
        params=lambda api_key: {"accessKey": api_key},
    )
    probes = (
        Probe.at(_BALANCE, "spotPrivateGetAccount", f"GET {_V3}/account", _SPOT, _READ),
        # The official clients require a symbol here, ccxt leaves it out: with one, both agree.
        Probe.at(_ORDERS, "spotPrivateGetOpenOrders", f"GET {_V3}/openOrders", _SPOT, _READ, _ONE_SYMBOL),
        Probe.at(
            _TRADE,
            "spotPrivatePostOrderTest",
            f"POST {_V3}/order/test",
            _SPOT,
            Permission.SPOT_TRADE,
            _TEST_ORDER,
        ),
        Probe.at(_BALANCE, "contractPrivateGetAccountAssets", f"{_PRIVATE}/account/assets", _FUTURES),
        Probe.at(
            _ORDERS, "contractPrivateGetOrderListOpenOrders", f"{_PRIVATE}/order/list/open_orders", _FUTURES
        ),
        Probe.at(
            _POSITIONS,
            "contractPrivateGetPositionOpenPositions",
            f"{_PRIVATE}/position/open_positions",
            _FUTURES,
        ),
        # There is no test order for futures. The older documentation asks for the trade right here, the newer one
        # only for reading orders: a refusal says that trading is missing, an answer proves nothing.
        Probe.at(
            _TRADE, "contractPrivateGetPositionPositionMode", f"{_PRIVATE}/position/position_mode", _FUTURES
        ),
        Probe.at(_DETAIL, "spotPrivateGetUid", f"GET {_V3}/uid"),
        Probe.at(_DETAIL, "spotPrivateGetSelfSymbols", f"GET {_V3}/selfSymbols", _SPOT),
    )
    # The newer of two documented figures, which is the smaller one; repeated excess bans for 2 minutes to 3 days.
    limits = (Limit(300, 10, "/api/v3/", weights=_WEIGHTS, ban=120),)
    public = (
        f"GET {_V3}/exchangeInfo",
        f"GET {_V3}/ticker/24hr",
        "GET api.mexc.com/api/v1/contract/detail",
        "GET api.mexc.com/api/v1/contract/ticker",
    )
    account_paths = ("/api/v1/private/account/asset",)
    described = ("permissions", "note")

    errors = {
        # {"code":10072,"msg":"Api key info invalid"}: unknown or deleted
        # {"code":400,"msg":"api key required"}, {"code":730706,"msg":"API KEY information does not exist"}
        **alike("10072 400 730706 10001", means.INVALID_KEY),
        # {"code":700001,"msg":"API-key format invalid."}; the same was seen of expired keys
        "700001": Meaning(Category.INVALID_KEY, others=(Category.KEY_EXPIRED,)),
        # {"code":401,"msg":"No authority"}: key, secret, activation or right; `refine` ranks them
        "401": Meaning(Category.INVALID_KEY, others=(Category.NO_PERMISSION, Category.BAD_SIGNATURE)),
        # {"success":false,"code":402,"message":"API Key expired, please apply again!"}
        "402": means.KEY_EXPIRED,
        # {"code":700002,"msg":"Signature for this request is not valid."}, 602 is the same for futures
        **alike("700002 602", means.BAD_SIGNATURE),
        # {"code":700003,"msg":"Timestamp for this request is outside of the recvWindow."}, {"code":10073,"msg":"invalid
        # Request-Time"}; 513 for futures; {"code":700005,"msg":"recvWindow must less than 60000"}
        **alike("700003 700005 513 10073", means.CLOCK),
        # {"code":700006,"msg":"IP [203.0.113.9] not in the ip white list"}
        "700006": means.ADDRESS,
        # {"success":false,"code":406,"message":"Accessing IP is not in the whitelist"}; 10075 is the older one for spot
        **alike("406 10075", means.ADDRESS),
        # {"code":700007,"msg":"No permission to access the endpoint."}
        "700007": means.RIGHT,
        # {"success":false,"code":701,"message":"Please enable API Key read access"} and its three siblings
        **alike("701 702 703 704", means.FUTURES_RIGHT),
        # {"success":false,"code":511,"message":"You do not have access to the interface"}
        "511": means.FUTURES_RIGHT,
        # {"code":70011,"msg":"Pair user ban trade apikey."}
        "70011": means.SYMBOL_RIGHT,
        # {"code":30020,"msg":"no permission for the symbol"}
        "30020": means.SYMBOL_RIGHT,
        # {"success":false,"code":1000,"message":"Please open contract account first!"}
        "1000": means.NOT_OPENED,
        # {"success":false,"code":1002,"message":"Contract not allow place order!"}: not opened, or that one is closed
        "1002": Meaning(Category.FUTURES_NOT_OPENED, others=(Category.NONE,)),
        # {"success":false,"code":6001,"message":"Trading forbidden"}, {"code":26,"msg":"operation not allowed"}
        **alike("6001 6002 26 140002", means.RESTRICTED),
        # {"code":60005,"msg":"your account is abnormal"}, {"code":730100,"msg":"Unusual user status"}
        **alike("60005 730100", means.FROZEN),
        # {"msg":"账号暂时不能下单，请联系客服","code":30018}; documented as "market order is disabled"
        "30018": Meaning(Category.ACCOUNT_RESTRICTED, others=(Category.NONE,)),
        # {"code":10098,"msg":"risk control system detected abnormal"}
        **alike("10098 10265", means.RISK),
        # {"code":429,"msg":"Too Many Requests"}, {"success":false,"code":510,"message":"Excessive frequency of ..."}
        **alike("429 510 1015", means.RATE),
        # {"code":403,"msg":"Access Denied"}: too many requests, or the rules of the platform
        "403": means.RATE_OR_REGION,
        # {"code":500,"message":"Under maintenance, please try again later"}, {"code":700022,"msg":"Internal ..."}
        **alike("500..504 604 801 11444 20002 700022", means.UNAVAILABLE),
        # {"msg":"资金不足","code":10101}, {"code":10007,"msg":"symbol not support api"}
        **alike(_ORDER_CODES, means.BUSINESS),
        # {"success":false,"code":600,"message":"Param error!"}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"code":730707,"msg":"accessKey cannot be null"}, {"code":700013,"msg":"Invalid Content-Type"}
        **alike("730707 700013", means.OURS),
    }
    order_codes = frozenset(alike(_PARAMETERS, means.BUSINESS))
    nuances = {
        # {"msg":"The start time cannot be earlier than 90 days","code":400}
        "400": ((r"start time|end time|param|symbol|mandatory|illegal", means.OURS),),
        # {"success":false,"code":401,"message":"Not logged in or login has expired!"}
        "401": (
            (r"expired.{0,20}(api|key)|(api|key).{0,20}expired", means.KEY_EXPIRED),
            (r"not logged in", Meaning(Category.INVALID_KEY, others=(Category.KEY_EXPIRED,))),
        ),
        # {"msg":"no permission to access the endpoint","code":403}
        "403": (
            (r"countr|region|location", means.REGION),
            (r"frequen|too many", means.RATE),
            (r"no permission", means.RIGHT),
        ),
        "1002": ((r"not (been )?(activ|open)ed|activate", means.NOT_OPENED),),
        "30018": (("market order", means.BUSINESS), (r"账[号户]|account", means.FROZEN)),
        # {"code":700004,"msg":"Mandatory parameter 'signature' was not sent, was empty/null, or malformed."}
        **dict.fromkeys(
            ("700004", "700008"), ((r"signature", means.BAD_SIGNATURE), (r"timestamp", means.CLOCK))
        ),
    }

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        """Rank what 401 may mean: where an order was refused a right is missing rather than the key."""
        if code == "401" and during in {"order", "positions"} and Category.NO_PERMISSION in meaning.others:
            return Meaning(Category.NO_PERMISSION, others=(Category.INVALID_KEY, Category.BAD_SIGNATURE))
        return meaning

    def error_in(self, body: Any) -> tuple[str, str] | None:
        # {"success":false,"code":0,...} was seen too: futures say in words of their own whether it went well.
        success = body.get("success") if isinstance(body, dict) else None
        return None if success is True else super().error_in(body) or (("", "") if success is False else None)

    # --- markets ---------------------------------------------------------------------------------
    def is_trading(self, market: Described) -> bool:
        # {"status": "1", "isSpotTradingAllowed": false}: open to people only; ccxt makes one flag of both
        return str(market["info"].get("status")) == "1" if market["spot"] else super().is_trading(market)

    def is_open_to_api(self, market: Described) -> bool:
        return market["info"].get("isSpotTradingAllowed" if market["spot"] else "apiAllowed") is not False

    def tiers(self, market: Described, listed: Iterable[Described], price: Decimal | None) -> list[Step]:
        # {"riskLimitCustom": [{"maxVol": 50000, "imr": 0.005, "mmr": 0.004}]}; ccxt takes contracts for a value
        info = market["info"]
        unit = number(market["contractSize"]) * (price or 0) if info.get("riskLimitType") != "BY_VALUE" else 1
        levels = told(info, "riskLimitCustom", "maxVol imr mmr") or rising(info, _LEVELS, "riskLevelLimit")
        return tiers_of(levels, unit, number(info.get("maxLeverage")))

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"permissions": "SPOT_ACCOUNT_READ,...", "ipWhiteList": "", "remainingValidity": 82, "status": "VALID", ...}
        names = _reading.listed(entry.get("permissions"))
        # Pages of the documentation shorten SPOT_WITHDRAW_WRITE to SPOT_WITHDRAW_W.
        spelled = names and [re.sub("_R$", "_READ", re.sub("_W$", "_WRITE", name.upper())) for name in names]
        bound, ip_list = _reading.addresses(entry.get("ipWhiteList"))
        days = _reading.whole(entry.get("remainingValidity"))
        expires_at, kind = _reading.expiry_in(days, _PERMANENT)
        status = _STATUS.get(str(entry.get("status")).upper(), "unknown")
        return Passport(
            _RIGHTS.rights(spelled),
            bound,
            ip_list,
            expires_at,
            kind,
            _reading.moment(entry.get("createTime")),
            "expired" if status == "active" and days == 0 else status,
        )

    def detail(self, passport: Passport, probe: Probe, body: Any) -> Passport:
        if probe.kind is not _DETAIL or not isinstance(body, dict):
            return passport
        if probe.path.endswith("/uid"):
            return replace(passport, uid=_reading.text(body.get("uid")) or passport.uid)
        found = body.get("data")
        # Most keys may trade all pairs: to read 2,500 names would take longer than the rest of the check.
        is_whole = isinstance(found, list) and len(found) >= _WHOLE_MARKET
        pairs = (not is_whole and _reading.listed(found)) or []
        symbols = tuple(sorted(_reading.unified(pair, _QUOTES) for pair in pairs))
        return replace(passport, symbol_whitelist=symbols if 0 < len(symbols) < _WHOLE_MARKET else None)

    def account(self, body: Any) -> Passport:
        # {"canTrade": true, "canWithdraw": true, ...} are flags of the account: true says nothing of the key, and a
        # false canWithdraw may be a day's pause after a change of password, so it does not clear the key either.
        passport = super().account(body)
        if isinstance(body, dict) and body.get("canTrade") is False:
            denied = Right(Grant.NO, "rule", {"rule": "account_cannot_trade"})
            return passport.with_right(Permission.SPOT_TRADE, denied)
        return passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        if probe.kind is ProbeKind.KEY_INFO:
            return list(_reading.filled(_reading.entries(body)))
        if probe.kind in {ProbeKind.TRADE, ProbeKind.DETAIL}:
            _reading.as_object(body)
            return []
        if probe.market is Market.FUTURES:
            return _reading.as_list(body["data"])
        return _reading.as_list(body["balances"] if probe.kind is ProbeKind.BALANCE else body)

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not ProbeKind.BALANCE:
            return {}
        # {"balances": [{"asset": "USDT", "free": "12.5", "locked": "0"}]}
        # {"success": true, "code": 0, "data": [{"currency": "USDT", "availableBalance": 12.5, ...}]}
        name, free = ("currency", "availableBalance") if probe.market is Market.FUTURES else ("asset", "free")
        return {str(item[name]): _reading.amount(item[free]) for item in self.items(probe, body)}


_RIGHTS = Vocabulary(
    {
        Permission.READ: ("SPOT_ACCOUNT_READ+SPOT_DEAL_READ", "CONTRACT_ACCOUNT_READ+CONTRACT_DEAL_READ"),
        Permission.SPOT_TRADE: ("SPOT_DEAL_WRITE",),
        Permission.FUTURES_TRADE: ("CONTRACT_DEAL_WRITE",),
        Permission.INTERNAL_TRANSFER: ("SPOT_TRANSFER_WRITE",),
        Permission.WITHDRAW: ("SPOT_WITHDRAW_WRITE",),
    },
    neutral="SPOT_ACCOUNT_WRITE CONTRACT_ACCOUNT_WRITE SPOT_TRANSFER_READ SPOT_WITHDRAW_READ"
    " SPOT_DEPOSIT_READ SPOT_DEPOSIT_WRITE",
)
_LEVELS = ("riskBaseVol riskIncrVol", "initialMarginRate riskIncrImr", "maintenanceMarginRate riskIncrMmr")
_STATUS = {"VALID": "active", "DELETE": "deleted", "FROZEN": "frozen"}
