from typing import cast

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import services
from accounts.models import User
from accounts.serializers import MeSerializer


class MeView(APIView):
    """Who is signed in, and how they want to be spoken to."""

    @extend_schema(operation_id="me_read", responses=MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(MeSerializer(cast("User", request.user)).data)

    @extend_schema(operation_id="me_update", request=MeSerializer, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        user = cast("User", request.user)
        form = MeSerializer(user, data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        return Response(MeSerializer(services.update_profile(user, **form.validated_data)).data)
