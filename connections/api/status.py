"""How the exchanges are, for anybody."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from connections.incidents import status
from connections.serializers import StandingSerializer


class Status(APIView):
    """Every exchange with its state, its last day and its incidents of ninety days. Needs no sign-in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(operation_id="status_list", responses=StandingSerializer(many=True))
    def get(self, request: Request) -> Response:
        return Response(StandingSerializer(status.standings(), many=True).data)
