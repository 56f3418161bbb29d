"""List, connect, show, rename, disconnect, replace the key."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backfuture.lib.pages import NewestFirst
from connections import exchanges, services
from connections.api.door import ID, Door
from connections.api.refusals import answered
from connections.api.responses import ALREADY, IN_USE, LOCATION, TOO_OFTEN
from connections.serializers import (
    ConnectionSerializer,
    ConnectSerializer,
    DisconnectSerializer,
    RenameSerializer,
)


class ConnectionList(Door):
    pagination_class = NewestFirst
    serializer_class = ConnectSerializer
    confirmed = frozenset({"POST"})

    @extend_schema(operation_id="connections_list", responses=ConnectionSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the connections of the signed-in person, the newest first."""
        return self.page(ConnectionSerializer, self.rows())

    @extend_schema(
        operation_id="connections_create",
        parameters=[LOCATION],
        responses={201: ConnectionSerializer, 409: ALREADY, 429: TOO_OFTEN},
    )
    def post(self, request: Request) -> Response:
        """Connect a key. It is checked at once: `check` and the header Location lead to that check."""
        body = self.taken_in()
        with answered(exchanges.get(body["exchange"]), is_nested=True):
            connection = services.connect(self.person, **body)
        shown = self.shown(connection.pk)
        return Response(shown, 201, headers={"Location": shown["check"] or ""})


@extend_schema(parameters=[ID])
class ConnectionDetail(Door):
    serializer_class = RenameSerializer
    confirmed = frozenset({"DELETE"})

    @extend_schema(operation_id="connections_read", responses=ConnectionSerializer)
    def get(self, request: Request, id: int) -> Response:
        return Response(self.shown(id))

    @extend_schema(operation_id="connections_rename", responses=ConnectionSerializer)
    def patch(self, request: Request, id: int) -> Response:
        """Rename a connection; nothing else of it can be changed."""
        connection, body = self.row(), self.taken_in()
        if "name" in body:
            with answered(connection.exchange_at_site):
                services.rename(connection, body["name"])
        return Response(self.shown(id))

    @extend_schema(
        operation_id="connections_disconnect",
        parameters=[DisconnectSerializer],
        request=None,
        responses={204: None, 409: IN_USE},
    )
    def delete(self, request: Request, id: int) -> Response:
        """Destroy the credentials and everything that is known of the connection.

        Strategies that run on it are archived if `in_use` agrees to it; open positions and orders stay at the exchange.
        """
        asked = DisconnectSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        connection = self.row()
        with answered(connection.exchange_at_site):
            services.disconnect(connection, self.person, is_agreed="in_use" in asked.validated_data)
        return Response(status=204)
