"""Bodies of API requests: JSON of a reasonable size and depth."""

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from backfuture.lib.problems import Problem

LIMIT = 100_000  # bytes; the largest body that means something has a tenth of it


class SmallJSONParser(JSONParser):
    """Refuses what the framework would read to the end of memory, or fail on with a 500."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        body = stream.read(LIMIT + 1)
        if len(body) > LIMIT:
            raise Problem("request_too_large", _("This request is too large."), status=400)
        try:
            return super().parse(BytesIO(body), media_type, parser_context)
        except RecursionError:
            raise ParseError from None
