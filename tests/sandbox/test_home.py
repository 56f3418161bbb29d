"""The home page lists every key to copy, safely and for a second person too."""

import re
from html.parser import HTMLParser

import pytest

from sandbox.exchanges import known
from sandbox.keys import credentials, stories_of
from tests.sandbox.client import Client


@pytest.mark.parametrize("number", [0, 5])
def test_every_key_is_there_to_copy(sandbox_server: Client, number: int) -> None:
    page = sandbox_server.send("GET", f"/?number={number}" if number else "/").text
    for exchange in known():
        for story in stories_of(exchange):
            key = credentials(exchange, story, number)
            for value in filter(None, (key.api_key, key.secret, key.passphrase)):
                assert f"<bdi>{value}</bdi>" in page
                assert f'data-copy="{value}"' in page


def test_it_warns_and_offers_another_set(sandbox_server: Client) -> None:
    page = sandbox_server.send("GET", "/?number=3").text
    assert "Never paste a real key here" in page
    assert 'href="/?number=4"' in page


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(sandbox_server: Client) -> None:
    reply = sandbox_server.send("GET", "/")
    assert reply.headers["content-security-policy"].startswith("default-src 'self'")
    assert "style=" not in reply.text
    assert not re.search(r"<script[^>]*>[^<]|<style|\son\w+=", reply.text)
    # What is there to copy is no address; in base64 it may hold two strokes by chance.
    assert "//" not in re.sub(r'<bdi>[^<]*</bdi>|data-copy="[^"]*"', "", reply.text)


def test_its_files_are_served(sandbox_server: Client) -> None:
    page = sandbox_server.send("GET", "/").text
    wanted = set(re.findall(r'(?:href|src)="/([\w.]+)"', page))
    assert wanted == {"home.css", "home.js", "mark.svg"}
    types = {name: sandbox_server.send("GET", f"/{name}").headers["content-type"] for name in wanted}
    assert types["home.css"].startswith("text/css")
    assert types["home.js"].startswith("text/javascript")


def test_it_is_well_formed(sandbox_server: Client) -> None:
    class Checker(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "link"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    checker = Checker()
    checker.feed(sandbox_server.send("GET", "/").text)
    assert checker.open == []


@pytest.mark.parametrize("number", ["-1", "x", "16777216", "٣"])
def test_a_number_that_is_none(sandbox_server: Client, number: str) -> None:
    from urllib.parse import quote

    reply = sandbox_server.send("GET", f"/?number={quote(number)}")
    assert reply.status == 400
    assert reply.json["error"].startswith("number:")


def test_no_other_file_is_served(sandbox_server: Client) -> None:
    for path in ("/home.py", "/../keys.py", "/static/home.css", "/.env"):
        assert sandbox_server.send("GET", path).status == 404
