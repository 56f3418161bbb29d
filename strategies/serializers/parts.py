"""Shapes that others are made of."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backfuture.lib import problems

AnyJson = extend_schema_field({})(serializers.JSONField)


class ReasonSerializer(serializers.Serializer[object]):
    """One thing that is in the way: a stable code, what it is and the first step in words."""

    code = serializers.CharField()
    title = serializers.CharField()
    fix = serializers.CharField()
    params = serializers.DictField(help_text="What the sentences are made of; the keys depend on the code.")


class SettingProblemSerializer(serializers.Serializer[object]):
    """One setting to change."""

    field = serializers.CharField(help_text="Dotted inside of others, empty where it is the whole.")
    code = serializers.CharField()
    value = serializers.CharField(
        allow_null=True, help_text="What was given, where it is a number, a choice or a symbol."
    )
    allowed = serializers.CharField(
        help_text="What would do, such as `0.1..50`; empty if that cannot be said."
    )
    rung = serializers.CharField(
        allow_null=True, help_text="The order of the ladder it is about, 0 the first."
    )
    text = serializers.CharField()


class WarningSerializer(serializers.Serializer[object]):
    """What to know of settings that are allowed."""

    code = serializers.CharField()
    field = serializers.CharField(help_text="Empty where it is about no field alone.")
    rung = serializers.CharField(allow_null=True)
    values = serializers.DictField(
        child=serializers.CharField(), help_text="Measured: fractions, amounts; names."
    )
    text = serializers.CharField()


class RefusedSerializer(problems.ProblemSerializer):
    """Settings that cannot be saved: every problem at once."""

    problems = SettingProblemSerializer(many=True, required=False)


class NotReadySerializer(problems.ProblemSerializer):
    """Why it cannot be done now."""

    reasons = ReasonSerializer(many=True, required=False)
    state = serializers.CharField(required=False)
    version = serializers.IntegerField(required=False)


class ChangeSerializer(serializers.Serializer[object]):
    """One setting that was changed."""

    field = serializers.CharField()
    # A name that a field has for itself as well.
    label: Any = serializers.CharField()
    before = AnyJson()
    after = AnyJson()
