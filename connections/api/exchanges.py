"""What can be connected."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from connections import exchanges
from connections.incidents.status import health
from connections.serializers import ExchangeSerializer, MarketsQuerySerializer


class ExchangeList(APIView):
    """The exchanges, with all a person needs to make a key there."""

    @extend_schema(
        operation_id="exchanges_list",
        parameters=[MarketsQuerySerializer],
        responses=ExchangeSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        query = MarketsQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        context: dict[str, Any] = {"health": health(), "markets": query.validated_data.get("markets")}
        shown = [ExchangeSerializer(one, context=context).data for one in exchanges.every().values()]
        return Response(shown)
