"""Enable, disable, duplicate."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from connections.api.door import ID
from strategies import services
from strategies.api.door import Door
from strategies.api.refusals import answered
from strategies.api.responses import NOT_READY, REFUSED, WRONG_STATE
from strategies.api.strategies import LOCATION as NEW
from strategies.api.strategies import created
from strategies.serializers import StrategyDetailSerializer

CHECK = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri"},
    OpenApiParameter.HEADER,
    description="The check to follow.",
    response=[202],
)


@extend_schema(parameters=[ID])
class EnableView(Door):
    serializer_class = StrategyDetailSerializer

    @extend_schema(
        operation_id="strategies_enable",
        parameters=[CHECK],
        request=None,
        responses={200: StrategyDetailSerializer, 202: StrategyDetailSerializer, 409: NOT_READY},
    )
    def post(self, request: Request, id: int) -> Response:
        """Enable a strategy. Where a check must come first, 202: `check` leads to it, the rest follows by itself."""
        strategy = self.row()
        with answered(strategy.exchange):
            services.enable(strategy, self.person)
        shown = self.shown(id)
        if not shown["is_waiting"]:
            return Response(shown)
        return Response(shown, 202, headers={"Location": shown["check"]} if shown["check"] else None)


@extend_schema(parameters=[ID])
class DisableView(Door):
    serializer_class = StrategyDetailSerializer

    @extend_schema(
        operation_id="strategies_disable",
        request=None,
        responses={200: StrategyDetailSerializer, 409: WRONG_STATE},
    )
    def post(self, request: Request, id: int) -> Response:
        """Stop a strategy, or stop waiting to enable it; what is open at the exchange stays as it is."""
        with answered():
            services.disable(self.row(), self.person)
        return Response(self.shown(id))


@extend_schema(parameters=[ID])
class DuplicateView(Door):
    serializer_class = StrategyDetailSerializer

    @extend_schema(
        operation_id="strategies_duplicate",
        parameters=[NEW],
        request=None,
        responses={201: StrategyDetailSerializer, 400: REFUSED},
    )
    def post(self, request: Request, id: int) -> Response:
        """Make a draft with the same settings and a name of its own."""
        with answered():
            copy = services.duplicate(self.row(), self.person)
        return created(self, copy)
