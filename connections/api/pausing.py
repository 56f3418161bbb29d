"""Pause and resume."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from connections import services
from connections.api.door import ID, Door
from connections.serializers import ConnectionSerializer


@extend_schema(parameters=[ID])
class PauseView(Door):
    serializer_class = ConnectionSerializer

    @extend_schema(operation_id="connections_pause", request=None, responses=ConnectionSerializer)
    def post(self, request: Request, id: int) -> Response:
        """Stop using and asking a connection until it is resumed."""
        services.pause(self.row(), self.person)
        return Response(self.shown(id))


@extend_schema(parameters=[ID])
class ResumeView(Door):
    serializer_class = ConnectionSerializer

    @extend_schema(operation_id="connections_resume", request=None, responses=ConnectionSerializer)
    def post(self, request: Request, id: int) -> Response:
        """Use a connection again; it is checked at once."""
        services.resume(self.row(), self.person)
        return Response(self.shown(id))
