"""What goes into the support tool and what comes out."""

from collections.abc import Callable
from typing import Any

Lines = list[dict[str, Any]]
Run = Callable[..., Lines]


def refusal(body: Any, **more: Any) -> dict[str, Any]:
    return {"exchange": "mexc", "market": None, "http_status": 400, "body": body, "during": "unknown", **more}
