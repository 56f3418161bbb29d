"""Markets in the admin, and what the group of the supporters may look at."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import AuditEvent
from accounts.staff import SUPPORT
from tests.api.strategies.conftest import listed


def test_markets_are_found_and_leave_nobody_a_trace(support: Client) -> None:
    one = listed("BTC/USDT", min_cost="1.500")
    listed("ETH/USDT", "mexc")
    listing = "/admin/strategies/market/"
    answer = support.get(listing, {"q": "btc"})
    assert [row.symbol for row in answer.context["cl"].result_list] == ["BTC/USDT"]
    assert "1.5" in support.get(f"{listing}{one.pk}/change/").content.decode()
    assert support.post(f"{listing}{one.pk}/change/", {"symbol": "X"}).status_code == 403
    assert not AuditEvent.objects.filter(action="staff.viewed").exists()


def test_the_rights_of_support_come_and_go(db: None) -> None:
    group = Group.objects.get(name=SUPPORT)
    migration = import_module("strategies.migrations.0002_support_group")
    names = {"view_strategy", "view_revision", "view_market"}
    before = set(group.permissions.values_list("codename", flat=True))
    assert names <= before
    migration.forbid(apps, None)
    assert set(group.permissions.values_list("codename", flat=True)) == before - names
    migration.allow(apps, None)
    assert set(group.permissions.values_list("codename", flat=True)) == before
    assert Permission.objects.filter(codename="view_market").count() == 1
