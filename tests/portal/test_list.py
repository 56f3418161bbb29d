import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from connections.findings import Grant
from tests.portal.conftest import NO_LIST, WITHDRAWS, WRONG_ADDRESS, Make, passport


def test_an_empty_list_teaches_the_first_step(portal: Client) -> None:
    page = portal.get("/connections/").content.decode()
    assert "Connect your first exchange" in page
    assert 'href="/connections/new/"' in page


def test_shows_mine_and_not_those_of_others(portal: Client, alice: User, bob: User, make: Make) -> None:
    make(alice, name="Mine")
    make(bob, name="Not mine")
    page = portal.get("/connections/").content.decode()
    assert "Mine" in page
    assert "Not mine" not in page


def test_what_needs_the_reader_comes_first(portal: Client, alice: User, make: Make) -> None:
    make(alice, name="Aaa fine", verdict="connected")
    make(alice, name="Wrong address", verdict="action_required", findings=[WRONG_ADDRESS])
    make(alice, name="Zz withdraws", verdict="quarantined", findings=[WITHDRAWS])
    page = portal.get("/connections/").content.decode()
    assert "2 need you" in page
    assert page.index("Zz withdraws") < page.index("Wrong address") < page.index("Aaa fine")
    assert "198.51.100.7" not in page, "only the most urgent one is told in full"


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"verdict": "connected"}, "Connected"),
        ({"verdict": "connected", "findings": [NO_LIST]}, "Connected, with advice"),
        ({"verdict": "limited"}, "Limited"),
        ({"verdict": "action_required"}, "Needs you"),
        ({"verdict": "quarantined"}, "Quarantined"),
        ({"verdict": "connected", "paused_at": timezone.now()}, "Paused"),
        ({"unreachable_since": timezone.now()}, "Unreachable"),
        ({}, "Not judged yet"),
        ({"check_requested_at": timezone.now()}, "Checking"),
    ],
)
def test_every_status_has_a_word(
    portal: Client, alice: User, make: Make, fields: dict[str, object], label: str
) -> None:
    make(alice, **fields)
    assert f">{label}</span>" in portal.get("/connections/").content.decode()


def test_the_grade_stands_beside_the_status(portal: Client, alice: User, make: Make) -> None:
    make(alice, verdict="quarantined", stored_passport=passport(withdraw=Grant.YES).to_json())
    make(alice)
    page = portal.get("/connections/").content.decode()
    assert page.count("Security grade </span>F") == page.count("Security grade") == 1


def test_fifty_cost_as_many_queries_as_five_and_touch_no_credentials(
    portal: Client, alice: User, make: Make
) -> None:
    def queries() -> list[str]:
        with CaptureQueriesContext(
            database,
        ) as seen:
            portal.get("/connections/")
        return [query["sql"] for query in seen]

    for number in range(5):
        make(alice, verdict="action_required", findings=[WRONG_ADDRESS], name=f"few {number}")
    few = queries()
    for number in range(45):
        make(alice, verdict="connected", findings=[NO_LIST], name=f"many {number}")
    many = queries()
    assert len(many) == len(few)
    assert not [sql for sql in many if "connections_credentials" in sql]


def test_the_fifty_first_is_on_the_second_page(portal: Client, alice: User, make: Make) -> None:
    for number in range(51):
        make(alice, name=f"number {number:02}")
    assert "number 50" not in portal.get("/connections/").content.decode()
    assert "number 50" in portal.get("/connections/?page=2").content.decode()


def test_signed_out_leads_to_signing_in(db: None) -> None:
    assert Client().get("/connections/").headers["Location"] == "/accounts/login/?next=/connections/"
