"""The credentials of one group: which are destroyed, which take over, and which wait for their user to answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from connections.drift import Drift
from connections.findings import EventCode, Judgement, Passport
from connections.models import Connection, Credentials, KeyPair, Role
from connections.transitions import settling


class Keys:
    """Decide in memory, save() once: a constant number of statements, none for what did not happen."""

    def __init__(self, credentials: Iterable[Credentials], now: datetime) -> None:
        self.every = {row.pk: row for row in credentials}
        self.now = now
        self.drifts: dict[int, tuple[Drift, ...]] = {}
        self._doomed: set[int] = set()
        self._used_pairs: set[int] = set()
        self._promoted: list[int] = []
        self._held: list[int] = []
        self._asked: dict[int, Connection] = {}

    def replace(self, row: Connection, credentials: Credentials, judgement: Judgement) -> str:
        """Install a candidate that works, doom one that does not, keep one that nobody could judge, or of which its
        user has to say first that another account is meant; return which of these it was.
        """
        if credentials.role != Role.CANDIDATE or judgement.verdict is None:
            return ""
        if not settling.is_refused(judgement) and credentials.key_pair_id:
            self._used_pairs.add(credentials.key_pair_id)
        if judgement.verdict not in settling.WORKING:
            self._doomed.add(credentials.pk)
            return "refused"
        passport = judgement.passport or Passport()
        if _is_to_be_asked(row, credentials, passport):
            self._hold(row, credentials, passport)
            return "held"
        self._install(row, credentials, passport)
        return "done"

    def destroy(self, row: Connection) -> None:
        """Doom all that is stored of a connection's keys."""
        self._doomed |= {one.pk for one in self.every.values() if one.connection_id == row.pk}
        self._ask(row, None)

    def _hold(self, row: Connection, credentials: Credentials, passport: Passport) -> None:
        self._held.append(credentials.pk)
        told = {"hint": credentials.key_hint, "was": row.passport.uid, "now": passport.uid}
        ends_at = self.now + timedelta(seconds=settings.CANDIDATE_SECONDS)
        self._ask(row, {**told, "asked_at": self.now.isoformat(), "ends_at": ends_at.isoformat()})

    def _install(self, row: Connection, credentials: Credentials, passport: Passport) -> None:
        kept = self.every.values()
        self._doomed |= {one.pk for one in kept if one.connection_id == row.pk and one is not credentials}
        self._promoted.append(credentials.pk)
        self.drifts[row.pk] = (_replaced(row, credentials, passport),)
        settling.install(row, credentials)
        self._ask(row, None)

    def _ask(self, row: Connection, question: dict[str, str | None] | None) -> None:
        if row.account_question != question:
            row.account_question, self._asked[row.pk] = question, row

    def save(self) -> None:
        if self._doomed:
            Credentials.objects.filter(pk__in=self._doomed).delete()
        if self._used_pairs:
            KeyPair.objects.filter(pk__in=self._used_pairs).delete()
        if self._promoted:
            active = {"role": Role.ACTIVE, "held_at": None, "may_be_other_account": False}
            Credentials.objects.filter(pk__in=self._promoted).update(**active)
        if self._held:
            Credentials.objects.filter(pk__in=self._held).update(held_at=self.now)
        if self._asked:
            Connection.objects.bulk_update(self._asked.values(), ["account_question"])


def _is_to_be_asked(row: Connection, credentials: Credentials, passport: Passport) -> bool:
    """Say whether the user has to say first whose the new key is.

    Where that cannot be compared, only if something runs on the connection: it would trade on an account that
    nobody chose. Of a key that never worked nothing is at stake.
    """
    if credentials.may_be_other_account or not row.stored_passport:
        return False
    was, now = row.passport.uid, passport.uid
    return was != now if was and now else row.is_in_use


def _replaced(row: Connection, credentials: Credentials, passport: Passport) -> Drift:
    """Return what the history says of a new key; with whose the old one was, as far as anybody told."""
    was, now = row.passport.uid, passport.uid
    hints = {"was_hint": row.key_hint, "hint": credentials.key_hint}
    if not row.stored_passport:
        return Drift(EventCode.KEY_REPLACED, hints)
    if not was or not now:
        return Drift(EventCode.REPLACED_UNCOMPARED, hints)
    if was == now:
        return Drift(EventCode.KEY_REPLACED, {**hints, "is_same_account": True})
    return Drift(EventCode.ACCOUNT_REPLACED, {**hints, "was": was, "now": now})
