"""Pages (`urlpatterns`) and API routes (`api_urlpatterns`, mounted under /api/v1/)."""

from django.urls import path

from notifications import api, views

urlpatterns = [
    path("notifications/", views.NotificationPage.as_view(), name="notifications"),
    path("notifications/read/", views.mark_read, name="notifications_read"),
]
api_urlpatterns = [
    path("notifications/", api.NotificationList.as_view(), name="api_notifications"),
    path("notifications/read/", api.ReadView.as_view(), name="api_notifications_read"),
]
