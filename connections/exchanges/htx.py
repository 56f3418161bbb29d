"""HTX: words say why a key is refused, codes hardly do; only keys of main accounts can introduce themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges import _reading as read
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._listing import Described, Step, number
from connections.exchanges._phrases import Phrases
from connections.exchanges._rights import Vocabulary
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Market, Passport, Permission

_SPOT, _FUTURES, _WITHDRAW = Market.SPOT, Market.FUTURES, Permission.WITHDRAW
_KEY_INFO, _DETAIL, _BALANCE = ProbeKind.KEY_INFO, ProbeKind.DETAIL, ProbeKind.BALANCE
_HOST, _CONTRACTS = "GET api.huobi.pro", "GET api.hbdm.com"
_LINEAR, _STATUS = f"{_CONTRACTS}/linear-swap", {"normal": "active", "expired": "expired"}
_SHAPE, _NO_TOP = r"[a-z0-9]{6,12}(-[a-z0-9]{4,12}){3}", Decimal("Infinity")

_KEY, _ADDRESS = Category.INVALID_KEY, Category.IP_NOT_ALLOWED
_SIGNATURE = Meaning(Category.BAD_SIGNATURE, others=(_KEY, _ADDRESS))
_SIGN_IN = Meaning(_KEY, others=(Category.BAD_SIGNATURE, _ADDRESS))

# Looked for before any code is: api-signature-not-valid alone stands for half of these. Messages are in English, in
# Chinese, or "Signature not valid: Incorrect Access key [Access key错误]".
_SAID: Phrases = (
    (r"incorrect access ?key|access ?key ?(错误|錯誤|不存在)|incorrect public key", means.INVALID_KEY),
    # Signature not valid: Incorrect IP address [IP地址错误]:203.0.113.9
    (r"incorrect ip\b|\bip ?地址(错误|錯誤)|invalid\.ip", means.ADDRESS),
    # Signature not valid: API key has expired [API Key已经过期]
    (r"(api|private) ?key (has |is |was )?expired|key ?已(经|經)?(过期|過期|失效)", means.KEY_EXPIRED),
    # Signature not valid: API key has no permission [API Key没有权限]
    (r"api ?key (has|have) no permission|api ?key ?(没有|沒有|无|無)(权限|權限)", means.RIGHT),
    # Signature not valid: Invalid submission time or incorrect time format [无效的提交时间，或时间格式错误]
    (r"submission time|time format|提交(时间|時間)|(时间|時間)格式", means.CLOCK),
    (r"signature (method|version)|签名的?(方法|版本)|簽名的?(方法|版本)", means.BAD_SIGNATURE),
    # Signature not valid: Verification failure [校验失败]; not "Risk verification failed"
    (r"(?<![a-z][ -])verification fail|校(验|驗)失(败|敗)|(验签|驗簽)失", means.BAD_SIGNATURE),
    (r"abnormal user status|user is locked|用(户|戶)(状态|狀態)", means.FROZEN),
    (r"not (opened|activated) contracts? trading|n.t opened contract|未(开|開)通.{0,4}合", means.NOT_OPENED),
    # The mode of the account: The Single-Asset Collateral mode is temporarily unavailable.
    (r"collateral mode is|unified account special|merged cross and isolated", means.NOT_OPENED),
    (r"(countr|region).{0,60}meet the requirement", means.REGION),
    (r"number of (access|visits) exceed|^request limit|too\.many", means.RATE),
    (r"abnormal service|service error|服务异常|redis|query error|system is unprepared", means.UNAVAILABLE),
    # {"action":"req","code":2002,"ch":"auth","message":"auth.fail"}: documented to mean a wrong address too
    (r"auth\.fail|invalid\.auth|authentication failed|invalid authentication|重新登录", _SIGN_IN),
)

_PARAMETERS = (
    "400 1031 1033..1037 1065..1067 1082 1347 2002 2003 2014 2016 invalid-parameter bad-request base-msg"
    " validation-format-error validation-constraints-required base-date-limit-error base-argument-unsupported"
    " parameter-required require-symbol require-exchange-id invalid-interval invalid-start-date invalid-end-date"
    " invalid-start-time invalid-end-time start-date-cannot-greater-than-end-date"
)
_ORDERS = (
    "1007 1013..1017 1038..1045 1047..1064 1069 1071..1073 1075 1081 1083 1085 1090..1095 1234 1235 1301 1303..1319"
    " 1322 1331 1332 1348 1349 1401..1408 1412 1415..1419 1421..1427 1450..1455 1461 1462 3002..3010 3100 40301"
    " 40307..40310 40312 40319 40324 40327..40332 account-frozen-balance-insufficient-error"
    " account-balance-insufficient-error account-transfer-balance-insufficient-error"
    " account-transfer-balance-overflow-error insufficient-balance insufficient-exchange-fund"
    " beyond-maximum-number-of-rollover exceed-maximum-amount base-withdraw-fee-error api-not-support-temp-addr"
    " invalid-amount invalid-address invalid-client-order-id base-symbol-error base-symbol-trade-disabled"
    " base-currency-error base-currency-chain-error base-currency-not-open not-found base-margin-symbol-invalid"
    " base-record-invalid base-not-found symbol-not-support cancel-disabled fl-order-already-existed"
    " forbidden-trade-for-open-protect market-orders-not-support-during-limit-price-trading"
    " price-exceeds-the-protective-price-during-limit-price-trading"
)
# Prefixes of codes in words: there are more of them than are documented.
_OF_ORDERS = ("order-", "loan-", "dw-")


def _account(body: Any) -> dict[str, Any]:
    # {"data": [{"id": 100009, "type": "spot", "subtype": "", "state": "working"}], ...}; state may be "lock"
    spot = [one for one in read.as_list(body["data"]) if one["type"] == "spot"]
    if not spot:
        raise read.nothing(body)
    return {"account-id": read.digits(min(spot, key=lambda one: one.get("state") != "working")["id"])}


_UID = Probe.at(_DETAIL, "spotPrivateGetV2UserUid", f"{_HOST}/v2/user/uid")
_ACCOUNTS = Probe.at(_DETAIL, "spotPrivateGetV1AccountAccounts", f"{_HOST}/v1/account/accounts")


def _of_account(kind: ProbeKind, call: str, path: str) -> Probe:
    """Return a probe that has to name the account."""
    call, target = f"spotPrivateGetV1{call}", f"{_HOST}/v1/{path}"
    return Probe.at(kind, call, target, _SPOT, Permission.READ, first=_ACCOUNTS, learned=_account)


def _of_contracts(kind: ProbeKind, call: str, path: str) -> Probe:
    return Probe.at(kind, f"contractPrivateGetV5{call}", f"{_CONTRACTS}/v5/{path}", _FUTURES)


class Htx(Exchange):
    code, name, rank = "htx", "HTX", 70
    website = "https://www.htx.com"
    # Key and secret look alike.
    fields = (
        CredentialField("api_key", "Access Key", _SHAPE),
        CredentialField("secret", "Secret Key", _SHAPE),
    )
    # One right trades everything, and moves money between the accounts of one person.
    tick = dict.fromkeys((_SPOT, _FUTURES), ("Read", "Trade"))
    leave_off = ("Withdraw",)
    steps = (
        ("open_site", {"site": "www.htx.com", "menu": "API Management"}),
        ("create_key", {"menu": "API Management", "button": "Create API Key"}),
        ("name_key", {"label": "Note"}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("add_addresses", {"menu": "Bind IP addresses"}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses, expiry_rule = 20, ("inactivity_unbound", {"days": 90, "checks_count": True})

    introspection = Probe.at(
        *(_KEY_INFO, "spotPrivateGetV2UserApiKey", f"{_HOST}/v2/user/api-key"),
        params=lambda api_key: {"accessKey": api_key},
        first=_UID,
        learned=lambda body: {"uid": read.digits(body["data"])},  # {"code": 200, "data": 63628520}
    )
    # No endpoint tests an order. That trading is allowed is known from the introduction alone.
    probes = (
        _UID,
        _of_account(_BALANCE, "AccountAccountsAccountIdBalance", "account/accounts/*/balance"),
        _of_account(ProbeKind.ORDERS, "OrderOpenOrders", "order/openOrders"),
        _of_contracts(_BALANCE, "AccountBalance", "account/balance"),
        _of_contracts(ProbeKind.POSITIONS, "TradePositionOpens", "trade/position/opens"),
    )
    # ccxt would take api.hbdm.vn, which is for machines in one data centre.
    client_urls = {"hostnames": {"spot": "api.huobi.pro", "contract": "api.hbdm.com"}}
    client_options = {"fetchMarkets": {"types": {"spot": True, "linear": True}}}
    limits = (Limit(1000, 10, pace=20), Limit(10, 1, "/v2/", is_each=True, is_of_account=True))
    account_rate_codes = frozenset({"base-request-exceed-frequency-limit", "1032"})
    public = (
        f"{_HOST}/v1/common/symbols",
        f"{_HOST}/market/tickers",
        f"{_LINEAR}-api/v1/swap_contract_info",
        f"{_LINEAR}-ex/market/detail/batch_merged",
        f"{_LINEAR}-api/v1/swap_adjustfactor",
    )
    has_public_tiers = True
    account_paths = ("/v1/account/accounts", "/v2/account/valuation", "/v2/account/asset-valuation")

    described, code_keys = ("permission", "note"), ("err-code", "err_code", "code")
    message_keys = ("err-msg", "err_msg", "message", "msg")
    order_codes = frozenset(alike(_PARAMETERS, means.BUSINESS))
    errors = {
        # {"status":"error","err_code":1047,"err_msg":"Insufficient margin available.","ts":1745917192657}
        # {"code":2002,"message":"invalid field value in `currency`"}
        **alike(f"{_ORDERS} {_PARAMETERS}", means.BUSINESS),
        # {"status":"error","err-code":"api-signature-not-valid","err-msg":"Signature not valid: ..."}
        **alike("api-signature-not-valid api-signature-check-failed", _SIGNATURE),
        # {"code":1003,"message":"invalid signature"}, also "unauthorized"
        "1003": Meaning(Category.BAD_SIGNATURE, others=(_KEY,)),
        **alike("513 1253 12002 12003 12008", means.BAD_SIGNATURE),
        **alike("12007 api-key-invalid invalid-access-key invalid-api-key", means.INVALID_KEY),
        # {"status":"error","err_code":403,"err_msg":"Incorrect Access key [Access key错误]"}
        **alike("401 403 2001", _SIGN_IN),
        **alike("2000 12005", means.ADDRESS),
        **alike("12001 12006", means.CLOCK),
        **alike("12004 api-key-expired", means.KEY_EXPIRED),
        # {"code":1002,"message":"unauthorized"}: to a key of a sub-account as to one without the right to read
        **alike("1002 1111 1112 1114 1115 1327..1330 api-key-no-permission", means.RIGHT),
        **alike("1109 1110 1113", means.FUTURES_RIGHT),
        **alike("sub-user-auth-required margin-subuser-no-permission", means.MARGIN_RIGHT),
        "margin-trading-is-not-available": means.MARGIN_RIGHT,
        # {"err_code":1220,"err_msg":"You don’t have access permission as you have not opened contracts trading."}
        # {"err_code":1010,"err_msg":"Account doesnt exist."}; those from 4002 on are about the account's mode
        **alike("1010..1012 1018 1019 1021 1220..1223 1225 1227 1228 1254 2007 4002 4007", means.NOT_OPENED),
        "6001": means.NOT_OPENED,
        # {"err_code":1100,"err_msg":"Unable to open a position currently. Please contact the customer service."}
        **alike("1074 1086..1089 1100..1105 1409 1413 1420 40326 base-operation-forbidden", means.RESTRICTED),
        **alike("base-not-in-white-list account-state-invalid margin-account-state-error", means.RESTRICTED),
        "operation-forbidden-for-fl-account-state": means.RESTRICTED,
        "account-explosion-in-prohibited-transfer": means.RESTRICTED,
        **alike("12009 operation-forbidden-for-lock-account-state", means.FROZEN),
        "abnormal-users-cannot-transfer": means.FROZEN,
        # {"err_code":1224,"err_msg":"Your country/region can't meet the requirements for opening contracts."}
        **alike("1224 margin-country-not-allow", means.REGION),
        # {"err_code":1231,"err_msg":"You haven't finished the ID Verification."}
        **alike("1231 40322 margin-country-auth-required unsupport-kyc-info", means.KYC),
        **alike("1230 risk-verification-failed", means.RISK),
        # {"err_code":1233,"err_msg":"High leverage is not enabled (... agree to the High-Leverage Agreement)"}
        **alike("1233 1414", means.TERMS),
        # {"status":"error","err_code":1032,"err_msg":"The number of access exceeded the limit."}
        **alike("429 510 1006 1032 2004 4000 base-request-exceed-frequency-limit", means.RATE),
        **alike("rate-too-many-requests too-many-requests frequent-invoke", means.RATE),
        **alike("base-user-request-exceed-limit base_request_exceed_number_limit", means.RATE),
        # {"err_code":1084,"err_msg":"Your contract API is disabled, please try again after ... (GMT+8)."}
        "1084": means.RATE_OR_REGION,
        # {"status":"error","err-code":"gateway-internal-error","err-msg":"Failed to load data. Try again later."}
        **alike("500 1000 1001 1004 1030 1046 1076..1080 1106 1108 1250..1252 1300 1302", means.UNAVAILABLE),
        **alike("1320 1321 1323 1325 gateway-internal-error order-update-error", means.UNAVAILABLE),
        **alike("system-maintenance base-system-error system-busy internal-error timeout", means.UNAVAILABLE),
        **alike("1326 1411 1431 base-request-timeout uc-network-error base-update-error", means.UNAVAILABLE),
        **alike("account-cannot-be-inquired account-is-abnormal-retry-after-refresh", means.UNAVAILABLE),
        # {"err-code":"login-required","err-msg":"Signature is missing, or user not find (key and uid not match)."}
        **alike("512 1200 login-required", Meaning(Category.UNKNOWN, others=(_KEY,))),
        **alike("404 405 501 502 504 1020 1226 1229 method-not-allowed", means.OURS),
        **alike("account-account-id-inexistent account-get-accounts-inexistent-error", means.OURS),
    }
    nuances = dict.fromkeys(errors, _SAID) | {
        "1001": ((r"url", means.OURS), *_SAID),
        "1030": ((r"input error", means.OURS), *_SAID),
        "2001": ((r"json|action|symbol|\bch\b|\.ch|param", means.OURS), *_SAID),
        "2003": ((r"trading is disabled", means.BUSINESS), *_SAID),
        "502": ((r"gateway", means.UNAVAILABLE), *_SAID),
        "invalid-parameter": ((r"timeout", means.UNAVAILABLE), *_SAID),
    }
    phrases = (*_SAID, (r"(?<![\w-])(order|loan|dw)-[a-z]+(-[a-z]+)+", means.BUSINESS))

    # --- markets ---------------------------------------------------------------------------------
    def is_open_to_api(self, market: Described) -> bool:
        return bool(market["info"].get("api-trading") != "disabled")

    def least_amount(self, market: Described) -> Decimal:
        # ccxt takes the size of a contract for the least number of them.
        return super().least_amount(market) if market["spot"] else number(market["precision"]["amount"])

    def most_leverage(self, market: Described, listed: Iterable[Described]) -> Decimal:
        return max((number(one["maxLeverage"]) for one in listed), default=Decimal(0))

    def tiers(self, market: Described, listed: Iterable[Described], price: Decimal | None) -> list[Step]:
        # {"lever_rate": 125, "ladders": [{"min_size": 0, "max_size": 8999, "adjust_factor": 0.65}, ...]}, in contracts:
        # a factor for each leverage at each size, of which the margin that is most serves for all.
        levels, unit = list(listed), number(market["contractSize"]) * (price or 0)
        if not (levels and unit):
            return []
        most = self.most_leverage(market, levels)
        return [
            Step(None if top == _NO_TOP else top * unit, most, _rate_at(top, levels))
            for top in sorted({_top(one) for one in levels})
        ]

    # --- answers ---------------------------------------------------------------------------------
    def error_in(self, body: Any) -> tuple[str, str] | None:
        # {"status": "error"} says that it is one even without a code; {"code": 1002} says so with HTTP 200.
        found = super().error_in(body)
        if found is None and isinstance(body, dict) and body.get("status") == "error":
            return "error", next((str(body[key]) for key in self.message_keys if body.get(key)), "")
        return found

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        is_strange = meaning.category is Category.UNKNOWN and code not in self.errors
        return means.BUSINESS if is_strange and code.startswith(_OF_ORDERS) else meaning

    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"accessKey": "...", "status": "normal", "permission": "readOnly,trade", "ipAddresses": "203.0.113.10,...",
        #  "validDays": -1, "createTime": 1591348751000, ...}; ipAddresses is left out where the key is not bound
        bound, ip_list = read.addresses(entry.get("ipAddresses") or ("" if "permission" in entry else None))
        expires_at, kind = read.expiry_in(read.whole(entry.get("validDays")), permanent=-1)
        return Passport(
            _RIGHTS.rights(read.listed(entry.get("permission"))),
            bound,
            ip_list,
            expires_at,
            "inactivity" if expires_at else kind,  # each use extends it
            read.moment(entry.get("createTime")),
            _STATUS.get(str(entry.get("status")).casefold(), "unknown"),
        )

    def detail(self, passport: Passport, probe: Probe, body: Any) -> Passport:
        return replace(passport, uid=read.text(body["data"])) if probe.kind is _DETAIL else passport

    def items(self, probe: Probe, body: Any) -> list[Any]:
        if probe.kind is _DETAIL:
            return [int(body["data"])]
        wallet = ("list" if probe.market is _SPOT else "details") if probe.kind is _BALANCE else ""
        return read.as_list(body["data"][wallet] if wallet else body["data"])

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not _BALANCE:
            return {}
        # {"currency": "usdt", "type": "trade", "balance": "12.5"}, and once more as "frozen"; for futures
        # {"currency": "USDT", "available_margin": "12.5", ...}
        name = "balance" if probe.market is _SPOT else "available_margin"
        free = [one for one in self.items(probe, body) if one.get("type") in {None, "trade"}]
        return {str(one["currency"]).upper(): read.amount(one[name] or 0) for one in free}


def _top(level: Described) -> Decimal:
    return number(level.get("maxNotional")) or _NO_TOP


def _rate_at(size: Decimal, levels: Iterable[Described]) -> Decimal:
    there = [one for one in levels if number(one.get("minNotional")) <= size <= _top(one)]
    return max(number(one["maintenanceMarginRate"]) for one in there)


_RIGHTS = Vocabulary(
    dict.fromkeys(Permission, ("trade",)) | {Permission.READ: ("readOnly",), _WITHDRAW: ("withdraw",)},
    withdraws="withdraw",
    is_complete=True,
)
