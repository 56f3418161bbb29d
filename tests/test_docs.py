"""The documents keep up with the code: every setting, command, exchange and finding is in them."""

import re
from pathlib import Path

import pytest

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import Advice, Category
from connections.resolver import RULES
from sandbox.exchanges import known
from tests.settings_source import source

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
GUIDE = (ROOT / "docs" / "adding-an-exchange.md").read_text()
DOCS = "\n".join(file.read_text() for file in (ROOT / "docs").glob("*.md"))


def variables() -> set[str]:
    """Return the names of all environment variables that the settings read."""
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source()))


def test_every_setting_is_in_the_table_of_the_readme() -> None:
    listed = set(re.findall(r"`([A-Z_]+)`", README))
    assert variables() - listed == set()


@pytest.mark.parametrize("exchange", list(exchanges.every().values()), ids=list(exchanges.every()))
def test_every_exchange_is_named(exchange: Exchange) -> None:
    assert exchange.name in README


def declared() -> set[str]:
    """Return what an exchange file may say: what the base class announces, and what a file was seen to override."""
    announced = {name for base in Exchange.__mro__ for name in vars(base).get("__annotations__", {})}
    overridden = {name for exchange in exchanges.every().values() for name in vars(type(exchange))}
    # A site is chosen at run time, never in a file.
    return {name for name in announced | overridden if not name.startswith("_")} - {"elsewhere", "main"}


@pytest.mark.parametrize("name", sorted(declared()))
def test_what_an_exchange_file_may_say_is_in_its_guide(name: str) -> None:
    assert re.search(rf"`{name}[(`]", GUIDE)


@pytest.mark.parametrize("code", sorted(known()))
def test_the_rate_limits_of_every_twin_are_told(code: str) -> None:
    limits = (ROOT / "docs" / "sandbox.md").read_text().partition("## Rate limits")[2].partition("\n## ")[0]
    assert f"| {known()[code].name} |" in limits


@pytest.mark.parametrize("code", sorted(known()))
def test_it_is_said_which_exchanges_were_tried_with_ccxt_alone(code: str) -> None:
    verified = (ROOT / "docs" / "verification.md").read_text()
    only = re.findall(r"for each exchange but ([\w, ]+) \|", verified)[0]
    has_client = (ROOT / "tests" / "sandbox" / "clients" / f"test_{code}.py").exists()
    assert has_client is (known()[code].name not in re.split(", | and ", only))


@pytest.mark.parametrize("code", [str(code) for code in (*Category, *Advice) if code != "none"])
def test_every_finding_is_explained(code: str) -> None:
    assert f"| `{code}` |" in (ROOT / "docs" / "findings.md").read_text()


@pytest.mark.parametrize("code", RULES)
def test_every_evidence_is_explained(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "findings.md").read_text()


def test_every_command_is_documented() -> None:
    commands = {file.stem for file in ROOT.glob("*/management/commands/*.py") if file.stem != "__init__"}
    said = README + DOCS + (ROOT / "CONTRIBUTING.md").read_text()
    assert {name for name in commands if name not in said} == set()


def test_no_link_leads_nowhere() -> None:
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", file.read_text()):
            assert (file.parent / target).exists(), f"{file.name} -> {target}"
