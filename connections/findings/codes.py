"""The codes that are stored and sent: every one is worded elsewhere when somebody reads it."""

from enum import StrEnum


class Market(StrEnum):
    SPOT = "spot"
    FUTURES = "futures"


class Permission(StrEnum):
    READ = "read"
    SPOT_TRADE = "spot_trade"
    FUTURES_TRADE = "futures_trade"
    MARGIN_TRADE = "margin_trade"
    INTERNAL_TRANSFER = "internal_transfer"
    WITHDRAW = "withdraw"


# The right that a market is traded with.
TRADE = {Market.SPOT: Permission.SPOT_TRADE, Market.FUTURES: Permission.FUTURES_TRADE}


class Grant(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Category(StrEnum):
    """Why an exchange refused; `none` is a business answer that proves the right."""

    NONE = "none"
    INVALID_KEY = "invalid_key"
    BAD_SIGNATURE = "bad_signature"
    BAD_PASSPHRASE = "bad_passphrase"  # noqa: S105
    NO_PERMISSION = "no_permission"
    IP_NOT_ALLOWED = "ip_not_allowed"
    CLOCK_SKEW = "clock_skew"
    RATE_LIMITED = "rate_limited"
    EXCHANGE_UNAVAILABLE = "exchange_unavailable"
    KEY_EXPIRED = "key_expired"
    ACCOUNT_RESTRICTED = "account_restricted"
    FUTURES_NOT_OPENED = "futures_not_opened"
    UNKNOWN = "unknown"
    # Our own: no exchange says these.
    MALFORMED_INPUT = "malformed_input"
    ALREADY_CONNECTED = "already_connected"
    WITHDRAW_ENABLED = "withdraw_enabled"
    WITHDRAW_UNKNOWN = "withdraw_unknown"
    CREDENTIALS_UNREADABLE = "credentials_unreadable"


class Advice(StrEnum):
    """Warnings on a connection that works."""

    NO_IP_LIST = "no_ip_list"
    WIDE_ADDRESS_LIST = "wide_address_list"
    ADDRESS_MISSING = "address_missing"
    EXPIRES_SOON = "expires_soon"
    SURPLUS_RIGHTS = "surplus_rights"


# These say nothing about the key: they never change a verdict.
TRANSIENT = frozenset({Category.CLOCK_SKEW, Category.RATE_LIMITED, Category.EXCHANGE_UNAVAILABLE})


class Scope(StrEnum):
    """Which right a refusal is about."""

    READ = "read"
    SPOT = "spot"
    FUTURES = "futures"
    MARGIN = "margin"
    SYMBOL = "symbol"


class KeyKind(StrEnum):
    """What a request is signed with: a secret that both sides know, or the private half of a pair."""

    HMAC = "hmac"
    RSA = "rsa"
    ED25519 = "ed25519"
    EC = "ec"


class EventCode(StrEnum):
    """What happened to a key, one line each in the history of its connection."""

    WITHDRAW_ON = "withdraw_switched_on"
    WITHDRAW_UNCLEAR = "withdraw_unclear"
    WITHDRAW_OFF = "withdraw_switched_off"
    RIGHT_GAINED = "right_gained"
    RIGHT_LOST = "right_lost"
    LIST_SET = "address_list_set"
    LIST_CHANGED = "address_list_changed"
    LIST_REMOVED = "address_list_removed"
    EXPIRY_MOVED = "expiry_moved"
    EXPIRY_REMOVED = "expiry_removed"
    ACCOUNT_CHANGED = "account_changed"
    KEY_REFUSED = "key_refused"
    KEY_REPLACED = "key_replaced"
    ACCOUNT_REPLACED = "account_replaced"
    REPLACED_UNCOMPARED = "key_replaced_uncompared"
    REPLACEMENT_DECLINED = "replacement_declined"
    REPLACEMENT_UNANSWERED = "replacement_unanswered"
    ADDRESS_MOVED = "address_moved"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    PENDING = "pending"
    CONNECTED = "connected"
    LIMITED = "limited"
    ACTION_REQUIRED = "action_required"
    QUARANTINED = "quarantined"
