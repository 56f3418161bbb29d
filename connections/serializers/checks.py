"""One run of the probes as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections.findings import Verdict
from connections.models import Check, Role
from connections.serializers import wording
from connections.serializers.parts import FindingSerializer, Moment

ASKERS = ["user", "support", "schedule"]


class CheckSerializer(serializers.Serializer[Check]):
    """One run of the questions to an exchange, with what it found."""

    # The rows come with their connection selected.
    id = serializers.IntegerField(read_only=True)
    connection = serializers.IntegerField(source="connection_id", read_only=True)
    state = serializers.ChoiceField(["queued", "running", "done"], read_only=True)
    kind = serializers.ChoiceField(
        ["full", "light"],
        read_only=True,
        help_text="A light one asks only whether the key's rights are unchanged.",
    )
    role = serializers.ChoiceField(
        Role.values, read_only=True, help_text="A candidate is a replacement: it takes over only if it works."
    )
    asked_by = serializers.SerializerMethodField(
        help_text="Who asked for it: the user, our support, or the schedule."
    )
    requested_at = Moment()
    started_at = Moment(allow_null=True)
    finished_at = Moment(allow_null=True)
    duration_ms = serializers.IntegerField(read_only=True, allow_null=True)
    verdict = serializers.SerializerMethodField(
        help_text="Null where nothing was judged: the exchange was silent."
    )
    findings = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(ASKERS))
    def get_asked_by(self, check: Check) -> str:
        return check.asker(check.connection.user_id)

    @extend_schema_field(serializers.ChoiceField([verdict.value for verdict in Verdict], allow_null=True))
    def get_verdict(self, check: Check) -> str | None:
        return check.verdict or None

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, check: Check) -> Any:
        return wording.findings(check.findings, check.connection.exchange_at_site)
