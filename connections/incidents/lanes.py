"""Which lanes of the sweep are closed, and how wide those are that were opened again just now."""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from connections import exchanges
from connections.models import Incident


@dataclass(frozen=True)
class Standstill:
    """What rechecks leave alone: silent sites by exchange, and a share of exchanges that came back just now."""

    sites: Mapping[str, Set[str]] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)

    def closed(self, exchange: str) -> Set[str]:
        """Return the sites of an exchange that no recheck asks."""
        return self.sites.get(exchange, frozenset())

    def room(self, exchange: str, limit: int) -> int:
        """Return how many rechecks one sweep may take; after an incident few at first, then ever more."""
        every = {site.code for site in exchanges.get(exchange).every_site}
        if every <= self.closed(exchange):
            return 0
        return max(1, int(limit * self.shares.get(exchange, 1)))


def standstill() -> Standstill:
    """Return what is closed or was opened again just now, in one query."""
    now = timezone.now()
    returning = timedelta(seconds=settings.INCIDENT_RETURN_SECONDS)
    recent = Incident.objects.filter(Q(ended_at=None) | Q(ended_at__gt=now - returning)).order_by()
    sites: dict[str, set[str]] = defaultdict(set)
    shares: dict[str, float] = {}
    for exchange, site, ended_at in recent.values_list("exchange", "site", "ended_at"):
        if ended_at is None:
            sites[exchange].add(site)
        else:
            shares[exchange] = min(shares.get(exchange, 1.0), (now - ended_at) / returning)
    return Standstill(sites, shares)
