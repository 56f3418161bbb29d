"""Coinbase: "Unauthorized" for every fault of a key, else JSON in one of three shapes; rights are flags."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connections.exchanges import _meanings as means
from connections.exchanges import _pages, _reading
from connections.exchanges._dialect import Meaning, alike
from connections.exchanges._flags import Flags
from connections.exchanges._listing import Described
from connections.exchanges._probes import asking
from connections.exchanges._rights import folded
from connections.exchanges.base import CredentialField, Exchange, Limit, Probe, ProbeKind
from connections.findings import Category, Grant, Market, Passport, Permission, Right

_SPOT = Market.SPOT
_TARGET = "GET api.coinbase.com/api/v3/brokerage"
_ACCOUNTS = ("v3PrivateGetBrokerageAccounts", f"{_TARGET}/accounts")
_OPEN = ("v3PrivateGetBrokerageOrdersHistoricalBatch", f"{_TARGET}/orders/historical/batch")
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"

_SWITCHED_OFF = Meaning(Category.KEY_EXPIRED, others=(Category.INVALID_KEY,))
_SIGNING = (Category.BAD_SIGNATURE, Category.CLOCK_SKEW, Category.IP_NOT_ALLOWED)
_ANY_FAULT = Meaning(Category.INVALID_KEY, others=(*_SIGNING, Category.NO_PERMISSION))
_UNREADABLE = Meaning(Category.MALFORMED_INPUT)
# A key belongs to one portfolio; for moments after a trade its wallets are not to be had either.
_PORTFOLIO = Meaning(Category.NO_PERMISSION, others=(Category.EXCHANGE_UNAVAILABLE,))
_NOT_TRADED = Meaning(Category.NONE, others=(Category.ACCOUNT_RESTRICTED,))

_SCOPES = r"\bscopes?\b|permission is required"
_NOT_AVAILABLE = r"account.{0,20}not available"
_NOT_ENABLED = r"is not enabled for trading"
_MODE = r"(limit|post|cancel).only mode|auction mode"
_BLOCKED = r"\bip\b.{0,30}(block|white|allow)|(not|un).{0,12}(allow|white).{0,40}\bip\b"
_ORDER_CODES = (
    "INSUFFICIENT_FUND INSUFFICIENT_FUNDS INVALID_SIDE INVALID_PRODUCT_ID INVALID_SIZE_PRECISION"
    " INVALID_PRICE_PRECISION INVALID_LEDGER_BALANCE INSUFFICIENT_LEDGER_BALANCE ORDER_ENTRY_DISABLED"
    " INELIGIBLE_PAIR INVALID_LIMIT_PRICE INVALID_LIMIT_PRICE_POST_ONLY INVALID_NO_LIQUIDITY"
    " COMMANDER_REJECTED_NEW_ORDER UNSUPPORTED_ORDER_CONFIGURATION INVALID_CANCEL_REQUEST"
    " UNKNOWN_CANCEL_ORDER DUPLICATE_CANCEL_REQUEST"
)
# Words beside the codes that stand for every fault of a key.
_TOLD_APART = (
    # {"errors":[{"id":"authentication_error","message":"invalid signature"}]}
    (r"signature", means.BAD_SIGNATURE),
    # {"errors":[{"id":"authentication_error","message":"request timestamp expired"}]}
    (r"timestamp|nonce|request.{0,8}expired", means.CLOCK),
    (_BLOCKED, means.ADDRESS),
    (r"disabled|revoked|deactivated", _SWITCHED_OFF),
    (r"(invalid|unknown|incorrect).{0,20}key|key.{0,20}(invalid|not found|unknown)", means.INVALID_KEY),
)
# What a transfer covers, sending to strangers included; a fixture of Coinbase's own client has the second name.
_MOVING = ("can_transfer", "can_withdraw")
_NEUTRAL = "can_receive portfolio_uuid portfolio_type"
_GRANTS = {
    Permission.READ: ("can_view",),
    Permission.SPOT_TRADE: ("can_trade",),
    Permission.INTERNAL_TRANSFER: ("can_transfer",),
}


class Coinbase(Exchange):
    code = "coinbase"
    name = "Coinbase"
    rank = 90
    website = "https://www.coinbase.com"
    # Futures are of other portfolios, of some countries only, and end; none is perpetual and open to all.
    markets = (_SPOT,)
    quote = "USDC"
    fields = (
        # Newer keys are named without their organisation, in a form that keys of others have too.
        CredentialField("api_key", "API Key ID", rf"organizations/{_UUID}/apiKeys/{_UUID}", shared=_UUID),
        CredentialField("secret", "Private key", r"[A-Za-z0-9+/]{86}=="),
    )
    private_keys = ("ec", "ed25519")
    has_hmac = False
    has_bare_ed25519 = True
    tick = {_SPOT: ("View", "Trade")}
    leave_off = ("Transfer",)
    steps = (
        ("open_site", {"site": "portal.cdp.coinbase.com", "menu": "API Keys"}),
        ("create_key", {"menu": "Secret API Keys", "button": "Create API key"}),
        ("name_key", {"label": "API key nickname"}),
        ("add_addresses", {"menu": "API restrictions: IP allowlist"}),
        ("tick_rights", {}),
        ("leave_off", {}),
        ("choose_algorithm", {"menu": "Advanced Settings", "choice": "ECDSA"}),
        ("confirm", {}),
        ("copy_secret", {}),
    )
    max_addresses = 20
    is_max_documented = False
    # A new key takes up to two days, as some report; each belongs to one portfolio.
    notes = (("slow_start", {"hours": 48}), ("one_portfolio", {"menu": "API restrictions: Portfolio"}))

    introspection = Probe.at(
        ProbeKind.KEY_INFO, "v3PrivateGetBrokerageKeyPermissions", f"{_TARGET}/key_permissions"
    )
    introduces_any = True
    # A preview of an order proves nothing: nobody says which right it takes.
    probes = (
        Probe.at(ProbeKind.BALANCE, *_ACCOUNTS, _SPOT, Permission.READ, asking(limit="250")),
        Probe.at(ProbeKind.ORDERS, *_OPEN, _SPOT, Permission.READ, asking(order_status="OPEN", limit="100")),
    )
    limits = (Limit(1000, 10, pace=10), Limit(30, 1, is_of_account=True))
    account_rate_codes = frozenset({"rate_limit_exceeded"})
    public = (f"{_TARGET}/market/products",)
    clock_tolerance = 10.0  # a token lasts two minutes; its clock tells whole seconds
    account_paths = ("/v2/accounts", "/v2/user", "/api/v3/brokerage/portfolios")

    code_keys = ("error", "preview_failure_reason", "new_order_failure_reason")
    message_keys = ("message", "error_details", "error_description", "msg")
    errors = {
        # {"error_response":{"error":"INSUFFICIENT_FUND","message":"Insufficient balance in source account"}}
        **alike(_ORDER_CODES, means.BUSINESS),
        # {"error":"INVALID_ARGUMENT","error_details":"invalid product_id"}; see refine()
        "INVALID_ARGUMENT": means.BUSINESS,
        # {"error":"UNAUTHENTICATED"}
        "UNAUTHENTICATED": Meaning(Category.INVALID_KEY, others=_SIGNING),
        # {"errors":[{"id":"authentication_error","message":"..."}]}
        **alike("authentication_error unauthorized", _ANY_FAULT),
        # {"errors":[{"id":"invalid_token","message":"The access token is invalid"}]}
        "invalid_token": means.INVALID_KEY,
        # {"errors":[{"id":"revoked_token","message":"Revoked Oauth token"}]}
        "revoked_token": _SWITCHED_OFF,
        # {"errors":[{"id":"expired_token","message":"Expired Oauth token"}]}
        "expired_token": means.KEY_EXPIRED,
        # {"error":"PERMISSION_DENIED","error_details":"Missing required scopes","message":"Missing required scopes"}
        # {"errors":[{"id":"invalid_scope","message":"Invalid scope"}]}
        **alike("PERMISSION_DENIED invalid_scope", means.RIGHT),
        # {"errors":[{"id":"personal_details_required","message":"User’s personal detail required to ..."}]}
        **alike(
            "personal_details_required identity_verification_required jumio_verification_required"
            " jumio_face_match_verification_required unverified_email",
            means.KYC,
        ),
        # {"errors":[{"id":"invalid_authentication_method","message":"API access is blocked for deleted users."}]}
        "invalid_authentication_method": means.FROZEN,
        # {"error_response":{"preview_failure_reason":"PREVIEW_GEOFENCING_RESTRICTION"}}
        **alike("PREVIEW_GEOFENCING_RESTRICTION GEOFENCING_RESTRICTION", means.REGION),
        **alike(
            "PREVIEW_UNTRADABLE_FCM_ACCOUNT_STATUS UNTRADABLE_FCM_ACCOUNT_STATUS",
            means.NOT_OPENED,
        ),
        # {"errors":[{"id":"rate_limit_exceeded","message":"Too many requests"}]}, {"error":"RESOURCE_EXHAUSTED"}
        **alike("rate_limit_exceeded resource_exhausted RESOURCE_EXHAUSTED RATE_LIMIT_EXCEEDED", means.RATE),
        # {"errors":[{"id":"internal_server_error","message":"An error has occurred. ..."}]}
        **alike(
            "internal_server_error INTERNAL UNAVAILABLE DEADLINE_EXCEEDED ABORTED CANCELLED PREVIEW_RISK_PROXY_FAILURE",
            means.UNAVAILABLE,
        ),
        # {"errors":[{"id":"not_found","message":"Not found"}]}, {"error":"invalid_request","error_description":"..."}
        **alike(
            "not_found NOT_FOUND invalid_request param_required validation_error two_factor_required UNIMPLEMENTED",
            means.OURS,
        ),
    }
    nuances = {
        "PERMISSION_DENIED": (
            (_SCOPES, means.RIGHT),
            # "User is not allowed to convert crypto"
            (r"convert crypto", means.RESTRICTED),
            # "Orderbook is in limit only mode"
            (_MODE, means.BUSINESS),
            (_NOT_ENABLED, _NOT_TRADED),
            (_NOT_AVAILABLE, _PORTFOLIO),
            # "User does not have access to portfolio"
            (r"portfolio", means.RIGHT),
            # "User has no access to post INTX perps orders": so it answers from a place where they are not offered
            (
                r"intx|perps?\b|futures",
                Meaning(
                    Category.ACCOUNT_RESTRICTED,
                    reason="region",
                    others=(Category.NO_PERMISSION, Category.FUTURES_NOT_OPENED),
                ),
            ),
            (_BLOCKED, means.ADDRESS),
            (r"countr|region|location|jurisdiction", means.REGION),
            (r"\bkyc\b|verif", means.KYC),
            (r"frozen|suspended|locked|disabled|restricted", means.FROZEN),
        ),
        "INVALID_ARGUMENT": ((_NOT_AVAILABLE, _PORTFOLIO), (_NOT_ENABLED, _NOT_TRADED)),
        # {"error":"UNSUPPORTED_ORDER_CONFIGURATION","message":"source is not enabled for trading"}
        "UNSUPPORTED_ORDER_CONFIGURATION": ((_NOT_ENABLED, _NOT_TRADED),),
        # {"error":"NOT_FOUND","error_details":"order with this orderID was not found"}
        "NOT_FOUND": ((r"\border\b", means.BUSINESS),),
        # {"error":"unauthorized","message":"IP address not allowed"}
        **dict.fromkeys(("authentication_error", "unauthorized"), _TOLD_APART),
    }
    phrases = (
        # What a client says that cannot sign: ValueError: Could not deserialize key data. ...; Unable to load PEM file
        (r"deserialize key|load pem|incorrect padding|generated your key|apikey should contain", _UNREADABLE),
        # APIError(id=authentication_error): IP blocked
        (_BLOCKED, means.ADDRESS),
        # APIError(id=authentication_error): API Key disabled
        (r"api.?key.{0,20}(disabled|revoked|deactivated)", _SWITCHED_OFF),
        (r"rate_limit_exceeded|resource.{0,10}exhausted", means.RATE),
        # InvalidScope: Invalid scope; {"error":"unknown","message":"Missing required scopes"}
        (_SCOPES, means.RIGHT),
        (r"access to portfolio|portfolio.{0,30}(permission|not (found|allowed))", means.RIGHT),
        (r"deleted users|gelöschte nutzer", means.FROZEN),
        (r"convert crypto", means.RESTRICTED),
        (
            r"personal detail|document verification|not verified (their|your) e-?mail|unverified.email",
            means.KYC,
        ),
        (_NOT_AVAILABLE, _PORTFOLIO),
        (_NOT_ENABLED, _NOT_TRADED),
        (_MODE, means.BUSINESS),
        (r"trading is disabled", Meaning(Category.ACCOUNT_RESTRICTED, others=(Category.NONE,))),
        (r"order.{0,40}not found|cancelorders\(\) has failed", means.BUSINESS),
        (r"(expired|revoked) (oauth|access)?.?token|token.{0,12}(expired|revoked)", _SWITCHED_OFF),
        (r"invalid.{0,8}token|token is invalid", means.INVALID_KEY),
        (r"authentication failure", _ANY_FAULT),
        (r"unauthenticated", Meaning(Category.INVALID_KEY, others=_SIGNING)),
    )

    def refine(self, meaning: Meaning, during: str, code: str) -> Meaning:
        if meaning == _pages.by_status(401):
            # 401 Unauthorized, a line of text: so it says also of the time and the address of a request
            return _ANY_FAULT
        if (
            code in {"INVALID_ARGUMENT", "3"}
            and meaning is means.BUSINESS
            and during not in {"order", "unknown"}
        ):
            return means.OURS
        # {"preview_failure_reason":"PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE"}: there are a hundred, all of orders
        is_of_order = code.startswith("PREVIEW_") and meaning.category is Category.UNKNOWN
        return means.BUSINESS if is_of_order else meaning

    def canonical(self, api_key: str) -> str:
        return api_key.rpartition("/")[2].lower()  # newer files name a key by the last part alone

    # --- markets ---------------------------------------------------------------------------------
    def is_trading(self, market: Described) -> bool:
        # {"status": "online", "trading_disabled": false, "cancel_only": false, "view_only": false, ...}
        info = market["info"]
        is_closed = any(info.get(name) is True for name in ("is_disabled", "cancel_only", "view_only"))
        return super().is_trading(market) and not is_closed and info.get("status") in {"online", "", None}

    # --- answers ---------------------------------------------------------------------------------
    def error_in(self, body: Any) -> tuple[str, str] | None:
        # {"errors": [{"id", "message"}]}, {"error", "message"}, {"success": false, "error_response": {"error", ...}}
        if not isinstance(body, dict):
            return None
        told = body.get("error_response") or body.get("errors")
        told = told[0] if isinstance(told, list) and told else told
        if not isinstance(told, dict):
            return super().error_in(body)
        codes = [str(told[key]) for key in (*self.code_keys, "id") if isinstance(told.get(key), str | int)]
        telling = [code for code in codes if code and not code.startswith("UNKNOWN")]
        message = next((str(told[key]) for key in self.message_keys if told.get(key)), "")
        return ((telling or codes)[0], message) if codes else None

    def introduced(self, entry: Mapping[str, Any]) -> Passport:
        # {"can_view": true, "can_trade": true, "can_transfer": false, "portfolio_uuid": "", "portfolio_type": "INTX"}
        rights = _rights(entry)
        is_told = any(right.value is not Grant.UNKNOWN for right in rights.values())
        return Passport(
            rights,
            key_status="active" if is_told else "unknown",
            # All that the key can see and do is of this portfolio.
            uid=_reading.text(entry.get("portfolio_uuid")),
        )

    def items(self, probe: Probe, body: Any) -> list[Any]:
        if probe.kind is ProbeKind.KEY_INFO:
            return [_reading.filled(_reading.as_object(body))]
        return _reading.as_list(body["accounts" if probe.kind is ProbeKind.BALANCE else "orders"])

    def free(self, probe: Probe, body: Any) -> dict[str, Decimal]:
        if probe.kind is not ProbeKind.BALANCE:
            return {}
        # {"currency": "USDC", "available_balance": {"value": "12.5", ...}, "type": "ACCOUNT_TYPE_CRYPTO"}
        found: dict[str, Decimal] = {}
        for wallet in self.items(probe, body):
            # A vault and the margin of futures are of the same currencies, and cannot be traded with.
            if wallet.get("type") in _TRADED_WALLETS and wallet.get("active") is not False:
                value = _reading.amount(wallet["available_balance"]["value"])
                found[str(wallet["currency"])] = found.get(str(wallet["currency"]), Decimal(0)) + value
        return found


_TRADED_WALLETS = ("ACCOUNT_TYPE_CRYPTO", "ACCOUNT_TYPE_FIAT")


def _rights(entry: Mapping[str, Any]) -> dict[Permission, Right]:
    """Return the rights of a key: either name of the right to move money counts, and one of them suffices."""
    present = set(map(folded, entry))
    moving = tuple(name for name in _MOVING if folded(name) in present) or _MOVING
    rights = Flags({**_GRANTS, Permission.WITHDRAW: moving}, _NEUTRAL, is_complete=True).rights(entry)
    trade = rights[Permission.SPOT_TRADE]
    # Other portfolios may have futures beside their pairs; nothing in the answer tells.
    if trade.value is Grant.NO or (trade.value is Grant.YES and entry.get("portfolio_type") == "INTX"):
        rights[Permission.FUTURES_TRADE] = trade
    return rights
