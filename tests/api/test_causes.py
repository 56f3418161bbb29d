"""A refusal that fits several causes, as the API tells it."""

from rest_framework.test import APIClient

from accounts.models import User
from connections.findings import Category, Finding
from tests.api.conftest import Make
from tests.connections.resolver.vague import CAUSES, VAGUE


def test_causes_are_ranked_with_their_evidence_in_words(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice, verdict="action_required", stored_findings=[VAGUE.to_json()])
    (found,) = api.get(f"/api/v1/connections/{row.pk}/").json()["findings"]
    assert [cause["code"] for cause in found["causes"]] == [str(one.category) for one in CAUSES]
    first, restricted, last = found["causes"]
    assert first["title"] == "This key lacks a right"
    assert [one["code"] for one in first["evidence"]] == ["clock_answers", "worked_before"]
    assert first["evidence"][0]["text"] == "The public clock of KuCoin answers, so KuCoin is not down."
    assert first["evidence"][1]["params"] == {"at": "2026-11-20T12:04:00+00:00"}
    assert (restricted["reason"], restricted["title"]) == ("kyc", "KuCoin asks for identity verification")
    assert [one["code"] for one in last["against"]] == ["looks_right"]
    (impossible,) = found["ruled_out"]
    assert impossible["code"] == "clock_skew"
    assert impossible["against"][0]["text"].endswith("so the time is not the cause.")
    assert found["params"]["candidates"] == [str(one.category) for one in CAUSES]


def test_a_clear_finding_has_none(api: APIClient, alice: User, make: Make) -> None:
    row = make(alice, stored_findings=[Finding(Category.INVALID_KEY).to_json()])
    (found,) = api.get(f"/api/v1/connections/{row.pk}/").json()["findings"]
    assert (found["causes"], found["ruled_out"]) == ([], [])
