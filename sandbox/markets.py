"""A market place made up once and for all: about 2,500 pairs with prices, precisions and minimums.

The first pairs carry real names and plausible prices, so that a person recognises them; the rest is generated
from a fixed seed, the same on every machine.
"""

import functools
import random
from dataclasses import dataclass
from decimal import Decimal

LISTED = 2500
# Listed everywhere, but trading stands still; and, where an exchange knows the difference, open to people only.
PAUSED = frozenset({"FTM"})
BY_HAND = frozenset({"WAVES", "EOS"})

_KNOWN = """BTC 97250 ETH 3410 SOL 214.5 XRP 2.31 BNB 702 DOGE 0.382 ADA 0.965 TRX 0.254 AVAX 39.8 LINK 22.6
TON 5.52 SHIB 0.0000223 SUI 4.35 DOT 7.32 LTC 104.2 BCH 452 UNI 13.6 APT 9.4 NEAR 5.31 ICP 11.2 ETC 27.1
XLM 0.368 HBAR 0.294 ATOM 6.75 FIL 5.42 ARB 0.812 OP 1.94 INJ 22.1 AAVE 318 MKR 1510 GRT 0.213 ALGO 0.362
VET 0.0462 FTM 0.741 SAND 0.575 MANA 0.463 AXS 6.41 THETA 2.21 EOS 0.812 XTZ 1.32 FLOW 0.741 EGLD 33.2
CHZ 0.0831 KAVA 0.462 CRV 0.893 LDO 1.83 SNX 2.05 COMP 81.2 ENJ 0.212 ZEC 56.3 DASH 37.4 WLD 2.16 SEI 0.412
TIA 4.85 JUP 0.843 PYTH 0.372 ORDI 22.8 BLUR 0.231 PEPE 0.0000182 FLOKI 0.000163 BONK 0.0000291 WIF 1.86
GALA 0.0361 IMX 1.32 RUNE 4.93 KCS 10.6 MX 3.42 DYDX 1.41 GMX 27.4 ENS 34.1 STX 1.52 KAS 0.121 MINA 0.562
ROSE 0.0824 ZIL 0.0213 ONE 0.0292 CELO 0.652 ANKR 0.0342 QTUM 3.02 IOTA 0.281 NEO 14.2 KSM 33.1 WAVES 1.52"""

_QUOTES = {"USDT": Decimal(1), "USDC": Decimal(1), "BTC": Decimal(97250), "ETH": Decimal(3410)}
_MINIMUM_COST = {"USDT": Decimal(1), "USDC": Decimal(1), "BTC": Decimal("0.0001"), "ETH": Decimal("0.001")}
_FIRST = (
    "BA BE BO CA DI DO FA GO HY JU KA KO LU ME MO NA NE NO PA PO QU RA RI SA SO TA TO VE VI WA XE YU ZE ZO"
)
_LAST = "BIT CAT DEX FI GRAM LY MINT NET NOVA PAD RO SWAP TIX VERSE X ZEN"


@dataclass(frozen=True, slots=True)
class Market:
    """One pair; digits are decimal places, `minimum` is the smallest order in the quote currency."""

    base: str
    quote: str
    price: Decimal
    price_digits: int
    size_digits: int
    minimum: Decimal
    volume: Decimal
    change: Decimal

    @property
    def tick(self) -> Decimal:
        return Decimal(1).scaleb(-self.price_digits)

    @property
    def lot(self) -> Decimal:
        return Decimal(1).scaleb(-self.size_digits)

    def rounded(self, price: Decimal) -> str:
        return format(price.quantize(self.tick), "f")


def _market(base: str, quote: str, in_dollars: Decimal, chance: random.Random) -> Market:
    price = in_dollars / _QUOTES[quote]
    price_digits = min(12, max(1, 4 - price.adjusted()))
    size_digits = min(6, max(0, in_dollars.adjusted() + 1))
    return Market(
        base,
        quote,
        price.quantize(Decimal(1).scaleb(-price_digits)),
        price_digits,
        size_digits,
        _MINIMUM_COST[quote],
        (Decimal(chance.randrange(50_000, 90_000_000)) / in_dollars).quantize(Decimal("0.01")),
        Decimal(chance.randrange(-900, 900)) / 10_000,
    )


def _known() -> dict[str, Decimal]:
    words = _KNOWN.split()
    return {name: Decimal(price) for name, price in zip(words[::2], words[1::2], strict=True)}


def _prices(chance: random.Random) -> dict[str, Decimal]:
    """Return dollar prices by base currency: known ones first, then made-up names without end."""
    first, last = _FIRST.split(), _LAST.split()
    prices = _known()
    names = [begin + middle + end for begin in first for middle in ("", *first) for end in last]
    chance.shuffle(names)
    for name in names:
        digits = chance.randrange(-6, 2)
        prices.setdefault(name, Decimal(chance.randrange(1000, 9999)).scaleb(digits - 3))
    return prices


@functools.cache
def listing() -> dict[str, Market]:
    """Return all markets by `BASE-QUOTE`, BTC-USDT and ETH-USDT first."""
    chance = random.Random(20240229)
    prices = _prices(chance)
    known = _known()
    pairs = [(base, "USDT") for base in known]
    pairs += [(base, quote) for quote in ("USDC", "BTC", "ETH") for base in known if base != quote]
    pairs += [(base, "USDT") for base in prices if base not in known]
    return {f"{base}-{quote}": _market(base, quote, prices[base], chance) for base, quote in pairs[:LISTED]}


@functools.cache
def contracts() -> tuple[Market, ...]:
    """Return the markets that also have a perpetual contract."""
    return tuple(market for market in listing().values() if market.quote == "USDT")[:60]
