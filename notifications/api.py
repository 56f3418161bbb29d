from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from backfuture.lib.pages import NewestFirst
from notifications import services
from notifications.models import Notification, NotificationQuerySet
from notifications.serializers import NotificationSerializer, ReadSerializer


class NotificationList(ListAPIView[Notification]):
    """What the person was told, newest first."""

    serializer_class = NotificationSerializer
    pagination_class = NewestFirst
    queryset = Notification.objects.none()

    def get_queryset(self) -> NotificationQuerySet:
        return Notification.objects.for_user(cast("User", self.request.user)).select_related("user")


class ReadView(APIView):
    """Mark as read. Unknown ids and those of others are passed over."""

    @extend_schema(operation_id="notifications_read", request=ReadSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        form = ReadSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        services.mark_read(cast("User", request.user), form.validated_data.get("ids"))
        return Response(status=status.HTTP_204_NO_CONTENT)
