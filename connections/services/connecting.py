"""Connect a key, or replace it: look at what was pasted, seal it, and have it checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from connections import egress, exchanges
from connections.exchanges import _paste
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange, Keys
from connections.models import Check, Connection, Credentials, Role, hash_key, hint_of
from connections.services import candidates, naming, pairing, siting
from connections.services.limits import ensure_may_connect
from connections.services.pairing import PrivateHalf
from connections.services.refusals import AlreadyConnected, Rejected
from connections.services.requesting import open_check


def connect(
    user: User,
    exchange: str,
    credentials: Mapping[str, Any],
    markets: Sequence[str],
    name: str = "",
    site: str = "",
) -> Connection:
    """Return a new connection whose first check is queued; without a name it gets a proposed one.

    `site` is where the key belongs: a code of the exchange's sites, empty for its main one.

    Raises Rejected (every problem, field by field), AlreadyConnected, NotVerified or LimitReached.
    """
    ensure_may_connect(user)
    found = exchanges.every().get(exchange)
    if found is None:
        raise Rejected([Problem("exchange", "unknown_exchange")])
    there, problems = siting.at_site(found, site)
    keys, half, flaws = _keys(user, there, credentials)
    problems += [*flaws, *_market_problems(there, markets)]
    name = naming.fit_name(name) or ("" if problems else naming.propose_name(user, there, markets))
    if name and (problem := naming.problem_with(user, name)):
        problems.append(problem)
    if problems:
        raise Rejected(problems)
    _ensure_new(user, exchange, keys)
    return _create(user, there, keys, sorted(set(markets), reverse=True), name, half)


def replace_credentials(
    connection: Connection,
    credentials: Mapping[str, Any],
    user: User | None = None,
    site: str | None = None,
    *,
    is_other_account: bool = False,
) -> Check:
    """Return the check of a new key that waits beside the active one and takes its place if it works.

    It belongs to the site of the active one unless another `site` is named. Where the pair of the active one was made
    here, `keep_private_key` among the credentials leaves its private key in use and corrects the API key alone.
    `is_other_account` answers beforehand what is asked otherwise, before a key of another account takes over.

    Raises what `connect` raises.
    """
    owner = connection.user
    ensure_may_connect(owner)
    wanted = connection.site if site is None else site
    there, problems = siting.at_site(exchanges.get(connection.exchange), wanted)
    keys, half, flaws = _keys(owner, there, credentials, connection)
    problems += [*flaws, *siting.lacking(there, connection.markets)]
    if problems:
        raise Rejected(problems)
    _ensure_new(owner, connection.exchange, keys, besides=connection)
    return candidates.add_candidate(
        connection, keys, wanted, user or owner, half, is_other_account=is_other_account
    )


def _keys(
    user: User, exchange: Exchange, credentials: Mapping[str, Any], connection: Connection | None = None
) -> tuple[Keys, PrivateHalf | None, list[Problem]]:
    """Return the keys in what was pasted, with the private half that it names where one is here already."""
    half, wrong = pairing.named(user, exchange, credentials, connection)
    if half or wrong:
        credentials = {**credentials, "secret": half.value if half else ""}
    paste = _paste.read(exchange, credentials, exchanges.every().values())
    if wrong:
        kept = [problem for problem in paste.problems if problem.field == "api_key"]
        return paste.keys, None, [*kept, wrong]
    return paste.keys, half, paste.problems


def _market_problems(exchange: Exchange, markets: Sequence[str]) -> list[Problem]:
    if not markets:
        return [Problem("markets", "no_market")]
    unknown = Problem("markets", "unknown_market", {"site": exchange.site.code})
    return [unknown] if set(markets) - set(exchange.markets) else []


def _ensure_new(user: User, exchange: str, keys: Keys, besides: Connection | None = None) -> None:
    """Raise AlreadyConnected where the user has this key at another connection."""
    same = Connection.objects.for_user(user).filter(key_hash=hash_key(exchange, keys.api_key))
    if (found := same.exclude(pk=besides.pk if besides else 0).first()) is not None:
        raise AlreadyConnected(found.pk)


@transaction.atomic
def _create(
    user: User, there: Exchange, keys: Keys, markets: list[str], name: str, half: PrivateHalf | None
) -> Connection:
    exchange, site = there.code, there.site.code
    try:
        with transaction.atomic():
            connection = Connection.objects.create(
                user=user,
                exchange=exchange,
                site=site,
                name=name,
                markets=markets,
                key_hash=hash_key(exchange, keys.api_key),
                key_hint=hint_of(exchange, keys.api_key),
                key_kind=keys.kind,
                is_made_here=half is not None,
            )
    except IntegrityError:  # the same form sent twice at once
        _ensure_new(user, exchange, keys)
        raise Rejected([Problem("name", "name_taken")]) from None
    connection.egress = egress.choose(connection.pk)
    connection.save(update_fields=["egress"])
    pairing.use_up(half)
    Credentials.seal(connection.pk, exchange, keys, site=site, is_made_here=half is not None).save()
    told = candidates.audited(exchange, half)
    audit.record("connection.connected", actor=user, subject=user, target=connection, **told)
    open_check(connection, user, Role.ACTIVE, timezone.now())
    return connection
