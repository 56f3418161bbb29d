"""The API's description: every operation names the errors it can really answer."""

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema as SpectacularSchema
from rest_framework.permissions import SAFE_METHODS

from backfuture.lib.problems import MEDIA_TYPE, ProblemSerializer


class AutoSchema(SpectacularSchema):
    """Adds the errors that follow from the operation; others are declared with `ProblemSerializer`."""

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for status in self._error_statuses():
            bodies.setdefault(status, self._get_response_for_code(ProblemSerializer, status))
        return dict(sorted(bodies.items()))

    def _get_response_for_code(
        self, serializer: Any, status_code: Any, media_types: Any = None, direction: Any = "response"
    ) -> Any:
        if int(status_code) >= 400:
            media_types = [MEDIA_TYPE]
        return super()._get_response_for_code(serializer, status_code, media_types, direction)  # type: ignore[no-untyped-call]

    def _error_statuses(self) -> list[str]:
        is_signed_in, is_safe = bool(self.get_auth()), self.method in SAFE_METHODS
        takes_query = any(one["in"] == "query" for one in self._get_parameters())
        takes_body = self._get_request_body() is not None  # type: ignore[no-untyped-call]
        can_answer = {
            "400": takes_body or takes_query,
            "401": is_signed_in,
            # A browser session without its CSRF token, and what a service refuses this person.
            "403": is_signed_in and not is_safe,
            "404": "{" in self.path,
            "415": takes_body,
            "429": bool(self.view.get_throttles()),
        }
        return [status for status, is_possible in can_answer.items() if is_possible]
