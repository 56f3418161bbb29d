"""The question whether a new key of another account is meant."""

from dataclasses import dataclass
from datetime import datetime

from connections import messages, services
from connections.models import Connection


@dataclass(frozen=True)
class Asked:
    """`running` are the names of what would trade with the other account; without an answer it ends `at`."""

    title: str
    text: str
    hint: str
    at: datetime
    running: list[str]


def asked(connection: Connection) -> Asked | None:
    stored = connection.account_question
    if not stored:
        return None
    words = messages.question(stored, connection.exchange_at_site)
    ends_at = datetime.fromisoformat(stored["ends_at"])
    return Asked(words.title, words.text, stored["hint"], ends_at, services.running_on(connection.pk))
