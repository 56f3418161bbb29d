"""What a list of addresses binds a key to."""

import functools
import ipaddress
import re
from collections.abc import Iterable, Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_WIDEST = {4: 2 ** (32 - 24), 6: 2 ** (128 - 64)}  # one ordinary network; whatever lets in more binds nothing
_MAPPED = ipaddress.IPv6Network(
    "::ffff:0:0/96"
)  # all addresses of the older kind, spelled as of the newer one
_STARS = re.compile(r"((?:\d{1,3}\.){1,3})\*(?:\.\*)*")
_RANGE = re.compile(r"([0-9a-fA-F:.]+)\s*-\s*([0-9a-fA-F:.]+)")
# Such as 203.**.154: what is hidden cannot let in everybody, because something is told before it.
_MASKED = re.compile(r"[0-9a-f:.]*\d[0-9a-f:.]*[*x][0-9a-f:.*x]*", re.IGNORECASE)


def bound(entries: Sequence[str]) -> tuple[bool, tuple[str, ...] | None]:
    """Return (is a key with this list bound to addresses, what stands on it); None where entries are masked.

    What is neither an address, a range nor masked is how exchanges write that there is no list: *, 0.0.0.0, any, -.
    """
    spelled = tuple(dict.fromkeys(entries))
    known = {entry: networks(entry) for entry in spelled}
    if not spelled or any(not one and not _is_masked(entry) for entry, one in known.items()):
        return False, ()
    return not any(map(_is_wide, known.values())), spelled if all(known.values()) else None


@functools.lru_cache(maxsize=4096)  # our own addresses are compared with every key's list
def networks(entry: str) -> tuple[Network, ...]:
    """Return the addresses that an entry lets in: none for one that is masked, no address, or stands for no list."""
    try:
        return tuple(_plain(one) for one in _parsed(entry.strip()) if not _is_nowhere(one))
    except (ValueError, TypeError):
        return ()


def wide(entries: Iterable[str]) -> list[str]:
    """Return the entries that let in more than one ordinary network."""
    return [entry for entry in entries if _is_wide(networks(entry))]


def missing(entries: Sequence[str], addresses: Iterable[str]) -> list[str]:
    """Return the addresses that no entry lets in, as far as entries can be read."""
    return [one for one in addresses if not holds(entries, one)]


def holds(entries: Iterable[str], address: str) -> bool | None:
    """Say whether an entry lets an address in; None where none does that can be read, and one cannot be."""
    ours = networks(address)
    known = [networks(entry) for entry in entries]
    if not ours:
        return None
    if any(_contains(listed, ours[0]) for one in known for listed in one):
        return True
    return False if all(known) else None


def _parsed(entry: str) -> list[Network]:
    """Return what an address, a network, a range or an address with stars at its end stands for."""
    if stars := _STARS.fullmatch(entry):
        told = stars[1].count(".")
        return [ipaddress.ip_network(f"{stars[1]}{'.'.join('0' * (4 - told))}/{8 * told}")]
    if ends := _RANGE.fullmatch(entry):
        first, last = ends.groups()
        whole = last if "." in last or ":" in last else f"{first.rpartition('.')[0]}.{last}"
        begins, closes = ipaddress.ip_address(first), ipaddress.ip_address(whole)
        return list(ipaddress.summarize_address_range(begins, closes))
    return [ipaddress.ip_network(entry, strict=False)]


def _plain(found: Network) -> Network:
    """Return addresses of the older kind as such, however they are spelled."""
    if found.version == 6 and found.subnet_of(_MAPPED):
        last = int(found.network_address) & 0xFFFF_FFFF
        return ipaddress.IPv4Network((last, found.prefixlen - _MAPPED.prefixlen))
    return found


def _is_nowhere(found: Network) -> bool:
    return found.num_addresses == 1 and found.network_address.is_unspecified


def _is_masked(entry: str) -> bool:
    return _MASKED.fullmatch(entry.strip()) is not None


def _contains(listed: Network, ours: Network) -> bool:
    if listed.version != ours.version:
        return listed.version == 6 and listed.supernet_of(_MAPPED)
    return ours.network_address in listed


def _is_wide(found: Sequence[Network]) -> bool:
    if any(one.version == 6 and one.supernet_of(_MAPPED) for one in found):
        return True  # as ::/0 does, it lets in everybody of the older kind
    return bool(found) and sum(one.num_addresses for one in found) > _WIDEST[found[0].version]
