"""An exchange is down for everybody: noticed across users, rechecks stop, a canary asks, nobody's key is blamed."""

from connections.incidents.evidence import Look
from connections.incidents.forgetting import forget_old
from connections.incidents.lanes import Standstill, standstill
from connections.incidents.recording import record
from connections.incidents.watching import canaries, people_waiting, watch

__all__ = ("Look", "Standstill", "canaries", "forget_old", "people_waiting", "record", "standstill", "watch")
