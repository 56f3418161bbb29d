"""What a way of reaching people must offer. One file in this folder is one channel."""

from accounts.models import User
from notifications.words import Words


class Undelivered(Exception):
    """Raised by a channel that could not deliver; `is_final` when trying again is of no use."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.is_final = is_final


class Channel:
    """`code` is stored with every delivery: it never changes."""

    code = ""

    def send(self, user: User, words: Words, url: str) -> None:
        """Deliver, or raise Undelivered. Called in the person's language and time zone; `url` is absolute or empty.

        Must give up by itself within half a minute: the next attempt begins a minute later.
        """
        raise NotImplementedError
