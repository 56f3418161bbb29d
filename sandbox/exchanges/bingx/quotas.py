"""How often BingX may be asked in a second, endpoint by endpoint: by one user, and by one address."""

from dataclasses import dataclass

from sandbox.calls import Call
from sandbox.limits import Quota, Usage

# Of a user, of an address; 0 is without a limit of its own.
_PER_SECOND = {
    "/openApi/v1/account/apiPermissions": (2, 1),
    "/openApi/v1/account/apiRestrictions": (5, 2),
    "/openApi/account/v1/apiKey/query": (5, 2),
    "/openApi/account/v1/uid": (10, 2),
    "/openApi/spot/v1/account/balance": (5, 3),
    "/openApi/spot/v1/trade/openOrders": (10, 2),
    "/openApi/fund/v1/account/balance": (5, 3),
    "/openApi/swap/v3/user/balance": (5, 3),
    "/openApi/swap/v2/user/positions": (10, 3),
    "/openApi/swap/v2/trade/openOrders": (5, 3),
    "/openApi/swap/v2/trade/order/test": (5, 2),
    "/openApi/swap/v2/trade/order": (10, 3),
    "/openApi/spot/v1/trade/order": (10, 3),
}
_USUAL, _PUBLIC = (2, 2), (0, 1)
_LINES = b"X-RateLimit-Requests-Remain: %d\r\nX-RateLimit-Requests-Expire: %d\r\n"


@dataclass(frozen=True)
class Charge:
    """What a request cost: whether it is let through, the header lines, and when the window ends."""

    is_allowed: bool
    lines: bytes
    resets_at_ms: int


class Quotas:
    """The windows of a second of all endpoints."""

    def __init__(self) -> None:
        self._quotas: dict[int, Quota] = {}

    def of_user(self, call: Call, user: str) -> Charge:
        return self._charge(call, f"user {user}", _limits(call)[0])

    def of_address(self, call: Call, address: str) -> Charge:
        return self._charge(call, f"address {address}", _limits(call)[1])

    def _charge(self, call: Call, who: str, per_second: int) -> Charge:
        quota = self._quotas.setdefault(per_second, Quota(per_second, 1))
        usage: Usage = quota.take(f"{who} {call.request.path}", 1, call.now_ms)
        resets_at_ms = call.now_ms + usage.reset_ms
        return Charge(usage.is_allowed, _LINES % (usage.remaining, resets_at_ms), resets_at_ms)


def _limits(call: Call) -> tuple[int, int]:
    if call.endpoint is not None and call.endpoint.is_public:
        return _PUBLIC
    return _PER_SECOND.get(call.request.path, _USUAL)
