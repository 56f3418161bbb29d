"""Where the add-ons sit."""

from collections.abc import Callable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from strategies.ladder.terms import ONE, ZERO, Reference, Settings, Side

# Fewer digits than the arithmetic has: 94.999...9 that should be 95 must not lose a step to its last digit,
# and two prices that should be the same must not pass for different.
_COUNTED = Context(prec=30)


def price_of_addon(
    settings: Settings, distance: Decimal, base: Decimal, previous: Decimal, average: Callable[[], Decimal]
) -> Decimal:
    """Return the exact price of an add-on; `previous` is exact too, so that roundings do not add up."""
    origin = base
    if settings.deviation_reference is Reference.PREVIOUS:
        origin = previous
    elif settings.deviation_reference is Reference.AVERAGE:
        origin = average()
    return origin * (ONE - settings.side.sign * distance)


def distances(settings: Settings) -> Iterator[Decimal]:
    """Yield how far each add-on lies from what it is measured from, as a fraction."""
    if settings.deviation_reference is Reference.CUSTOM:
        yield from settings.custom_steps[: settings.max_addons]
        return
    total, step = ZERO, settings.step
    for _ in range(settings.max_addons):
        total += step
        # The sum is d(ms^n - 1)/(ms - 1) without the exception for ms = 1.
        yield total if settings.deviation_reference is Reference.BASE else step
        step *= settings.step_scale


def on_price_step(price: Decimal, step: Decimal, side: Side) -> Decimal:
    """Round away from the base price: an order never buys dearer or sells cheaper than the settings say."""
    return _COUNTED.plus(rounded_down(price, step) if side is Side.LONG else rounded_up(price, step))


def rounded_down(value: Decimal, step: Decimal) -> Decimal:
    return _rounded(value, step, ROUND_FLOOR)


def rounded_up(value: Decimal, step: Decimal) -> Decimal:
    return _rounded(value, step, ROUND_CEILING)


def _rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    if not step:
        return value
    return _COUNTED.divide(value, step).to_integral_value(rounding) * step
