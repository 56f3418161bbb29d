"""What will happen to keys by itself: their users are reminded in time."""

from connections.forecasts.reminding import remind

__all__ = ("remind",)
