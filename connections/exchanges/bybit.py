"""Bybit: every answer is HTTP 200 and {"retCode", "retMsg", "result"}; one unified account for spot and futures."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges import _reading
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._listing import Described, Step, number
from connections.exchanges._probes import asking
from connections.exchanges._rights import Vocabulary
from connections.exchanges._sites import NO_FUTURES, Site
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_SPOT, _FUTURES = Market.SPOT, Market.FUTURES
_HOST = "api.bybit.com"
_WALLET = ("privateGetV5AccountWalletBalance", "GET api.bybit.com/v5/account/wallet-balance")
_OPEN_ORDERS = ("privateGetV5OrderRealtime", "GET api.bybit.com/v5/order/realtime")
_USDT, _UNIFIED = asking(category="linear", settleCoin="USDT"), asking(accountType="UNIFIED")
_NO_END = "1970-01-01"

_KEY_OR_ADDRESS = (Category.INVALID_KEY, Category.IP_NOT_ALLOWED)

_PARAMETERS = "10001 7001 -1004 -1103 170105 170130"
_ORDERS = (
    "-2013 -1140 -1197 12137 12141 12201 30001..30086 30133..30136 30208 30209 30228 30256 34015 34026 34036 34040"
    " 40004 110001..110064 110066 110070 110072..110079 110082..110087 110089..110096 110098..110110 110112..110121"
    " 110131 110137 130001..130158 140001..140064 170010 170011 170019 170033 170034 170115..170117 170121 170124"
    " 170131..170145 170148 170151 170157 170159 170190..170200 170202..170206 170210 170212 170213 170217 170218"
    " 170221 170228 170229 170312 170313 170341 170344 170346 170358..170360 170371 170372 170381 170382 170709 170810"
)


class Bybit(Exchange):
    code = "bybit"
    name = "Bybit"
    rank = 100
    website = "https://www.bybit.com"
    sites = (
        Site("eu", "Bybit EU", "https://www.bybit.eu", "bybiteu", {_HOST: "api.bybit.eu"}, NO_FUTURES),
        Site("id", "Bybit Indonesia", "https://www.bybit.id", "bybitid", {_HOST: "api.bybit.id"}),
    )
    has_one_wallet = True
    fields = (
        # As long as those of MEXC, which always begin alike.
        CredentialField("api_key", "API Key", r"(?!mx0)[A-Za-z0-9]{18}"),
        CredentialField("secret", "API Secret", r"[A-Za-z0-9]{36}"),
    )
    private_keys, pairs = ("rsa",), "rsa"
    pair_captions = {"button": "Self-generated API Keys"}
    tick = {
        _SPOT: ("Read-Write", "SPOT: Trade"),
        _FUTURES: ("Read-Write", "Unified Trading: Orders", "Unified Trading: Positions"),
    }
    leave_off = ("Withdrawal", "Account Transfer", "Subaccount Transfer", "P2P", "Bybit Pay")
    steps = (
        ("open_site", {"site": "www.bybit.com", "menu": "API"}),
        ("create_key", {"menu": "Create New Key", "button": "System-generated API Keys"}),
        ("name_key", {"label": "Name for the API key"}),
        ("tick_rights", {}),
        ("add_addresses", {"menu": "Only IPs with permissions granted"}),
        ("leave_off", {}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses = 20
    is_max_documented = False
    expiry_rule = ("fixed_unbound", {"days": 90})
    two_factor = "Google Authenticator"
    notes = (("password_change", {"days": 7}),)

    introspection = Probe.at(
        ProbeKind.KEY_INFO, "privateGetV5UserQueryApi", "GET api.bybit.com/v5/user/query-api"
    )
    introduces_any = True
    # No endpoint tests an order: the only pre-check takes no spot, and no futures with isolated margin.
    probes = (
        Probe.at(ProbeKind.BALANCE, *_WALLET, _SPOT, Permission.READ, _UNIFIED),
        Probe.at(ProbeKind.ORDERS, *_OPEN_ORDERS, _SPOT, Permission.READ, asking(category="spot")),
        # The same money: what spot orders lock and positions hold is taken off in both answers.
        Probe.at(ProbeKind.BALANCE, *_WALLET, _FUTURES, None, _UNIFIED),
        Probe.at(ProbeKind.ORDERS, *_OPEN_ORDERS, _FUTURES, None, _USDT),
        Probe.at(
            ProbeKind.POSITIONS,
            "privateGetV5PositionList",
            "GET api.bybit.com/v5/position/list",
            _FUTURES,
            params=_USDT,
        ),
    )
    limits = (Limit(600, 5, ban=600), Limit(10, 1, "/v5/user/query-api", is_of_account=True))
    account_rate_codes = frozenset({"10006"})
    public = (
        "GET api.bybit.com/v5/market/instruments-info",
        "GET api.bybit.com/v5/market/tickers",
        "GET api.bybit.com/v5/market/risk-limit",
    )
    client_options = {"fetchMarkets": {"types": ["spot", "linear"]}}
    has_public_tiers = True
    account_paths = ("/v5/account/info", "/v5/asset/transfer/query-account-coins-balance")

    wrappers = ("result",)
    described = ("permissions", "note", "secret", "rsaPublicKey")
    code_keys = ("retCode", "ret_code")
    message_keys = ("retMsg", "ret_msg")
    ok_codes = frozenset({"0"})
    errors = {
        # {"retCode":170131,"retMsg":"Insufficient balance."}, {"retCode":110007,"retMsg":"ab not enough for new order"}
        **alike(_ORDERS, means.BUSINESS),
        # {"retCode":10001,"retMsg":"Qty invalid"}, {"retCode":170130,"retMsg":"Data sent ... is not valid."}
        **alike(_PARAMETERS, means.BUSINESS),
        # {"retCode":10003,"retMsg":"API key is invalid."}; also on another site or in the test environment
        # {"retCode":10007,"retMsg":"User authentication failed."}
        **alike("10003 10007", means.INVALID_KEY),
        # {"retCode":10004,"retMsg":"error sign! origin_string[...]"}, which quotes the key
        **alike("10004 790001", means.BAD_SIGNATURE),
        # {"retCode":10002,"retMsg":"invalid request, please check your server timestamp or recv_window param. ..."}
        # {"retCode":-1,"retMsg":"request expired: o@0, now[] diff[]"}
        **alike("10002 -1 -1021", means.CLOCK),
        # {"retCode":33004,"retMsg":"Your api key has expired."}, the same for spot with -2015
        **alike("33004 -2015", means.KEY_EXPIRED),
        # {"retCode":10010,"retMsg":"Unmatched IP, please check your API key's bound IP addresses."}
        "10010": means.ADDRESS,
        # {"retCode":10005,"retMsg":"Permission denied, please check your API key permissions."}
        "10005": means.RIGHT,
        # {"retCode":10029,"retMsg":"The requested symbol is invalid, please check symbol whitelist"}
        "10029": means.SYMBOL_RIGHT,
        # {"retCode":170036,"retMsg":"You haven't enabled Cross Margin Trading yet. ..."}
        **alike("170036 176008 176009", means.MARGIN_RIGHT),
        # {"retCode":110088,"retMsg":"Please Upgrade to UTA to trade"}: futures are part of the unified account only
        **alike("110088 110097", means.NOT_OPENED),
        # {"retCode":10009,"retMsg":"Service Restricted: Access is currently unavailable for your region. ..."}
        # {"retCode":170209,"retMsg":"This trading pair is only available to the ... region."}
        **alike("10009 110132 170209 170348 81007", means.REGION),
        # {"retCode":20096,"retMsg":"need KYC authentication"}, {"retCode":131004,"retMsg":"KYC needed"}
        **alike("20096 131004 131065 180022", means.KYC),
        # {"retCode":10027,"retMsg":"Transactions are banned."}
        **alike("10027 180003 131092", means.FROZEN),
        # {"retCode":110123,"retMsg":"You must agree to the Trading Terms"}
        **alike("110123 110125 170241", means.TERMS),
        # {"retCode":10008,"retMsg":"Common banned, please check your account mode"}
        # {"retCode":10024,"retMsg":"Compliance rules triggered"}
        **alike(
            "10008 10024 110068 110069 110080 110124 110136 170219 170224 403001 3100197 34022052",
            means.RESTRICTED,
        ),
        # {"retCode":10006,"retMsg":"Too many visits!"}, {"retCode":10018,"retMsg":"Exceeded the IP Rate Limit."}
        **alike("10006 10018 10429 429 20003 30035 170005 170222", means.RATE),
        # {"retCode":10016,"retMsg":"System error. Please try again later."}
        **alike(
            "10016 10019 5004 110071 131001 131003 131230 170001 170007 170032 170146 170147 170149 170150"
            " 170234 170310 177002 180000 500001 790000 3400214 34022001 34022003",
            means.UNAVAILABLE,
        ),
        # {"retCode":10028,"retMsg":"The API can only be accessed by unified account users."}, 100028 is the reverse
        # {"retCode":10020,"retMsg":"your account is not a unified margin account, please update your account"}
        **alike("10014 10017 10020 10028 10404 100028 110067 110111 181014 182200 500011 170201", means.OURS),
    }
    nuances = {
        # {"retCode":10001,"retMsg":"accountType only support UNIFIED."}, {"retCode":10001,"retMsg":"invalid timestamp"}
        "10001": ((r"account ?type|unified", means.OURS), ("timestamp", means.CLOCK)),
        # {"retCode":10003,"retMsg":"Too many sessions under the same UID"}
        "10003": ((r"too many sessions", means.RATE),),
        # {"retCode":10005,"retMsg":"Invalid API-key, IP, or permissions for action."}: also to a key that only reads
        "10005": ((r"api-?key, ip", Meaning(Category.NO_PERMISSION, others=_KEY_OR_ADDRESS)),),
        "-2015": (
            (
                r"api-?key, ip",
                Meaning(Category.KEY_EXPIRED, others=(*_KEY_OR_ADDRESS, Category.NO_PERMISSION)),
            ),
        ),
        # {"retCode":10008,"retMsg":"User has been banned."}
        "10008": ((r"user has been banned", means.FROZEN),),
        # {"retCode":10009,"retMsg":"IP has been banned."}: what the code meant before
        "10009": ((r"\bip\b.{0,20}banned", means.RATE),),
        # {"retCode":10024,"retMsg":"... is not available to you due to regulatory restrictions. ..."}
        "10024": ((r"regulatory|region|countr", means.REGION), (r"\bkyc\b|identity", means.KYC)),
        # {"retCode":170201,"retMsg":"Your account has been restricted for trades. ..."}
        "170201": ((r"restricted for trad", means.RESTRICTED),),
        # {"retCode":429,"retMsg":"The trading service is experiencing a high server load. ..."}
        "429": (("server load", means.UNAVAILABLE),),
    }
    order_codes = frozenset(alike(_PARAMETERS, means.BUSINESS))
    phrases = (
        # {error:The Amazon CloudFront distribution is configured to block access from your country}: no JSON
        (r"block access from your country", means.REGION),
        # {"retCode":10000,"retMsg":"Server Timeout"}: by its words, as 10000 is a usual recv_window too
        (r"server (timeout|error)", means.UNAVAILABLE),
        (r"request expired|time window range", means.CLOCK),
        (r"not a unified|only .{0,30}unified account|unified account is (forbidden|not)", means.OURS),
    )

    # --- markets ---------------------------------------------------------------------------------
    def tiers(self, market: Described, listed: Iterable[Described], price: Decimal | None) -> list[Step]:
        # {"riskLimitValue": "2000000", "maintenanceMargin": "0.005", "initialMargin": "0.01", "maxLeverage": "100.00"}
        # The documentation shows percentages, "0.5" and "1": what leverage and margin make together tells them apart.
        levels = list(listed)
        steps = super().tiers(market, levels, price)
        margins = [number(one["info"].get("initialMargin")) * number(one["maxLeverage"]) for one in levels]
        if not any(margin > _AS_PERCENTAGE for margin in margins):
            return steps
        return [replace(step, maintenance_rate=step.maintenance_rate / 100) for step in steps]

    # --- answers ---------------------------------------------------------------------------------
    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"readOnly": 0, "permissions": {"Spot": ["SpotTrade"], "Wallet": [], ...}, "ips": ["*"], "deadlineDay": 83,
        #  "expiredAt": "2027-02-11T00:00:00Z", "createdAt": "...", "userID": 24600000, "isMaster": true, ...}
        rights, is_master = _rights(entry), entry.get("isMaster")
        bound, ip_list = _reading.addresses(entry.get("ips"))
        expires_at, kind = _expiry(entry.get("expiredAt"))
        return Passport(
            rights,
            bound,
            ip_list,
            expires_at,
            kind,
            _reading.moment(entry.get("createdAt")),
            "active" if rights[Permission.READ].value is Grant.YES else "unknown",  # others cannot ask
            _reading.text(entry.get("userID")),
            not is_master if isinstance(is_master, bool) else None,
        )

    def items(self, probe: Probe, body: Any) -> list[Any]:
        result = body["result"]
        if probe.kind is ProbeKind.KEY_INFO:
            return [_reading.filled(_reading.as_object(result))]
        found = _reading.as_list(result["list"])
        if probe.kind is not ProbeKind.BALANCE:
            return found
        return [coin for account in found for coin in _reading.as_list(account["coin"])]

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not ProbeKind.BALANCE:
            return {}
        # {"coin": "USDT", "walletBalance": "13", "locked": "0.5", "totalOrderIM": "0", "totalPositionIM": "", ...}
        return {str(coin["coin"]): _free(coin) for coin in self.items(probe, body)}


def _free(coin: Mapping[str, Any]) -> Decimal:
    """Return what neither orders nor positions hold; `availableToWithdraw` is told no longer."""
    held = (_reading.amount(coin.get(name) or 0) for name in ("locked", "totalOrderIM", "totalPositionIM"))
    return max(Decimal(0), _reading.amount(coin["walletBalance"]) - sum(held))


def _expiry(value: Any) -> tuple[Any, str]:
    """Return (when, kind); a key that never ends is told with the beginning of time."""
    if isinstance(value, str) and value.startswith(_NO_END):
        return None, "none"
    at = _reading.moment(value)
    return at, "fixed" if at else "unknown"


def _rights(entry: Mapping[str, Any]) -> dict[Permission, Right]:
    """Return the rights of a key; one that only reads has no other, whatever its lists say."""
    names = _names(entry.get("permissions"))
    rights = _RIGHTS.rights(names)
    if rights[Permission.WITHDRAW].evidence == "not_reported":
        return rights
    read = {Permission.READ: Right(Grant.YES, "rule", {"rule": "any_key_reads"})}
    if str(entry.get("readOnly")).casefold() in {"1", "true"}:
        return dict.fromkeys(Permission, Right(Grant.NO, "rule", {"rule": "read_only"})) | read
    return rights | read


def _names(groups: Any) -> list[str] | None:
    """Return rights as Group.Right, so that the name of a group such as FiatBitPay speaks for what is in it."""
    if not isinstance(groups, dict):
        return None
    lists = {group: _reading.listed(rights) for group, rights in groups.items()}
    if any(names is None for names in lists.values()):
        return None
    return [f"{group}.{name}" for group, names in lists.items() for name in names or ()]


_DERIVATIVES = "Derivatives.DerivativesTrade"
_AS_PERCENTAGE = 10  # initial margin times leverage is 1, or 100
# Not among the neutral: who may trade from person to person (FiatP2P) may release coins to a stranger.
_RIGHTS = Vocabulary(
    {
        Permission.SPOT_TRADE: ("Spot.SpotTrade",),
        Permission.FUTURES_TRADE: ("ContractTrade.Order+ContractTrade.Position", _DERIVATIVES),
        Permission.INTERNAL_TRANSFER: tuple(
            f"Wallet.{name}" for name in ("AccountTransfer", "SubMemberTransfer", "SubMemberTransferList")
        ),
        Permission.WITHDRAW: ("Wallet.Withdraw",),
    },
    neutral="Options.OptionsTrade Exchange.ExchangeHistory Earn.Earn CopyTrading.CopyTrading BlockTrade.BlockTrade"
    " FiatConvertBroker.FiatConvertBrokerOrder BitCard.BitCard ByXPost.ByXPost Affiliate.Affiliate"
    " NFT.NFTQueryProductList",
    withdraws="withdraw",
)
