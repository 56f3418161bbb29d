"""Shapes that others are made of."""

from datetime import UTC
from functools import partial
from typing import Any

from rest_framework import serializers

from connections.expiry import EndKind
from connections.findings import Grant, KeyKind, Market, Permission, Severity
from connections.grading import LETTERS
from connections.models import Connection
from connections.serializers import wording

# Always UTC, whatever time zone the reader chose for the website: a client formats it for its own.
Moment = partial(serializers.DateTimeField, default_timezone=UTC, read_only=True)
MARKETS = [market.value for market in Market]
PRIVATE_KEYS = [kind.value for kind in KeyKind if kind is not KeyKind.HMAC]


class EvidenceSerializer(serializers.Serializer[object]):
    """One fact that speaks for or against a cause."""

    code = serializers.CharField()
    text = serializers.CharField()
    params = serializers.DictField()


class CauseSerializer(serializers.Serializer[object]):
    """One possible cause of a refusal."""

    code = serializers.CharField()
    reason = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    evidence = EvidenceSerializer(many=True, help_text="What speaks for it.")
    against = EvidenceSerializer(many=True, help_text="What speaks against it, or rules it out.")


class FindingSerializer(serializers.Serializer[object]):
    """One thing to tell the trader: a stable code, and what happened, why and the next click in words."""

    code = serializers.CharField()
    severity = serializers.ChoiceField([severity.value for severity in Severity])
    title = serializers.CharField()
    cause = serializers.CharField()
    fix = serializers.CharField()
    causes = CauseSerializer(
        many=True,
        help_text="What the answer may mean, the likeliest first; empty where nothing had to be weighed.",
    )
    ruled_out = CauseSerializer(
        many=True, help_text="What the answer may mean elsewhere, but not in this check."
    )
    params = serializers.DictField(help_text="What the sentences are made of; the keys depend on the code.")
    exchange_message = serializers.CharField(
        help_text="The exchange's own words, cleaned; empty if it said nothing."
    )


class LossSerializer(serializers.Serializer[object]):
    """One weakness of a key, with the points it costs and the way to win them back."""

    code = serializers.CharField()
    points = serializers.IntegerField()
    title = serializers.CharField()
    fix = serializers.CharField()


class SecuritySerializer(serializers.Serializer[object]):
    """How safe a key is: a letter for 0 to 100 points; what the exchange does not tell is not counted."""

    grade = serializers.ChoiceField(list(LETTERS))
    points = serializers.IntegerField()
    losses = LossSerializer(many=True)
    unread = serializers.ListField(child=serializers.CharField(), help_text="What nobody could count.")


class EndingSerializer(serializers.Serializer[object]):
    """The end of a key; `at` is null wherever it cannot be said honestly, and `text` says why."""

    kind = serializers.ChoiceField(
        [kind.value for kind in EndKind],
        help_text="`kept` keys would end without use, and live on while they are checked.",
    )
    at = Moment(allow_null=True)
    days = serializers.IntegerField(
        allow_null=True, help_text="Days of the reader's calendar until then; null once it is past."
    )
    is_soon = serializers.BooleanField(help_text="It is time to do something about it.")
    text = serializers.CharField(help_text="Empty while nobody has looked at the key.")


class RightSerializer(serializers.Serializer[object]):
    """One permission: `unknown` where nobody could tell."""

    value = serializers.ChoiceField([grant.value for grant in Grant])
    evidence = serializers.CharField(help_text="How it is known, in words; empty while nobody has looked.")
    at = Moment(allow_null=True, help_text="When it was seen.")


class PermissionsSerializer(serializers.Serializer[object]):
    def get_fields(self) -> dict[str, serializers.Field[object, object, object, object]]:
        return {permission.value: RightSerializer() for permission in Permission}


class PassportSerializer(serializers.Serializer[Any]):
    """All that is known of a key; null where the exchange does not say."""

    permissions = PermissionsSerializer()
    ip_restricted = serializers.BooleanField(allow_null=True)
    ip_list = serializers.ListField(child=serializers.CharField(), allow_null=True)
    expires_at = Moment(allow_null=True)
    expires_kind = serializers.ChoiceField(["fixed", "inactivity", "none", "unknown"])
    key_status = serializers.ChoiceField(["active", "expired", "frozen", "deleted", "unknown"])
    uid = serializers.CharField(allow_null=True)
    is_sub_account = serializers.BooleanField(allow_null=True)
    symbol_whitelist = serializers.ListField(child=serializers.CharField(), allow_null=True)
    created_at = Moment(allow_null=True)

    def to_representation(self, connection: Connection) -> Any:
        """Return the passport of a connection with its evidence in words."""
        known, is_seen = connection.passport, bool(connection.stored_passport)
        return super().to_representation(
            wording.passport(known, connection.exchange_at_site, is_seen=is_seen)
        )
