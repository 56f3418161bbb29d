"""An exchange as the API shows it: what it asks for, how its key is made, whether it answers."""

from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from connections import messages
from connections.exchanges.base import CredentialField, Exchange
from connections.serializers.parts import MARKETS, PRIVATE_KEYS


class TextsField(serializers.ListField):
    child = serializers.CharField()


class MarketsQuerySerializer(serializers.Serializer[Any]):
    markets = serializers.ListField(
        child=serializers.ChoiceField(MARKETS),
        required=False,
        help_text="The markets that the key will be for; the steps are about these. All if left out.",
    )


class CredentialFieldSerializer(serializers.Serializer[Any]):
    """One field of the form."""

    name = serializers.ChoiceField(["api_key", "secret", "passphrase"])
    # Two names that a field has for itself as well.
    label = serializers.CharField()  # type: ignore[assignment]
    required = serializers.BooleanField()  # type: ignore[assignment]
    secret = serializers.BooleanField(help_text="Whether to hide what is typed.")
    help = serializers.CharField()


class RightsSerializer(serializers.Serializer[Any]):
    """The exchange's own captions, never translated."""

    tick = serializers.DictField(child=TextsField(), help_text="What to tick, by market.")
    leave_off = TextsField()


class SiteSerializer(serializers.Serializer[Any]):
    """One site of an exchange: a key belongs to the site where it was made, and no other knows it."""

    code = serializers.CharField(allow_blank=True, help_text="Empty for the main one.")
    name = serializers.CharField()
    website = serializers.URLField()
    markets = serializers.ListField(child=serializers.ChoiceField(MARKETS))
    is_usable = serializers.BooleanField(help_text="Whether a key of it can be connected.")
    note = serializers.CharField(help_text="Why not; empty where it can.")
    steps = TextsField(help_text="How a key is made there; empty where none can be connected.")


class GuideSerializer(serializers.Serializer[Any]):
    """What stands around the steps: sentences about the markets asked for, and the facts behind them."""

    before_you_begin = TextsField()
    good_to_know = TextsField()
    key_label = serializers.CharField(help_text="The name to give the key at the exchange.")
    takes_ranges = serializers.BooleanField(
        allow_null=True, help_text="Whether its IP list takes ranges; null where nobody says."
    )
    is_max_documented = serializers.BooleanField(
        help_text="False where `max_addresses` are known to be taken, and perhaps more."
    )
    two_factor = serializers.CharField(help_text="Its own caption for codes from an app; empty if unknown.")
    call_log = serializers.CharField(help_text="Its own page that lists a key's calls; empty if unknown.")


class ExchangeSerializer(serializers.Serializer[Exchange]):
    """One exchange, with all a person needs to make a key there."""

    # The context holds `markets` (None for all) and `health` by code.
    code = serializers.CharField()
    name = serializers.CharField()
    website = serializers.URLField()
    markets = serializers.ListField(child=serializers.ChoiceField(MARKETS))
    sites = serializers.SerializerMethodField(
        help_text="The main one first; a single one where nobody has to choose."
    )
    credentials = serializers.SerializerMethodField()
    has_hmac = serializers.BooleanField(help_text="Whether it hands out plain secrets.")
    private_keys = serializers.ListField(
        child=serializers.ChoiceField(PRIVATE_KEYS),
        help_text="The kinds of private keys that `secret` takes.",
    )
    pairs = serializers.ChoiceField(
        ["", *PRIVATE_KEYS],
        help_text="The kind of pair that `key-pairs/` makes for it; empty where it takes no public key.",
    )
    steps = serializers.SerializerMethodField()
    pair_steps = serializers.SerializerMethodField(
        help_text="The steps where a public key is registered; none where it takes no public key."
    )
    guide = serializers.SerializerMethodField()
    permissions = RightsSerializer(source="*")
    addresses = serializers.SerializerMethodField(help_text="Ours, for the key's IP list.")
    max_addresses = serializers.IntegerField(help_text="How many addresses its IP list takes.")
    expiry_rule = serializers.SerializerMethodField()
    health = serializers.SerializerMethodField()

    @extend_schema_field(CredentialFieldSerializer(many=True))
    def get_credentials(self, exchange: Exchange) -> list[dict[str, Any]]:
        return [_field(field, exchange) for field in exchange.fields]

    @extend_schema_field(SiteSerializer(many=True))
    def get_sites(self, exchange: Exchange) -> list[dict[str, Any]]:
        return [self._site(exchange.at_site(one.code)) for one in exchange.every_site]

    def _site(self, there: Exchange) -> dict[str, Any]:
        site = there.site
        return {
            "code": site.code,
            "name": site.name,
            "website": site.website,
            "markets": there.markets,
            "is_usable": site.tells_rights,
            "note": "" if site.tells_rights else messages.hides_rights(site),
            "steps": self.get_steps(there) if site.tells_rights else [],
        }

    def get_steps(self, exchange: Exchange) -> list[str]:
        return self._steps(exchange)

    def get_pair_steps(self, exchange: Exchange) -> list[str]:
        return self._steps(exchange, is_pair=True) if exchange.pairs else []

    def _steps(self, exchange: Exchange, *, is_pair: bool = False) -> list[str]:
        steps = messages.steps(exchange, self._markets(exchange), settings.EGRESS, is_pair=is_pair)
        return [_plain(step) for step in steps]

    @extend_schema_field(GuideSerializer)
    def get_guide(self, exchange: Exchange) -> dict[str, Any]:
        markets = self._markets(exchange)
        afterwards = messages.afterwards(exchange, markets, settings.EGRESS)
        return {
            "before_you_begin": [_plain(text) for text in messages.beforehand(exchange, markets)],
            "good_to_know": [_plain(text) for text in afterwards],
            "key_label": messages.key_label(markets),
            "takes_ranges": exchange.takes_ranges,
            "is_max_documented": exchange.is_max_documented,
            "two_factor": exchange.two_factor,
            "call_log": exchange.call_log,
        }

    def _markets(self, exchange: Exchange) -> list[str]:
        """Return the markets asked for that the exchange has, in its own order."""
        wanted = self.context["markets"] or exchange.markets
        return [str(market) for market in exchange.markets if market in wanted]

    def get_addresses(self, exchange: Exchange) -> list[str]:
        return list(settings.EGRESS)

    def get_expiry_rule(self, exchange: Exchange) -> str:
        return messages.expiry_rule(exchange)

    @extend_schema_field(serializers.ChoiceField(["up", "down", "unknown"]))
    def get_health(self, exchange: Exchange) -> str:
        return str(self.context["health"].get(exchange.code, "unknown"))


def _field(field: CredentialField, exchange: Exchange) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": messages.field_label(field, exchange),
        "required": True,
        "secret": field.name != "api_key",
        "help": messages.field_help(field, exchange),
    }


def _plain(marked_up: str) -> str:
    """Return a step as text: what reads the API draws its own pages."""
    return unescape(strip_tags(marked_up))
