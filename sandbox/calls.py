"""One request while it is judged, the thing it asks for, and a reason to refuse it."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.accounts import Account
from sandbox.wire import Answer, Request


class Refused(Exception):
    """A reason to refuse; the exchange words it. `details` fill the gaps in its words."""

    def __init__(self, reason: str, retry_after_seconds: int = 2, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds
        self.details = details


@dataclass(slots=True)
class Call:
    """`now_ms` is the exchange's clock; `quota_lines` are header lines about what is left of a quota."""

    request: Request
    endpoint: "Endpoint | None"
    now_ms: int
    account: Account | None = None
    quota_lines: bytes = b""

    @property
    def holder(self) -> Account:
        """The account of a signed request; only its endpoints may ask."""
        if self.account is None:
            raise LookupError("This endpoint is public: nobody signed.")
        return self.account


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing an exchange can be asked. `right` is the exchange's name for what the key must be allowed.

    `is_dangerous` marks what a mere check must never do; it is answered as documented, counted, and does nothing.
    """

    answer: Callable[[Call], Answer]
    is_public: bool = False
    right: str = ""
    weight: int = 1
    pool: str = ""
    is_futures: bool = False
    is_introspection: bool = False
    is_dangerous: bool = False
