"""What a list of addresses binds a key to."""

import ipaddress
from collections.abc import Iterable, Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# How exchanges write that there is no list.
_NO_LIST = frozenset({"*", "0.0.0.0"})  # noqa: S104
_WIDEST = {4: 24, 6: 64}  # one ordinary network; whatever lets in more binds nothing


def bound(entries: Sequence[str]) -> tuple[bool, tuple[str, ...] | None]:
    """Return (is a key with this list bound to addresses, what stands on it); None where entries are masked."""
    spelled = tuple(dict.fromkeys(entries))
    if not spelled or not _NO_LIST.isdisjoint(spelled):
        return False, ()
    known = [network(entry) for entry in spelled]
    return not any(map(_is_wide, known)), spelled if all(known) else None


def network(entry: str) -> Network | None:
    """Return the addresses that an entry lets in, None for one that is masked or no address."""
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None


def wide(entries: Iterable[str]) -> list[str]:
    """Return the entries that let in more than one ordinary network."""
    return [entry for entry in entries if _is_wide(network(entry))]


def missing(entries: Iterable[str], addresses: Iterable[str]) -> list[str]:
    """Return the addresses that no entry lets in."""
    known = [found for entry in entries if (found := network(entry))]
    return [one for one in addresses if not any(_holds(listed, one) for listed in known)]


def _holds(listed: Network, address: str) -> bool:
    return ipaddress.ip_address(address) in listed


def _is_wide(found: Network | None) -> bool:
    return found is not None and found.prefixlen < _WIDEST[found.version]
