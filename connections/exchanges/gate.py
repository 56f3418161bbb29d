"""Gate: refusals are {"label", "message"}, the label says why; rights are named areas, each read only or not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges._beside import contradiction
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._listing import Described
from connections.exchanges._probes import asking
from connections.exchanges._reading import addresses, amount, as_list, listed, moment, text
from connections.exchanges._rights import Vocabulary
from connections.exchanges._sites import NO_FUTURES, Site
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_UNBOUND_DAYS = 90
_TARGET = "GET api.gateio.ws/api/v4"
_USDT = f"{_TARGET}/futures/usdt"
_SETTLE, _HOLDING = asking(settle="usdt"), asking(settle="usdt", holding="true")
_STATUS = {"1": "active", "2": "frozen", "3": "frozen"}  # 2 is called locked

_SPOT, _FUTURES, _READ = Market.SPOT, Market.FUTURES, Permission.READ
_KEY_INFO, _BALANCE = ProbeKind.KEY_INFO, ProbeKind.BALANCE
_ORDERS, _POSITIONS = ProbeKind.ORDERS, ProbeKind.POSITIONS
_KEY_OR_SECRET = Meaning(Category.INVALID_KEY, others=(Category.BAD_SIGNATURE,))

_PARAMETERS = "INVALID_PARAM_VALUE INVALID_ARGUMENT MISSING_REQUIRED_PARAM INVALID_REQUEST_BODY BAD_REQUEST"
_BUSINESS_LABELS = (
    "BALANCE_NOT_ENOUGH MARGIN_BALANCE_NOT_ENOUGH FUTURES_BALANCE_NOT_ENOUGH INSUFFICIENT_AVAILABLE QUANTITY_NOT_ENOUGH"
    " INVALID_PRECISION INVALID_PRICE INVALID_CURRENCY INVALID_CURRENCY_PAIR AMOUNT_TOO_LITTLE AMOUNT_TOO_MUCH"
    " SIZE_TOO_LARGE SIZE_TOO_SMALL PRICE_TOO_DEVIATED PRICE_THRESHOLD_EXCEEDED PRICE_OVER_LIQUIDATION"
    " PRICE_OVER_BANKRUPT POC_FILL_IMMEDIATELY ORDER_POC_IMMEDIATE ORDER_NOT_FOUND ORDER_CLOSED ORDER_CANCELLED"
    " ORDER_FINISHED ORDER_NOT_OWNED CLIENT_ID_NOT_FOUND REPEATED_CREATION MIXED_ACCOUNT_TYPE TOO_MANY_ORDERS"
    " TOO_MANY_CURRENCY_PAIRS CONTRACT_NOT_FOUND CONTRACT_NO_COUNTER CONTRACT_IN_DELISTING RISK_LIMIT_EXCEEDED"
    " RISK_LIMIT_NOT_MULTIPLE RISK_LIMIT_TOO_HIGH RISK_LIMIT_TOO_LOW LEVERAGE_TOO_HIGH LEVERAGE_TOO_LOW"
    " LIQUIDATE_IMMEDIATELY POSITION_CROSS_MARGIN POSITION_IN_LIQUIDATION POSITION_IN_CLOSE POSITION_EMPTY"
    " POSITION_HOLDING REMOVE_TOO_MUCH INCREASE_POSITION NO_CHANGE AUTO_TRIGGER_PRICE_LESS_LAST"
    " AUTO_TRIGGER_PRICE_GREATE_LAST MARGIN_NOT_SUPPORTED AUTO_BORROW_TOO_MUCH USER_LOAN_EXCEEDED LOAN_NOT_FOUND"
    " LOAN_RECORD_NOT_FOUND NO_MATCHED_LOAN NOT_MERGEABLE REPAY_TOO_MUCH ADDRESS_NOT_USED WITHDRAWAL_OVER_LIMIT"
    " INVALID_WITHDRAW_ID INVALID_WITHDRAW_CANCEL_STATUS MARGIN_BALANCE_EXCEPTION MARGIN_TRANSFER_FAILED"
    " INVALID_PROTOCOL POSITION_NOT_FOUND TOO_MUCH_FUTURES_AVAILABLE SUB_ACCOUNT_TRANSFER_FAILED"
)


class Gate(Exchange):
    code = "gate"
    name = "Gate"
    rank = 60
    website = "https://www.gate.com"
    sites = (
        Site(
            *("eu", "Gate EU", "https://www.gate.com/en-eu", "gateeu"),
            {"api.gateio.ws": "api.gateeu.com"},
            NO_FUTURES,
        ),
    )
    fields = (
        CredentialField("api_key", "API Key", r"[0-9a-f]{32}"),
        CredentialField("secret", "Secret", r"[0-9a-f]{64}"),
    )
    # Without Account the exchange does not tell what the key may do.
    tick = {
        _SPOT: ("Spot: Read and Write", "Account: Read Only"),
        _FUTURES: ("Perpetual Futures: Read and Write", "Account: Read Only"),
    }
    leave_off = ("Withdraw", "Wallet: Read and Write")
    steps = (
        ("open_site", {"site": "www.gate.com", "menu": "API Management"}),
        ("create_key", {"menu": "APIv4", "button": "Create API Key"}),
        ("name_key", {"label": "Remark"}),
        ("add_addresses", {"menu": "IP permissions"}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses = 20
    is_max_documented = False
    expiry_rule = ("fixed_unbound", {"days": _UNBOUND_DAYS})
    notes = (("slow_change", {"minutes": 5}),)

    introspection = Probe.at(_KEY_INFO, "privateAccountGetMainKeys", f"{_TARGET}/account/main_keys")
    # There is no test order. That trading is allowed is known from the introduction alone.
    probes = (
        Probe.at(_BALANCE, "privateSpotGetAccounts", f"{_TARGET}/spot/accounts", _SPOT, _READ),
        Probe.at(_ORDERS, "privateSpotGetOpenOrders", f"{_TARGET}/spot/open_orders", _SPOT, _READ),
        Probe.at(_BALANCE, "privateFuturesGetSettleAccounts", f"{_USDT}/accounts", _FUTURES, params=_SETTLE),
        # Without `holding` every contract that was ever traded is listed, most of them empty.
        Probe.at(
            _POSITIONS, "privateFuturesGetSettlePositions", f"{_USDT}/positions", _FUTURES, params=_HOLDING
        ),
    )
    # Contracts settled in bitcoin, those that expire and options are not traded here: ccxt would ask for all of them.
    client_options = {
        "fetchMarkets": {"types": ["spot", "swap"]},
        "swap": {"fetchMarkets": {"settlementCurrencies": ["usdt"]}},
        "fetchLeverageTiers": {"defaultType": "swap"},
    }
    limits = (Limit(1000, 10, pace=20), Limit(200, 10, is_each=True, is_of_account=True))
    account_rate_codes = frozenset({"TOO_MANY_REQUESTS", "TOO_FAST"})
    public = (
        f"{_TARGET}/spot/currency_pairs",
        f"{_TARGET}/margin/currency_pairs",
        f"{_TARGET}/spot/tickers",
        f"{_USDT}/contracts",
        f"{_USDT}/tickers",
        f"{_USDT}/risk_limit_tiers",
    )
    has_public_tiers = True
    account_paths = ("/api/v4/account/detail", "/api/v4/unified/accounts", "/api/v4/margin/accounts")

    described = ("perms", "name", "currency_pairs")
    code_keys = ("label",)
    message_keys = ("message", "detail")
    errors = {
        # {"label":"BALANCE_NOT_ENOUGH","message":"Not enough balance"}, {"label":"INSUFFICIENT_AVAILABLE"}
        **alike(_BUSINESS_LABELS, means.BUSINESS),
        # {"label":"INVALID_PARAM_VALUE","message":"Your order size 0.0037 USDT is too small. The minimum is 3 USDT"}
        # {"label":"INVALID_PARAM_VALUE","message":"invalid argument: status"}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"label":"INVALID_KEY","message":"Invalid key provided"}; no label of its own tells a key that ended
        "INVALID_KEY": means.INVALID_KEY,
        # {"label":"INVALID_CREDENTIALS","message":"Invalid credentials provided"}
        **alike("INVALID_CREDENTIALS AUTHENTICATION_FAILED", _KEY_OR_SECRET),
        # {"label":"INVALID_SIGNATURE","message":"Signature mismatch"}
        "INVALID_SIGNATURE": means.BAD_SIGNATURE,
        # {"message":"Missing required header: Timestamp","label":"MISSING_REQUIRED_HEADER"}
        "MISSING_REQUIRED_HEADER": means.OURS,
        # {"message":"gap between request Timestamp and server time exceeds 60","label":"REQUEST_EXPIRED"}
        "REQUEST_EXPIRED": means.CLOCK,
        # {"label":"IP_FORBIDDEN","message":"Request IP not in whitelist: 203.0.113.9"}
        "IP_FORBIDDEN": means.ADDRESS,
        # {"label":"FORBIDDEN"}: a right that is missing or an address; its message tells, where it has one
        "FORBIDDEN": Meaning(Category.NO_PERMISSION, others=(Category.IP_NOT_ALLOWED,)),
        # {"label":"READ_ONLY","message":"API key is read-only"}, {"label":"API_WITHDRAW_DISABLED"}
        **alike("READ_ONLY API_WITHDRAW_DISABLED", means.RIGHT),
        # {"label":"CROSS_ACCOUNT_NOT_FOUND","message":"Cross margin account not found"}
        "CROSS_ACCOUNT_NOT_FOUND": means.MARGIN_RIGHT,
        # {"label":"USER_NOT_FOUND","message":"please transfer funds first to create futures account"}
        "USER_NOT_FOUND": means.NOT_OPENED,
        # {"label":"ACCOUNT_LOCKED","message":"Account is locked"}
        **alike("ACCOUNT_LOCKED SUB_ACCOUNT_LOCKED", means.FROZEN),
        "KYC_REQUIRED": means.KYC,
        "RISK_CONTROL": means.RISK,
        **alike("ACCOUNT_EXCEPTION TRADE_RESTRICTED", means.RESTRICTED),
        # {"label":"TOO_MANY_REQUESTS","message":"Request Rate Limit Exceeded (012)3/10"}
        # {"label":"TOO_FAST","message":"Withdrawing request exceeds frequency limit"}
        **alike("TOO_MANY_REQUESTS TOO_FAST", means.RATE),
        # {"label":"SERVER_ERROR","message":"Internal server error"}, {"label":"INTERNAL"}
        # {"label":"TOO_BUSY","message":"Server is too busy at the moment"}
        **alike("SERVER_ERROR INTERNAL TOO_BUSY", means.UNAVAILABLE),
        # {"label":"NOT_FOUND"}
        **alike(
            "NOT_FOUND METHOD_NOT_ALLOWED NOT_ACCEPTABLE INVALID_CONTENT_TYPE SUB_ACCOUNT_NOT_FOUND",
            means.OURS,
        ),
    }
    order_codes = frozenset(_PARAMETERS.split())
    nuances = {
        "FORBIDDEN": (
            # {"message":"Request IP not in whitelist: 203.0.113.9","label":"FORBIDDEN"}
            (r"\bip\b|white ?-?list", means.ADDRESS),
            (r"countr|region|location|jurisdiction", means.REGION),
            (r"\bkyc\b|verif", means.KYC),
            (r"locked|frozen|suspended", means.FROZEN),
            # {"label":"FORBIDDEN","message":"Request API key does not have futures permission"}
            (r"futures", means.FUTURES_RIGHT),
            (r"margin", means.MARGIN_RIGHT),
            (r"\bspot\b", means.SPOT_RIGHT),
            # {"label":"FORBIDDEN","message":"Request API key does not have account permission"}
            (r"account permission", means.READ_RIGHT),
            (r"permission", means.RIGHT),
        ),
        "INVALID_KEY": ((r"expired", means.KEY_EXPIRED),),
        "MISSING_REQUIRED_HEADER": ((r"\bKEY\b", means.INVALID_KEY), (r"\bSIGN\b", means.BAD_SIGNATURE)),
    }
    phrases = (
        # What the version before this one said: "invalid key or sign, please re-generate it from your account"
        (r"invalid key or sign", _KEY_OR_SECRET),
        (r"invalid (api )?key provided|required header:? KEY\b", means.INVALID_KEY),
        (r"transfer funds first to (make|create) futures", means.NOT_OPENED),
    )

    # --- markets ---------------------------------------------------------------------------------
    def is_trading(self, market: Described) -> bool:
        # {"trade_status": "untradable"}: ccxt still takes it for open where it could be traded on margin.
        info = market["info"]
        if market["spot"]:
            return bool(info.get("trade_status") == "tradable")
        return super().is_trading(market) and info.get("in_delisting") is not True

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"state": 1, "perms": [{"name": "spot", "read_only": false}], "ip_whitelist": ["203.0.113.5"], "user_id": 1,
        #  "currency_pairs": ["BTC_USDT"], "key": "c5dcfbf1f3a7*****", "created_at": 1663033932, ...}
        names = _names(entry.get("perms"))
        bound, ip_list = addresses(entry.get("ip_whitelist") or [])
        created_at = moment(entry.get("created_at"))
        ends_at = _end(created_at) if bound is False else None
        pairs = listed(entry.get("currency_pairs")) or []
        passport = Passport(
            _RIGHTS.rights(names),
            bound,
            ip_list,
            ends_at,
            "none" if bound else "fixed" if ends_at else "unknown",
            created_at,
            _STATUS.get(str(entry.get("state")), "unknown"),
            text(entry.get("user_id")),
            symbol_whitelist=tuple(sorted(pair.replace("_", "/") for pair in pairs)) or None,
        )
        return _with_margin(passport, set(names or ()))

    def account(self, body: Any) -> Passport:
        # [{"currency": "ETH", "available": "968.8", "locked": "0"}]: spot lists it, others answer one object
        passport = super().account(body[0] if isinstance(body, list) and body else body)
        # {"user_id": 10406147, "ip_whitelist": [], "currency_pairs": [], "key": {"mode": 1}, "tier": 0}
        if passport.rights and isinstance(body, dict) and "ip_whitelist" in body:
            bound, ip_list = addresses(body["ip_whitelist"])
            return replace(passport, ip_restricted=bound, ip_list=ip_list, uid=text(body.get("user_id")))
        return passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        if probe.kind is _KEY_INFO or (probe.kind, probe.market) == (_BALANCE, _FUTURES):
            return [body] if isinstance(body, dict) and body else as_list(body)
        if probe.kind is _ORDERS:
            # [{"currency_pair": "ETH_BTC", "total": 1, "orders": [{"id": "12332324", ...}]}]
            return [order for pair in as_list(body) for order in as_list(pair["orders"])]
        return as_list(body)

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not _BALANCE:
            return {}
        # [{"currency": "USDT", "available": "12.5", "locked": "0.5"}], for futures one such object
        return {str(item["currency"]): amount(item["available"]) for item in self.items(probe, body)}


_AREAS = "wallet spot futures delivery earn custody options account loan margin unified copy pilot otc alpha crossx"

# The documents list no right to withdraw, though refusals speak of one: both names that were seen count, and so does
# any other such name. Read only does not clear it.
_RIGHTS = Vocabulary(
    {
        Permission.READ: tuple(_AREAS.split()),
        Permission.SPOT_TRADE: ("spot:write", "unified:write"),
        Permission.FUTURES_TRADE: ("futures:write",),
        Permission.MARGIN_TRADE: ("margin:write",),
        Permission.INTERNAL_TRANSFER: ("wallet:write",),
        Permission.WITHDRAW: ("withdraw", "withdrawal"),
    },
    neutral=" ".join(f"{area}:write" for area in ("quant", "rebate", "sub_accounts", *_AREAS.split())),
    withdraws="with?draw",
)


def _names(perms: Any) -> list[str] | None:
    """Return the names of areas, and once more with ":write" where the key may do more than read there.

    One right that cannot be read, or says more of money than its name, makes all of them unreadable: it could be the
    one to withdraw.
    """
    names: list[str] = []
    for right in perms if isinstance(perms, list) else ():
        name = text(right.get("name")) if isinstance(right, dict) else None
        if name is None or contradiction(right, ("name", "read_only")):
            return None
        is_read_only = str(right.get("read_only")).casefold() in {"true", "1"}
        names += [name] if is_read_only else [name, f"{name}:write"]
    return names or None


def _end(created_at: Any) -> Any:
    try:
        return created_at and created_at + timedelta(days=_UNBOUND_DAYS)
    except OverflowError:
        return None


def _with_margin(passport: Passport, names: set[str]) -> Passport:
    """Return the passport where spot, which by the documents covers margin, leaves open whether margin is meant."""
    is_told = passport.grants(Permission.MARGIN_TRADE) is not Grant.NO
    covered = {"spot:write", "unified:write"} & {name.casefold() for name in names}
    return passport if is_told or not covered else passport.with_right(Permission.MARGIN_TRADE, Right())
