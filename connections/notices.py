"""Placeholder until the wording is in."""

from collections.abc import Sequence
from typing import Any


def send(changes: Sequence[Any]) -> None:
    """Notify nobody yet."""
