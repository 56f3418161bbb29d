"""What an exchange file says of the way to a key: codes that are worded elsewhere, with the exchange's own captions."""

from collections.abc import Mapping
from typing import Any, ClassVar

from connections.findings import Market

# What an exchange file may use.
STEPS = frozenset(
    {
        *("open_site", "create_key", "name_key", "choose_passphrase", "tick_rights", "leave_off"),
        *("choose_pairs", "add_addresses", "choose_algorithm", "confirm", "copy_secret"),
        *("paste_public_key", "copy_key"),
    }
)
EXPIRY_RULES = frozenset({"fixed_unbound", "inactivity_unbound"})
# What has to be done before the key is made, and what shows only afterwards, with the parameters of each.
BEFORE_NOTES: Mapping[str, frozenset[str]] = {
    "verified_first": frozenset(),
    "futures_before_key": frozenset({"right"}),
    "futures_mode": frozenset({"menu", "mode"}),
}
AFTER_NOTES: Mapping[str, frozenset[str]] = {
    "margin_off": frozenset({"right"}),
    "deleted_unbound": frozenset(),
    "password_change": frozenset({"days"}),
    "edit_after": frozenset({"button"}),
    "slow_change": frozenset({"minutes"}),
    "slow_start": frozenset({"hours"}),
    "one_portfolio": frozenset({"menu"}),
}
# Notes that concern nobody who trades spot alone.
FUTURES_NOTES = frozenset({"futures_before_key", "futures_mode"})


class Guide:
    """The way to a key of one exchange; captions are the exchange's own and never translated."""

    # (step code, parameters)
    steps: ClassVar[tuple[tuple[str, Mapping[str, str]], ...]]
    tick: ClassVar[Mapping[Market, tuple[str, ...]]]
    leave_off: ClassVar[tuple[str, ...]]
    max_addresses: ClassVar[int]
    # False where no document says how many: then `max_addresses` are known to be taken, perhaps more.
    is_max_documented: ClassVar[bool] = True
    # Whether the list takes ranges such as 203.0.113.0/24; None where nobody says.
    takes_ranges: ClassVar[bool | None] = None
    # None where nothing is known of a key that ends by itself. `days` after it was made or used; `checks_count` where
    # the exchange says that any call is a use, so that a key lives on while it is checked.
    expiry_rule: ClassVar[tuple[str, Mapping[str, Any]] | None] = None
    # What the exchange calls codes from an app; empty where that is not known.
    two_factor: ClassVar[str] = ""
    # Where it lists the calls that were made with a key; empty where no such page is known.
    call_log: ClassVar[str] = ""
    # (note code, parameters)
    notes: ClassVar[tuple[tuple[str, Mapping[str, str | int]], ...]] = ()
    # Captions that differ where the key is made for a public key of the user's own; they take the place of those in
    # the step "create_key".
    pair_captions: ClassVar[Mapping[str, str]] = {}

    @property
    def pair_steps(self) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Return the steps where a public key is registered: it is pasted, and no secret is shown to copy."""
        changed: dict[str, tuple[tuple[str, Mapping[str, str]], ...]] = {
            "create_key": (
                ("create_key", {**dict(self.steps)["create_key"], **self.pair_captions}),
                ("paste_public_key", {}),
            ),
            "copy_secret": (("copy_key", {}),),
        }
        return tuple(one for step in self.steps for one in changed.get(step[0], (step,)))
