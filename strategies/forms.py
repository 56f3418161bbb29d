"""What a person typed, as the settings read it: numbers in any notation that can be meant in one way only."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from strategies.settings.typed import raw_of

# Typed in words, or a list in which a comma parts the numbers.
_AS_TYPED = frozenset({"name", "pairs", "connection", "custom_steps"})
# What the page sends along that is no setting.
_OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "shown", "show", "judged", "search", "do", "version"})
_SIGNS = {ord("\u066b"): ".", ord("\u066c"): ",", ord("\u2212"): "-", ord("%"): ""}
_NUMBER = re.compile(r"[+-]?[\d.,]+", re.ASCII)
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}([.,]\d{3})+", re.ASCII)


def typed(post: QueryDict) -> dict[str, list[str]]:
    """Return what was posted, without what is no setting."""
    return {name: list(values) for name, values in post.lists() if name not in _OF_THE_PAGE}


def raw(fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return raw settings of what was typed; what is no clear number is left as it is, to be refused."""
    return raw_of(
        {
            name: list(values) if name in _AS_TYPED else [_plain(value) for value in values]
            for name, values in fields.items()
        }
    )


def _plain(text: str) -> str:
    """Return a number with a point: 1,5 and 1.234,5 are clear, 1,500 may be two things and stays."""
    digits = (str(unicodedata.decimal(one, one)) for one in text.translate(_SIGNS))
    found = re.sub(r"(?<=\d)[\s\u00a0\u202f'](?=\d)", "", "".join(digits).strip())
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
