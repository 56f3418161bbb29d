"""The stories: what can be true of a key. A key tells its own (see coding.py), the exchanges share them.

A story says what is the case; how that sounds is the exchange's business. `status` and `findings` are what a
product that connects the key should conclude; an exchange that says less overrides the findings (`expects`).
"""

from dataclasses import dataclass
from enum import StrEnum

LISTED_ADDRESS = "203.0.113.24"


class Trouble(StrEnum):
    """What goes wrong with every request of the key."""

    NONE = ""
    UNKNOWN_KEY = "unknown-key"
    WRONG_SECRET = "wrong-secret"
    WRONG_PASSPHRASE = "wrong-passphrase"
    ADDRESS = "address"
    EXPIRED = "expired"
    FROZEN = "frozen"
    OTHER_SITE = "other-site"
    CLOCK = "clock"
    RATE_LIMITED = "rate-limited"
    MAINTENANCE = "maintenance"
    GARBAGE = "garbage"
    CLOSING = "closing"


class Rights(StrEnum):
    """How much the owner ticked when creating the key."""

    READ = "read"
    TRADE = "trade"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Story:
    """`later` names the story that this one turns into from the second introspection on."""

    name: str
    tells: str
    status: str = "connected"
    findings: tuple[str, ...] = ()
    markets: tuple[str, ...] = ("spot",)
    trouble: Trouble = Trouble.NONE
    rights: Rights = Rights.TRADE
    is_futures_open: bool = True
    has_ip_list: bool = True
    address_list: str = LISTED_ADDRESS
    expires_in_days: int | None = None
    latency_ms: int = 0
    later: str = ""
    # What it signs with instead of a secret: "ed25519", "rsa", or "any" of those that the exchange takes.
    private_key: str = ""


_BOTH = ("spot", "futures")
_YOURS, _NOBODYS = "action_required", "unreachable"
_DOWN = ("exchange_unavailable",)

_TOLD = (
    Story("healthy", "Reads, trades, cannot withdraw, bound to an address"),
    Story("healthy-futures", "The same for spot and futures", markets=_BOTH),
    Story("slow", "Every answer takes three seconds", latency_ms=3000),
    Story("no-ip-binding", "Works from any address", findings=("no_ip_list",), has_ip_list=False),
    Story(
        "wide-address-list",
        "Its address list holds a whole range",
        findings=("wide_address_list",),
        address_list="203.0.0.0/16",
    ),
    Story("expires-soon", "Ends in a few days", findings=("expires_soon",), expires_in_days=5),
    Story("read-only", "The right to trade is off", _YOURS, ("no_permission",), rights=Rights.READ),
    Story("address-not-allowed", "Refuses our address", _YOURS, ("ip_not_allowed",), trouble=Trouble.ADDRESS),
    Story("expired", "Has ended", _YOURS, ("key_expired",), trouble=Trouble.EXPIRED, expires_in_days=0),
    Story("frozen-account", "The account is frozen", _YOURS, ("account_restricted",), trouble=Trouble.FROZEN),
    Story(
        "wrong-secret",
        "The secret is another key's",
        _YOURS,
        ("bad_signature",),
        trouble=Trouble.WRONG_SECRET,
    ),
    Story(
        "wrong-passphrase",
        "The passphrase is wrong",
        _YOURS,
        ("bad_passphrase",),
        trouble=Trouble.WRONG_PASSPHRASE,
    ),
    Story(
        "unknown-key", "The exchange does not know it", _YOURS, ("invalid_key",), trouble=Trouble.UNKNOWN_KEY
    ),
    Story(
        "other-site",
        "Was made at another site of the exchange: unknown here, works there",
        _YOURS,
        ("invalid_key",),
        trouble=Trouble.OTHER_SITE,
    ),
    Story(
        "futures-not-opened",
        "Has the futures right, but the futures account was never opened",
        "limited",
        ("futures_not_opened",),
        markets=_BOTH,
        is_futures_open=False,
    ),
    Story("withdraw-on", "Can withdraw", "quarantined", ("withdraw_enabled",), rights=Rights.WITHDRAW),
    Story("wrong-clock", "Every timestamp is judged wrong", _NOBODYS, ("clock_skew",), trouble=Trouble.CLOCK),
    Story("rate-limited", "Too many requests", _NOBODYS, ("rate_limited",), trouble=Trouble.RATE_LIMITED),
    Story("maintenance", "The exchange is in maintenance", _NOBODYS, _DOWN, trouble=Trouble.MAINTENANCE),
    Story("garbage-answer", "Answers break off as text", _NOBODYS, _DOWN, trouble=Trouble.GARBAGE),
    Story("closing", "The line is cut in mid-answer", _NOBODYS, _DOWN, trouble=Trouble.CLOSING),
    Story("revoked-later", "Works once, is deleted then", later="unknown-key"),
    Story("withdraw-later", "Works once, can withdraw then", later="withdraw-on"),
    Story("healthy-ed25519", "Signs with an Ed25519 key of its own", markets=_BOTH, private_key="ed25519"),
    Story("healthy-rsa", "Signs with an RSA key of its own", markets=_BOTH, private_key="rsa"),
    Story(
        "wrong-private-key",
        "The private key is not that of the public key at the exchange",
        _YOURS,
        ("bad_signature",),
        trouble=Trouble.WRONG_SECRET,
        private_key="any",
    ),
)

STORIES = {story.name: story for story in _TOLD}
