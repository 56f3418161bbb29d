"""Pages (`urlpatterns`) and API routes (`api_urlpatterns`, mounted under /api/v1/)."""

from django.urls import URLPattern, URLResolver, path

from strategies import api
from strategies.views import acting, detail, editing, listing, offering

urlpatterns: list[URLPattern | URLResolver] = [
    path("strategies/", listing.index, name="strategies"),
    path("strategies/new/", editing.new, name="strategy_new"),
    path("strategies/preview/", editing.preview, name="strategy_preview"),
    path("strategies/pairs/", offering.pairs, name="strategy_pairs"),
    path("strategies/<int:pk>/", detail.detail, name="strategy"),
    path("strategies/<int:pk>/progress/", detail.progress, name="strategy_progress"),
    path("strategies/<int:pk>/preview/", detail.preview, name="strategy_shown"),
    path("strategies/<int:pk>/edit/", editing.edit, name="strategy_edit"),
    path("strategies/<int:pk>/enable/", acting.enable, name="strategy_enable"),
    path("strategies/<int:pk>/disable/", acting.disable, name="strategy_disable"),
    path("strategies/<int:pk>/duplicate/", acting.duplicate, name="strategy_duplicate"),
    path("strategies/<int:pk>/archive/", acting.archive, name="strategy_archive"),
]
api_urlpatterns: list[URLPattern | URLResolver] = [
    path("markets/", api.MarketList.as_view(), name="api_markets"),
    path("strategies/", api.StrategyList.as_view(), name="api_strategies"),
    path("strategies/preview/", api.PreviewView.as_view(), name="api_strategy_preview"),
    path("strategies/<int:id>/", api.StrategyDetail.as_view(), name="api_strategy"),
    path("strategies/<int:id>/enable/", api.EnableView.as_view(), name="api_strategy_enable"),
    path("strategies/<int:id>/disable/", api.DisableView.as_view(), name="api_strategy_disable"),
    path("strategies/<int:id>/duplicate/", api.DuplicateView.as_view(), name="api_strategy_duplicate"),
    path("strategies/<int:id>/history/", api.HistoryView.as_view(), name="api_strategy_history"),
]
