"""Ask the sandbox what Coinbase is asked, with tokens that are made by its documents."""

import base64
import json
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sandbox.keys import Key, credentials
from tests.sandbox.client import Client, Reply

HOST, V3 = "api.coinbase.com", "/api/v3/brokerage"
KEY_INFO, ACCOUNTS, ORDERS = f"{V3}/key_permissions", f"{V3}/accounts", f"{V3}/orders/historical/batch"


def of_kind(is_pem: bool, story: str = "healthy") -> Key:
    """Return a key whose secret is of one kind or of the other."""
    keys = (credentials("coinbase", story, number) for number in range(100))
    return next(key for key in keys if key.secret.startswith("-----BEGIN") is is_pem)


PEM, BARE = of_kind(is_pem=True), of_kind(is_pem=False)


def claims(key: Key, method: str, path: str, **changes: Any) -> dict[str, Any]:
    """Return what a token says; None leaves a part out."""
    now = int(time.time())
    usual = {"iss": "cdp", "sub": key.api_key, "nbf": now, "exp": now + 120, "uri": f"{method} {HOST}{path}"}
    return {name: value for name, value in (usual | changes).items() if value is not None}


def token(key: Key, said: dict[str, Any], **header: Any) -> str:
    kind = "ES256" if key.secret.startswith("-----BEGIN") else "EdDSA"
    head = {"alg": kind, "typ": "JWT", "kid": key.api_key, "nonce": "f3a1"} | header
    signed = f"{_part(json.dumps(head).encode())}.{_part(json.dumps(said).encode())}"
    return f"{signed}.{_part(_signature(key.secret, signed.encode()))}"


def _signature(secret: str, signed: bytes) -> bytes:
    if not secret.startswith("-----BEGIN"):
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)[:32]).sign(signed)
    key = load_pem_private_key(secret.encode(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    first, second = decode_dss_signature(key.sign(signed, ec.ECDSA(SHA256())))
    return first.to_bytes(32, "big") + second.to_bytes(32, "big")


def _part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def ask(
    server: Client, key: Key, path: str, query: str = "", method: str = "GET", body: str = "", **changes: Any
) -> Reply:
    """Ask by the documents; `changes` are of what the token says."""
    bearer = f"Bearer {token(key, claims(key, method, path, **changes))}"
    target = f"/{HOST}{path}" + (f"?{query}" if query else "")
    return server.send(method, target, body, Authorization=bearer)


def said(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.text.strip()


UNAUTHORIZED = (401, "Unauthorized")


def introspect(server: Client, key: Key) -> Reply:
    return ask(server, key, KEY_INFO)


def balance(server: Client, key: Key) -> Reply:
    return ask(server, key, ACCOUNTS)


def is_fine(reply: Reply) -> bool:
    return reply.status == 200
