"""The documents keep up with the code: every setting, command, exchange and finding is in them."""

import re
from pathlib import Path

import pytest

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import Advice, Category
from connections.resolver import RULES
from tests.settings_source import source

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
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
