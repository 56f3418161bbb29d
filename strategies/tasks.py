"""What workers do: load nothing but ids and codes of exchanges, call one function."""

from celery import shared_task


@shared_task
def load_markets(exchange: str) -> None:
    """Load the markets of one exchange."""


@shared_task
def load_prices(exchange: str) -> None:
    """Load the last prices of one exchange."""
