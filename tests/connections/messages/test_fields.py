"""What stands at the fields of a key: the same on the page and in the API."""

import pytest

from connections import exchanges, messages
from connections.exchanges.base import CredentialField, Exchange
from connections.forms import ConnectForm
from connections.serializers.exchanges import ExchangeSerializer


@pytest.mark.parametrize("code", exchanges.every())
def test_page_and_api_call_a_field_alike(code: str) -> None:
    exchange = exchanges.get(code)
    told = {field["name"]: field["label"] for field in ExchangeSerializer().get_credentials(exchange)}
    form = ConnectForm(exchange)
    assert told == {spec.name: str(form.fields[spec.name].label) for spec in exchange.fields}


def specs(exchange: Exchange) -> dict[str, CredentialField]:
    return {spec.name: spec for spec in exchange.fields}


@pytest.mark.parametrize("code", exchanges.every())
def test_a_secret_is_called_what_it_may_be(code: str) -> None:
    exchange = exchanges.get(code)
    label = messages.field_label(specs(exchange)["secret"], exchange)
    assert ("private key" in label.lower()) is bool(exchange.private_keys)
    assert ("secret" in label.lower()) is exchange.has_hmac


def test_beside_the_label_a_caption_that_says_the_same_is_left_out() -> None:
    exchange = exchanges.get("kucoin")
    spec = CredentialField("api_key", "API Key", "x")
    assert messages.field_help(spec, exchange) == "KuCoin calls it API Key."
    assert messages.field_help(spec, exchange, is_beside_label=True) == ""
