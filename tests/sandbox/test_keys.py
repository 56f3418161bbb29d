"""Keys tell their own story, in the shapes of the real ones."""

import json
import re
import subprocess
import sys
from dataclasses import asdict, replace
from typing import Any

import pytest

from sandbox.coding import HIGHEST_NUMBER, decode
from sandbox.exchanges import known
from sandbox.keys import Key, credentials, stories_of
from sandbox.stories import STORIES
from tests.sandbox.conftest import ROOT
from tests.sandbox.every import EVERY


def printed(*arguments: str) -> Any:
    command = [sys.executable, "-m", "sandbox", "keys", "--json", *arguments]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("number", [0, 7, HIGHEST_NUMBER])
@EVERY
def test_every_key_tells_its_story(exchange: str, number: int) -> None:
    for story in stories_of(exchange):
        raw = known()[exchange].key_raw(credentials(exchange, story, number).api_key)
        assert raw is not None
        assert decode(exchange, raw) == (story, number)


def test_the_shapes_are_the_real_ones() -> None:
    for number in range(50):
        mexc, kucoin = credentials("mexc", "healthy", number), credentials("kucoin", "healthy", number)
        assert re.fullmatch("mx0[A-Za-z0-9]{15}", mexc.api_key)
        assert re.fullmatch("[0-9a-f]{32}", mexc.secret)
        assert mexc.passphrase is None
        assert re.fullmatch("[0-9a-f]{24}", kucoin.api_key)
        assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", kucoin.secret)
        assert re.fullmatch("[!-~]{7,32}", kucoin.passphrase or "")


def test_no_two_keys_are_alike() -> None:
    keys = [credentials(code, story, n) for code in known() for story in stories_of(code) for n in range(100)]
    assert len({key.api_key for key in keys}) == len(keys)
    # Making an RSA key is slow: those are a handful that several share.
    own = [key.secret for key in keys if pair_of(key) != "rsa"]
    assert len(set(own)) == len(own)


def pair_of(key: Key) -> str:
    return known()[key.exchange].pair(STORIES[key.story])


@EVERY
def test_a_key_with_another_letter_is_unknown(exchange: str) -> None:
    api_key = credentials(exchange, "healthy").api_key
    last = "1" if api_key[-1] == "0" else "0"
    assert known()[exchange].account(api_key) is not None
    assert known()[exchange].account(api_key[:-1] + last) is None
    assert known()[exchange].account("") is None


def test_a_key_of_one_exchange_is_unknown_to_the_other() -> None:
    raw = known()["kucoin"].key_raw(credentials("kucoin", "healthy").api_key)
    assert raw is not None
    assert decode("mexc", raw) is None


@EVERY
def test_an_exchange_marks_the_one_question_about_a_key(exchange: str) -> None:
    marked = [at for at, endpoint in known()[exchange].endpoints.items() if endpoint.is_introspection]
    assert len(marked) == 1


def test_the_command_prints_what_the_function_returns() -> None:
    assert printed("--exchange", "kucoin", "--story", "revoked-later", "--start", "3", "--count", "2") == [
        json.loads(json.dumps(asdict(credentials("kucoin", "revoked-later", number)))) for number in (3, 4)
    ]


def test_a_count_is_of_each_story() -> None:
    rows = printed("--exchange", "binance", "--count", "3", "--start", "5")
    assert len(rows) == 3 * len(stories_of("binance"))
    healthy = [row["api_key"] for row in rows if row["story"] == "healthy"]
    assert healthy == [credentials("binance", "healthy", number).api_key for number in (5, 6, 7)]


@pytest.mark.parametrize("form", [["--json"], []])
def test_whoever_reads_a_fleet_may_stop_reading(form: list[str]) -> None:
    command = [sys.executable, "-m", "sandbox", "keys", "--exchange", "binance", "--count", "10000", *form]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(10) == 0


def test_the_command_prints_every_story_of_every_exchange() -> None:
    rows = printed()
    told = {(row["exchange"], row["story"]) for row in rows}
    untold = {(code, "wrong-passphrase") for code, one in known().items() if not one.has_passphrase}
    untold |= {(code, "wide-address-list") for code, one in known().items() if not one.shows_address_list}
    untold |= {(code, "other-site") for code, one in known().items() if not one.sites}
    for code, one in known().items():
        untold |= {(code, f"healthy-{kind}") for kind in {"ed25519", "rsa"} - {*one.public_keys}}
        untold |= set() if one.public_keys else {(code, "wrong-private-key")}
        kinds = {*one.markets}
        untold |= {(code, name) for name, story in STORIES.items() if not kinds.issuperset(story.markets)}
    assert told == {(code, name) for code in known() for name in STORIES} - untold
    statuses = {row["expected_status"] for row in rows} | {row["then_status"] for row in rows} - {None}
    assert statuses == {"connected", "limited", "action_required", "quarantined", "unreachable"}


def test_a_story_that_turns_says_into_what() -> None:
    key = credentials("mexc", "withdraw-later")
    assert (key.expected_status, key.expected_findings) == ("connected", ())
    assert (key.then_status, key.then_findings) == ("quarantined", ("withdraw_enabled",))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--exchange", "mtgox"], f"There is no exchange 'mtgox'. There are: {', '.join(known())}."),
        (["--exchange", "mexc", "--story", "sad"], "There is no story 'sad'. There are: healthy,"),
        (["--count", "0"], "The count of sets is 1 or more, not 0."),
        (["--start", "-1"], "The number of a key is 0 to"),
        (["--start", str(HIGHEST_NUMBER), "--count", "2"], "The number of a key is 0 to"),
    ],
)
def test_what_does_not_exist_is_said_in_one_line(arguments: list[str], sentence: str) -> None:
    command = [sys.executable, "-m", "sandbox", "keys", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_without_json_a_table_is_printed() -> None:
    command = [sys.executable, "-m", "sandbox", "keys", "--exchange", "mexc", "--story", "healthy"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.splitlines()
    assert lines[0].split()[:3] == ["exchange", "story", "api_key"]
    assert lines[1].split()[:3] == ["mexc", "healthy", credentials("mexc", "healthy").api_key]


def test_a_key_is_frozen() -> None:
    key = credentials("mexc", "healthy")
    with pytest.raises(AttributeError):
        key.secret = ""  # type: ignore[misc]
    assert replace(key, secret="").api_key == key.api_key
