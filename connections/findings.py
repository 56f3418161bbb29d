"""What a check learns and says: plain data with stable codes, worded elsewhere when somebody reads it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


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


class Grant(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Category(StrEnum):
    """Why an exchange refused; `none` is a business answer that proves the right."""

    NONE = "none"
    INVALID_KEY = "invalid_key"
    BAD_SIGNATURE = "bad_signature"
    BAD_PASSPHRASE = "bad_passphrase"
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


class Refusal(Exception):
    """An answer that is not the one asked for.

    Holds the HTTP status, the body's text and the name of ccxt's error class: never a URL or a header,
    because both carry the signature. `transport` is "timeout" or "connection" where nothing was answered.
    """

    def __init__(
        self,
        status: int | None = None,
        body: str = "",
        error_class: str = "",
        transport: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(transport or error_class or status)
        self.status = status
        self.body = body
        self.error_class = error_class
        self.transport = transport
        self.retry_after = retry_after


@dataclass(frozen=True)
class Diagnosis:
    """A refusal, read: the best supported category first, the others that remain possible behind it."""

    category: Category
    scope: str | None = None
    reason: str | None = None
    others: tuple[Category, ...] = ()
    exchange_ip: str | None = None
    message: str = ""
    code: str = ""

    @property
    def candidates(self) -> tuple[Category, ...]:
        return (self.category, *self.others)

    @property
    def is_ambiguous(self) -> bool:
        return bool(self.others)

    @property
    def is_transient(self) -> bool:
        return self.category in TRANSIENT

    @property
    def is_refusal(self) -> bool:
        return self.category is not Category.NONE


@dataclass(frozen=True)
class Right:
    """One permission with the evidence for it: a code, its parameters and when it was seen."""

    value: Grant = Grant.UNKNOWN
    evidence: str = "not_reported"
    params: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True)
class Passport:
    """All that is known of a key. None and `unknown` mean that the exchange did not say."""

    rights: Mapping[Permission, Right] = field(default_factory=dict)
    ip_restricted: bool | None = None
    ip_list: tuple[str, ...] | None = None
    expires_at: datetime | None = None
    expires_kind: str = "unknown"  # fixed | inactivity | none | unknown
    created_at: datetime | None = None
    key_status: str = "unknown"  # active | expired | frozen | deleted | unknown
    uid: str | None = None
    is_sub_account: bool | None = None
    symbol_whitelist: tuple[str, ...] | None = None

    def right(self, permission: Permission) -> Right:
        return self.rights.get(permission, Right())

    def grants(self, permission: Permission) -> Grant:
        return self.right(permission).value

    def with_right(self, permission: Permission, right: Right) -> Self:
        return replace(self, rights={**self.rights, permission: right})

    def facts(self) -> dict[str, Any]:
        """Return what counts as a change when it differs: everything but the evidence and its time."""
        facts = asdict(replace(self, rights={}))
        facts["rights"] = {str(name): str(self.grants(name)) for name in Permission}
        return facts


@dataclass(frozen=True)
class Finding:
    """One thing to tell the trader, as a code with parameters; the exchange's own words beside it."""

    code: str
    severity: Severity = Severity.ERROR
    params: Mapping[str, Any] = field(default_factory=dict)
    exchange_message: str = ""
