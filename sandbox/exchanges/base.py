"""What every exchange of the sandbox has in common: the order in which a request is judged.

An exchange file says what is its own: hosts, endpoints, the shape of its keys, how it is signed, its quotas, and
its words for each reason to refuse.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from sandbox import pairs
from sandbox.accounts import Account
from sandbox.calls import Call, Endpoint, Refused
from sandbox.coding import decode, derive
from sandbox.pairs import PublicKey
from sandbox.parameters import whole
from sandbox.state import State
from sandbox.stories import LISTED_ADDRESS, Rights, Story, Trouble
from sandbox.wire import HTML, Answer, Ending, Request

STRANGE_ADDRESS = "198.51.100.77"
GARBAGE = b"<html><head><title>502</title></head><body><center>Bad gateway"

_OF_THE_KEY = (Trouble.ADDRESS, Trouble.EXPIRED, Trouble.FROZEN)


class Exchange(ABC):
    """One exchange: its words and rules, and the state it is in."""

    code: ClassVar[str]
    name: ClassVar[str]
    key_bytes: ClassVar[int]
    has_passphrase: ClassVar[bool] = False
    # Kinds of public keys that may be registered: "ed25519", "rsa".
    public_keys: ClassVar[tuple[str, ...]] = ()
    shows_address_list: ClassVar[bool] = True
    # By (host, method, path); a last part `*` stands for any one name.
    endpoints: ClassVar[Mapping[tuple[str, str, str], Endpoint]]
    # Findings where this exchange says less, or other things, than the story expects.
    expects: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def __init__(self) -> None:
        self.state = State()

    @property
    def hosts(self) -> set[str]:
        return {host for host, _, _ in self.endpoints}

    # --- its keys --------------------------------------------------------------------------------
    @abstractmethod
    def key_text(self, raw: bytes) -> str: ...

    @abstractmethod
    def key_raw(self, text: str) -> bytes | None:
        """Return the bytes in a key, or nothing when it has another shape."""

    @abstractmethod
    def secret_text(self, derived: bytes) -> str: ...

    def passphrase_text(self, derived: bytes) -> str:
        return ""

    def findings(self, story: Story) -> tuple[str, ...]:
        return self.expects.get(story.name, story.findings)

    def tells(self, story: Story) -> bool:
        """Whether the story can happen here."""
        if story.private_key:
            return bool(self.public_keys) and story.private_key in ("any", *self.public_keys)
        if story.trouble is Trouble.WRONG_PASSPHRASE:
            return self.has_passphrase
        return self.shows_address_list or story.address_list == LISTED_ADDRESS

    def pair(self, story: Story) -> str:
        """Return the kind of key pair that a key of this story has; empty where it has a secret."""
        return self.public_keys[0] if story.private_key == "any" else story.private_key

    def handed_out(self, api_key: str, story: Story) -> str:
        """Return what the owner of a key signs with."""
        kind, derived = self.pair(story), derive(api_key, "secret")
        return pairs.private_key(kind, derived) if kind else self.secret_text(derived)

    def public_key(self, account: Account) -> PublicKey | None:
        """Return the public key that the exchange holds; another one than the owner's, if the story says so."""
        kind = self.pair(account.made)
        is_another = account.story.trouble is Trouble.WRONG_SECRET
        return pairs.public_key(kind, derive(account.api_key, "secret"), is_another) if kind else None

    def account(self, api_key: str) -> Account | None:
        """Return the account of a key, which exists as soon as the key is seen; unknown keys have none."""
        accounts = self.state.accounts
        if api_key not in accounts:
            raw = self.key_raw(api_key)
            told = decode(self.code, raw) if raw else None
            if told is None:
                return None
            accounts[api_key] = Account(api_key, *told)
        return accounts[api_key]

    def secret(self, account: Account) -> str:
        """Return the secret the exchange holds: another one than was handed out, if the story says so."""
        is_another = account.story.trouble is Trouble.WRONG_SECRET
        return self._kept(account, "another secret" if is_another else "secret")

    def passphrase(self, account: Account) -> str:
        """Return the passphrase the exchange holds, see secret()."""
        is_another = account.story.trouble is Trouble.WRONG_PASSPHRASE
        return self._kept(account, "another passphrase" if is_another else "passphrase")

    def _kept(self, account: Account, what: str) -> str:
        if what not in account.kept:
            text = self.secret_text if what.endswith("secret") else self.passphrase_text
            account.kept[what] = text(derive(account.api_key, what))
        return account.kept[what]

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
        found = self.endpoints.get((request.host, request.method, request.path))
        if found is None:
            parent = request.path.rpartition("/")[0]
            found = self.endpoints.get((request.host, request.method, f"{parent}/*"))
        return found

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
        answer = self._disturbed(answer, call)
        if call.account is not None:
            call.account.log.append((request.method, request.path, answer.status, now_ms / 1000))
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

    def _disturbed(self, answer: Answer, call: Call) -> Answer:
        """Return the answer as the state of the exchange and the key's story let it reach the client."""
        settings, account = self.state.settings, call.account
        trouble = account.story.trouble if account else Trouble.NONE
        delay_ms = settings.latency_ms + (account.delay_ms if account else 0)
        if delay_ms or call.quota_lines:
            answer = answer.but(delay_ms=delay_ms, headers=answer.headers + call.quota_lines)
        if settings.mode == "garbage":
            return answer.but(status=200, body=GARBAGE, content_type=HTML)
        if trouble is Trouble.GARBAGE:
            return answer.but(status=200, body=answer.body[: len(answer.body) // 2])
        if settings.mode == "closing" or trouble is Trouble.CLOSING:
            return answer.but(ending=Ending.MIDWAY)
        return answer


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
