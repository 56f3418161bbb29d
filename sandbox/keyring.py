"""The keys of an exchange: their shape, whose account they are, and the secrets the exchange holds for them."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from sandbox import pairs
from sandbox.accounts import Account, uid_of
from sandbox.coding import decode, derive, encode, sealed_for
from sandbox.pairs import PublicKey
from sandbox.state import State
from sandbox.stories import LISTED_ADDRESS, Story, Trouble


class Keyring(ABC):
    """What an exchange knows of keys before it is asked anything with one."""

    code: ClassVar[str]
    name: ClassVar[str]
    key_bytes: ClassVar[int]
    has_passphrase: ClassVar[bool] = False
    # Kinds of public keys that may be registered: "ed25519", "rsa".
    public_keys: ClassVar[tuple[str, ...]] = ()
    shows_address_list: ClassVar[bool] = True
    # A story of a market that the exchange does not have cannot happen there.
    markets: ClassVar[tuple[str, ...]] = ("spot", "futures")
    # Further sites by their code: the host of each one, by the host of the main site whose place it takes.
    sites: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    # Those that trade spot only.
    spot_sites: ClassVar[frozenset[str]] = frozenset()
    # Findings where this exchange says less, or other things, than the story expects.
    expects: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def __init__(self) -> None:
        self.state = State()
        moved = ((there, (site, here)) for site, hosts in self.sites.items() for here, there in hosts.items())
        self.moved: dict[str, tuple[str, str]] = dict(moved)

    def place(self, host: str) -> tuple[str, str]:
        """Return (site, host of the main site) of a host."""
        return self.moved.get(host, ("", host))

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

    def tells(self, story: Story, site: str = "") -> bool:
        """Whether the story can happen here."""
        if site in self.spot_sites and "futures" in story.markets:
            return False
        if story.trouble is Trouble.OTHER_SITE:
            return bool(self.sites)
        if story.private_key:
            return bool(self.public_keys) and story.private_key in ("any", *self.public_keys)
        if story.trouble is Trouble.WRONG_PASSPHRASE:
            return self.has_passphrase
        is_shown = self.shows_address_list or story.address_list == LISTED_ADDRESS
        return is_shown and set(story.markets) <= set(self.markets)

    def pair(self, story: Story) -> str:
        """Return the kind of key pair that a key of this story has; empty where it has a secret."""
        return self.public_keys[0] if story.private_key == "any" else story.private_key

    def handed_out(self, api_key: str, story: Story) -> str:
        """Return what the owner of a key signs with."""
        kind, derived = self.pair(story), derive(api_key, "secret")
        return pairs.private_key(kind, derived) if kind else self.secret_text(derived)

    def public_key(self, account: Account) -> PublicKey | None:
        """Return the public key that the exchange holds; another one than the owner's, if the story says so."""
        kind, is_another = self.pair(account.made), account.story.trouble is Trouble.WRONG_SECRET
        if account.registered is not None:
            kind = self.public_keys[0]
            if not is_another:
                return account.registered
        return pairs.public_key(kind, derive(account.api_key, "secret"), is_another) if kind else None

    def register(self, story: str, text: str) -> Account:
        """Return the account of a key for somebody's public key, the same one every time; raises ValueError."""
        kind, public_key = pairs.read(text)
        if kind not in self.public_keys:
            raise ValueError(f"{self.name} takes {' and '.join(self.public_keys) or 'no'} public keys.")
        number = int.from_bytes(hashlib.sha256(text.strip().encode()).digest()[:3])
        account = self.account(self.key_text(encode(self.code, story, number, self.key_bytes)))
        assert account is not None
        account.registered = public_key
        account.uid = uid_of(
            0, account.site
        )  # the first set: a pair that replaces its keys is of the same account
        return account

    def account(self, api_key: str) -> Account | None:
        """Return the account of a key, which exists as soon as the key is seen; unknown keys have none."""
        accounts = self.state.accounts
        if api_key not in accounts:
            account = self._told(api_key)
            if account is None:
                return None
            accounts[api_key] = account
        return accounts[api_key]

    def _told(self, api_key: str) -> Account | None:
        raw = self.key_raw(api_key)
        for site in ("", *self.sites) if raw else ():
            if told := decode(sealed_for(self.code, site), raw or b""):
                return Account(api_key, *told, site)
        return None

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
