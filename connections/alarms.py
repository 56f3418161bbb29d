"""Tell staff when an exchange sees us from an address that is none of ours: then keys are refused for our mistake."""

import ipaddress
import logging
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from connections import egress, metrics
from connections.models import ForeignAddress
from connections.transitions import Outcome
from notifications import services
from notifications.services import Notice

logger = logging.getLogger(__name__)


def look_at(exchanges: Mapping[int, str], outcomes: Iterable[Outcome]) -> None:
    """Raise the alarm for a group of checks; `exchanges` are those of its connections, by their id."""
    found = Counter(
        (exchanges[outcome.connection_id], address)
        for outcome in outcomes
        for address in {result.diagnosis.exchange_ip for result in outcome.report.results}
        if address and _is_foreign(address)
    )
    for (exchange, address), times in found.items():
        metrics.count_foreign(exchange, times)
        _tell(exchange, address)


def _is_foreign(address: str) -> bool:
    try:
        return not egress.is_ours(str(ipaddress.ip_address(address)))
    except ValueError:
        return False


def _tell(exchange: str, address: str) -> None:
    """Tell all staff, once for each address and day, however many keys and workers meet it."""
    now = timezone.now()
    with transaction.atomic():
        _, is_new = ForeignAddress.objects.get_or_create(
            address=address, date=now.date(), defaults={"exchange": exchange, "first_at": now}
        )
        if not is_new:
            return
        staff = User.objects.filter(is_staff=True, is_active=True).values_list("pk", flat=True)
        params = {"exchange": exchange, "address": address}
        url = "/admin/connections/foreignaddress/"
        services.notify_many(Notice(pk, "foreign_address", params, url) for pk in staff)
    logger.error("%s saw us from %s, which is none of the addresses in EGRESS", exchange, address)
