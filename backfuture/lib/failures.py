"""What is answered where no view could: problem+json below /api/, a page elsewhere."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions

from backfuture.lib.problems import MEDIA_TYPE, body


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return _problem(exceptions.ParseError())
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return _problem(exceptions.PermissionDenied())
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _is_api(request):
        return _problem(exceptions.NotFound())
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if _is_api(request):
        return _problem(exceptions.APIException())
    return defaults.server_error(request)


@csrf_exempt  # or an unsafe request to nowhere would end in the website's page about its token
def api_not_found(request: HttpRequest) -> HttpResponse:
    """Answer below /api/ where there is no route: also under DEBUG, and without a redirect to a slash."""
    return _problem(exceptions.NotFound())


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _problem(error: exceptions.APIException) -> HttpResponse:
    return JsonResponse(body(error), status=error.status_code, content_type=MEDIA_TYPE)
