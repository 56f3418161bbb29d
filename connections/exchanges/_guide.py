"""What an exchange file says of the way to a key: codes that are worded elsewhere, with the exchange's own captions."""

from collections.abc import Mapping
from typing import Any, ClassVar

from connections.findings import Market

# What an exchange file may use.
STEPS = frozenset(
    {
        *("open_site", "create_key", "name_key", "choose_passphrase", "tick_rights", "leave_off"),
        *("choose_pairs", "add_addresses", "confirm", "copy_secret"),
    }
)
EXPIRY_RULES = frozenset({"fixed_unbound", "inactivity_unbound"})


class Guide:
    """The way to a key of one exchange; captions are the exchange's own and never translated."""

    # (step code, parameters)
    steps: ClassVar[tuple[tuple[str, Mapping[str, str]], ...]]
    tick: ClassVar[Mapping[Market, tuple[str, ...]]]
    leave_off: ClassVar[tuple[str, ...]]
    max_addresses: ClassVar[int]
    # None where nothing is known of a key that ends by itself.
    expiry_rule: ClassVar[tuple[str, Mapping[str, Any]] | None] = None
