"""An answer that is not the one asked for, and what it means."""

from dataclasses import dataclass

from connections.findings.codes import TRANSIENT, Category
from connections.findings.evidence import Cause

OUR_WAY = "proxy"


class Refusal(Exception):
    """An answer that is not the one asked for.

    Holds the HTTP status, the body's text and the name of ccxt's error class: never a URL or a header,
    because both carry the signature. `transport` is "timeout" or "connection" where nothing was answered, "proxy"
    where our own way to the exchange is to blame, "shape" where nothing was that could be read.
    `clock_off` is how many seconds the date of the answer is from our clock, None where it has none.
    """

    def __init__(
        self,
        status: int | None = None,
        body: str = "",
        error_class: str = "",
        transport: str | None = None,
        retry_after: float | None = None,
        clock_off: float | None = None,
    ) -> None:
        super().__init__(transport or error_class or status)
        self.status = status
        self.body = body
        self.error_class = error_class
        self.transport = transport
        self.retry_after = retry_after
        self.clock_off = clock_off


@dataclass(frozen=True)
class Diagnosis:
    """A refusal, read: the best supported category first, the others that remain possible behind it.

    `causes` are the same, ranked by the evidence of the whole check, `ruled_out` those it made impossible.
    `other_sites` are the codes of the exchange's sites where a key that is unknown here may belong.
    `is_made_here` says that its pair was made here, so that of all that was typed only the API key can be wrong.
    `has_worked` says that the key was accepted here, so that it was copied rightly; `key_kind` is that of a private key
    that may be the wrong one.
    `is_edge` says that what stands before the exchange restricts: it knows our address and no account.
    `until` is when an exchange that was not asked, because it is left alone, may be asked again (ISO).
    """

    category: Category
    scope: str | None = None
    reason: str | None = None
    others: tuple[Category, ...] = ()
    exchange_ip: str | None = None
    message: str = ""
    code: str = ""
    causes: tuple[Cause, ...] = ()
    ruled_out: tuple[Cause, ...] = ()
    other_sites: tuple[str, ...] = ()
    is_made_here: bool = False
    is_edge: bool = False
    has_worked: bool = False
    key_kind: str = ""
    until: str = ""

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
    def is_our_way(self) -> bool:
        """Say whether our own proxy is to blame: the exchange was not asked at all."""
        return self.reason == OUR_WAY

    @property
    def is_passing(self) -> bool:
        """Say whether nobody's key or account is judged by this: it passes by itself, or is ours to mend."""
        return self.is_transient or self.is_edge

    @property
    def is_refusal(self) -> bool:
        return self.category is not Category.NONE
