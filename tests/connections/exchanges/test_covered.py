"""An exchange file alone is not enough: what proves it right has to be there, or the build fails."""

from pathlib import Path

import pytest

from backfuture.dev.services import ROOT
from connections import exchanges
from connections.findings import Grant, Permission
from sandbox.exchanges import known
from sandbox.keys import stories_of
from tests.connections.exchanges import golden
from tests.connections.exchanges.test_golden import introduction, refusal

FOLDER = ROOT / "connections" / "exchanges"
FILES = sorted(path.stem for path in FOLDER.glob("[!_]*.py") if path.stem != "base")
# What can be true of a key anywhere, and has to be seen at the door of every exchange.
TOLD = {"healthy", "read-only", "withdraw-on", "address-not-allowed", "unknown-key", "wrong-secret"}
TABLE = ROOT / "docs" / "diagnose.md"


def test_there_are_files() -> None:
    assert len(FILES) >= 10
    assert not [path for path in FOLDER.iterdir() if path.is_dir() and path.name != "__pycache__"]


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_put_to_the_conformance_suite(file: str) -> None:
    """The suite, like all shared tests, runs for what `exchanges.every()` finds."""
    assert exchanges.get(file).code == file


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_a_twin_that_tells_the_same_markets(file: str) -> None:
    assert file in known(), f"sandbox/exchanges/{file}"
    assert set(known()[file].markets) == set(exchanges.get(file).markets)
    assert set(stories_of(file)) >= TOLD


@pytest.mark.parametrize("file", golden.offered())
def test_a_twin_shows_a_list_of_addresses_where_one_was_seen(file: str) -> None:
    assert known()[file].shows_address_list is any(seen["ip_list"] for seen in golden.of(file).passports)


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_recorded_with_sources(file: str) -> None:
    path = Path(golden.__file__).parent / "golden" / f"{file}.json"
    assert path.exists(), f"golden/{file}.json: what was the exchange really seen to answer?"
    recorded = golden.of(file)
    assert len(recorded.refusals) >= 25
    assert len(recorded.passports) >= 6
    assert all(len(seen["source"]) > 5 for seen in (*recorded.refusals, *recorded.passports))


def figures(exchange: str) -> tuple[int, int, int, int, int, int]:
    """Return (refusals, read right, introductions, read right, of these with withdrawing, read as without)."""
    recorded = golden.of(exchange)
    refusals = [refusal(exchange, seen) for seen in recorded.refusals]
    introductions = [introduction(exchange, seen) for seen in recorded.passports]
    grants = [
        told["permissions"][Permission.WITHDRAW]
        for told, expected in introductions
        if expected["permissions"][Permission.WITHDRAW] == Grant.YES
    ]
    right = [sum(told == expected for told, expected in seen) for seen in (refusals, introductions)]
    counts = (len(refusals), right[0], len(introductions), right[1])
    return (*counts, len(grants), grants.count(Grant.NO))


@pytest.mark.parametrize("exchange", golden.offered())
def test_what_was_recorded_is_read_right_and_the_table_says_how_much(exchange: str) -> None:
    refusals, right_refusals, introductions, right_introductions, grants, missed = figures(exchange)
    assert right_refusals >= 0.95 * refusals
    assert right_introductions >= 0.95 * introductions
    assert grants >= 1
    assert missed == 0
    row = " | ".join([exchanges.get(exchange).name, *map(str, figures(exchange))])
    assert f"| {row} |" in TABLE.read_text(), "the figures in docs/diagnose.md"
