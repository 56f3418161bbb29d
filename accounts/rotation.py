"""Second factors under the newest keys: they are sealed like credentials, inside their JSON."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction

from backfuture.lib.sealed import renewed

_SEALED = ("secret", "seed")


def second_factors() -> Iterator[int]:
    """Yield the ids of all second factors."""
    yield from Authenticator.objects.order_by("pk").values_list("pk", flat=True).iterator()


def count() -> int:
    return int(Authenticator.objects.count())


@transaction.atomic
def renew(pk: int) -> bool:
    """Put one second factor under the newest keys; raises Unreadable where no key opens it."""
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    found = {name: factor.data[name] for name in _SEALED if name in factor.data} if factor else {}
    fresh = {name: value for name, stored in found.items() if (value := renewed(stored)) is not None}
    if not fresh:
        return False
    factor.data = {**factor.data, **fresh}
    factor.save(update_fields=["data"])
    return True
