"""A connection as the API shows it: the row and what follows from it, nothing of its credentials."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import messages
from connections.findings import KeyKind, Verdict
from connections.models import Connection
from connections.models.connection import STATUSES
from connections.serializers import wording
from connections.serializers.accounts import AccountQuestionSerializer
from connections.serializers.addresses import check_url
from connections.serializers.parts import (
    MARKETS,
    EndingSerializer,
    FindingSerializer,
    Moment,
    PassportSerializer,
    SecuritySerializer,
)
from connections.serializers.standing import OutageSerializer


class ConnectionSerializer(serializers.Serializer[Connection]):
    """One connection, with nothing of its credentials but the last four characters of the API key."""

    # The rows come with their waiting check prefetched to `open_checks`; the context's `down` returns open incidents.
    id = serializers.IntegerField(read_only=True)
    exchange = serializers.CharField(read_only=True)
    site = serializers.CharField(
        read_only=True,
        help_text="Where the key belongs, by the codes of the exchange's sites; empty is the main one.",
    )
    name = serializers.CharField(read_only=True)
    key_hint = serializers.CharField(read_only=True, help_text="The last four characters of the API key.")
    key_kind = serializers.ChoiceField(
        [kind.value for kind in KeyKind],
        read_only=True,
        help_text="What requests are signed with: a secret (hmac), or a private key.",
    )
    is_made_here = serializers.BooleanField(
        read_only=True,
        help_text="The private key was made here and never left: the API key alone can be corrected.",
    )
    egress = serializers.CharField(
        read_only=True,
        help_text="The one of our addresses that this key is used from; empty until one is chosen. Allow all of them: "
        "`addresses` of the exchange.",
    )
    markets = serializers.ListField(child=serializers.ChoiceField(MARKETS), read_only=True)
    verdict = serializers.ChoiceField([verdict.value for verdict in Verdict], read_only=True)
    status = serializers.ChoiceField(
        STATUSES, read_only=True, help_text="What to show; the verdict unless something hides it."
    )
    status_label = serializers.SerializerMethodField()
    is_checking = serializers.BooleanField(read_only=True)
    check = serializers.SerializerMethodField(help_text="The check that is queued or running, if any.")
    account_question = serializers.SerializerMethodField(
        help_text="Set while a new key that works waits for an answer: POST or DELETE at `candidate/`."
    )
    checked_at = Moment(allow_null=True)
    next_check_at = serializers.SerializerMethodField(
        help_text="Null where no look is due; while the exchange answers nobody, `outage` says how often we ask."
    )
    balances = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField()),
        read_only=True,
        help_text="Free amounts as decimal text, by wallet and currency.",
    )
    balances_at = Moment(allow_null=True)
    passport = PassportSerializer(source="*", read_only=True)
    ending = serializers.SerializerMethodField(
        help_text="When the key stops by itself unless somebody acts, as a countdown for people."
    )
    security = serializers.SerializerMethodField(
        help_text="Null while nobody has read the key's rights, and of a key that does not work."
    )
    findings = serializers.SerializerMethodField()
    outage = serializers.SerializerMethodField(
        help_text="Set while the exchange answers nobody; no key is the cause then. Null otherwise."
    )

    def get_status_label(self, connection: Connection) -> str:
        return messages.status_label(connection.status)

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_check(self, connection: Connection) -> str | None:
        waiting = connection.open_checks  # type: ignore[attr-defined]  # prefetched: one query for a whole page
        return check_url(waiting[0].pk, self.context) if waiting else None

    @extend_schema_field(AccountQuestionSerializer(allow_null=True))
    def get_account_question(self, connection: Connection) -> Any:
        if not connection.account_question:
            return None
        there = {"exchange": connection.exchange_at_site}
        return AccountQuestionSerializer(connection.account_question, context=there).data

    @extend_schema_field(Moment(allow_null=True))
    def get_next_check_at(self, connection: Connection) -> str | None:
        at = None if self._incident(connection) else connection.next_check_at
        return Moment().to_representation(at) if at else None

    @extend_schema_field(EndingSerializer)
    def get_ending(self, connection: Connection) -> Any:
        return EndingSerializer(messages.ending(connection)).data

    @extend_schema_field(SecuritySerializer(allow_null=True))
    def get_security(self, connection: Connection) -> Any:
        security = messages.security(connection)
        return SecuritySerializer(security).data if security else None

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, connection: Connection) -> Any:
        return wording.findings(connection.findings, connection.exchange_at_site)

    @extend_schema_field(OutageSerializer(allow_null=True))
    def get_outage(self, connection: Connection) -> Any:
        incident = self._incident(connection)
        if incident is None:
            return None
        text = messages.is_down(connection.exchange_at_site)
        return OutageSerializer({"started_at": incident.started_at, "text": text}).data

    def _incident(self, connection: Connection) -> Any:
        return self.context["down"]().get((connection.exchange, connection.site))
