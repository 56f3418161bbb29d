"""KuCoin: every answer is {"code", "msg"|"data"}; 200000 is success, whatever the HTTP status says."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._listing import Described, Step, number
from connections.exchanges._reading import addresses, amount, as_list, listed, moment, text
from connections.exchanges._rights import Vocabulary
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Market, Passport, Permission, Right

_WALLETS = frozenset({"trade", "trade_hf"})  # money in "main" cannot be traded before it is moved


_PARAMETERS = "100001 101001 106000 106100 110002 126041 130101 300000 400100..400102 400400 706002"
_ORDERS = (
    "100002..100005 103000 106050..106194 106205 106206 106209 106210 106212 110204 126003 126004 126006 126007"
    " 126009 126011 126013 126015 126022 126027..126030 126033 126042..126044 130105 130203 130301 200001 200003"
    " 200004 200005 210014 210021 230003 260100 260210 300001..300018 301105..301136 330005 330008 330012 400000"
    " 400330 400350 400370 400600 400760 401100..401128 600100 600101 900001"
)


def _spot_order(api_key: str) -> dict[str, Any]:
    """Return an order above the minimum and far from the market; test orders never reach matching."""
    order = {"symbol": "BTC-USDT", "side": "buy", "type": "limit", "price": "20000", "size": "0.001"}
    return {"clientOid": uuid.uuid4().hex, **order}


def _futures_order(api_key: str) -> dict[str, Any]:
    """Return an order for one contract, 0.001 BTC; test orders never reach matching."""
    order = {"symbol": "XBTUSDTM", "side": "buy", "type": "limit", "price": "20000", "size": 1, "leverage": 1}
    return {"clientOid": uuid.uuid4().hex, **order}


class Kucoin(Exchange):
    code = "kucoin"
    name = "KuCoin"
    rank = 20
    website = "https://www.kucoin.com"
    fields = (
        CredentialField("api_key", "API Key", r"[0-9a-f]{24}"),
        CredentialField("secret", "API Secret", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        CredentialField("passphrase", "API Passphrase", r"[\x21-\x7e]{7,32}"),
    )
    tick = {
        Market.SPOT: ("General", "Spot Trading"),
        Market.FUTURES: ("General", "Futures Trading"),
    }
    leave_off = ("Withdrawal", "FlexTransfers", "Earn")
    steps = (
        ("open_site", {"site": "www.kucoin.com", "menu": "API Management"}),
        ("create_key", {"menu": "API Trading", "button": "Create API"}),
        ("name_key", {"label": "API Name"}),
        ("choose_passphrase", {}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("add_addresses", {"menu": "IP Restriction"}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses = 20
    is_max_documented = False  # but for keys of sub-accounts
    expiry_rule = ("inactivity_unbound", {"days": 30})

    introspection = Probe.at(
        ProbeKind.KEY_INFO, "privateGetUserApiKey", "GET api.kucoin.com/api/v1/user/api-key"
    )
    probes = (
        Probe.at(
            ProbeKind.BALANCE,
            "privateGetAccounts",
            "GET api.kucoin.com/api/v1/accounts",
            Market.SPOT,
            Permission.READ,
        ),
        # Of the current endpoints for open orders only this one is content with the right General: a key without
        # trading is then told that, and not that it cannot read. The price is that a symbol has to be named.
        Probe.at(
            ProbeKind.ORDERS,
            "privateGetHfOrdersActive",
            "GET api.kucoin.com/api/v1/hf/orders/active",
            Market.SPOT,
            Permission.READ,
            lambda api_key: {"symbol": "BTC-USDT"},
        ),
        Probe.at(
            ProbeKind.TRADE,
            "privatePostHfOrdersTest",
            "POST api.kucoin.com/api/v1/hf/orders/test",
            Market.SPOT,
            Permission.SPOT_TRADE,
            _spot_order,
        ),
        # KuCoin has one right for reading and for trading futures: these two are refused together with the third.
        Probe.at(
            ProbeKind.BALANCE,
            "futuresPrivateGetAccountOverview",
            "GET api-futures.kucoin.com/api/v1/account-overview",
            Market.FUTURES,
            params=lambda api_key: {"currency": "USDT"},
        ),
        Probe.at(
            ProbeKind.POSITIONS,
            "futuresPrivateGetPositions",
            "GET api-futures.kucoin.com/api/v1/positions",
            Market.FUTURES,
        ),
        Probe.at(
            ProbeKind.TRADE,
            "futuresPrivatePostOrdersTest",
            "POST api-futures.kucoin.com/api/v1/orders/test",
            Market.FUTURES,
            Permission.FUTURES_TRADE,
            _futures_order,
        ),
    )
    # The firewall counts every request of an address; what is weighed belongs to the account.
    limits = (
        Limit(500, 10, ban=30),
        Limit(2000, 30, "/api/v1/", is_of_account=True, weights="user/api-key 20, accounts 5"),
    )
    account_rate_codes = frozenset({"429000"})
    public = (
        "GET api.kucoin.com/api/v2/symbols",
        "GET api.kucoin.com/api/v1/market/allTickers",
        "GET api-futures.kucoin.com/api/v1/contracts/active",
    )
    account_paths = (
        "/api/v1/user-info",
        "/api/v2/user-info",
        "/api/v1/account-overview-all",
        "/api/v3/margin/accounts",
    )

    described = ("permission", "remark", "subName")
    ok_codes = frozenset({"200000", "200"})
    errors = {
        # {"code":"200004","msg":"Balance insufficient!"}, {"msg":"Order size increment invalid.","code":"600100"}
        **alike(_ORDERS, means.BUSINESS),
        # {"code":"400100","msg":"Order size below the minimum requirement."}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"code":"400003","msg":"KC-API-KEY not exists"}; also for a deleted key and on the wrong host
        "400003": means.INVALID_KEY,
        # {"code":"400001","msg":"Please check the header of your request for KC-API-KEY, ..."}: one was empty
        "400001": Meaning(Category.INVALID_KEY, others=(Category.BAD_PASSPHRASE, Category.BAD_SIGNATURE)),
        # {"code":"400401","msg":"User is not logged in"}, {"code":"401","msg":"Unauthorized"}
        **alike("400401 401 110201 301124", means.INVALID_KEY),
        # {"code":"400004","msg":"Invalid KC-API-PASSPHRASE"}: it is signed with the secret and looked at first, so a
        # wrong secret shows up here as well
        "400004": Meaning(Category.BAD_PASSPHRASE, others=(Category.BAD_SIGNATURE,)),
        # {"code":"400005","msg":"Invalid KC-API-SIGN"}
        "400005": means.BAD_SIGNATURE,
        # {"code":"400002","msg":"Invalid KC-API-TIMESTAMP"}
        "400002": means.CLOCK,
        # {"code":"400006","msg":"Invalid request ip, the current clientIp is:203.0.113.9"}
        **alike("400006 400202", means.ADDRESS),
        # {"code":"400007","msg":"Access denied, require more permission."}
        "400007": means.RIGHT,
        # {"code":"400008","msg":"..."}: a key of an older version, or ours that says it is one; 400009 likewise
        **alike("400008 400009", Meaning(Category.UNKNOWN, others=(Category.INVALID_KEY,))),
        # {"code":"101030","msg":"You haven't yet enabled the margin trading"}
        **alike("101030 130306 130307", means.MARGIN_RIGHT),
        # {"code":"400010","msg":"UID access denied"}, {"code":"411200","msg":"URL is in the user blacklist"}
        **alike("400010 411200 106208 106211 109005 130201 130302 301100", means.RESTRICTED),
        # {"code":"400200","msg":"Forbidden to place an order"}
        "400200": Meaning(Category.ACCOUNT_RESTRICTED, others=(Category.NO_PERMISSION,)),
        # {"code":"400302","msg":"Our services are currently unavailable in the U.S. ... (current ip: 203.0.113.9 ...)"}
        # {"code":"400500","msg":"Your located country/region is currently not supported for the trading of this token"}
        **alike(
            "40010 400301 400302 400500 600004 126021 126037 126045 126046 130315 301101 301133 401106",
            means.REGION,
        ),
        # {"msg":"To enjoy the full range of our products and services, we kindly request you complete the identity
        # verification process.","code":"400303"}, {"code":"126047","msg":"Please complete identity verification"}
        **alike("400303 400304 200009 126005 126047 126048 301102 301103 301127 401107 401108", means.KYC),
        # {"code":"126002","msg":"There is a risk problem in your account and transactions are temporarily not ..."}
        **alike("400700 126002", means.RISK),
        # {"code":"411100","msg":"User are frozen."}
        "411100": means.FROZEN,
        # {"code":"401001","msg":"USER_FUTURES_TRADE_STATUS_INVALID"}
        **alike("401001 109002 109003 110203", means.NOT_OPENED),
        # {"code":"429000","msg":"Too many requests. System-level rate limit exceeded."}
        # {"code":"200002","msg":"Exceeded the access frequency"}
        **alike("429000..429002 200002 429 1015", means.RATE),
        # {"code":"403","msg":"..."}: refused by the gateway, before the key was looked at
        "403": means.RATE_OR_REGION,
        # {"code":"500000","msg":"Internal Server Error"}
        **alike(
            "500000 501000 503000 504000 505000 408000 500..504 106204 109099 110000 110001 112001..112003",
            means.UNAVAILABLE,
        ),
        # {"msg":"Invalid Unified Account user.","code":"112010"}: a classic account was asked the new way
        # {"code":"401000","msg":"The interface has been deprecated"}, {"code":"404000","msg":"URL Not Found"}
        **alike("112010 400201 401000 404000 415000 400 404 405 415", means.OURS),
    }
    nuances = {
        # {"code":"400007","msg":"Invalid KC-API-KEY-VERSION"}
        "400007": ((r"KC-API-KEY-VERSION", Meaning(Category.UNKNOWN, others=(Category.INVALID_KEY,))),),
        # {"code":"400200","msg":"Unknown partner."}: a header that ccxt adds, nothing of the trader's
        "400200": ((r"partner", means.OURS),),
    }
    order_codes = frozenset(alike(_PARAMETERS, means.BUSINESS))
    phrases = (
        # {"code":"...","msg":"This user is not a master user"}: it was asked for sub-accounts and is one
        (r"not a master user", means.BUSINESS),
        (r"KC-API-KEY.{0,20}(not exist|invalid)|invalid KC-API-KEY", means.INVALID_KEY),
        (r"USER_FUTURES_TRADE_STATUS_INVALID", means.NOT_OPENED),
    )

    # --- markets ---------------------------------------------------------------------------------
    def least_cost(self, market: Described) -> Decimal:
        # {"quoteMinSize": "0.1", "minFunds": "0.1"}: the second is what orders are held to
        return max(super().least_cost(market), number(market["info"].get("minFunds")))

    def tiers(self, market: Described, listed: Iterable[Described], price: Decimal | None) -> list[Step]:
        # {"maxRiskLimit": 1000000, "maxLeverage": 75, "maintainMargin": 0.005} is the first level. The others are told
        # for one contract at a time, some hundred requests; a strategy that needs them is one of a million.
        info = market["info"]
        told = [number(info.get(name)) for name in ("maxRiskLimit", "maxLeverage", "maintainMargin")]
        return [Step(*told)] if all(told) else []

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"permission": "General,Spot", "ipWhitelist": "203.0.113.5", "createdAt": 1728443843000, "uid": 165111215,
        #  "isMaster": true, ...}; ipWhitelist is left out where the key is not bound, subName where there is none
        names = listed(entry.get("permission"))
        bound, ip_list = addresses(entry.get("ipWhitelist") or "" if names else None)
        is_master = entry.get("isMaster")
        expires_at = moment(entry.get("expiredAt"))  # described for newer keys only
        passport = Passport(
            _RIGHTS.rights(names),
            bound,
            ip_list,
            expires_at,
            "fixed" if expires_at else "unknown",
            moment(entry.get("createdAt")),
            "active" if names else "unknown",  # a key that is not active cannot ask
            text(entry.get("uid")),
            True if entry.get("subName") else not is_master if isinstance(is_master, bool) else None,
        )
        return _with_old_names(passport, {name.casefold() for name in names or ()})

    def items(self, probe: Probe, body: Any) -> list[Any]:
        data = body["data"]
        if probe.kind in {ProbeKind.KEY_INFO, ProbeKind.TRADE} or "overview" in probe.path:
            return [data] if isinstance(data, dict) and data else as_list(data)
        # An account without orders answers null instead of an empty list.
        return as_list([] if data is None and probe.kind is ProbeKind.ORDERS else data)

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not ProbeKind.BALANCE:
            return {}
        # {"data": {"currency": "USDT", "availableBalance": 12.5, ...}}
        if probe.market is Market.FUTURES:
            return {str(one["currency"]): amount(one["availableBalance"]) for one in self.items(probe, body)}
        # {"data": [{"currency": "USDT", "type": "trade", "balance": "13", "available": "12.5", "holds": "0.5"}]}
        found: dict[str, Decimal] = {}
        for item in self.items(probe, body):
            if item["type"] in _WALLETS:
                found[item["currency"]] = found.get(item["currency"], Decimal()) + amount(item["available"])
        return found


# Three official texts name the right to withdraw in three ways; all of them count, and so does any other such name.
_RIGHTS = Vocabulary(
    {
        Permission.READ: ("General",),
        Permission.SPOT_TRADE: ("Spot", "Trade"),
        Permission.FUTURES_TRADE: ("Futures",),
        Permission.MARGIN_TRADE: ("Margin",),
        Permission.INTERNAL_TRANSFER: ("InnerTransfer", "FlexTransfers"),
        Permission.WITHDRAW: ("Transfer", "Withdrawal", "Withdraw"),
    },
    neutral="Earn LeadtradeFutures Unified",
    withdraws="withdraw",
)


def _with_old_names(passport: Passport, names: set[str]) -> Passport:
    """Return the passport where one name covers what others say singly: there a missing name says nothing."""
    covered: set[Permission] = set()
    if "trade" in names:  # keys of version 1 and 2: spot and margin
        covered |= {Permission.MARGIN_TRADE}
    if "unified" in names:
        covered |= {Permission.SPOT_TRADE, Permission.FUTURES_TRADE, Permission.MARGIN_TRADE}
    missing = [one for one in covered if passport.right(one).evidence == "not_listed"]
    return replace(passport, rights={**passport.rights, **dict.fromkeys(missing, Right())})
