"""What an exchange of the sandbox remembers and what can be changed while it runs."""

from dataclasses import dataclass, field
from typing import Literal, get_args

from sandbox.accounts import Account

Mode = Literal["up", "down", "rate-limited", "maintenance", "half-broken", "garbage", "closing"]
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass
class Settings:
    """For everybody at once; `clock_offset_ms` moves the exchange's clock away from ours, `fault` names an edge."""

    mode: Mode = "up"
    fault: str = ""
    latency_ms: int = 0
    clock_offset_ms: int = 0
    limits: bool = True


@dataclass
class Counters:
    """`dangerous` counts requests that a mere check must never make: withdrawals, orders, changes of a key."""

    requests: int = 0
    refused_429: int = 0
    dangerous: int = 0


@dataclass
class State:
    settings: Settings = field(default_factory=Settings)
    counters: Counters = field(default_factory=Counters)
    accounts: dict[str, Account] = field(default_factory=dict)
