"""The REST API of connections: every view reads a person's own rows or calls one service."""

from connections.api.checks import CheckDetail, CheckList
from connections.api.connections import ConnectionDetail, ConnectionList
from connections.api.credentials import CandidateView, CredentialsView
from connections.api.exchanges import ExchangeList
from connections.api.pairs import KeyPairs
from connections.api.pausing import PauseView, ResumeView

__all__ = (
    "CandidateView",
    "CheckDetail",
    "CheckList",
    "ConnectionDetail",
    "ConnectionList",
    "CredentialsView",
    "ExchangeList",
    "KeyPairs",
    "PauseView",
    "ResumeView",
)
