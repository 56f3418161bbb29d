"""The only writer of verdict, pause and reachability: rows and StatusChange in one transaction, in bulk."""

from connections.transitions.ending import disconnect
from connections.transitions.expiring import reminder_due
from connections.transitions.leaving import leave_keyless, put_off
from connections.transitions.outcome import Change, Outcome
from connections.transitions.pausing import pause, resume
from connections.transitions.telling import listeners
from connections.transitions.writing import apply

__all__ = (
    "Change",
    "Outcome",
    "apply",
    "disconnect",
    "leave_keyless",
    "listeners",
    "pause",
    "put_off",
    "reminder_due",
    "resume",
)
