"""The shapes of the REST API: what is shown of connections, checks and exchanges, and what is taken in."""

from connections.serializers.checks import CheckSerializer
from connections.serializers.connections import ConnectionSerializer
from connections.serializers.exchanges import ExchangeSerializer, MarketsQuerySerializer
from connections.serializers.requests import (
    ConnectSerializer,
    DisconnectSerializer,
    RenameSerializer,
    ReplacementSerializer,
)

__all__ = (
    "CheckSerializer",
    "ConnectSerializer",
    "ConnectionSerializer",
    "DisconnectSerializer",
    "ExchangeSerializer",
    "MarketsQuerySerializer",
    "RenameSerializer",
    "ReplacementSerializer",
)
