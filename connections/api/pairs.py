"""Key pairs that are made here, for exchanges that take a public key."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from connections import exchanges, services
from connections.api.door import Door
from connections.api.refusals import answered
from connections.api.responses import TOO_OFTEN
from connections.serializers import KeyPairSerializer, PairRequestSerializer


class KeyPairs(Door):
    serializer_class = PairRequestSerializer
    confirmed = frozenset({"POST"})

    @extend_schema(
        operation_id="key_pairs_offer",
        responses={201: KeyPairSerializer, 200: KeyPairSerializer, 429: TOO_OFTEN},
    )
    def post(self, request: Request) -> Response:
        """Make a key pair and show its public half; while one waits for that exchange, it is that one.

        Register the public key at the exchange, then connect with the API key it gives and this `id` as `key_pair`.
        """
        code = self.taken_in()["exchange"]
        with answered(exchanges.get(code)):
            pair = services.offer_pair(self.person, code)
        return Response(KeyPairSerializer(pair).data, 201 if pair.is_new else 200)
