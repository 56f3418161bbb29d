"""Load what an exchange trades into the table, and its last prices into the cache; for workers."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from connections import budgets, egress, exchanges, listings
from strategies.markets import asking, prices
from strategies.markets.rows import rows_of
from strategies.models import Market

logger = logging.getLogger(__name__)

_BATCH = 500
_IDENTITY = ("exchange", "market_type", "symbol")
_REST = [field.name for field in Market._meta.concrete_fields if field.name not in {"id", *_IDENTITY}]


def load(code: str) -> bool:
    """Bring the markets and prices of an exchange up to date; what is there stays if the exchange does not answer."""
    if not _is_known("load_markets", code):
        return False
    exchange = exchanges.get(code)
    try:
        found = listings.fetch(exchange, settings.SANDBOX_URL, egress.routes(), budgets.public(exchange))
    except listings.Unlisted as failure:
        return _failed("load_markets", code, failure)
    now = timezone.now()
    rows = list(rows_of(exchange, found, now))
    if unread := set(exchange.markets) - {row.market_type for row in rows}:
        return _failed("load_markets", code, listings.Unlisted(f"{', '.join(unread)} cannot be read"))
    _write(code, rows)
    prices.keep(code, found.prices, now)
    return True


def load_prices(code: str) -> bool:
    """Bring the last prices of an exchange up to date; older ones stay if the exchange does not answer."""
    if not _is_known("load_prices", code):
        return False
    rows = Market.objects.filter(exchange=code, is_active=True)
    wanted = set(rows.order_by().values_list("symbol", flat=True))
    try:
        exchange = exchanges.get(code)
        found = listings.fetch_prices(
            exchange, settings.SANDBOX_URL, wanted, egress.routes(), budgets.public(exchange)
        )
    except listings.Unlisted as failure:
        return _failed("load_prices", code, failure)
    prices.keep(code, found, timezone.now())
    return True


def ask_for_missing() -> list[str]:
    """Ask for every exchange whose markets were never loaded or are too old; return the codes of those asked for."""
    fresh = timezone.now() - timedelta(seconds=settings.MARKETS_SECONDS)
    loaded = Market.objects.order_by().values("exchange").annotate(at=Max("loaded_at"))
    known = set(loaded.filter(at__gt=fresh).values_list("exchange", flat=True))
    missing = [code for code in exchanges.every() if code not in known and not asking.is_resting(code)]
    return [code for code in missing if asking.ask_for_markets(code)]


def _write(code: str, rows: list[Market]) -> None:
    with transaction.atomic():
        Market.objects.bulk_create(
            rows, _BATCH, update_conflicts=True, unique_fields=_IDENTITY, update_fields=_REST
        )
        # What is not listed any more is not traded any more; strategies may still name it.
        Market.objects.filter(exchange=code, loaded_at__lt=rows[0].loaded_at, is_active=True).update(
            is_active=False
        )


def _is_known(task: str, code: str) -> bool:
    """Say whether there is such an exchange; a task may be older or newer than the worker that takes it."""
    if code in exchanges.every():
        return True
    logger.warning("%s is left out: there is no such exchange", task)
    return False


def _failed(task: str, code: str, failure: listings.Unlisted) -> bool:
    logger.warning("%s does not tell what it trades: %s", code, failure.reason)
    asking.forget_soon(task, code)
    return False
