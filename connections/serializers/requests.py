"""What the API takes in: shapes only, the rules are the services'."""

from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import exchanges, messages
from connections.exchanges._private_keys import LONGEST
from connections.models.connection import NAME_LIMIT
from connections.serializers.parts import MARKETS
from connections.serializers.strict import StrictBool, StrictId, StrictSerializer, StrictText
from connections.services import Problem

# Whatever is longer cannot be a key, nor the file it came in; the blanks around it are the services' business.
_Pasted = partial(StrictText, write_only=True, trim_whitespace=False, allow_blank=True, max_length=LONGEST)


@extend_schema_field({"type": "string", "maxLength": NAME_LIMIT})
class NameField(StrictText):
    """A name as it was typed; the services clean it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Measure before anything is cut off: a client that follows the description does so too."""
        name = super().to_internal_value(data)
        if len(name) > NAME_LIMIT:
            problem = Problem("name", "name_too_long", {"limit": NAME_LIMIT})
            raise serializers.ValidationError(messages.problem(problem, None), problem.code)
        return name


_Site = partial(
    StrictText,
    required=False,
    allow_blank=True,
    max_length=16,
)


class CredentialsSerializer(StrictSerializer):
    """One bundle; it is sealed, used for checks, and never shown again."""

    api_key = _Pasted()
    secret = _Pasted(
        required=False,
        allow_null=True,
        help_text="Or a private key where the exchange takes one: PEM, base64, or the key file as it was downloaded.",
    )
    passphrase = _Pasted(required=False, allow_null=True, help_text="Only where the exchange has one.")
    key_pair = StrictId(
        write_only=True,
        required=False,
        allow_null=True,
        help_text="Instead of a secret: the id of the pair whose public key was registered at the exchange.",
    )


_BESIDE = frozenset({"site", "different_account"})


class ReplacementSerializer(CredentialsSerializer):
    """A new bundle; with `credentials` around it, as connecting takes it, it is understood too."""

    site = _Site(help_text="Where the new key belongs; the site of the old one if left out.")
    different_account = StrictBool(
        write_only=True,
        required=False,
        help_text="The new key may belong to another account. Otherwise one that does waits for an answer.",
    )
    keep_private_key = StrictBool(
        write_only=True,
        required=False,
        help_text="Correct the API key alone, of a connection that `is_made_here`: the private key stays in use.",
    )

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and "credentials" in data and set(data) <= {"credentials", *_BESIDE}:
            inner = data["credentials"]
            named = {name: data[name] for name in data if name in _BESIDE}
            data = {**inner, **named} if isinstance(inner, dict) else inner
        return super().to_internal_value(data)


class ConnectSerializer(StrictSerializer):
    """A key to connect, and what it is for."""

    exchange = serializers.ChoiceField(exchanges.choices())
    site = _Site(
        help_text="Where the key belongs: a code of the exchange's `sites`; the main one if left out."
    )
    name = NameField(required=False, allow_blank=True, help_text="A clear one is proposed if left out.")
    markets = serializers.ListField(child=serializers.ChoiceField(MARKETS), allow_empty=False, min_length=1)
    credentials = CredentialsSerializer(write_only=True)


class PairRequestSerializer(StrictSerializer):
    """Where the public key is to be registered."""

    exchange = serializers.ChoiceField(exchanges.choices())


class RenameSerializer(StrictSerializer):
    """What can be changed of a connection."""

    name = NameField(required=False)


class DisconnectSerializer(serializers.Serializer[Any]):
    """What disconnecting is told in the address."""

    in_use = serializers.ChoiceField(
        ["archive"],
        required=False,
        help_text="Archive what runs on the connection; without it, a connection in use is kept.",
    )
