"""A supporter at work."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.models import User
from tests.api.conftest import key, make
from tests.people import sign_in

__all__ = ("key", "make")


@pytest.fixture
def support(client: Client, supporter: User) -> Client:
    """Return the browser of a supporter who is signed in with both factors."""
    # A process reads each content type once. Whoever counts queries must not count that of a first reader.
    list(map(ContentType.objects.get_for_id, ContentType.objects.values_list("pk", flat=True)))
    return sign_in(client, supporter)
