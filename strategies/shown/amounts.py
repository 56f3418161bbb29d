"""Numbers as a person reads them: rounded to what matters, in the notation of the reader's language."""

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

from babel.numbers import format_compact_decimal, get_decimal_symbol
from django.utils import formats
from django.utils.translation import get_language, to_locale

_SHORT, _PRICE, _THREE = Context(prec=4), Context(prec=8), Context(prec=3)
# What may be typed grows by more digits than the usual 28: 1e15, fourfold with each of 25 add-ons.
_WIDE = Context(prec=100)
_HUNDRED, _CENT, _ONE = Decimal(100), Decimal("0.01"), Decimal(1)
_LONG = Decimal(10) ** 4
MINUS = "\u2212"


def price(value: Decimal, step: Decimal = Decimal(0)) -> str:
    """Return a price with as many places as the market has; eight digits where that is not known."""
    if step > 0 and step.normalize().as_tuple().exponent is not None:
        places = _ONE.scaleb(min(0, int(step.normalize().as_tuple().exponent)))
        if value >= places:
            return number(value.quantize(places, ROUND_HALF_EVEN, _WIDE), keep_zeros=True)
    return number(_PRICE.plus(value))


def money(value: Decimal) -> str:
    """Return an amount in quote currency: cents, or four digits of what is less than one."""
    if 0 < abs(value) < 1:
        return number(_SHORT.plus(value))
    return number(value.quantize(_CENT, context=_WIDE), keep_zeros=True)


def signed_money(value: Decimal) -> str:
    return f"+{money(value)}" if value > 0 else money(value)


def percent(fraction: Decimal, places: int = 2) -> str:
    """Return a fraction as a percentage, without the sign that says so."""
    return number(_WIDE.multiply(fraction, _HUNDRED).quantize(_ONE.scaleb(-places), context=_WIDE))


def signed_percent(fraction: Decimal) -> str:
    return f"+{percent(fraction)}" if fraction > 0 else percent(fraction)


def short(value: Decimal) -> str:
    """Return an amount for a narrow place as the language shortens it: 12.5K, 12,5 mil; in full where it does not."""
    if abs(value) < _LONG:
        return number(_SHORT.plus(value))
    locale = to_locale(get_language() or "en")
    with localcontext(_WIDE):
        told: str = format_compact_decimal(_THREE.plus(value), locale=locale, fraction_digits=2)
    if not any(letter.isalpha() for letter in told):
        return number(value.quantize(_ONE, context=_WIDE))
    theirs, ours = get_decimal_symbol(locale), formats.get_format("DECIMAL_SEPARATOR")
    # Not every language writes the same sign in both; the dot of an abbreviation stands behind a letter.
    return told if theirs == ours else told.replace(theirs, ours, 1)


def number(value: Decimal, *, keep_zeros: bool = False) -> str:
    """Return plain digits in the reader's notation, grouped, with a true minus sign."""
    text = f"{value:f}"
    if "." in text and not keep_zeros:
        text = text.rstrip("0").rstrip(".")
    shown = formats.number_format(Decimal(text), use_l10n=True, force_grouping=True)
    return shown.replace("-", MINUS)
