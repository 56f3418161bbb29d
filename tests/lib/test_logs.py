"""Log lines: what they belong to, and nothing that was merely passed along."""

import asyncio
import json
import logging
import sys
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from backfuture.lib import logs

SECRET = "ca9a7e11-5ec2-4e75-8ca9-a7e5ca9a7e22"
ID = "0123456789abcdef0123456789abcdef"


def record(message: str = "something", **extra: Any) -> logging.LogRecord:
    return logging.getLogger("x").makeRecord("x", logging.INFO, __file__, 1, message, (), None, extra=extra)


def written(one: logging.LogRecord) -> dict[str, Any]:
    return dict(json.loads(logs.Json().format(one)))


def test_a_line_names_what_it_belongs_to() -> None:
    with logs.about(check="17-3fa9c2d1", task="abc"):
        assert logs.Lines().format(record()).endswith("INFO x something check=17-3fa9c2d1 task=abc")
        assert (
            written(record()).items()
            >= {"check": "17-3fa9c2d1", "task": "abc", "message": "something"}.items()
        )
    assert "check" not in written(record())


def test_what_is_passed_along_is_not_written() -> None:
    one = record(request={"body": SECRET}, data=SECRET, headers=SECRET)
    assert SECRET not in logs.Json().format(one) + logs.Lines().format(one)


def test_a_trace_is_part_of_the_object() -> None:
    one = record()
    try:
        int("what\nhappened")
    except ValueError:
        one.exc_info = sys.exc_info()
    line = logs.Json().format(one)
    assert "\n" not in line
    assert "ValueError: invalid literal" in json.loads(line)["trace"]


def test_checks_on_one_loop_do_not_mix() -> None:
    async def look(check: str) -> str:
        with logs.about(check=check):
            await asyncio.sleep(0.001)
            return str(written(record())["check"])

    async def both() -> list[str]:
        return list(await asyncio.gather(look("1-a"), look("2-b")))

    assert asyncio.run(both()) == ["1-a", "2-b"]


def test_every_answer_names_its_request(client: Client) -> None:
    first, second = (client.get("/healthz").headers["X-Request-ID"] for _ in range(2))
    assert len(first) == 32
    assert first != second


@pytest.mark.parametrize(
    ("sent", "is_behind", "is_kept"),
    [
        (ID, True, True),
        (ID, False, False),
        ("a" * 33, True, False),
        ("../etc\n", True, False),
        (SECRET + "x", True, False),
    ],
)
def test_only_a_proxys_sane_id_is_taken_over(
    client: Client, settings: Settings, sent: str, is_behind: bool, is_kept: bool
) -> None:
    settings.BEHIND_PROXY = is_behind
    answered = client.get("/healthz", headers={"X-Request-ID": sent}).headers["X-Request-ID"]
    assert (answered == sent) is is_kept


def test_lines_of_a_request_carry_its_id(client: Client, db: None) -> None:
    lines = StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(logs.Json())
    logging.getLogger("django.request").addHandler(handler)
    try:
        answer = client.get("/nowhere/")
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert [json.loads(line)["request"] for line in lines.getvalue().splitlines()] == [
        answer.headers["X-Request-ID"]
    ]
