"""A refusal that fits several causes, as a person reads it."""

from django.test import Client

from accounts.models import User
from tests.connections.resolver.vague import VAGUE
from tests.portal.conftest import WRONG_ADDRESS, Make


def test_the_likeliest_cause_comes_first_with_the_reasons_and_one_first_step(
    portal: Client, alice: User, make: Make
) -> None:
    row = make(alice, verdict="action_required", findings=[VAGUE])
    page = portal.get(f"/connections/{row.pk}/").content.decode()
    likely, possible = page.index("Most likely: This key lacks a right."), page.index("Also possible: ")
    assert likely < possible
    assert "Why we think so" in page
    assert page.count("First: ") == 1
    told = page[page.index('<ul class="why">') :].partition("</ul>")[0]
    assert told.count("<li>") == 4
    assert told.index("The public clock") < told.index("This key worked from here on")


def test_where_nothing_was_weighed_nothing_is_claimed(portal: Client, alice: User, make: Make) -> None:
    row = make(alice, verdict="action_required", findings=[WRONG_ADDRESS])
    assert "Why we think so" not in portal.get(f"/connections/{row.pk}/").content.decode()
