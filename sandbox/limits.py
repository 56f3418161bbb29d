"""Quotas as exchanges count them: a weight per request, a window that opens with the first one."""

import math
from dataclasses import dataclass
from typing import NamedTuple

_FORGET_ABOVE = 50_000


class Usage(NamedTuple):
    """What is left of a quota after a request; `reset_ms` is the time until the window closes."""

    is_allowed: bool
    quota: int
    remaining: int
    reset_ms: int

    @property
    def retry_after_seconds(self) -> int:
        return max(1, math.ceil(self.reset_ms / 1000))


@dataclass
class _Window:
    closes_at_ms: int
    used: int


class Quota:
    """One quota for many users (addresses, user ids); a refused request costs nothing."""

    def __init__(self, quota: int, seconds: int, block_seconds: int = 0) -> None:
        self.quota = quota
        self.window_ms = seconds * 1000
        self.block_ms = block_seconds * 1000
        self._windows: dict[str, _Window] = {}

    def take(self, user: str, weight: int, now_ms: int) -> Usage:
        window = self._windows.get(user)
        if window is None or window.closes_at_ms <= now_ms:
            window = self._open(user, now_ms)
        is_allowed = window.used + weight <= self.quota
        if is_allowed:
            window.used += weight
        elif self.block_ms and window.used <= self.quota:
            window.used, window.closes_at_ms = self.quota + 1, now_ms + self.block_ms
        remaining = max(0, self.quota - window.used)
        return Usage(is_allowed, self.quota, remaining, window.closes_at_ms - now_ms)

    def _open(self, user: str, now_ms: int) -> _Window:
        if len(self._windows) > _FORGET_ABOVE:
            self._windows = {who: w for who, w in self._windows.items() if w.closes_at_ms > now_ms}
        window = self._windows[user] = _Window(now_ms + self.window_ms, 0)
        return window

    def clear(self) -> None:
        self._windows.clear()
