"""What nobody needs any more is forgotten: old archived strategies, and the long tail of a history."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from strategies import housekeeping, tasks
from strategies.models import Revision, Strategy

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Put = Callable[..., Strategy]


@pytest.fixture
def put(alice: User) -> Put:
    def strategy(name: str, *, days: int = 0, state: str = "archived", user: User = alice) -> Strategy:
        at = timezone.now() - timedelta(days=days)
        about = {"market_type": "spot", "quote": "USDT", "exchange": "kucoin", "updated_at": at}
        row = Strategy.objects.create(user=user, name=name, state=state, state_at=at, **about)
        Revision.objects.create(strategy=row, at=at, action="created", version=1)
        return row

    return strategy


def names() -> set[str]:
    return set(Strategy.objects.values_list("name", flat=True))


def test_what_was_archived_long_ago_goes_with_its_history(put: Put, settings: Settings) -> None:
    settings.ARCHIVED_DAYS = 30
    put("old", days=31)
    put("young", days=29)
    put("draft", days=400, state="draft")
    assert housekeeping.forget_archived() == 1
    assert names() == {"young", "draft"}
    assert Revision.objects.count() == 2


def test_of_many_the_latest_stay_for_each_person(
    put: Put, settings: Settings, alice: User, bob: User
) -> None:
    settings.ARCHIVED_STRATEGIES = 2
    for days in (1, 2, 3):
        put(f"alice {days}", days=days)
        put(f"draft {days}", days=days, state="draft")
    put("bob", days=9, user=bob)
    assert housekeeping.forget_archived() == 1
    assert "alice 3" not in names()
    assert len(names()) == 6
    assert housekeeping.forget_archived() == 0


def test_a_long_history_keeps_its_beginning_and_its_end(put: Put, settings: Settings) -> None:
    settings.HISTORY_ENTRIES = 3
    row, other = put("long", state="enabled"), put("short", state="enabled")
    at = timezone.now()
    for version in range(2, 7):
        Revision.objects.create(strategy=row, at=at, action="updated", version=version)
    tasks.forget_old()
    assert list(row.revisions.order_by("pk").values_list("version", flat=True)) == [1, 5, 6]
    assert other.revisions.count() == 1
