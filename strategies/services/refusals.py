"""Why a service says no, beside problems of the settings and reasons against admission."""

from strategies.models import State


class WrongState(Exception):
    """Raised where the state of a strategy does not allow what was asked for."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = State(state)


class Stale(Exception):
    """Raised where the settings were changed meanwhile; `version` is what they are now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version}")
        self.version = version
