from typing import cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from accounts.models import User
from notifications import services
from notifications.models import Notification, NotificationQuerySet


@method_decorator(never_cache, name="dispatch")  # or "back" would show them after signing out
class NotificationPage(LoginRequiredMixin, ListView[Notification]):
    """The person's notifications, newest first, as `notifications` (with `page_obj`); each has `.words`."""

    template_name = "notifications/list.html"
    context_object_name = "notifications"
    paginate_by = 30

    def get_queryset(self) -> NotificationQuerySet:
        return Notification.objects.for_user(cast("User", self.request.user)).select_related("user")


@login_required
@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark the posted `ids` as read, all without any."""
    sent = request.POST.getlist("ids")
    ids = [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 19] if sent else None
    services.mark_read(cast("User", request.user), ids)
    return redirect("notifications")
