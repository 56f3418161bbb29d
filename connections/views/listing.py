"""The list: what needs the reader first, then everything with its status."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connections import messages
from connections.findings import Severity
from connections.incidents.status import open_incidents
from connections.models import Connection
from connections.views.guards import person, signed_in
from connections.views.shown.badge import Badge, badge, urgency
from connections.views.shown.told import Told, tell, tell_question

_PAGE = 50
_SHOWN_FIRST = 3


@dataclass(frozen=True)
class Row:
    connection: Connection
    badge: Badge
    markets: str
    told: Told | None
    urgency: int | None
    ending: messages.Ending | None
    grade: str
    grade_tone: str


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Show the reader's connections; the queries are the same for five and for fifty."""
    rows = [_row(one) for one in Connection.objects.for_user(person(request))]
    down = open_incidents()
    silent = {
        one.exchange_at_site: None for row in rows if ((one := row.connection).exchange, one.site) in down
    }
    waiting = [row for row in rows if row.told and row.urgency is not None]
    waiting.sort(key=lambda row: row.urgency or 0)
    return render(
        request,
        "connections/list.html",
        {
            "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
            "waiting": waiting[:_SHOWN_FIRST],
            "number_waiting": len(waiting),
            "outages": [messages.is_down(exchange) for exchange in silent],
        },
    )


def _row(connection: Connection) -> Row:
    worth_telling = [one for one in connection.findings if one.severity is not Severity.INFO]
    first = [*tell_question(connection), *tell(worth_telling, connection.exchange_at_site)]
    end = messages.ending(connection) if connection.expires_at else None
    markets = ", ".join(str(messages.market_label(market)) for market in connection.markets)
    grade = messages.grade_of(connection)
    return Row(
        connection,
        badge(connection),
        markets,
        first[0] if first else None,
        urgency(connection),
        end if end and end.days is not None else None,
        grade.letter if grade else "",
        messages.tone(grade) if grade else "",
    )
