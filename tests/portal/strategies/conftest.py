"""Connections that can run strategies, strategies in every state, and markets, as the API's tests have them."""

from typing import Any

from connections.models import Connection
from tests.api.strategies.conftest import Draw, able, draw, listed, market

__all__ = ("Draw", "able", "draw", "listed", "market", "typed")

HTMX = {"HX-Request": "true"}


def typed(connection: Connection, **fields: Any) -> dict[str, Any]:
    """Return the form as a person fills it in."""
    usual = {
        "connection": str(connection.pk),
        "name": "Slow and steady",
        "market_type": "spot",
        "side": "long",
        "pairs": "BTC/USDT",
        "risk_level": "balanced",
        "base_order": "10",
        "addon_order": "10",
        "margin_limit": "200",
        "is_returning": ["false", "true"],
    }
    return {**usual, **fields}
