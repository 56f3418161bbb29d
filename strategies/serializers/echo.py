"""Which of what was sent may be answered: numbers, known choices and symbols; never free text, it may be a secret."""

import re
from decimal import Decimal
from typing import Any

from strategies.fields import FIELDS, Choice, number
from strategies.ladder.plain import plain

# Longer than any amount that means something, shorter than any key.
_LIMIT = 24
_CHOICES = frozenset(one for field in FIELDS.values() if isinstance(field, Choice) for one in field.options)
_SYMBOL = re.compile(r"[A-Z0-9]{1,12}/[A-Z0-9]{1,8}(:[A-Z0-9]{1,8})?", re.ASCII)


def echoed(value: Any) -> str | None:
    """Return the value as text where it may be shown, None where it may not."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value) if isinstance(value, int | float | str) else ""
    is_known = text in _CHOICES or number(text) is not None or _SYMBOL.fullmatch(text)
    return text if is_known and len(text) <= _LIMIT else None
