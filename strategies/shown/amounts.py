"""Numbers as a person reads them: rounded to what matters, in the notation of the reader's language."""

from decimal import ROUND_HALF_EVEN, Context, Decimal

from django.utils import formats

_SHORT, _PRICE = Context(prec=4), Context(prec=8)
_HUNDRED, _CENT = Decimal(100), Decimal("0.01")
_THOUSANDS = ((Decimal(10) ** 9, "G"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 4, "k"))
MINUS = "\u2212"


def price(value: Decimal, step: Decimal = Decimal(0)) -> str:
    """Return a price with as many places as the market has; eight digits where that is not known."""
    if step > 0 and step.normalize().as_tuple().exponent is not None:
        places = Decimal(1).scaleb(min(0, int(step.normalize().as_tuple().exponent)))
        if value >= places:
            return number(value.quantize(places, ROUND_HALF_EVEN), keep_zeros=True)
    return number(_PRICE.plus(value))


def money(value: Decimal) -> str:
    """Return an amount in quote currency: cents, or four digits of what is less than one."""
    return (
        number(_SHORT.plus(value)) if 0 < abs(value) < 1 else number(value.quantize(_CENT), keep_zeros=True)
    )


def signed_money(value: Decimal) -> str:
    return f"+{money(value)}" if value > 0 else money(value)


def percent(fraction: Decimal, places: int = 2) -> str:
    """Return a fraction as a percentage, without the sign that says so."""
    return number((fraction * _HUNDRED).quantize(Decimal(1).scaleb(-places)))


def signed_percent(fraction: Decimal) -> str:
    return f"+{percent(fraction)}" if fraction > 0 else percent(fraction)


def short(value: Decimal) -> str:
    """Return an amount for a narrow place: 12.5k instead of 12,500."""
    for size, letter in _THOUSANDS:
        if abs(value) >= size:
            unit = Decimal(1000) if letter == "k" else size
            return f"{number(Context(prec=3).plus(value / unit))}{letter}"
    return number(_SHORT.plus(value))


def number(value: Decimal, *, keep_zeros: bool = False) -> str:
    """Return plain digits in the reader's notation, grouped, with a true minus sign."""
    text = f"{value:f}"
    if "." in text and not keep_zeros:
        text = text.rstrip("0").rstrip(".")
    shown = formats.number_format(Decimal(text), use_l10n=True, force_grouping=True)
    return shown.replace("-", MINUS)
