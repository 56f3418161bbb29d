"""What settings would do, and what was done to them."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backfuture.lib.pages import NewestFirst
from connections.api.door import ID
from connections.api.responses import TOO_OFTEN
from strategies import services
from strategies.api.door import Door
from strategies.api.refusals import answered
from strategies.serializers import (
    DraftSerializer,
    PreviewSerializer,
    RevisionSerializer,
    rendered,
)


class PreviewView(Door):
    serializer_class = DraftSerializer

    @extend_schema(operation_id="strategies_preview", responses={200: PreviewSerializer, 429: TOO_OFTEN})
    def post(self, request: Request) -> Response:
        """Say what settings would do with the money; what is wrong with them is part of the answer."""
        body = self.taken_in()
        with answered():
            services.count_preview(self.person)
        return Response(rendered(services.look(self.person, body)))


@extend_schema(parameters=[ID])
class HistoryView(Door):
    pagination_class = NewestFirst
    serializer_class = RevisionSerializer

    @extend_schema(operation_id="strategies_history", responses=RevisionSerializer(many=True))
    def get(self, request: Request, id: int) -> Response:
        """List what was done to a strategy, the latest first."""
        return self.page(RevisionSerializer, self.row().revisions.select_related("strategy", "actor"))
