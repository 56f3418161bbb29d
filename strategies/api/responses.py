"""Answers that several operations can give, for the API's description."""

from drf_spectacular.utils import OpenApiResponse

from strategies.serializers import NotReadySerializer, RefusedSerializer

REFUSED = OpenApiResponse(RefusedSerializer, "`invalid`: every problem at once, in `problems`.")
NOT_READY = OpenApiResponse(NotReadySerializer, "`not_ready`: what is in the way, all at once, in `reasons`.")
WRONG_STATE = OpenApiResponse(NotReadySerializer, "`wrong_state`: not from the `state` that it is in.")
NOT_CHANGED = OpenApiResponse(
    NotReadySerializer,
    "`stale`: it is of another `version` by now. `not_ready`: what runs must be able to run. "
    "`wrong_state`: an archived one is not changed.",
)
