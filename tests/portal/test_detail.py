from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from connections.findings import Finding, Grant
from connections.models import Check, StatusChange
from tests.portal.conftest import NO_LIST, WRONG_ADDRESS, Make, passport

HTMX = {"HX-Request": "true"}


def test_a_finding_says_what_why_and_what_to_do(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="action_required", findings=[WRONG_ADDRESS])
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "The key only accepts requests from other addresses" in page
    assert "<bdi>198.51.100.7</bdi>" in page
    assert 'data-copy="203.0.113.24"' in page
    assert "&lt;b&gt;not&lt;/b&gt; on the list" in page, "the exchange's words are text, not markup"


def test_abilities_come_with_state_evidence_and_age(portal: Client, alice: User, make: Make) -> None:
    known = passport(read=Grant.YES, spot_trade=Grant.YES, internal_transfer=Grant.YES)
    row = make(alice, verdict="connected", stored_passport=known.to_json(), checked_at=timezone.now())
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    for what in ("Withdraw", "Read balances", "Read orders", "Trade spot", "Internal transfer"):
        assert f'<th scope="row">{what}</th>' in page
    assert "KuCoin lists no right to withdraw." in page
    assert "On, not needed" in page


def test_a_right_to_withdraw_that_is_not_reported_is_shown_red(
    portal: Client, alice: User, make: Make
) -> None:
    row = make(alice, stored_passport=passport(withdraw=Grant.UNKNOWN).to_json())
    abilities = portal.get(f"/connections/{row.pk}/").context["abilities"]
    assert (abilities[0].what, abilities[0].tone) == ("Withdraw", "bad")


def test_the_grade_is_a_letter_with_the_way_to_win_points_back(
    portal: Client, alice: User, make: Make
) -> None:
    known = passport(read=Grant.YES, spot_trade=Grant.YES, margin_trade=Grant.YES)
    row = make(alice, verdict="connected", stored_passport=known.to_json())
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "Security grade D" in page
    assert "60 of 100 points" in page
    for what in ("This key works from any address", "It may trade with borrowed money", "10 points"):
        assert what in page
    assert page.index("30 points") < page.index("10 points"), "the dearest first"


def test_a_key_nobody_has_looked_at_has_no_grade(portal: Client, alice: User, make: Make) -> None:
    assert "Security grade" not in portal.get(f"/connections/{make(alice).pk}/").content.decode()


def test_balances_are_exact_and_readable(portal: Client, alice: User, make: Make) -> None:
    coins = {f"C{number:02}": "1" for number in range(9)} | {"USDT": "12450.500000000", "DUST": "0.00000001"}
    row = make(alice, balances={"spot": coins}, balances_at=timezone.now())
    answer = portal.get(f"/connections/{row.pk}/")
    assert "12,450.5 USDT" in answer.content.decode()
    assert "0.00000001 DUST" in answer.content.decode()
    assert answer.context["purses"][0].amounts[0][0] == "USDT"
    assert "Spot: 3 more" in answer.content.decode()


def test_history_is_told_in_words(portal: Client, alice: User, make: Make) -> None:
    row, at = make(alice), timezone.now() - timedelta(hours=2)
    StatusChange.objects.create(
        connection=row, at=at, before="connected", after="action_required", codes=["ip_not_allowed"]
    )
    Check.objects.create(
        connection=row, requested_at=at, finished_at=at, verdict="connected", duration_ms=412
    )
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "before: Connected" in page
    assert "412 ms" in page
    assert "2\xa0hours ago" in page


def test_history_names_no_single_cause_where_the_check_left_several(
    portal: Client, alice: User, make: Make
) -> None:
    row, at = make(alice, "binance"), timezone.now()
    found = Finding("invalid_key", params={"candidates": ["invalid_key", "ip_not_allowed"], "code": "-2015"})
    check = Check.objects.create(
        connection=row, requested_at=at, finished_at=at, stored_findings=[found.to_json()]
    )
    StatusChange.objects.create(
        connection=row,
        at=at,
        before="pending",
        after="action_required",
        codes=["invalid_key"],
        check_run=check,
    )
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert page.count("Binance refused us, and its answer fits more than one cause") == 2
    assert "Binance does not know this API key" not in page


def test_times_are_relative_and_exact_in_the_readers_zone(portal: Client, alice: User, make: Make) -> None:
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    row = make(alice, verdict="connected", stored_passport=passport().to_json())
    row.checked_at = timezone.now().replace(year=2026, month=1, day=2, hour=20, minute=5)
    row.save()
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert 'datetime="2026-01-02T20:05' in page
    assert 'title="Jan. 3, 2026, 5:05 a.m. (JST)"' in page


def test_the_wait_asks_again_until_the_answer_replaces_the_page(
    portal: Client, alice: User, make: Make
) -> None:
    row = make(alice, check_requested_at=timezone.now())
    Check.objects.create(connection=row, requested_at=timezone.now())
    waiting = portal.get(f"/connections/{row.pk}/progress/", headers=HTMX)
    assert 'hx-trigger="every 700ms"' in waiting.content.decode()
    assert "next in line" in waiting.content.decode()
    row.checks.update(finished_at=timezone.now())
    row.check_requested_at, row.verdict = None, "connected"
    row.findings = [NO_LIST]
    row.save()
    done = portal.get(f"/connections/{row.pk}/progress/", headers=HTMX)
    assert done.headers["HX-Retarget"] == "#connection"
    assert "hx-trigger" not in done.content.decode()
    assert "This key works from any address" in done.content.decode()


def test_a_check_that_takes_long_is_asked_after_less_often(portal: Client, alice: User, make: Make) -> None:
    long_ago = timezone.now() - timedelta(minutes=1)
    row = make(alice, check_requested_at=long_ago)
    Check.objects.create(connection=row, requested_at=long_ago)
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert 'hx-trigger="every 5s"' in page
    assert "longer than usual" in page


def test_a_session_that_ended_while_waiting_reloads_the_page(db: None) -> None:
    answer = Client().get("/connections/1/progress/", headers=HTMX)
    assert answer.headers["HX-Refresh"] == "true"


def test_a_new_key_that_was_not_taken_says_why(portal: Client, alice: User, make: Make) -> None:
    row, now = make(alice, verdict="connected"), timezone.now()
    check = Check(
        connection=row, role="candidate", requested_at=now, finished_at=now, verdict="action_required"
    )
    check.stored_findings = [WRONG_ADDRESS.to_json()]
    check.save()
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    assert "The new key was not taken" in page
    assert "198.51.100.7" in page


def test_an_absurd_number_is_not_found(portal: Client) -> None:
    assert portal.get(f"/connections/{10**30}/").status_code == 404


def test_a_name_is_text(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, name="<script>alert(1)</script>")
    for path in ("", "rename/", "disconnect/", "replace/"):
        assert "<script>alert" not in portal.get(f"/connections/{row.pk}/{path}").content.decode()
