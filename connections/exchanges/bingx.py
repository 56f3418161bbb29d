"""BingX: refuses with HTTP 200 and {"code", "msg"}; tells rights as flags or as numbers; allows few requests."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges import _reading
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._flags import Flags
from connections.exchanges._listing import Described, number
from connections.exchanges._numbers import Numbers, agreed
from connections.exchanges._rights import moves_money
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_SPOT, _FUTURES, _READ = Market.SPOT, Market.FUTURES, Permission.READ
_KEY_INFO, _BALANCE, _ORDERS = ProbeKind.KEY_INFO, ProbeKind.BALANCE, ProbeKind.ORDERS
_API = "open-api.bingx.com/openApi"
_ORDER_TEST = ("swapV2PrivatePostTradeOrderTest", f"POST {_API}/swap/v2/trade/order/test")

# Wrong parameters of a request that may be, or is, about an order; of any other they say that we asked wrongly.
_PARAMETERS, _ORDERED = Meaning(Category.NONE), Meaning(Category.NONE)
_CLOCK_OR_PAIR = Meaning(Category.CLOCK_SKEW)  # a pair that is closed to the API, where an order was tried

_BUSINESS_CODES = (
    "80002..80004 80013 80016..80019 100202 100437 100440 100490 101201..101209 101211..101290 101400 101412..101419"
    " 101429 101434 101460 101461 101479 101481 101485 102201 104103 104108 104424 109201 109415..109421 109425"
    " 109430 110203 110206 110280..110287 110400..110428 112414"
)
_SAYS_BUSY = (
    r"(is|server) busy|network failed|connection|again later|temporarily disabled",
    means.UNAVAILABLE,
)
_SAYS_TIME = (r"time ?stamp|recv ?window", means.CLOCK)
_SAYS_ORDER = (r"\border\b|entrust|position|reduce ?only|leverage|quantity|margin|minimum|amount", _ORDERED)
_SAYS_NOT_OPENED = (r"account.{0,20}not.{0,10}(exist|open|activ)", means.NOT_OPENED)
_ASKED = (_SAYS_TIME, (r"signature", means.BAD_SIGNATURE), _SAYS_NOT_OPENED, _SAYS_BUSY, _SAYS_ORDER)
# Permission denied as the API key was created without the permission，this api need Spot Trading permission， ...
_RIGHTS_NAMED = (
    (r"need.{0,20}spot", means.SPOT_RIGHT),
    (r"need.{0,20}(perpetual|futures|swap|contract)", means.FUTURES_RIGHT),
    (r"need.{0,20}read", means.READ_RIGHT),
)
_PUBLIC = (
    "spot/v1/common/symbols spot/v1/ticker/24hr swap/v2/quote/contracts swap/v2/quote/ticker"
    " cswap/v1/market/contracts"  # coin-margined, not traded here: ccxt asks for them in any case
)
_KEYS = "v1/account/apiRestrictions account/v1/apiPermissions account/v1/apiKey/query"
_ACCOUNTS = "fund/v1/account/balance swap/v2/user/balance cswap/v1/user/balance contract/v1/balance"


def _trial(api_key: str) -> dict[str, str]:
    """Return an order above the minimum and far from the market; test orders are placed nowhere."""
    order = {"symbol": "BTC-USDT", "side": "BUY", "positionSide": "LONG", "type": "LIMIT"}
    return {**order, "quantity": "0.001", "price": "20000", "timeInForce": "GTC"}


def _get(kind: ProbeKind, call: str, path: str, *rest: Any) -> Probe:
    return Probe.at(kind, call, f"GET {_API}/{path}", *rest)


class BingX(Exchange):
    code = "bingx"
    name = "BingX"
    rank = 80
    website = "https://bingx.com"
    # Keys of former years are as long as those of Binance.
    fields = (
        CredentialField("api_key", "API Key", r"[A-Za-z0-9]{76,100}", shared=r"[A-Za-z0-9]{64}"),
        CredentialField("secret", "Secret Key", r"[A-Za-z0-9]{76,100}", shared=r"[A-Za-z0-9]{64}"),
    )
    tick = {_SPOT: ("Read", "Spot Trading"), _FUTURES: ("Read", "Perpetual Futures Trading")}
    leave_off = ("Withdraw", "Universal Transfer", "Internal Transfer", "Manage Subaccounts")
    # A new key only reads: its rights are ticked when it is there already.
    steps = (
        ("open_site", {"site": "bingx.com", "menu": "API Management"}),
        ("create_key", {"button": "Create API"}),
        ("name_key", {"label": "API Name"}),
        ("confirm", {}),
        ("copy_secret", {}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("add_addresses", {"menu": "IP whitelist"}),
    )
    max_addresses = 20
    expiry_rule = ("inactivity_unbound", {"days": 14})
    two_factor = "Google Authenticator"
    notes = (("edit_after", {"button": "Edit"}),)

    introspection = _get(_KEY_INFO, "accountV1PrivateGetAccountApiPermissions", "v1/account/apiPermissions")
    # Only futures have an endpoint that tests orders.
    probes = (
        _get(ProbeKind.DETAIL, "accountV1PrivateGetUid", "account/v1/uid"),
        _get(_BALANCE, "spotV1PrivateGetAccountBalance", "spot/v1/account/balance", _SPOT, _READ),
        _get(_ORDERS, "spotV1PrivateGetTradeOpenOrders", "spot/v1/trade/openOrders", _SPOT, _READ),
        _get(_BALANCE, "swapV3PrivateGetUserBalance", "swap/v3/user/balance", _FUTURES),
        _get(_ORDERS, "swapV2PrivateGetTradeOpenOrders", "swap/v2/trade/openOrders", _FUTURES),
        _get(ProbeKind.POSITIONS, "swapV2PrivateGetUserPositions", "swap/v2/user/positions", _FUTURES),
        Probe.at(ProbeKind.TRADE, *_ORDER_TEST, _FUTURES, Permission.FUTURES_TRADE, _trial),
    )
    # Endpoint by endpoint; of some an address has three.
    limits = (Limit(1, 1, "/openApi/v1/account/apiPermissions", ban=300), Limit(2, 1, is_each=True, ban=300))
    public = tuple(f"GET {_API}/{path}" for path in _PUBLIC.split())
    key_paths = tuple(f"/openApi/{path}" for path in _KEYS.split())
    account_paths = tuple(f"/openApi/{path}" for path in _ACCOUNTS.split())

    ok_codes = frozenset({"0"})
    wrappers = ("data", "apiKeyList")
    described = ("permissions", "enableInternalTransfer", "permitsUniversalTransfer", "note")
    errors = {
        # {"code":101204,"msg":"Insufficient margin","data":{}}, {"code":109415,"msg":"ABC-USDT is pause currently"}
        **alike(_BUSINESS_CODES, means.BUSINESS),
        # {"code":109400,"msg":"Invalid parameters, err:startTs: ..."}, {"code":100400,"msg":"miss arguments"}
        # {"code":80014,"msg":"Invalid parameters, err:Key: 'GetTickerRequest.Symbol' Error:..."}
        # {"code":100404,"msg":" order not exist"}, at the gateway a path that is none
        **alike("80014 100400 100404 109400 109414", _PARAMETERS),
        # {"code":100413,"msg":"Incorrect apiKey"}, {"code":100413,"msg":"Null apiKey"}
        "100413": means.INVALID_KEY,
        # {"code":100001,"msg":"Signature verification failed due to signature mismatch"}, 100412 "Null signature"
        **alike("100001 100412", means.BAD_SIGNATURE),
        # {"code":100421,"msg":"Null timestamp or timestamp mismatch"}
        "100421": _CLOCK_OR_PAIR,
        # {"code":100419,"msg":"your current request IP is 203.0.113.9 does not match IP whitelist , please go to ..."}
        "100419": means.ADDRESS,
        # {"code":100004,"msg":"Permission denied as the API key was created without the permission"}
        # {"code":100403,"msg":"The current account is not the main account. ..."}
        **alike("100004 100403", means.RIGHT),
        # {"code":101402,"msg":"This account does not support trading of this pair. ..."}
        "101402": replace(means.SYMBOL_RIGHT, others=(Category.ACCOUNT_RESTRICTED,)),
        # {"code":100414,"msg":"The account is abnormal, please contact customer service."}, "risk control check fail"
        # {"code":80020,"msg":"risk forbidden"}, {"code":101514,"msg":"You're temporarily suspended from opening ..."}
        **alike("80020 100414 101514 109403", means.RISK),
        # {"code":100441,"msg":"Account is abnormal or advanced identity verification is required. ..."}
        **alike("100441 101483", means.KYC),
        # {"code":101484,"msg":"Account belongs to a restricted region or advanced identity verification is required."}
        **alike("101210 101484", means.REGION),
        "104414": means.RESTRICTED,  # {"code":104414,"msg":"... not available for copy trading lead traders. ..."}
        # {"code":100410,"msg":"code:100410:The endpoint trigger frequency limit rule ... will be unblocked after ..."}
        # {"code":109429,"msg":"retry after time: 1788608949332"}
        **alike("100410 109429 418 429", means.RATE),
        # {"code":100500,"msg":"The current system is busy, please try again later"}
        # {"code":80012,"msg":"Service Unavailable"}, {"code":101500,"msg":"rpc timeout"}
        **alike("80012 100500 100503 101500 109500 109701 110500 500 502..504", means.UNAVAILABLE),
        # {"code":100204,"msg":"No data"}, {"code":100450,"msg":"The current account information is incorrect ..."}
        # {"code":80001,"msg":"Request failed"}
        **alike("80001 100204 100450", means.OURS),
    }
    nuances = {
        **dict.fromkeys(("80014", "100400", "109400", "109414"), _ASKED),
        "100404": (_SAYS_ORDER,),
        # {"code":80001,"msg":"service has some errors, order not exist"}, "Authentication failed"
        "80001": (
            (r"authentic", replace(means.INVALID_KEY, others=(Category.BAD_SIGNATURE,))),
            _SAYS_ORDER,
            (r"service has|request failed", means.UNAVAILABLE),
        ),
        # {"code":80012,"msg":"{\"Code\":101253,\"Msg\":\"margin is not enough\"}}, "symbol not exist"
        "80012": (
            (r"trading has been locked", means.FROZEN),
            _SAYS_NOT_OPENED,
            _SAYS_BUSY,
            (r"symbol not exist|hit limit|" + _SAYS_ORDER[0], _ORDERED),
            (r"invalid parameter|parameter error|time is later|not ?exist", _PARAMETERS),
        ),
        "100004": _RIGHTS_NAMED,
        # {"code":100202,"msg":"The current system is busy, please try again later"}, the same with 100410
        "100202": (_SAYS_BUSY,),
        "100410": ((_SAYS_BUSY[0], replace(means.RATE, others=(Category.EXCHANGE_UNAVAILABLE,))),),
        "100421": (
            _SAYS_TIME,
            # {"code":100421,"msg":"traders prohibit openApi from placing orders"}
            (r"prohibit", means.RESTRICTED),
            _SAYS_BUSY,
            # {"code":100421,"msg":"This pair is currently restricted from API trading"}
            (r"pair|symbol|contract|order", _ORDERED),
        ),
    }
    phrases = (
        *_RIGHTS_NAMED,
        (r"created without", means.RIGHT),
        (r"null api ?key", means.INVALID_KEY),
        (r"frequency limit|retry after time|rate limitation", means.RATE),
        (r"risk forbidden|suspended from opening", means.RISK),
        (r"prohibit openapi|lead trader", means.RESTRICTED),
    )

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        """Say what a code means that depends on whether an order was tried."""
        if during != "order" and (meaning is _PARAMETERS or (meaning is _ORDERED and during != "unknown")):
            return means.OURS
        return means.BUSINESS if meaning is _CLOCK_OR_PAIR and during == "order" else meaning

    # --- markets ---------------------------------------------------------------------------------
    def is_trading(self, market: Described) -> bool:
        # {"status": 1}; 0 is offline, 5 not open yet, 25 suspended
        return str(market["info"].get("status")) == "1"

    def is_open_to_api(self, market: Described) -> bool:
        # {"apiStateBuy": true, "apiStateSell": true}, for contracts {"apiStateOpen": "true", "apiStateClose": "true"}
        names = ("apiStateBuy", "apiStateSell") if market["spot"] else ("apiStateOpen", "apiStateClose")
        return all(str(market["info"].get(name)).casefold() == "true" for name in names)

    def most_leverage(self, market: Described, listed: Iterable[Described]) -> Decimal:
        # {"maxLongLeverage": 125, "maxShortLeverage": 125}; tiers are told to keys alone, without their leverage
        return min(number(market["info"].get(f"max{side}Leverage")) for side in ("Long", "Short"))

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"ipRestrict": true, "createTime": 1698645219000, "enableReading": true, "enableWithdrawals": false, ...}
        # {"apiKey": "...", "permissions": [2, 1, 3], "ipAddresses": ["203.0.113.10"], "note": "bot"}
        rights, (bound, ip_list) = _rights(entry), _bound(entry)
        return Passport(
            rights,
            bound,
            ip_list,
            expires_kind=_ends(bound, rights),
            created_at=_reading.moment(entry.get("createTime")),
            key_status="active" if rights[_READ].value is Grant.YES else "unknown",  # others cannot ask
        )

    def detail(self, passport: Passport, probe: Probe, body: Any) -> Passport:
        if probe.kind is not ProbeKind.DETAIL:
            return passport
        return replace(passport, uid=_reading.text(body["data"].get("uid")) or passport.uid)

    def items(self, probe: Probe, body: Any) -> list[Any]:
        if probe.kind is _KEY_INFO:
            return list(_reading.filled(_reading.entries(body, self.wrappers)))
        data = body["data"]
        if probe.kind in {ProbeKind.DETAIL, ProbeKind.TRADE}:
            return [_reading.as_object(data)]
        if (probe.kind, probe.market) == (_BALANCE, _SPOT):
            return _reading.as_list(data["balances"])
        found = data["orders"] if probe.kind is _ORDERS else data
        return [] if found is None else _reading.as_list(found)

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not _BALANCE:
            return {}
        # {"balances": [{"asset": "USDT", "free": "12.5", "locked": "0"}]}
        # [{"asset": "USDT", "balance": "13", "availableMargin": "12.5", "usedMargin": "0.5", ...}]
        name = "free" if probe.market is _SPOT else "availableMargin"
        return {str(item["asset"]): _reading.amount(item[name]) for item in self.items(probe, body)}


_FLAGS = Flags(
    {
        Permission.READ: ("enableReading",),
        Permission.SPOT_TRADE: ("enableSpotAndMarginTrading",),
        Permission.FUTURES_TRADE: ("enableFutures",),
        Permission.MARGIN_TRADE: ("enableSpotAndMarginTrading",),
        Permission.INTERNAL_TRANSFER: ("enableInternalTransfer", "permitsUniversalTransfer"),
        Permission.WITHDRAW: ("enableWithdrawals",),
    }
)


_NUMBERS = Numbers(
    {
        "1": "enableSpotAndMarginTrading",
        "2": "enableReading",
        "3": "enableFutures",
        "4": "permitsUniversalTransfer",
        "5": "enableWithdrawals",
        "7": "enableInternalTransfer",
    },
    withdraws="enableWithdrawals",
)


def _rights(entry: Mapping[str, Any]) -> dict[Permission, Right]:
    """Return the rights in a description that has numbers, flags or both."""
    told: list[Mapping[str, Any]] = (
        [_NUMBERS.as_flags(entry["permissions"])] if "permissions" in entry else []
    )
    if not told or any(name.startswith(("enable", "permits")) or moves_money(name) for name in entry):
        told.append(entry)
    return agreed([_FLAGS.rights(flags) for flags in told])


def _bound(entry: Mapping[str, Any]) -> tuple[bool | None, tuple[str, ...] | None]:
    """Return (is the key bound to addresses, which ones); beside flags they are not told."""
    bound, ip_list = _reading.addresses(entry.get("ipAddresses"))
    if bound is None:
        bound = _reading.flag(entry.get("ipRestrict"))
        ip_list = () if bound is False else None
    return bound, ip_list


def _ends(bound: bool | None, rights: Mapping[Permission, Right]) -> str:
    """Return how a key ends: without addresses it is deleted when nobody uses it, unless it only reads."""
    acts = {right.value for permission, right in rights.items() if permission is not _READ}
    if bound or (bound is False and acts == {Grant.NO}):
        return "none"
    return "inactivity" if bound is False and Grant.YES in acts else "unknown"
