"""Stored moments in the reader's time zone and language."""

from datetime import datetime

from django.utils import formats, timezone


def day_of(at: str | None) -> str:
    """Return a moment as a day, nothing for none."""
    return _formatted(at, "DATE_FORMAT")


def time_of(at: str | None) -> str:
    return _formatted(at, "DATETIME_FORMAT")


def _formatted(at: str | None, style: str) -> str:
    return formats.date_format(timezone.localtime(datetime.fromisoformat(at)), style) if at else ""
