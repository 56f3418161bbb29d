"""An answer that breaks off: nothing of it is kept, least of all the beginning of a key."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connections import exchanges
from connections.exchanges.base import Keys
from connections.findings import Refusal
from connections.models import Check
from sandbox.keys import Key
from tests.connections.conftest import Connect, look

KEYS = Keys("0123456789abcdef01234567", "89abcdef-5ec2-4e75-8ca9-a7e5ca9a7e22", "open-sesame-77")
_LONGEST_SHOWN = 8


@given(
    cut=st.integers(8, 24), before=st.text(max_size=20), after=st.sampled_from(["", '"', " and more", "…"])
)
def test_the_beginning_of_a_key_is_blanked_out(cut: int, before: str, after: str) -> None:
    text = KEYS.mask(f"{before}{KEYS.api_key[:cut]}{after}")
    assert KEYS.api_key[:_LONGEST_SHOWN] not in text
    assert text.endswith(after)


def test_the_few_characters_that_an_exchange_shows_stay() -> None:
    assert KEYS.mask("key 0123**4567 is not known") == "key 0123**4567 is not known"


@pytest.mark.parametrize("code", exchanges.every())
def test_half_of_a_private_answer_is_no_message(code: str) -> None:
    half = '{"code":"0","data":[{"uid":"77","apiKey":"0123456789abcdef01'
    assert exchanges.get(code).diagnose(Refusal(200, half)).message == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("exchange", exchanges.every())
def test_a_check_keeps_nothing_of_it(exchange: str, connection_of: Connect, key: Callable[..., Key]) -> None:
    mine = key(exchange, "garbage-answer")
    row = look(connection_of(exchange, key=mine))
    kept = [
        row.stored_findings,
        *Check.objects.filter(connection=row).values_list("stored_findings", flat=True),
    ]
    assert row.status == "unreachable"
    assert not [one["exchange_message"] for found in kept for one in found if one["exchange_message"]]
