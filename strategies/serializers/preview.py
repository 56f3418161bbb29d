"""The shape of a preview, for the API's description; `rendering` makes it."""

from functools import partial
from typing import Any

from rest_framework import serializers

from connections.serializers.parts import Moment
from strategies.serializers.parts import SettingProblemSerializer, WarningSerializer

Amount = partial(serializers.CharField, help_text="Decimal text.")
Maybe = partial(serializers.CharField, allow_null=True)
_SUM = "Of as many groups as may be open at once, at the dearest pairs; pairs without rungs are not counted."


class RungSerializer(serializers.Serializer[Any]):
    """The position after an order, 0 being the base order; prices and amounts as decimal text."""

    n = Amount(help_text="The number of the order.")
    price = Amount(help_text="Where it is.")
    quote = Amount(help_text="What it is given, in quote.")
    sum_q = Amount(help_text="What is held then, in base currency.")
    cost = Amount(help_text="What all of it cost, in quote.")
    avg = Amount(help_text="The average price.")
    break_even = Amount(help_text="The price at which closing pays the fees.")
    tp_total = Amount(help_text="Take-profit on the whole position.")
    tp_base = Amount(help_text="Take-profit on the base order.")
    bounce = Amount(help_text="What the price must turn back to reach the take-profit, in percent.")
    stop = Maybe(help_text="Where it is closed at a loss.")
    liq = Maybe(help_text="An estimate of the liquidation.")


class StressSerializer(serializers.Serializer[Any]):
    """One group of the pair if the price goes there."""

    kind = serializers.ChoiceField(["now", "move", "stop"])
    move = Amount(help_text="In percent of the price.")
    price = Amount()
    addons = Amount(help_text="How many add-ons are filled by then.")
    cost = Amount()
    avg = Amount()
    margin = Amount()
    profit = Amount(help_text="What closing there brings after fees, in quote; negative is a loss.")
    share = Amount(help_text="The same in percent of the cost.")
    bounce = Amount(help_text="In percent.")
    is_liquidated = serializers.BooleanField()
    is_stopped = serializers.BooleanField()


class PairPreviewSerializer(serializers.Serializer[Any]):
    """One pair; without rungs where settings are wrong or its price is not known yet."""

    symbol = serializers.CharField()
    price = Maybe(help_text="The last price known.")
    price_at = Moment(allow_null=True)
    rungs = RungSerializer(many=True)
    margin_now = Maybe(help_text="Of one group with the add-ons that rest, in quote.")
    margin_worst = Maybe(help_text="Of one group with every add-on filled, with fees, in quote.")
    cascade_at = Maybe(help_text="The first add-on that liquidation comes before.")
    dropped = serializers.ListField(
        child=serializers.CharField(), help_text="Add-ons that the margin limit leaves no money for."
    )
    stresses = StressSerializer(many=True)
    problems = SettingProblemSerializer(many=True)
    warnings = WarningSerializer(many=True)


class PreviewSerializer(serializers.Serializer[Any]):
    """What settings will do with the money."""

    pairs = PairPreviewSerializer(many=True)
    problems = SettingProblemSerializer(
        many=True, help_text="What forbids saving, besides that of each pair."
    )
    warnings = WarningSerializer(many=True)
    addon_order = Maybe(help_text="The first add-on, solved where a budget was given.")
    margin_now = Maybe(help_text=f"With the add-ons that rest. {_SUM}")
    margin_worst = Maybe(help_text=f"With every add-on filled, with fees. {_SUM}")
    loss_at_stop = Maybe(help_text=f"Negative; null where no group has a stop. {_SUM}")
    quote = serializers.CharField(help_text="The currency of the amounts; empty while no pair is known.")
    unpriced = serializers.ListField(
        child=serializers.CharField(), help_text="Symbols whose price is being fetched: ask again shortly."
    )
