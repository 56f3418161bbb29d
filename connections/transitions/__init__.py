"""The only writer of verdict, pause and reachability: rows and StatusChange in one transaction, in bulk."""

from connections.transitions.outcome import Change, Outcome
from connections.transitions.pausing import pause, resume
from connections.transitions.writing import apply, listeners

__all__ = ("Change", "Outcome", "apply", "listeners", "pause", "resume")
