"""What the lines of a log belong to: set where work begins, read where a line is written."""

from contextvars import ContextVar

# The check under way, as "<connection>.<claim>"; empty outside of one.
check_id: ContextVar[str] = ContextVar("check_id", default="")
