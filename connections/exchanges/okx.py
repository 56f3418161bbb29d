"""OKX: one account for spot and futures, whose mode says whether contracts can be traded at all."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._reading import addresses, amount, as_list, listed, text
from connections.exchanges._rights import Vocabulary
from connections.exchanges._sites import NO_FUTURES, Site
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_HOST = "www.okx.com"
_SPOT_MODE = "1"  # of the account; 2, 3 and 4 are the modes that trade contracts
_FAILED = {"1", "2"}  # all orders, or some of them: each says why


_PARAMETERS = "50000 50002 50006 50014..50016 50024 50025 51000..51003 51014 51015 51026"
_ORDERS = (
    "50017..50023 50033 50036 50037 50047..50049 50069 50071 50122 51004..51008 51011 51012 51016..51023 51025"
    " 51027..51053 51055..51112 51115..51148 51150..51154 51156..51290 51321..51410 51500..51603 51736 51764 54008"
    " 54009 54011 54051 54072 54094 59100..59109 59128 59200 59201 59216 59300 59301"
)


class Okx(Exchange):
    code = "okx"
    name = "OKX"
    rank = 40
    website = "https://www.okx.com"
    # Neither trades perpetual contracts that are settled in what they are quoted in.
    sites = (
        Site("eea", "OKX Europe", "https://my.okx.com", "myokx", {_HOST: "eea.okx.com"}, NO_FUTURES),
        Site("us", "OKX US", "https://app.okx.com", "okxus", {_HOST: "us.okx.com"}, NO_FUTURES),
    )
    has_one_wallet = True
    fields = (
        CredentialField("api_key", "API key", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        CredentialField("secret", "Secret key", r"[0-9A-F]{32}"),
        CredentialField("passphrase", "Passphrase", r"[\x21-\x7e]{8,32}"),
    )
    # One right trades everything: spot, margin and contracts.
    tick = {Market.SPOT: ("Read", "Trade"), Market.FUTURES: ("Read", "Trade")}
    leave_off = ("Withdraw",)
    steps = (
        ("open_site", {"site": _HOST, "menu": "API"}),
        ("create_key", {"menu": "API trading", "button": "Create API key"}),
        ("name_key", {"label": "API name"}),
        ("choose_passphrase", {}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("add_addresses", {"menu": "IP address"}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses = 20
    expiry_rule = ("inactivity_unbound", {"days": 14, "checks_count": True})
    two_factor = "Authenticator app"
    notes = (("futures_mode", {"menu": "Account mode", "mode": "Spot mode"}),)

    introspection = Probe.at(
        ProbeKind.KEY_INFO, "privateGetAccountConfig", f"GET {_HOST}/api/v5/account/config"
    )
    # No order is tried. The only endpoint that could, order-precheck, is documented for two of the four account modes
    # and was seen to refuse an order for spot with 51010, whatever the mode: it tells nothing of a key.
    probes = (
        Probe.at(
            ProbeKind.BALANCE,
            "privateGetAccountBalance",
            f"GET {_HOST}/api/v5/account/balance",
            Market.SPOT,
            Permission.READ,
        ),
        Probe.at(
            ProbeKind.ORDERS,
            "privateGetTradeOrdersPending",
            f"GET {_HOST}/api/v5/trade/orders-pending",
            Market.SPOT,
            Permission.READ,
            lambda api_key: {"instType": "SPOT"},
        ),
        Probe.at(
            ProbeKind.BALANCE,
            "privateGetAccountBalance",
            f"GET {_HOST}/api/v5/account/balance",
            Market.FUTURES,
            params=lambda api_key: {"ccy": "USDT"},
        ),
        Probe.at(
            ProbeKind.POSITIONS,
            "privateGetAccountPositions",
            f"GET {_HOST}/api/v5/account/positions",
            Market.FUTURES,
            params=lambda api_key: {"instType": "SWAP"},
        ),
    )
    # Leverage tiers are told for five contracts at a time, some hundred requests; that of the smallest position, which
    # is the market's own, comes with the market.
    limits = (
        Limit(1000, 10, pace=10),
        Limit(5, 2, "/api/v5/account/config", is_of_account=True),
        Limit(10, 2, "/api/v5/account/", is_each=True, is_of_account=True),
    )
    account_rate_codes = frozenset({"50011", "50061"})
    public = (f"GET {_HOST}/api/v5/public/instruments", f"GET {_HOST}/api/v5/market/tickers")
    client_options = {"fetchMarkets": {"types": ["spot", "swap"]}}
    account_paths = ("/api/v5/asset/balances",)

    ok_codes = frozenset({"0"})
    described = ("perm", "label", "settleCcy", "settleCcyList", "traderInsts", "spotTraderInsts")
    code_keys = ("code", "sCode")
    message_keys = ("msg", "message", "sMsg")
    errors = {
        # {"code":"1","data":[{"sCode":"51008","sMsg":"Order failed. Insufficient balance."}],"msg":"Operation failed."}
        # {"code":"1","data":[{"sCode":"51006","sMsg":"Order price is not within the price limit (...)"}],"msg":""}
        **alike(_ORDERS, means.BUSINESS),
        # {"code":"51000","data":[],"msg":"Parameter instType error"}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"msg":"API key doesn't exist","code":"50119"}; also on the wrong host, and a demo key at the live one
        # {"msg":"Invalid OK-ACCESS-KEY","code":"50111"}, {"msg":"Request header “OK_ACCESS_KEY“ can't be empty.", ...}
        # 50101: APIKey does not match current environment.
        **alike("50119 50111 50103 50101 50008 30006 30012", means.INVALID_KEY),
        # {"msg":"Invalid Sign","code":"50113"}; 30013 is that of version 3
        **alike("50113 50106 30013", means.BAD_SIGNATURE),
        # {"msg":"Request header OK-ACCESS-PASSPHRASE incorrect.","code":"50105"}
        # {"code":30015,"message":"Invalid OK_ACCESS_PASSPHRASE"}
        **alike("50105 50104 30015", means.BAD_PASSPHRASE),
        # {"msg":"Timestamp request expired","code":"50102"}, {"msg":"Invalid OK-ACCESS-TIMESTAMP","code":"50112"}
        **alike("50102 50107 50112 30005 30008", means.CLOCK),
        # {"msg":"Your IP 203.0.113.7 is not included in your API key's IP whitelist.","code":"50110"}
        # {"msg":"This endpoint requires that APIKey must be bound to IP","code":"50035"}
        **alike("50110 50035 50118", means.ADDRESS),
        # {"msg":"This API key doesn't have permission to use this function","code":"50120"}
        # {"msg":"You don't have permission to use this API endpoint","code":"50030"}
        **alike("50120 50030 59500", means.RIGHT),
        # {"msg":"Invalid Authority","code":"50114"}: once cured by a passphrase without special characters
        "50114": Meaning(Category.NO_PERMISSION, others=(Category.INVALID_KEY, Category.BAD_PASSPHRASE)),
        # {"msg":"API frozen, please contact customer service.","code":"50100"}
        "50100": Meaning(Category.KEY_EXPIRED, others=(Category.ACCOUNT_RESTRICTED,)),
        # {"msg":"User blocked.","code":"50007"}, {"msg":"Account blocked","code":"50007"}
        **alike("50007 51024 58004", means.FROZEN),
        # {"msg":"This account is restricted from trading. ..."}, code 50027
        # {"msg":"Before you continue, you'll need to complete additional steps as required by ...","code":"50059"}
        **alike("50009 50012 50027 50028 50032 50041 50058 50059 51009", means.RESTRICTED),
        # {"msg":"Your account has triggered OKX risk control and is temporarily restricted ...","code":"50029"}
        **alike("50029 51733", means.RISK),
        # {"msg":"Due to compliance restrictions in your country or region, you ...","code":"50051"}
        # {"msg":"Due to local laws and regulations, you cannot trade with your chosen crypto.","code":"50052"}
        # {"msg":"You can't access our services through the IP address (203.0.113.9)","code":"50121"}
        # {"code":"1","data":[{"sCode":"51155","sMsg":"You can't trade this pair ... due to local compliance ..."}]}
        # error code: 1009, the edge's answer to a blocked country
        **alike("50051 50052 50121 51155 51734 51773 1009", means.REGION),
        # {"code":"4088","data":[],"msg":"You can’t trade or deposit until you’ve verified your identity again. ..."}
        # {"msg":"For security and compliance purposes, please complete the identity verification ...","code":"50060"}
        # {"msg":"KYC level 2 or above is required for placing orders","code":"59113"}
        **alike("4088 50060 51732 59113", means.KYC),
        # {"code":"1","data":[{"sCode":"51010","sMsg":"You can't complete this request under your current ..."}]}
        **alike("51010 58107 58109", means.NOT_OPENED),
        # {"msg":"Too Many Requests","code":"50011"}, {"msg":"Too frequent operations, ...","code":"50040"}
        # {"msg":"You've reached the maximum order rate limit for this account.","code":"50061"}
        **alike("50011 50040 50061 51113 58102 1015", means.RATE),
        # {"code":"50001","data":[],"msg":"Service temporarily unavailable. Please try again later "}
        # {"code":"50013","msg":"Systems are busy. ...","data":[]}, {"code":"50026","msg":"System error."}
        # {"code":"30038","message":"Matching engine is being upgraded. Please try in about 1 minute."}
        **alike("50001 50004 50005 50013 50026 50046 50062 51054 51149 51767 58007 30038", means.UNAVAILABLE),
        # {"code":"50115","msg":"Invalid request method"}, {"code":"404","data":[],"msg":"Not Found"}
        **alike("50010 50038 50042 50044 50053 50108 50109 50115 404 405", means.OURS),
    }
    order_codes = frozenset(alike(_PARAMETERS, means.BUSINESS))
    phrases = (
        # Trading of this pair or contract is restricted due to local compliance requirements
        (r"local compliance|compliance restriction", means.REGION),
        # You have been denied access to the station service,Please follow the network access specification！
        (r"denied access to the station", Meaning(Category.RATE_LIMITED, others=(means.REGION.category,))),
    )

    # --- answers ---------------------------------------------------------------------------------
    def error_in(self, body: Any) -> tuple[str, str] | None:
        found = super().error_in(body)
        if found is None or found[0] not in _FAILED:
            return found
        inside = body.get("data")
        why = (super(Okx, self).error_in(one) for one in (inside if isinstance(inside, list) else ()))
        return next((one for one in why if one), found)

    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"uid": "44705892343619584", "mainUid": "44705892343619584", "label": "bot", "perm": "read_only,trade",
        #  "ip": "203.0.113.5,198.51.100.7", "acctLv": "2", ...}; an empty `ip` binds nothing
        names = listed(entry.get("perm"))
        bound, ip_list = addresses(entry.get("ip"))
        uid, main = text(entry.get("uid")), text(entry.get("mainUid"))
        passport = Passport(
            _RIGHTS.rights(names),
            bound,
            ip_list,
            key_status="active" if names else "unknown",  # a key that is not active cannot ask
            uid=uid,
            is_sub_account=uid != main if uid and main else None,
        )
        if text(entry.get("acctLv")) == _SPOT_MODE and passport.grants(Permission.FUTURES_TRADE) is Grant.YES:
            closed = Right(Grant.NO, "rule", {"rule": "futures_not_opened"})
            return passport.with_right(Permission.FUTURES_TRADE, closed)
        return passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        data = as_list(body["data"])
        return as_list(data[0]["details"]) if probe.kind is ProbeKind.BALANCE else data

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        # {"details": [{"ccy": "USDT", "cashBal": "13", "availBal": "12.5", "availEq": "12.5", ...}]}: the second counts
        # what contracts gain and lose; it is "" in the spot mode
        if probe.kind is not ProbeKind.BALANCE:
            return {}
        name = "availEq" if probe.market is Market.FUTURES else "availBal"
        return {one["ccy"]: amount(one[name] or one["availBal"]) for one in self.items(probe, body)}


_RIGHTS = Vocabulary(
    {
        Permission.READ: ("read_only",),
        Permission.SPOT_TRADE: ("trade",),
        Permission.FUTURES_TRADE: ("trade",),
        Permission.MARGIN_TRADE: ("trade",),
        Permission.INTERNAL_TRANSFER: ("trade",),
        Permission.WITHDRAW: ("withdraw",),
    },
    withdraws="withdraw",
)
