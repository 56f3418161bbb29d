"""What is no JSON of a reasonable size and depth is refused before anything else looks at it."""

import pytest
from rest_framework.test import APIClient

from backfuture.lib.parsing import LIMIT


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[" * (LIMIT - 1), "parse_error"),
        (b'{"exchange": NaN}', "parse_error"),
        (b"\xff\xfe", "parse_error"),
        (b'"' + b"x" * LIMIT + b'"', "request_too_large"),
        (b"null", "invalid"),
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("post", "connections/"), ("patch", "me/"), ("post", "strategies/"), ("post", "strategies/preview/")],
)
def test_it_is_a_problem_and_not_a_failure(
    api: APIClient, method: str, path: str, body: bytes, code: str
) -> None:
    answer = getattr(api, method)(f"/api/v1/{path}", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_what_is_no_json_is_refused(api: APIClient) -> None:
    answer = api.post(
        "/api/v1/connections/", b"exchange=kucoin", content_type="application/x-www-form-urlencoded"
    )
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_answers_are_json_only(api: APIClient) -> None:
    answer = api.get("/api/v1/connections/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")
