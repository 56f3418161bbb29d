"""Key facts and balances."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils import formats
from django.utils.translation import gettext

from connections import messages
from connections.models import Connection

_SHOWN = 8  # currencies of one market before the rest is folded away


@dataclass(frozen=True)
class Fact:
    """One line about the key. `codes` are shown as machine text, `at` as a time."""

    what: str
    text: str = ""
    codes: tuple[str, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True)
class Purse:
    """Free balance of one market as (currency, amount), amounts in the reader's notation; `rest` is folded away."""

    market: str
    amounts: tuple[tuple[str, str], ...]
    rest: tuple[tuple[str, str], ...]


def facts(connection: Connection) -> list[Fact]:
    """Return what is known of the key; what the exchange did not say is left out."""
    passport = connection.passport
    if not connection.stored_passport:
        return []
    known = [
        _site(connection),
        Fact(gettext("Kind of key"), messages.key_kind_label(connection.key_kind)),
        _addresses(connection),
        Fact(gettext("We ask from"), codes=(connection.egress,)) if connection.egress else None,
        _expiry(connection),
        Fact(gettext("Key made"), at=passport.created_at) if passport.created_at else None,
        Fact(gettext("Account number"), codes=(passport.uid,)) if passport.uid else None,
        _sub_account(connection),
        Fact(gettext("Only these pairs"), codes=passport.symbol_whitelist)
        if passport.symbol_whitelist
        else None,
    ]
    return [fact for fact in known if fact is not None]


def _site(connection: Connection) -> Fact | None:
    """Name the site where there are several."""
    exchange = connection.exchange_at_site
    return Fact(gettext("Site"), codes=(exchange.site.address,)) if exchange.other_sites else None


def _addresses(connection: Connection) -> Fact:
    passport, what = connection.passport, gettext("Allowed addresses")
    if passport.ip_list:
        return Fact(what, codes=passport.ip_list)
    if passport.ip_restricted:
        return Fact(what, gettext("the addresses on its list, which the exchange does not show"))
    if passport.ip_restricted is False:
        return Fact(what, gettext("any address"))
    return Fact(what, gettext("the exchange does not say"))


def _expiry(connection: Connection) -> Fact:
    end, what = messages.ending(connection), gettext("Expires")
    return Fact(what, end.text)


def _sub_account(connection: Connection) -> Fact | None:
    if connection.passport.is_sub_account is None:
        return None
    what = gettext("Account")
    return Fact(
        what, gettext("sub-account") if connection.passport.is_sub_account else gettext("main account")
    )


def purses(connection: Connection) -> list[Purse]:
    """Return free balances by market, in the order the markets were asked for."""
    return [_purse(connection, market) for market in connection.markets if market in connection.balances]


def _purse(connection: Connection, market: str) -> Purse:
    """Return what is free in one market, the currency that everything is priced in first."""
    quote = connection.exchange_at_site.quote
    free = sorted(connection.balances[market].items(), key=lambda item: (item[0] != quote, item[0]))
    amounts = tuple((name, _amount(text)) for name, text in free)
    return Purse(messages.market_label(market), amounts[:_SHOWN], amounts[_SHOWN:])


def _amount(text: str) -> str:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    plain = f"{amount:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return formats.number_format(Decimal(plain), use_l10n=True, force_grouping=True)
