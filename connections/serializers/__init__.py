"""The shapes of the REST API: what is shown of connections, checks and exchanges, and what is taken in."""

from connections.serializers.checks import CheckSerializer
from connections.serializers.connections import ConnectionSerializer
from connections.serializers.exchanges import ExchangeSerializer, MarketsQuerySerializer
from connections.serializers.history import DaysQuerySerializer, EventPageSerializer, HistorySerializer
from connections.serializers.pairs import KeyPairSerializer
from connections.serializers.requests import (
    ConnectSerializer,
    DisconnectSerializer,
    PairRequestSerializer,
    RenameSerializer,
    ReplacementSerializer,
)
from connections.serializers.standing import StandingSerializer

__all__ = (
    "CheckSerializer",
    "ConnectSerializer",
    "ConnectionSerializer",
    "DaysQuerySerializer",
    "DisconnectSerializer",
    "EventPageSerializer",
    "ExchangeSerializer",
    "HistorySerializer",
    "KeyPairSerializer",
    "MarketsQuerySerializer",
    "PairRequestSerializer",
    "RenameSerializer",
    "ReplacementSerializer",
    "StandingSerializer",
)
