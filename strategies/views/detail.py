"""One strategy: what stands in its way, what it does, what it is set to, what was."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh, reswap, retarget

from connections import messages
from connections.views.guards import person, signed_in
from strategies import services, settings
from strategies.models import State, Strategy
from strategies.reasons import Reason
from strategies.shown import preview as previews
from strategies.shown.badge import badge
from strategies.shown.facts import facts
from strategies.shown.history import history
from strategies.shown.told import Told, tell
from strategies.shown.waiting import wait
from strategies.views.owned import own

# A check that takes longer than this is asked after less often: a forgotten tab must not be a burden.
_PATIENCE = timedelta(seconds=15)


@signed_in
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "strategies/detail.html", _context(request, own(request, pk)))


@never_cache
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the page that waits for a check: how it goes, or everything once it is decided."""
    if not request.user.is_authenticated:
        return HttpResponseClientRefresh()
    strategy = own(request, pk)
    if request.GET.get("shown") == strategy.status:
        return HttpResponse(status=204)
    if strategy.status == "waiting":
        return render(request, "strategies/_progress.html", _waiting(strategy))
    response = render(request, "strategies/_strategy.html", _context(request, strategy) | {"is_news": True})
    return reswap(retarget(response, "#strategy"), "outerHTML")


@signed_in
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what it does at one of its pairs, for the page that shows it."""
    return render(request, "strategies/_preview.html", _preview(request, own(request, pk)))


def _waiting(strategy: Strategy) -> dict[str, Any]:
    asked_at = strategy.enable_requested_at
    return {
        "strategy": strategy,
        "is_slow": asked_at is not None and timezone.now() - asked_at > _PATIENCE,
    }


def _context(request: HttpRequest, strategy: Strategy) -> dict[str, Any]:
    return (
        _waiting(strategy)
        | _preview(request, strategy)
        | {
            "badge": badge(strategy),
            "market": messages.market_label(strategy.market_type),
            "told": _told(strategy),
            "facts": facts(strategy),
            "history": history(strategy),
        }
    )


def _told(strategy: Strategy) -> list[Told]:
    """Return what is in the way now: why the last wait was in vain is said while that is still so."""
    if strategy.status in ("waiting", "enabled", "unmanaged"):
        return []
    if strategy.state == State.ARCHIVED:
        return tell(strategy.reasons, strategy)
    found = services.readiness(strategy)
    return tell(found or _still(strategy), strategy)


def _still(strategy: Strategy) -> list[Reason]:
    """Return what is noted of one that nothing is in the way of: that it is mended, or that nobody answered."""
    return [reason for reason in strategy.reasons if reason.code in {"mended", "no_answer"}]


def _preview(request: HttpRequest, strategy: Strategy) -> dict[str, Any]:
    if strategy.connection_id is None:
        return {"preview": None}
    raw = strategy.raw()
    found, chosen = services.look(person(request), raw), settings.read(raw)
    return {
        "preview": previews.shown(found, chosen, request.GET.get("pair", "")),
        "again": reverse("strategy_shown", args=[strategy.pk]),
        "wait": wait(request.GET.get("tried", "")),
    }
