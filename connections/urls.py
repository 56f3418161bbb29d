"""Pages (`urlpatterns`) and API routes (`api_urlpatterns`, mounted under /api/v1/)."""

from django.urls import URLPattern, URLResolver, path

from connections import api
from connections.views import answering, changing, connecting, detail, landing, listing, metrics, status

urlpatterns: list[URLPattern | URLResolver] = [
    path("", landing.home, name="home"),
    path("metrics", metrics.metrics, name="metrics"),
    path("exchanges/", landing.guide, name="exchanges"),
    path("status/", status.index, name="status"),
    path("connections/", listing.index, name="connections"),
    path("connections/new/", connecting.choose, name="connection_new"),
    path("connections/new/<slug:code>/", connecting.connect, name="connection_connect"),
    path("connections/new/<slug:code>/guide/", connecting.guide, name="connection_guide"),
    path("connections/<int:pk>/", detail.detail, name="connection"),
    path("connections/<int:pk>/history/", detail.past, name="connection_history"),
    path("connections/<int:pk>/progress/", detail.progress, name="connection_progress"),
    path("connections/<int:pk>/check/", detail.check, name="connection_check"),
    path("connections/<int:pk>/rename/", changing.rename, name="connection_rename"),
    path("connections/<int:pk>/pause/", changing.pause, name="connection_pause"),
    path("connections/<int:pk>/resume/", changing.resume, name="connection_resume"),
    path("connections/<int:pk>/replace/", connecting.replace, name="connection_replace"),
    path("connections/<int:pk>/account/", answering.accept, name="connection_account"),
    path("connections/<int:pk>/account/decline/", answering.decline, name="connection_decline"),
    path("connections/<int:pk>/disconnect/", changing.disconnect, name="connection_disconnect"),
]
api_urlpatterns: list[URLPattern | URLResolver] = [
    path("exchanges/", api.ExchangeList.as_view(), name="api_exchanges"),
    path("status/", api.Status.as_view(), name="api_status"),
    path("key-pairs/", api.KeyPairs.as_view(), name="api_key_pairs"),
    path("connections/", api.ConnectionList.as_view(), name="api_connections"),
    path("connections/<int:id>/", api.ConnectionDetail.as_view(), name="api_connection"),
    path("connections/<int:id>/credentials/", api.CredentialsView.as_view(), name="api_credentials"),
    path("connections/<int:id>/candidate/", api.CandidateView.as_view(), name="api_candidate"),
    path("connections/<int:id>/checks/", api.CheckList.as_view(), name="api_checks"),
    path("connections/<int:id>/history/", api.HistoryView.as_view(), name="api_history"),
    path("connections/<int:id>/events/", api.EventList.as_view(), name="api_events"),
    path("connections/<int:id>/pause/", api.PauseView.as_view(), name="api_pause"),
    path("connections/<int:id>/resume/", api.ResumeView.as_view(), name="api_resume"),
    path("checks/<int:id>/", api.CheckDetail.as_view(), name="api_check"),
]
