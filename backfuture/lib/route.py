"""How one of our addresses is gone out by: as the machine does, or through a proxy."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True, slots=True, repr=False)
class Route:
    """The address that exchanges see, and the proxy that leads out by it; without one the machine goes by itself.

    `proxy` is scheme, host and port. Who we are there is shown nowhere: whatever prints settings prints this.
    """

    address: str = ""
    proxy: str = ""
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"{self.address} through {self.proxy}" if self.proxy else self.address

    def __reduce__(self) -> str:
        raise TypeError("a route holds a password: it goes into no queue, cache or copy")

    @property
    def is_in_the_clear(self) -> bool:
        """Say whether the proxy's password travels unencrypted."""
        return bool(self.password) and self.proxy.startswith("http://")


def read(text: str) -> Route:
    """Return the route in `address` or `address=http://user:password@host:port`; raises ValueError without quoting."""
    address, _, url = text.partition("=")
    shown = str(ipaddress.ip_address(address.strip()))
    if "=" not in text:
        return Route(shown)
    parts = urlsplit(url.strip())
    host, port = parts.hostname, parts.port  # the port is parsed on access, and refused then
    is_bare = parts.path in {"", "/"} and not parts.query and not parts.fragment
    if parts.scheme not in {"http", "https"} or not host or not port or not is_bare:
        raise ValueError("no proxy")
    named = f"[{host}]" if ":" in host else host
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Route(shown, f"{parts.scheme}://{named}:{port}", user, password)
