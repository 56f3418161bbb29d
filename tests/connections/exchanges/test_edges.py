"""What stands before an exchange answers in its own words: none of them is about a key, whichever exchange it is."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connections import exchanges
from connections.findings import TRANSIENT
from connections.management.commands.diagnose import diagnosis

EDGES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("edges.json").read_text(encoding="utf-8"))
SECRETS = ("mx0Canary0000000000", "0123456789abcdefcanary0123456789", "canary-passphrase")
WRAPPED = {
    "as it is": "{body}",
    "the text of ccxt's error": "ccxt.base.errors.ExchangeNotAvailable: {code} GET {url} {status} None {body}",
    "a line of a log": "2026-11-01 10:00:00,123 - bot - WARNING - {code} GET {url} {status} None {body}. Retrying.",
    "requests": "requests.exceptions.HTTPError: {status} Client Error: None for url: {url}\n{body}",
    "hummingbot": "OSError: Error executing request GET {url}. HTTP status is {status}. Error: {body}",
}


def told(code: str, status: int | None, body: str, during: str = "balance") -> dict[str, Any]:
    return diagnosis({"exchange": code, "http_status": status, "body": body, "during": during})


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge["source"][:60])
def test_an_edge_is_read_alike_before_every_exchange(edge: dict[str, Any]) -> None:
    expected = (edge["category"], edge.get("reason"), edge.get("others", []))
    for code in exchanges.every():
        for during in ("key-info", "balance", "order"):
            found = told(code, edge["http_status"], edge["body"], during)
            assert (found["category"], found["reason"], found["candidates"][1:]) == expected, code
            assert found["transient"] is (edge["category"] in TRANSIENT)


@pytest.mark.parametrize("wrapped", WRAPPED.values(), ids=list(WRAPPED))
def test_an_edge_is_recognised_in_what_a_program_made_of_it(wrapped: str) -> None:
    for edge in EDGES:
        if not edge["http_status"] or edge["http_status"] < 400:
            continue
        for code in exchanges.every():
            url = f"https://api.{code}.com/api/v3/account?timestamp=1761990000000&recvWindow=5000&signature=0f3a"
            body = wrapped.format(code=code, url=url, status=edge["http_status"], body=edge["body"])
            status = edge["http_status"] if wrapped == "{body}" else None
            found = told(code, status, body)
            assert (found["category"], found["reason"]) == (edge["category"], edge.get("reason")), body[:300]


@pytest.mark.parametrize("change", [repr, json.dumps, lambda body: json.dumps({"error": body})])
def test_an_edge_is_recognised_however_it_was_escaped(change: Any) -> None:
    for edge in EDGES:
        if edge["body"]:
            found = told("mexc", edge["http_status"], change(edge["body"]))
            assert (found["category"], found["reason"]) == (edge["category"], edge.get("reason")), edge[
                "source"
            ]


def test_enough_edges_were_recorded() -> None:
    assert len(EDGES) >= 40
    assert len({edge["source"] for edge in EDGES}) == len(EDGES)


@settings(deadline=None, max_examples=200)  # the first one loads ccxt
@given(
    st.sampled_from(sorted(exchanges.every())),
    st.sampled_from([edge["body"] for edge in EDGES]),
    st.binary(max_size=60),
    st.integers(0, 3000),
    st.none() | st.integers(0, 999),
)
def test_no_page_that_is_cut_or_mixed_with_any_bytes_stops_the_reading_or_quotes_a_credential(
    code: str, body: str, raw: bytes, cut: int, status: int | None
) -> None:
    mixed = "".join([body[:cut], *SECRETS, raw.decode("utf-8", "replace"), body[cut:]])
    shown = json.dumps(told(code, status, mixed))
    assert not any(secret in shown for secret in SECRETS)


@pytest.mark.parametrize(
    "piece", ["<script", "<style>", "<a ", "</script ", "&lt;", "{'", "https://a ", "ip not "]
)
def test_a_long_page_of_one_piece_takes_no_worker_away_from_its_other_checks(piece: str) -> None:
    told("mexc", 403, "")  # loads ccxt
    for body in ("<html>" + piece * 20_000, piece * 20_000):
        began = time.process_time()
        told("mexc", None, body)
        assert time.process_time() - began < 1
