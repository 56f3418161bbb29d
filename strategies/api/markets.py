"""What can be traded, for choosing pairs."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from strategies.markets import lookup
from strategies.serializers.markets import FoundSerializer, MarketQuerySerializer


class MarketList(APIView):
    """Markets of one exchange, by currency or symbol."""

    @extend_schema(
        operation_id="markets_list", parameters=[MarketQuerySerializer], responses={200: FoundSerializer}
    )
    def get(self, request: Request) -> Response:
        """Search markets: those that begin with the text first, what can be traded before what cannot."""
        # Of a form, an empty field would count as left out; the description of the API knows no empty number.
        query = MarketQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        exchange, market_type = asked["exchange"], asked["market_type"]
        rows = lookup.search(exchange, market_type, asked["search"], asked["limit"])
        is_loading = not rows and lookup.is_loading(exchange)
        prices = lookup.prices_of(exchange, rows)
        found = {"results": rows, "is_loading": is_loading}
        return Response(FoundSerializer(found, context={"prices": prices}).data)
