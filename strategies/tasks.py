"""What workers do: load nothing but ids and codes of exchanges, call one function."""

from celery import shared_task

from strategies import housekeeping, standing
from strategies.markets import loading


@shared_task
def load_markets(exchange: str) -> None:
    """Load the markets and the prices of one exchange."""
    loading.load(exchange)


@shared_task
def load_prices(exchange: str) -> None:
    """Load the last prices of one exchange."""
    loading.load_prices(exchange)


@shared_task
def load_missing_markets() -> None:
    """Have the markets loaded that were never loaded, or long ago, each exchange by a task of its own."""
    loading.ask_for_missing()


@shared_task
def settle() -> None:
    """Enable what waited long enough, or say why not, and catch up with what was missed."""
    standing.settle_due()


@shared_task
def forget_old() -> None:
    """Delete what was archived long ago, and the long tail of histories."""
    housekeeping.forget_archived()
    housekeeping.forget_history()
