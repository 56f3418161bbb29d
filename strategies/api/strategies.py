"""List, create, show, change, archive."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from backfuture.lib.pages import NewestFirst
from connections.api.door import ID
from strategies import services
from strategies.api.door import Door
from strategies.api.refusals import answered
from strategies.api.responses import NOT_CHANGED, REFUSED, WRONG_STATE
from strategies.models import Strategy
from strategies.serializers import (
    ChangesSerializer,
    SettingsSerializer,
    StrategyDetailSerializer,
    StrategySerializer,
)
from strategies.serializers.queries import StrategyQuerySerializer

LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri"},
    OpenApiParameter.HEADER,
    required=True,
    description="The new strategy.",
    response=[201],
)


class StrategyList(Door):
    pagination_class = NewestFirst
    serializer_class = SettingsSerializer

    @extend_schema(
        operation_id="strategies_list",
        parameters=[StrategyQuerySerializer],
        responses=StrategySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """List the strategies of the signed-in person, the newest first; archived ones only when asked for."""
        query = StrategyQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        return self.page(StrategySerializer, query.chosen(self.rows()))

    @extend_schema(
        operation_id="strategies_create",
        parameters=[LOCATION],
        responses={201: StrategyDetailSerializer, 400: REFUSED},
    )
    def post(self, request: Request) -> Response:
        """Save a strategy as a draft."""
        body = self.taken_in()
        with answered():
            strategy = services.create(self.person, body)
        return created(self, strategy)


@extend_schema(parameters=[ID])
class StrategyDetail(Door):
    serializer_class = ChangesSerializer

    @extend_schema(operation_id="strategies_read", responses=StrategyDetailSerializer)
    def get(self, request: Request, id: int) -> Response:
        return Response(self.shown(id))

    @extend_schema(
        operation_id="strategies_change",
        responses={200: StrategyDetailSerializer, 400: REFUSED, 409: NOT_CHANGED},
    )
    def patch(self, request: Request, id: int) -> Response:
        """Change some settings. With `version`, only if nobody has changed them meanwhile."""
        strategy, body = self.row(), self.taken_in()
        version = body.pop("version", None)
        with answered(strategy.exchange, is_change=True):
            services.update(strategy, body, self.person, version=version)
        return Response(self.shown(id))

    @extend_schema(operation_id="strategies_archive", request=None, responses={204: None, 409: WRONG_STATE})
    def delete(self, request: Request, id: int) -> Response:
        """Archive a strategy: it stays readable, and is never enabled again."""
        with answered():
            services.archive(self.row(), self.person)
        return Response(status=204)


def created(door: Door, strategy: Strategy) -> Response:
    """Answer 201 with a new strategy and its address."""
    address = reverse("api_strategy", args=[strategy.pk], request=door.request)
    return Response(door.shown(strategy.pk), 201, headers={"Location": address})
