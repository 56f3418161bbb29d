"""A supporter at work."""

import pytest
from django.test import Client

from accounts.models import User
from tests.api.conftest import key, make
from tests.people import sign_in

__all__ = ("key", "make")


@pytest.fixture
def support(client: Client, supporter: User) -> Client:
    """Return the browser of a supporter who is signed in with both factors."""
    return sign_in(client, supporter)
