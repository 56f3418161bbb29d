"""What a person typed, as the settings read it: numbers in any notation that can be meant in one way only."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.formats import get_format

from strategies.settings.typed import raw_of

# Typed in words, or a list in which a comma may part the numbers.
_AS_TYPED = frozenset({"name", "pairs", "connection", "custom_steps"})
# What the page sends along that is no setting.
_OF_THE_PAGE = frozenset(
    {"csrfmiddlewaretoken", "shown", "show", "judged", "search", "do", "version", "drawn"}
)
_SIGNS = {ord("\u066b"): ".", ord("\u066c"): ",", ord("\u2212"): "-", ord("%"): ""}
_BETWEEN = re.compile(r"[\s;\u060c]+,?|,(?=[\s;]|$)")
_NUMBER = re.compile(r"[+-]?[\d.,]+", re.ASCII)
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+", re.ASCII)


def typed(post: QueryDict) -> dict[str, list[str]]:
    """Return what was posted, without what is no setting."""
    return {name: list(values) for name, values in post.lists() if name not in _OF_THE_PAGE}


def raw(fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return raw settings of what was typed; what is no clear number is left as it is, to be refused."""
    found = raw_of(
        {
            name: list(values) if name in _AS_TYPED else [_plain(value) for value in values]
            for name, values in fields.items()
        }
    )
    if found["custom_steps"] is not None:
        found["custom_steps"] = _steps(fields["custom_steps"][-1])
    return found


def _steps(text: str) -> list[str]:
    """Return the numbers of a list that are parted by spaces, lines, semicolons, or by commas beside a space.

    What a comma between two digits means is clear where something else parts the numbers: it is a decimal comma.
    Where nothing else does, it parts them if there are several or if there is a point; a lonely "1,5" is one number
    to whoever writes decimal commas, and to others one or two: it is left as it is, to be refused.
    """
    numbers = [one for one in _BETWEEN.split(_latin(text)) if one]
    is_mixed = any("." in one for one in numbers)
    if len(numbers) == 1 and (is_mixed or numbers[0].count(",") > 1):
        return numbers[0].split(",")
    is_decimal = not is_mixed and (len(numbers) > 1 or get_format("DECIMAL_SEPARATOR") == ",")
    return [one.replace(",", ".") if is_decimal and one.count(",") == 1 else one for one in numbers]


def _latin(text: str) -> str:
    """Return a text with the digits and signs of every script as 1, 2, 3 and with percent signs left out."""
    return "".join(str(unicodedata.decimal(one, one)) for one in text.translate(_SIGNS))


def _plain(text: str) -> str:
    """Return a number with a point: 1,5 and 1.234,5 are clear, 1,500 may be two things and stays."""
    found = re.sub(r"(?<=\d)[\s\u00a0\u202f'](?=\d)", "", _latin(text).strip())
    if "," not in found or not _NUMBER.fullmatch(found):
        return found if _NUMBER.fullmatch(found) else text
    if "." in found:
        decimal, thousands = (",", ".") if found.rindex(",") > found.rindex(".") else (".", ",")
        whole, _, rest = found.rpartition(decimal)
        is_clear = decimal not in whole and _GROUPS.fullmatch(whole)
        return f"{whole.replace(thousands, '')}.{rest}" if is_clear else text
    if found.count(",") > 1:
        return found.replace(",", "") if _GROUPS.fullmatch(found) else text
    return text if _GROUPS.fullmatch(found) else found.replace(",", ".")
