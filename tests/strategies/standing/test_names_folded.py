"""Names that the database told apart until now are told apart after the migration too."""

from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection as database
from django.utils import timezone

from accounts.models import User
from strategies.models import Strategy

fold = import_module("strategies.migrations.0003_names_folded").fold
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def _stored(alice: User, now: datetime, **fields: Any) -> Strategy:
    usual = {"market_type": "spot", "quote": "USDT", "exchange": "kucoin", "state_at": now, "updated_at": now}
    return Strategy.objects.create(user=alice, **{**usual, **fields})


def test_the_later_one_gets_a_number(alice: User) -> None:
    now = timezone.now()
    rows = [_stored(alice, now, name=name) for name in ("Été", "Other", "éTÉ 2")]
    put_away = _stored(alice, now, name="ÉTÉ", state="archived")
    constraint = next(one for one in Strategy._meta.constraints if one.name == "one_strategy_name_per_user")
    with database.schema_editor() as editor:
        editor.remove_constraint(Strategy, constraint)
    Strategy.objects.filter(pk=rows[1].pk).update(name="éTÉ")
    Strategy.objects.update(name_folded="")
    fold(apps, None)
    with database.schema_editor() as editor:
        editor.add_constraint(Strategy, constraint)
    names = [Strategy.objects.get(pk=row.pk).name for row in (*rows, put_away)]
    assert names == ["Été", "éTÉ 2", "éTÉ 2 2", "ÉTÉ"]
    assert Strategy.objects.get(pk=rows[1].pk).name_folded == "été 2"
