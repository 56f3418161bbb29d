"""Which of what was sent may be answered: numbers, known choices and symbols; never free text, it may be a secret."""

import re
from decimal import Decimal
from typing import Any

from strategies.fields import FIELDS, Choice, number
from strategies.ladder.plain import plain

# Longer than any amount that means something, shorter than any key.
_LIMIT = 24
_CHOICES = frozenset(one for field in FIELDS.values() if isinstance(field, Choice) for one in field.options)
# As symbols are read: in capitals, of any alphabet, with the slash where no random text has it.
_SYMBOL = re.compile(r"[^\W_]{1,20}/[^\W_]{1,10}(:[^\W_]{1,10})?")


def echoed(value: Any) -> str | None:
    """Return the value as text where it may be shown, None where it may not."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value) if isinstance(value, int | float | str) else ""
    is_short = len(text) <= _LIMIT and (text in _CHOICES or number(text) is not None)
    return text if is_short or (text.isupper() and _SYMBOL.fullmatch(text)) else None
