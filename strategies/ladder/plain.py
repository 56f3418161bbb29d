"""Numbers as the command, the API and the pages write them."""

from decimal import Context, Decimal

# More digits than any exchange takes, fewer than the arithmetic has: its last ones are noise.
_SHOWN = Context(prec=20)


def plain(number: Decimal | int | None) -> str | None:
    """Return plain digits without an exponent and without zeros that say nothing; None where there is none."""
    if number is None:
        return None
    text = f"{_SHOWN.plus(Decimal(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
