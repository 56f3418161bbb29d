"""What a person can do with strategies: every door (pages, API, admin) calls one of these."""

from connections.services import LimitReached
from strategies.services.creating import create, duplicate
from strategies.services.enabling import archive, disable, enable, readiness
from strategies.services.limits import count_preview
from strategies.services.looking import cautions_of, look
from strategies.services.refusals import Stale, WrongState
from strategies.services.updating import update

__all__ = (
    "LimitReached",
    "Stale",
    "WrongState",
    "archive",
    "cautions_of",
    "count_preview",
    "create",
    "disable",
    "duplicate",
    "enable",
    "look",
    "readiness",
    "update",
)
