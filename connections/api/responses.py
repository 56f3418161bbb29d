"""Answers that several operations can give, for the API's description."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from backfuture.lib.problems import ProblemSerializer

ALREADY = OpenApiResponse(
    ProblemSerializer, "`already_connected`: `connection` is the id of the connection that has this key."
)
TOO_OFTEN = OpenApiResponse(ProblemSerializer, "`limit_reached`: wait `retry_after` seconds.")
DESTROYED = OpenApiResponse(ProblemSerializer, "`credentials_destroyed`: replace the key first.")
NOTHING_HELD = OpenApiResponse(ProblemSerializer, "`nothing_held`: no new key waits for an answer.")
IN_USE = OpenApiResponse(
    ProblemSerializer,
    "`in_use`: `names` are the strategies that run on the connection. Disable them first, or repeat the request "
    "with `?in_use=archive`.",
)
LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri"},
    OpenApiParameter.HEADER,
    required=True,
    description="The check to follow.",
    response=[201, 202],
)
