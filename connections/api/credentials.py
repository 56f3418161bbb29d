"""Replace the key of a connection, and answer whether one of another account is meant."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from connections import services
from connections.api.checks import accepted
from connections.api.door import ID, Door
from connections.api.refusals import answered
from connections.api.responses import ALREADY, LOCATION, NOTHING_HELD, TOO_OFTEN
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
        site, is_other = body.pop("site", None), body.pop("different_account", False)
        with answered(connection.exchange_at_site):
            check = services.replace_credentials(
                connection, body, self.person, site, is_other_account=is_other
            )
        return accepted(check, request)


@extend_schema(parameters=[ID])
class CandidateView(Door):
    """The answer to `account_question`: whether a new key of another account is meant."""

    confirmed = frozenset({"POST"})

    @extend_schema(
        operation_id="connections_accept_account",
        parameters=[LOCATION],
        request=None,
        responses={202: CheckSerializer, 409: NOTHING_HELD},
    )
    def post(self, request: Request, id: int) -> Response:
        """Say yes: the new key is checked once more, and takes over whosever account it is of."""
        connection = self.row()
        with answered(connection.exchange_at_site):
            check = services.accept_account(connection, self.person)
        return accepted(check, request)

    @extend_schema(
        operation_id="connections_decline_account",
        request=None,
        responses={204: None, 409: NOTHING_HELD},
    )
    def delete(self, request: Request, id: int) -> Response:
        """Say no: the new key is destroyed here, the one in use stays."""
        connection = self.row()
        with answered(connection.exchange_at_site):
            services.decline_account(connection, self.person)
        return Response(status=204)
