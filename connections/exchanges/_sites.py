"""The sites of an exchange: companies of one name for different regions. A key belongs to one of them.

What an exchange file says is true of its main site, whose code is empty; the further ones say how they differ.
"""

import copy
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from connections.findings import Market

if TYPE_CHECKING:
    from connections.exchanges.base import Exchange, Probe


NO_FUTURES = frozenset({Market.FUTURES})


@dataclass(frozen=True)
class Site:
    """One site. `client` is ccxt's id there, `hosts` leads from each host of the main site to the one here.

    What is asked at a host that is not mapped does not exist here, nor do the markets that it `lacks`. Where no
    endpoint `tells_rights`, nobody could see whether a key can withdraw: none is ever taken.
    """

    code: str
    name: str  # its own, never translated
    website: str
    client: str
    hosts: Mapping[str, str] = field(default_factory=dict)
    lacks: frozenset[Market] = frozenset()
    tells_rights: bool = True

    @property
    def address(self) -> str:
        """Return what a person types, without the scheme."""
        return self.website.removeprefix("https://").rstrip("/")


class Sited:
    """The part of an exchange that says at which site it is."""

    code: ClassVar[str]
    name: ClassVar[str]
    website: ClassVar[str]
    # Beside the main one.
    sites: ClassVar[tuple[Site, ...]] = ()
    # Where this is and what it was made of; None: this is the main site.
    elsewhere: ClassVar[Site | None] = None
    main: ClassVar[Any] = None

    @property
    def site(self) -> Site:
        """Return where this is."""
        return self.elsewhere or Site("", self.name, self.website, self.code)

    @property
    def every_site(self) -> tuple[Site, ...]:
        """Return all sites, the main one first; a single one where nobody has to choose."""
        return (self.at_site("").site, *self.sites)

    @property
    def other_sites(self) -> tuple[Site, ...]:
        return tuple(one for one in self.every_site if one.code != self.site.code)

    def at_site(self, code: str) -> Self:
        """Return the exchange as it is at a site; raises KeyError for one that it does not have."""
        main: Self = self.main or self
        return _at(main, code) if code else main


@functools.cache
def _at(main: Any, code: str) -> Any:
    site = {one.code: one for one in main.sites}[code]
    there = copy.copy(main)
    vars(there).update(_changed(main, site))
    return there


def _changed(main: "Exchange", site: Site) -> dict[str, Any]:
    """Return the attributes that are other ones at a site."""
    asked = (probe for probe in main.probes if probe.market not in site.lacks and _is_there(probe, site))
    return {
        "elsewhere": site,
        "main": main,
        "name": site.name,
        "website": site.website,
        "markets": tuple(market for market in main.markets if market not in site.lacks),
        "tick": {market: rights for market, rights in main.tick.items() if market not in site.lacks},
        "steps": tuple((code, _step(code, params, site)) for code, params in main.steps),
        "introspection": _there(main.introspection, site),
        "probes": tuple(_there(probe, site) for probe in asked),
        "public": tuple(target for old in main.public for target in _moved(old, site)),
    }


def _is_there(probe: "Probe", site: Site) -> bool:
    return all(one.host in site.hosts for one in probe.chain())


def _there(probe: "Probe", site: Site) -> "Probe":
    """Return a question as it is put at a site, with what is asked before it; raises KeyError for an unknown host."""
    first = probe.first and _there(probe.first, site)
    return replace(probe, host=site.hosts[probe.host], first=first)


def _step(code: str, params: Mapping[str, str], site: Site) -> Mapping[str, str]:
    return {**params, "site": site.address} if code == "open_site" else params


def _moved(target: str, site: Site) -> list[str]:
    """Return a target such as "GET api.example.com/v1/time" as it is at a site; none where its host is not there."""
    method, _, address = target.partition(" ")
    host, slash, path = address.partition("/")
    return [f"{method} {site.hosts[host]}{slash}{path}"] if host in site.hosts else []
