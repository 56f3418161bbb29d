"""Ask for a check, follow it, look back at earlier ones."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from backfuture.lib.pages import NewestFirst
from connections import services
from connections.api.door import ID, Door
from connections.api.refusals import answered
from connections.api.responses import DESTROYED, LOCATION
from connections.models import Check
from connections.serializers import CheckSerializer
from connections.serializers.addresses import check_url


@extend_schema(parameters=[ID])
class CheckList(Door):
    pagination_class = NewestFirst
    serializer_class = CheckSerializer

    @extend_schema(operation_id="connections_checks_list", responses=CheckSerializer(many=True))
    def get(self, request: Request, id: int) -> Response:
        """List the checks of a connection, the newest first."""
        return self.page(CheckSerializer, self.row().checks.select_related("connection"))

    @extend_schema(
        operation_id="connections_check",
        parameters=[LOCATION],
        request=None,
        responses={202: CheckSerializer, 409: DESTROYED},
    )
    def post(self, request: Request, id: int) -> Response:
        """Ask for a check; while one is queued or running, it is that one."""
        connection = self.row()
        with answered(connection.exchange_at_site):
            check = services.request_check(connection, self.person)
        return accepted(check, request)


@extend_schema(parameters=[ID])
class CheckDetail(Door):
    serializer_class = CheckSerializer

    @extend_schema(operation_id="checks_read", responses=CheckSerializer)
    def get(self, request: Request, id: int) -> Response:
        """Follow a check until its state is done."""
        mine = Check.objects.filter(connection__user=self.person).select_related("connection")
        return Response(self.get_serializer(get_object_or_404(mine, pk=id)).data)


def accepted(check: Check, request: Request) -> Response:
    """Answer 202 with a check and where to follow it."""
    context = {"request": request}
    headers = {"Location": check_url(check.pk, context)}
    return Response(CheckSerializer(check, context=context).data, 202, headers=headers)
