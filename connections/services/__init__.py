"""What a person can do with connections: every door (pages, API, admin) calls one of these."""

from connections.exchanges._paste import Problem
from connections.services.answering import accept_account, decline_account
from connections.services.connecting import connect, replace_credentials
from connections.services.disconnecting import disconnect, running_on
from connections.services.editing import pause, rename, resume, set_in_use
from connections.services.naming import propose_name
from connections.services.offering import offer_pair, waiting_pair
from connections.services.refusals import AlreadyConnected, InUse, LimitReached, NotVerified, Rejected
from connections.services.requesting import request_check

__all__ = (
    "AlreadyConnected",
    "InUse",
    "LimitReached",
    "NotVerified",
    "Problem",
    "Rejected",
    "accept_account",
    "connect",
    "decline_account",
    "disconnect",
    "offer_pair",
    "pause",
    "propose_name",
    "rename",
    "replace_credentials",
    "request_check",
    "resume",
    "running_on",
    "set_in_use",
    "waiting_pair",
)
