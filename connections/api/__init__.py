"""The REST API of connections: every view reads a person's own rows or calls one service."""

from connections.api.checks import CheckDetail, CheckList
from connections.api.connections import ConnectionDetail, ConnectionList
from connections.api.credentials import CandidateView, CredentialsView
from connections.api.exchanges import ExchangeList
from connections.api.history import EventList, HistoryView
from connections.api.pairs import KeyPairs
from connections.api.pausing import PauseView, ResumeView
from connections.api.status import Status

__all__ = (
    "CandidateView",
    "CheckDetail",
    "CheckList",
    "ConnectionDetail",
    "ConnectionList",
    "CredentialsView",
    "EventList",
    "ExchangeList",
    "HistoryView",
    "KeyPairs",
    "PauseView",
    "ResumeView",
    "Status",
)
