"""Look at settings without saving them: whose connection it is, and what the preview says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import User
from connections import exchanges
from connections.models import Connection
from strategies import settings
from strategies.admission import looking
from strategies.admission.looking import Look
from strategies.ladder.cautions import Caution
from strategies.preview.result import Preview
from strategies.problems import Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """Raw settings as a person's: the connection is their own, or None; `of_connection` is wrong with choosing it."""

    look: Look
    connection: Connection | None
    of_connection: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong."""
        return (*self.look.problems(), *self.of_connection)


def look(user: User, raw: Mapping[str, Any]) -> Preview:
    """Return what raw settings would do; what is wrong with them is part of the answer."""
    seen = see(user, raw)
    found = seen.look.preview
    cautions = cautions_of(seen.connection) if seen.look.chosen.values["pairs"] else ()
    return replace(
        found, problems=(*found.problems, *seen.of_connection), cautions=(*found.cautions, *cautions)
    )


def see(user: User, raw: Mapping[str, Any]) -> Seen:
    """Return what raw settings come to, with everything that forbids to save them but the name's being taken."""
    chosen = settings.read(raw)
    wanted = chosen.values["connection"]
    connection = own_connection(user, wanted)
    if connection is not None:
        wrong = tuple(_of_market(connection, chosen.values["market_type"]))
        # Of pairs on a market that there is not, nothing can be said.
        return Seen(looking.look(chosen, None if wrong else connection.exchange), connection, wrong)
    found = looking.look(chosen, None)
    unknown = [] if wanted is None else [Problem("connection", "connection_unknown", wanted)]
    return Seen(found, None, tuple(unknown))


def cautions_of(connection: Connection | None) -> Iterator[Caution]:
    """Yield that the pairs known of a further site are those of the main one: nobody asks a site what it trades."""
    if connection is not None and connection.site:
        names = {"main": exchanges.get(connection.exchange).name, "site": connection.exchange_name}
        yield Caution("pairs_of_main_site", about="pairs", names=names)


def _of_market(connection: Connection, market_type: str | None) -> Iterator[Problem]:
    """Yield that the exchange has no such market."""
    offered = [str(market) for market in connection.exchange_at_site.markets]
    if market_type is not None and market_type not in offered:
        yield Problem("market_type", "not_a_choice", market_type, ", ".join(offered))


def own_connection(user: User, connection_id: int | None) -> Connection | None:
    """Return a connection of this person at an exchange that there is; another's does not exist."""
    if connection_id is None:
        return None
    known = Connection.objects.for_user(user).filter(exchange__in=list(exchanges.every()))
    return known.filter(pk=connection_id).first()
