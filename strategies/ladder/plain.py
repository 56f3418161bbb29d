"""Numbers as the command, the API and the pages write them."""

from decimal import Context, Decimal

from strategies.ladder.rungs import Rung

# More digits than any exchange takes, fewer than the arithmetic has: its last ones are noise.
_SHOWN = Context(prec=20)


def plain(number: Decimal | int | None) -> str | None:
    """Return plain digits without an exponent and without zeros that say nothing; None where there is none."""
    if number is None:
        return None
    text = f"{_SHOWN.plus(Decimal(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rung_texts(rung: Rung) -> dict[str, str | None]:
    """Return the numbers of a rung by the short names that vectors and clients use, the bounce in percent."""
    numbers: dict[str, Decimal | int | None] = {
        "n": rung.n,
        "price": rung.price,
        "quote": rung.quote,
        "sum_q": rung.sum_q,
        "cost": rung.cost,
        "avg": rung.average,
        "break_even": rung.break_even,
        "tp_total": rung.tp_total,
        "tp_base": rung.tp_base,
        "bounce": rung.bounce * 100,
        "liq": rung.liquidation,
    }
    return {name: plain(number) for name, number in numbers.items()}
