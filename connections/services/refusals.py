"""Why a service says no."""

from collections.abc import Sequence

from connections.exchanges._paste import Problem


class Rejected(Exception):
    """Raised for input that cannot be used: all problems at once, each with its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = list(problems)


class AlreadyConnected(Exception):
    """Raised when the user has this key already; the connection is named, so that the page can lead there."""

    def __init__(self, connection_id: int) -> None:
        super().__init__(f"connection {connection_id}")
        self.connection_id = connection_id


class LimitReached(Exception):
    """Raised when a person does something too often; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"{retry_after} s")
        self.retry_after = retry_after


class NotVerified(Exception):
    """Raised when a user without a verified e-mail address connects."""


class InUse(Exception):
    """Raised when something runs on a connection that is to go; `names` are what people call it."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"{len(names)} in use")
        self.names = list(names)
