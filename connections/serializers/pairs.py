"""A key pair as the API shows it: the public half alone."""

from rest_framework import serializers

from connections.models import KeyPair
from connections.serializers.parts import PRIVATE_KEYS, Moment


class KeyPairSerializer(serializers.Serializer[KeyPair]):
    """A pair that waits for its exchange; the private half never leaves."""

    id = serializers.IntegerField(read_only=True)
    exchange = serializers.CharField(read_only=True)
    algorithm = serializers.ChoiceField(PRIVATE_KEYS, read_only=True)
    public_key = serializers.CharField(read_only=True, help_text="PEM, to be registered as it is.")
    created_at = Moment()
