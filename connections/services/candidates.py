"""A replacement waits beside the key in use and has a check of its own."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from connections.exchanges.base import Keys
from connections.models import Check, Connection, Credentials, Role
from connections.services import pairing
from connections.services.locking import locked
from connections.services.pairing import PrivateHalf
from connections.services.requesting import open_check, queue_on_commit


@transaction.atomic
def add_candidate(
    connection: Connection,
    keys: Keys,
    site: str,
    user: User,
    half: PrivateHalf | None,
    *,
    is_other_account: bool = False,
) -> Check:
    """Seal the candidate; a previous one is destroyed, and a check that waits looks at the new one."""
    row = locked(connection)
    versions = Credentials.objects.filter(connection=row).values_list("version", flat=True)
    version = max((row.credentials_version, *versions)) + 1
    Credentials.objects.filter(connection=row, role=Role.CANDIDATE).delete()
    Connection.objects.filter(pk=row.pk).update(account_question=None)
    pair = pairing.hold(half)
    fields = {"site": site, "role": Role.CANDIDATE, "version": version, "is_made_here": half is not None}
    fields["may_be_other_account"] = is_other_account
    Credentials.seal(row.pk, row.exchange, keys, key_pair=pair, **fields).save()
    told = audited(row.exchange, half) | ({"different_account": True} if is_other_account else {})
    audit.record("connection.replaced", actor=user, subject=row.user, target=row, **told)
    return check_candidate(row, user)


def audited(exchange: str, half: PrivateHalf | None) -> dict[str, Any]:
    """Return what the audit trail keeps; a pair is named only where there was one."""
    return {"exchange": exchange} | ({"key_pair": half.told} if half else {})


def check_candidate(row: Connection, user: User) -> Check:
    """Return the check of the candidate; one that is open already becomes it, and starts anew if it was running."""
    now, check = timezone.now(), row.open_check()
    if check is None:
        return open_check(row, user, Role.CANDIDATE, now)
    check.role, check.started_at = Role.CANDIDATE, None
    check.save(update_fields=["role", "started_at"])
    Connection.objects.filter(pk=row.pk).update(check_requested_at=now, next_check_at=now)
    queue_on_commit(row.pk)
    return check
