"""What the API takes in: shapes only, the rules are the services'."""

from functools import partial

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import exchanges
from connections.models.connection import NAME_LIMIT
from connections.serializers.parts import MARKETS
from connections.serializers.strict import StrictSerializer, StrictText

# Whatever is longer cannot be a key; the blanks around a pasted one are the services' business.
_Pasted = partial(StrictText, write_only=True, trim_whitespace=False, allow_blank=True, max_length=1024)


@extend_schema_field({"type": "string", "maxLength": NAME_LIMIT})
class NameField(StrictText):
    """Cleaned and measured by the service."""


class CredentialsSerializer(StrictSerializer):
    """One bundle; it is sealed, used for checks, and never shown again."""

    api_key = _Pasted()
    secret = _Pasted()
    passphrase = _Pasted(required=False, allow_null=True, help_text="Only where the exchange has one.")


class ConnectSerializer(StrictSerializer):
    """A key to connect, and what it is for."""

    exchange = serializers.ChoiceField(exchanges.choices())
    name = NameField(required=False, allow_blank=True, help_text="A clear one is proposed if left out.")
    markets = serializers.ListField(child=serializers.ChoiceField(MARKETS), allow_empty=False, min_length=1)
    credentials = CredentialsSerializer(write_only=True)


class RenameSerializer(StrictSerializer):
    """What can be changed of a connection."""

    name = NameField(required=False)
