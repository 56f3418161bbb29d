"""Every setting that can be set is in .env.example, and nothing else is."""

import re

from backfuture.dev.services import ROOT
from tests.settings_source import source

# What the Procfile and `make run` read; the settings themselves do not.
_PROCESSES = {"PORT", "HOST", "SANDBOX_PORT", "WEB_CONCURRENCY", "WEB_THREADS"}
_PROCESSES |= {"PEOPLE_CONCURRENCY", "WATCH_CONCURRENCY", "CHORES_CONCURRENCY"}


def test_the_example_lists_exactly_what_is_read() -> None:
    read = set(re.findall(r'\benv\.\w+\(\s*"(\w+)"', source()))
    listed = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert len(read) > 20
    assert listed == read | _PROCESSES


def test_the_procfile_reads_nothing_else() -> None:
    read = set(re.findall(r"\$\{(\w+)", (ROOT / "Procfile").read_text()))
    assert read
    assert read <= _PROCESSES | {"LOG_LEVEL"}


def test_what_production_requires_is_marked() -> None:
    lines = source().splitlines()
    required = {match[1] for line in lines if (match := re.search(r'env\.\w+\("(\w+)".*required=', line))}
    text = (ROOT / ".env.example").read_text()
    marked = {re.findall(r"^(\w+)=", block, re.MULTILINE)[0] for block in text.split("\n# (required)")[1:]}
    assert "SECRET_KEY" in required
    assert marked == required
