"""What every exchange of the sandbox has in common: the order in which a request is judged.

An exchange file says what is its own: hosts, endpoints, the shape of its keys, how it is signed, its quotas, and
its words for each reason to refuse.
"""

import time
from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from sandbox.calls import Call, Endpoint, Refused
from sandbox.faults import disturbed
from sandbox.keyring import Keyring
from sandbox.parameters import whole
from sandbox.stories import Rights, Story, Trouble
from sandbox.wire import Answer, Ending, Request

STRANGE_ADDRESS = "198.51.100.77"

_OF_THE_KEY = (Trouble.ADDRESS, Trouble.EXPIRED, Trouble.FROZEN)


class Exchange(Keyring):
    """One exchange: its words and rules, and the state it is in."""

    # By (host, method, path); a last part `*` stands for any one name.
    endpoints: ClassVar[Mapping[tuple[str, str, str], Endpoint]]
    # Whether anybody is told how much leverage a contract takes, or only who signs.
    tells_leverage: ClassVar[bool] = True

    @property
    def hosts(self) -> set[str]:
        return {host for host, _, _ in self.endpoints} | set(self.moved)

    # --- its rules -------------------------------------------------------------------------------
    @abstractmethod
    def api_key(self, call: Call) -> str:
        """Return the key a signed request names; raises Refused."""

    @abstractmethod
    def verify(self, call: Call) -> None:
        """Check timestamp and signature with our own code; raises Refused."""

    @abstractmethod
    def rights(self, story: Story) -> tuple[str, ...]:
        """Return what the key may do, in the exchange's own names."""

    @abstractmethod
    def refusal(self, refused: Refused, call: Call) -> Answer: ...

    @abstractmethod
    def limit_address(self, call: Call) -> None:
        """Charge the caller's address; raises Refused."""

    @abstractmethod
    def limit_account(self, call: Call) -> None:
        """Charge the key's account; raises Refused."""

    def applies(self, trouble: Trouble, call: Call) -> bool:
        """Whether a trouble of the key shows at this endpoint."""
        return True

    # --- the order in which a request is judged ----------------------------------------------------
    def find(self, request: Request) -> Endpoint | None:
        site, host = self.place(request.host)
        found = self.endpoints.get((host, request.method, request.path))
        if found is None:
            parent = request.path.rpartition("/")[0]
            found = self.endpoints.get((host, request.method, f"{parent}/*"))
        return None if found and found.is_futures and site in self.spot_sites else found

    def serve(self, request: Request) -> Answer:
        settings, counters = self.state.settings, self.state.counters
        counters.requests += 1
        if settings.mode == "down":
            return Answer(b"", ending=Ending.SILENT, delay_ms=settings.latency_ms)
        now_ms = int(time.time() * 1000) + settings.clock_offset_ms
        call = Call(request, self.find(request), now_ms)
        try:
            answer = self._judged(call)
        except Refused as refused:
            counters.refused_429 += refused.reason == "rate-limited"
            answer = self.refusal(refused, call)
        answer = disturbed(answer, call, settings)
        if call.account is not None:
            line = (request.method, request.path, answer.status, now_ms / 1000, request.address)
            call.account.log.append(line)
        return answer

    def _judged(self, call: Call) -> Answer:
        settings, endpoint = self.state.settings, call.endpoint
        if settings.limits:
            self.limit_address(call)
        if endpoint is None:
            raise Refused("no-such-endpoint", path=call.request.path)
        if not endpoint.is_public:
            call.account = self.account(self.api_key(call))
        if settings.mode in ("rate-limited", "maintenance"):
            raise Refused(settings.mode)
        if not endpoint.is_public:
            self._admit(call, endpoint)
        self.state.counters.dangerous += endpoint.is_dangerous
        return endpoint.answer(call)

    def _admit(self, call: Call, endpoint: Endpoint) -> None:
        """Let a signed request through, or raise Refused: key, signature, quota, state, right, in this order."""
        account = call.account
        if account is None or account.story.trouble is Trouble.UNKNOWN_KEY:
            raise Refused("unknown-key")
        if not account.belongs_to(self.place(call.request.host)[0]):
            raise Refused("unknown-key")
        if account.story.trouble in (Trouble.RATE_LIMITED, Trouble.MAINTENANCE):
            raise Refused(account.story.trouble)
        self.verify(call)
        if self.state.settings.limits:
            self.limit_account(call)
        account.introspections += endpoint.is_introspection
        self._judge_key(account.story, call, endpoint)

    def _judge_key(self, story: Story, call: Call, endpoint: Endpoint) -> None:
        trouble = story.trouble
        if trouble is Trouble.UNKNOWN_KEY or (trouble in _OF_THE_KEY and self.applies(trouble, call)):
            raise Refused(trouble, address=STRANGE_ADDRESS)
        if self.state.settings.mode == "half-broken" and not endpoint.is_introspection:
            raise Refused("internal")
        if endpoint.right and endpoint.right not in self.rights(story):
            raise Refused("no-permission", right=endpoint.right)
        if endpoint.is_futures and not story.is_futures_open:
            raise Refused("futures-not-opened")


def check_clock(call: Call, sent: str, behind_ms: int, ahead_ms: int) -> None:
    """Refuse a timestamp (milliseconds, as text) outside the window around the exchange's clock."""
    sent_ms = whole(sent)
    if call.holder.story.trouble is Trouble.CLOCK or sent_ms is None:
        raise Refused("clock")
    if not call.now_ms - behind_ms <= sent_ms <= call.now_ms + ahead_ms:
        raise Refused("clock")


def rights_of(story: Story, reading: str, trading: str, futures: str, withdrawing: str) -> tuple[str, ...]:
    """Return the names of the rights a story's key has, from comma-separated names of each kind."""
    names = [reading]
    if story.rights is not Rights.READ:
        names.append(trading)
    if "futures" in story.markets:
        names.append(futures)
    if story.rights is Rights.WITHDRAW:
        names.append(withdrawing)
    return tuple(name for group in names for name in group.split(","))
