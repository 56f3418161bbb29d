"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts import urls as accounts
from backfuture.lib.failures import api_not_found
from connections import urls as connections
from notifications import urls as notifications
from strategies import urls as strategies

# Split: its script is an address of its own, which the content security policy lets through.
docs = SpectacularSwaggerSplitView.as_view(url_name="api_schema", template_name="api/docs.html")
api = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", docs, name="api_docs"),
    *accounts.api_urlpatterns,
    *notifications.api_urlpatterns,
    *connections.api_urlpatterns,
    *strategies.api_urlpatterns,
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", include(api)),
    re_path(r"^api/", api_not_found),
    *accounts.urlpatterns,
    *notifications.urlpatterns,
    *connections.urlpatterns,
    *strategies.urlpatterns,
]

handler400 = "backfuture.lib.failures.bad_request"
handler403 = "backfuture.lib.failures.permission_denied"
handler404 = "backfuture.lib.failures.not_found"
handler500 = "backfuture.lib.failures.server_error"
