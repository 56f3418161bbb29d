"""What was: each day, how long answers took, and what happened, page by page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from connections import messages
from connections.api.door import ID, Door
from connections.models import Connection
from connections.models.past import Past, past_of
from connections.models.timeline import Place, timeline
from connections.serializers import DaysQuerySerializer, EventPageSerializer, HistorySerializer

_PAGE = 50
_CURSOR = OpenApiParameter("cursor", description="Comes from the `next` link of an answer.")


@extend_schema(parameters=[ID])
class HistoryView(Door):
    serializer_class = HistorySerializer

    @extend_schema(
        operation_id="connections_history", parameters=[DaysQuerySerializer], responses=HistorySerializer
    )
    def get(self, request: Request, id: int) -> Response:
        """Show the last days of a connection, and the newest of what happened to it."""
        query = DaysQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        connection = self.row()
        past = past_of([connection], query.validated_data["days"])[connection.pk]
        shown = {**_told(past, connection), "events": _events(connection, None)}
        return Response(HistorySerializer(shown, context=_context(self, connection)).data)


@extend_schema(parameters=[ID])
class EventList(Door):
    serializer_class = EventPageSerializer

    @extend_schema(operation_id="connections_events", parameters=[_CURSOR], responses=EventPageSerializer)
    def get(self, request: Request, id: int) -> Response:
        """List what happened to a connection, the newest first."""
        connection, cursor = self.row(), request.query_params.get("cursor")
        try:
            after = Place.read(cursor) if cursor else None
        except ValueError as error:
            text = _("Take the cursor from the links of an answer.")
            raise ValidationError({"cursor": [text]}, "invalid_cursor") from error
        page = _events(connection, after)
        return Response(EventPageSerializer(page, context=_context(self, connection)).data)


def _told(past: Past, connection: Connection) -> dict[str, Any]:
    exchange, is_timed = connection.exchange_at_site, past.mean_ms is not None
    latency = {
        "mean_ms": past.mean_ms,
        "most_ms": past.ms_most if is_timed else None,
        "text": messages.speed(past, exchange),
    }
    kept = past.last(len(past.days))
    return {"days": past.days, "answered": messages.answered(kept, exchange), "latency": latency}


def _events(connection: Connection, after: Place | None) -> dict[str, Any]:
    rows, older = timeline(connection, _PAGE, after)
    return {"results": rows, "older": older}


def _context(view: Door, connection: Connection) -> dict[str, Any]:
    return {**view.get_serializer_context(), "connection": connection}
