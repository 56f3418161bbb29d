"""A client that signs by the exchanges' documents and shows what came back, whatever it was."""

import base64
import hashlib
import hmac
import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from sandbox.keys import Key

KUCOIN, KUCOIN_FUTURES, MEXC = "api.kucoin.com", "api-futures.kucoin.com", "api.mexc.com"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def code(self) -> Any:
        return self.json.get("code")


@dataclass(frozen=True)
class Client:
    """Talks to the sandbox at `url`; headers of a reply are in lower case."""

    url: str

    def send(self, method: str, path: str, body: str = "", **headers: str) -> Reply:
        """Send one request on a connection of its own; underscores in header names become hyphens."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode() or None, named)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, text)

    def control(self, method: str, path: str, **body: Any) -> Reply:
        return self.send(method, f"/_sandbox{path}", json.dumps(body) if method in ("PUT", "POST") else "")

    def tell(self, key: Key, **changes: Any) -> None:
        reply = self.control("PUT", f"/keys/{key.api_key}", **changes)
        assert reply.status == 200, reply.text

    def set(self, exchange: str, **changes: Any) -> None:
        reply = self.control("PUT", f"/exchanges/{exchange}", **changes)
        assert reply.status == 200, reply.text

    def mexc(
        self, key: Key, path: str, method: str = "GET", at_ms: int | None = None, **params: Any
    ) -> Reply:
        """Ask MEXC's spot side."""
        query = urlencode(params | {"timestamp": at_ms or now_ms()})
        signature = hmac.new(key.secret.encode(), query.encode(), hashlib.sha256).hexdigest()
        target = f"/{MEXC}{path}?{query}&signature={signature}"
        return self.send(method, target, X_MEXC_APIKEY=key.api_key)

    def mexc_futures(self, key: Key, path: str, at_ms: int | None = None, **params: Any) -> Reply:
        sent, query = str(at_ms or now_ms()), urlencode(sorted(params.items()))
        text = f"{key.api_key}{sent}{query}"
        signature = hmac.new(key.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        signed = {"ApiKey": key.api_key, "Request_Time": sent, "Signature": signature}
        return self.send("GET", f"/{MEXC}{path}" + (f"?{query}" if query else ""), **signed)

    def kucoin(
        self, key: Key, path: str, body: dict[str, Any] | None = None, host: str = KUCOIN, **headers: str
    ) -> Reply:
        """Ask KuCoin: GET, or POST when there is a body. `headers` replace signed ones, an empty one leaves it out."""
        method, text = ("GET", "") if body is None else ("POST", json.dumps(body))
        sent = headers.get("KC_API_TIMESTAMP") or str(now_ms())
        signed = {
            "KC_API_KEY": key.api_key,
            "KC_API_SIGN": _signed(key.secret, f"{sent}{method}{path}{text}"),
            "KC_API_TIMESTAMP": sent,
            "KC_API_PASSPHRASE": _signed(key.secret, key.passphrase or ""),
            "KC_API_KEY_VERSION": "2",
        }
        named = {name: value for name, value in (signed | headers).items() if value}
        return self.send(method, f"/{host}{path}", text, **named)


def _signed(secret: str, text: str) -> str:
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()).decode()


def now_ms() -> int:
    return int(time.time() * 1000)
