"""Replace the key of a connection."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from connections import services
from connections.api.checks import accepted
from connections.api.door import ID, Door
from connections.api.refusals import answered
from connections.api.responses import ALREADY, LOCATION, TOO_OFTEN
from connections.serializers import CheckSerializer, ReplacementSerializer


@extend_schema(parameters=[ID])
class CredentialsView(Door):
    serializer_class = ReplacementSerializer
    confirmed = frozenset({"PUT"})

    @extend_schema(
        operation_id="connections_replace_credentials",
        parameters=[LOCATION],
        responses={202: CheckSerializer, 409: ALREADY, 429: TOO_OFTEN},
    )
    def put(self, request: Request, id: int) -> Response:
        """Check a new key beside the one in use; it takes over if it works and cannot withdraw."""
        connection = self.row()
        body = self.taken_in()
        site = body.pop("site", None)
        with answered(connection.exchange_at_site):
            check = services.replace_credentials(connection, body, self.person, site)
        return accepted(check, request)
