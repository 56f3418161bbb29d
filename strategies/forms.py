"""What a person typed, as the settings read it: numbers in any notation that can be meant in one way only."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.formats import get_format

from strategies.fields import UNSEEN
from strategies.messages.problems import UNCLEAR_POINT
from strategies.settings.typed import raw_of

# Typed in words, or a list in which a comma may part the numbers.
_NAMES = frozenset({"name", "pairs", "connection"})
_AS_TYPED = _NAMES | {"custom_steps"}
# What the page sends along that is no setting.
_OF_THE_PAGE = frozenset(
    {"csrfmiddlewaretoken", "shown", "show", "judged", "search", "do", "version", "drawn"}
)
_SIGNS = {ord("\u066b"): ".", ord("\u066c"): ",", ord("\u2212"): "-", ord("%"): "", ord("\u066a"): ""}
_BETWEEN = re.compile(r"[\s;\u060c]+,?|,(?=[\s;]|$)")
_NUMBER = re.compile(r"[+-]?[\d.,]+", re.ASCII)
_ARABIC_SIGNS = re.compile("[\u066b\u066c]")
_STORED = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
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
    numbers = [found for one in _BETWEEN.split(_latin(text)) if (found := one.strip(UNSEEN))]
    is_mixed = any("." in one for one in numbers)
    if len(numbers) == 1 and (is_mixed or numbers[0].count(",") > 1):
        return [_step(one, is_decimal=False) for one in numbers[0].split(",")]
    is_decimal = not is_mixed and (len(numbers) > 1 or get_format("DECIMAL_SEPARATOR") == ",")
    return [_step(one, is_decimal=is_decimal) for one in numbers]


def _step(number: str, *, is_decimal: bool) -> str:
    """Return one number of a list; `is_decimal` says that a comma in it is."""
    if is_decimal and number.count(",") == 1:
        return number.replace(",", ".")
    return _unclear(number) if _is_unclear(number) else number


def _latin(text: str) -> str:
    """Return a text with the digits and signs of every script as 1, 2, 3 and with percent signs left out."""
    return "".join(str(unicodedata.decimal(one, one)) for one in text.translate(_SIGNS))


def _plain(text: str) -> str:
    """Return a number with a point if it can be meant in one way only; any other stays, to be refused.

    1,5 and 1.234,5 are clear. 1,500 is one and a half to whoever writes decimal commas, and two things to others.
    """
    found = re.sub(r"(?<=\d)[\s\u00a0\u202f'](?=\d)", "", _latin(text).strip().strip(UNSEEN).strip())
    if not _NUMBER.fullmatch(found):
        return text
    if _ARABIC_SIGNS.search(text):  # each of them is for one thing only
        return _joined(found, ".", ",") or text
    signs = [one for one in found if one in ".,"]
    if len(set(signs)) == 2:
        return _joined(found, signs[-1], signs[0]) or text
    if len(signs) > 1:
        return found.replace(signs[0], "") if _GROUPS.fullmatch(found) else text
    return _unclear(found) if _is_unclear(found) else found.replace(",", ".")


def _joined(number: str, decimal: str, thousands: str) -> str:
    """Return a number of which both signs are known; empty where they do not stand as they should."""
    whole, _, rest = number.partition(decimal)
    is_whole = _GROUPS.fullmatch(whole) if thousands in whole else True
    if not is_whole or not set(rest) <= set("0123456789"):
        return ""
    return f"{whole.replace(thousands, '')}.{rest}" if rest else whole.replace(thousands, "")


def _is_unclear(number: str) -> bool:
    """Say whether its one sign may be for decimals or for thousands; the reader's own decimal sign is not."""
    return bool(_GROUPS.fullmatch(number)) and get_format("DECIMAL_SEPARATOR") not in number


def _unclear(number: str) -> str:
    """Return it so that nothing reads a number from it."""
    return number.replace(".", UNCLEAR_POINT)


def written(fields: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return plain numbers as this reader writes decimals, to fill a form in: what is sent back reads the same."""
    return {name: [_own(value) if name not in _NAMES else value for value in fields[name]] for name in fields}


def _own(text: str) -> str:
    sign = get_format("DECIMAL_SEPARATOR")
    numbers = text.split(", ")
    if sign == "." or not all(_STORED.fullmatch(one) for one in numbers):
        return text
    # Where a comma is for decimals, it parts no numbers.
    return "; ".join(one.replace(".", sign) for one in numbers)
