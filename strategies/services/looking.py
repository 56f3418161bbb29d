"""Look at settings without saving them: whose connection it is, and what the preview says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import User
from connections import exchanges
from connections.models import Connection
from strategies import settings
from strategies.gate import looking
from strategies.gate.looking import Look
from strategies.preview.result import Preview
from strategies.problems import Problem


@dataclass(frozen=True, slots=True)
class Seen:
    """Raw settings as a person's: the connection is their own, or None; `problems` are all there are."""

    look: Look
    connection: Connection | None
    problems: tuple[Problem, ...]


def look(user: User, raw: Mapping[str, Any]) -> Preview:
    """Return what raw settings would do; what is wrong with them is part of the answer."""
    seen = see(user, raw)
    own = [problem for problem in seen.problems if problem not in seen.look.problems()]
    return replace(seen.look.preview, problems=(*seen.look.preview.problems, *own))


def see(user: User, raw: Mapping[str, Any]) -> Seen:
    """Return what raw settings come to, with everything that forbids to save them but the name's being taken."""
    chosen_id, problems = settings.read(raw).values["connection"], []
    connection = own_connection(user, chosen_id)
    if connection is None and chosen_id is not None:
        problems.append(Problem("connection", "connection_unknown", chosen_id))
    found = looking.look(raw, connection.exchange if connection else None)
    market_type = found.chosen.values["market_type"]
    if connection and market_type:
        offered = [str(market) for market in exchanges.get(connection.exchange).markets]
        if market_type not in offered:
            problems.append(Problem("market_type", "not_a_choice", market_type, ", ".join(offered)))
    return Seen(found, connection, (*found.problems(), *problems))


def own_connection(user: User, connection_id: int | None) -> Connection | None:
    """Return a connection of this person at an exchange that there is; another's does not exist."""
    if connection_id is None:
        return None
    known = Connection.objects.for_user(user).filter(exchange__in=list(exchanges.every()))
    return known.filter(pk=connection_id).first()
