"""The texts of problems, by code: with its field where the field matters, with the kind of bound where that does."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

OF_BOUNDS: Mapping[str, object] = {
    "between": _("%(field)s must be from %(low)s to %(high)s."),
    "one": _("%(field)s must be %(low)s."),
    "least": _("%(field)s must be %(low)s or more."),
    "above": _("%(field)s must be more than %(low)s."),
    "most": _("%(field)s must be %(high)s or less."),
    "below": _("%(field)s must be less than %(high)s."),
    "": _("%(field)s is not within what is allowed."),
}
# First the code with the field, then the code alone.
TEXTS: Mapping[str, object] = {
    "required": _("Fill in %(field)s."),
    "required connection": _("Choose a connection."),
    "required market_type": _("Choose spot or futures."),
    "required pairs": _("Choose at least one pair."),
    "required name": _("Give the strategy a name."),
    "required addon_order": _("Fill in the first add-on, or a budget from which it is worked out."),
    "required custom_steps": _("Write your own steps: one percentage for each add-on."),
    "not_a_number": _("%(field)s must be a number, with a point for decimals, such as %(example)s."),
    "not_a_number unclear": _("%(field)s can be read in two ways. Write %(whole)s or %(part)s."),
    "not_a_number thousands": _("Write %(field)s without a sign for thousands: %(whole)s."),
    "not_a_number custom_steps": _("Your own steps must be numbers, each such as %(example)s."),
    "not_a_number tp_steps": _("Each part of the take-profit needs two numbers, each such as %(example)s."),
    "out_of_range tp_steps": _(
        "Each target and each part of the take-profit must be from %(low)s to %(high)s."
    ),
    "not_whole": _("%(field)s must be a whole number."),
    "not_a_choice": _("For %(field)s choose one of these: %(choices)s."),
    "not_a_text": _("%(field)s must be a text."),
    "too_long": _("This name is too long: %(high)s characters are the most."),
    "not_a_list": _("%(field)s must be a list."),
    "not_a_list tp_steps": _("The take-profit can have up to %(high)s parts."),
    "not_a_list custom_steps": _("Write your own steps as a list of percentages, one for each add-on."),
    "not_an_object": _("%(field)s must be an object with fields of its own."),
    "not_an_object ": _("Settings must be one object."),
    "not_true_or_false": _("%(field)s must be true or false."),
    "unknown_field": _("There is no setting called %(field)s."),
    "unknown_field nearest": _("There is no setting called %(field)s. Did you mean %(choices)s?"),
    "unknown_field ": _("There is a setting here that does not exist."),
    "unknown_field here nearest": _("There is a setting here that does not exist. Did you mean %(choices)s?"),
    "name_taken": _("You already have a strategy of this name. Choose another one."),
    "too_many_strategies": _(
        "You have as many strategies as there can be, %(high)s. Archive one you no longer need."
    ),
    "fixed_while_enabled": _("%(field)s cannot be changed while the strategy is enabled. Disable it first."),
    "connection_unknown": _("This connection does not exist. Choose one of yours."),
    "not_a_pair": _("%(value)s is not a pair. Write it like %(pair)s."),
    "not_linear": _(
        "%(value)s does not settle in the currency it is priced in. Choose a pair like %(pair)s."
    ),
    "not_spot": _("%(value)s is a pair of futures. Write it like %(pair)s, or choose futures."),
    "too_many": _("These are %(value)s pairs, and a strategy can have %(high)s at most."),
    "repeated": _("%(value)s is there more than once."),
    "quotes_differ": _("All pairs must be paid in the same currency; these are paid in %(value)s."),
    "pair_unknown": _("The exchange does not list %(value)s in this market. Correct it, or take it out."),
    # Where the value may not be repeated, because it could be anything.
    "not_a_pair unsaid": _("One of these is not a pair. Write each like %(pair)s."),
    "not_linear unsaid": _(
        "A pair does not settle in the currency it is priced in. Choose one like %(pair)s."
    ),
    "not_spot unsaid": _("One of these is a pair of futures. Write each like %(pair)s, or choose futures."),
    "repeated unsaid": _("One of the pairs is there more than once."),
    "quotes_differ unsaid": _("All pairs must be paid in the same currency."),
    "pair_unknown unsaid": _("The exchange does not list one of the pairs. Correct it, or take it out."),
    "pair_inactive unsaid": _("One of the pairs is not traded at the moment. Take it out."),
    "pair_not_by_api unsaid": _("The exchange takes no orders for one of the pairs by API. Take it out."),
    "pair_inactive": _("%(value)s is not traded at the moment. Take it out."),
    "pair_not_by_api": _("The exchange takes no orders for %(value)s by API. Take it out."),
    "needs_futures side": _("Going short needs futures. Choose long, or futures."),
    "needs_futures leverage": _("Leverage needs futures. Set it to %(one)s, or choose futures."),
    "needs_futures margin_mode": _("Cross margin needs futures. Choose isolated, or futures."),
    "above_level": _("This risk level allows a leverage of %(high)s at most."),
    "leverage_too_high": _("A position of this size in this pair allows a leverage of %(high)s at most."),
    "one_pair_only": _("A price zone fits one pair only. Remove the zone, or choose a single pair."),
    "not_below_high": _("The price zone must begin below its end of %(high)s."),
    "not_above_base_order": _("The budget must be more than the base order of %(low)s."),
    "wrong_count": _("There must be as many steps of your own as there are add-ons: %(count)s."),
    "not_increasing custom_steps": _(
        "The first step must be above zero, each other greater than the one before."
    ),
    "not_increasing tp_steps": _("Each part must have a higher target than the one before."),
    "not_a_step": _(
        "Each part of the take-profit needs a target and a share of the position, and nothing else."
    ),
    "not_hundred": _("The parts must add up to %(hundred)s; they add up to %(value)s."),
    "above_hard_limit": _("The limit for new groups must not be above that for add-ons, %(high)s."),
    "price_reaches_zero max_addons": _(
        "Add-on %(rung)s would lie at a price of zero or below. "
        "Set the add-ons to %(high)s or fewer, or make the steps smaller."
    ),
    "price_reaches_zero take_profit": _("The price would have to fall to zero. Set less than %(high)s."),
    "price_reaches_zero stop_loss": _("The price would have to fall to zero. Set less than %(high)s."),
    "prices_not_apart": _(
        "Add-on %(rung)s would not lie beyond the one before it. "
        "Set the add-ons to %(high)s or fewer, or make the steps larger."
    ),
    "below_base_order": _(
        "A margin limit of %(value)s does not carry the base order. "
        "Set it to %(low)s or more, or make the order smaller."
    ),
    "below_minimum base_order": _(
        "The base order of %(value)s is less than the exchange takes. Set it to %(low)s or more."
    ),
    "below_minimum addon_order": _(
        "Add-on %(rung)s would be of %(value)s, less than the exchange takes at its price. "
        "Set the first add-on to %(low)s or more."
    ),
    "part_below_minimum base_order": _(
        "After fees, too little of a base order of %(value)s would be left to close it at the exchange. "
        "Set it to %(low)s or more."
    ),
    "part_below_minimum tp_steps": _(
        "When add-on %(rung)s is filled, a part of %(value)s is less than the exchange takes. "
        "Set it to %(low)s or more, or make the orders larger."
    ),
    "part_below_minimum tp_steps base": _(
        "Of the base order, a part of %(value)s is less than the exchange takes. "
        "Set it to %(low)s or more, or make the order larger."
    ),
    "take_profit_below_fees": _(
        "A target of %(value)s would not even pay the fees. Set it to %(low)s or more."
    ),
    "worst_above_limit": _(
        "All groups together may need more than the margin limit of %(value)s. "
        "Set it to %(low)s or more, allow fewer groups, or make the orders smaller."
    ),
}
OTHER = _("%(field)s cannot be used like this. Check it and try again.")
