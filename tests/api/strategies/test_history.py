"""GET /api/v1/strategies/{id}/history/"""

from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from strategies.models import Revision, Strategy
from strategies.reasons import Reason
from tests.api.strategies.conftest import URL, Draw


def url(row: Strategy) -> str:
    return f"{URL}{row.pk}/history/"


def note(row: Strategy, action: str, actor: User | None = None, **fields: object) -> Revision:
    return Revision.objects.create(
        strategy=row, at=timezone.now(), actor=actor, action=action, version=1, **fields
    )


def test_it_says_who_did_what_and_why(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice)
    note(row, "updated", alice, changes={"step": ["1.5", "2"], "pairs": [["BTC/USDT"], ["ETH/USDT"]]})
    note(row, "suspended", stored_reasons=[Reason("paused").to_json()])
    suspended, updated = api.get(url(row)).json()["results"]
    assert (suspended["action"], suspended["actor"]) == ("suspended", None)
    assert [reason["code"] for reason in suspended["reasons"]] == ["paused"]
    assert (updated["action"], updated["actor"], updated["version"]) == ("updated", alice.email, 1)
    step, pairs = updated["changes"]
    assert (step["field"], step["before"], step["after"]) == ("step", "1.5", "2")
    assert (step["label"] != "", pairs["after"]) == (True, ["ETH/USDT"])


def test_a_long_one_costs_as_many_queries_as_a_short_one(api: APIClient, alice: User, draw: Draw) -> None:
    row = draw(alice)

    def queries(count: int) -> int:
        for _ in range(count):
            note(
                row,
                "updated",
                alice,
                changes={"step": ["1", "2"]},
                stored_reasons=[Reason("paused").to_json()],
            )
        with CaptureQueriesContext(database) as seen:
            assert len(api.get(url(row)).json()["results"]) == min(50, row.revisions.count())
        return len(seen)

    assert queries(5) == queries(45)


def test_not_mine_is_404(api: APIClient, bob: User, draw: Draw) -> None:
    assert api.get(url(draw(bob))).status_code == 404


def test_logged_out(nobody: APIClient, alice: User, draw: Draw) -> None:
    assert nobody.get(url(draw(alice))).status_code == 401
