"""Somebody who uses the running product over HTTP alone: signs up by mail code, by app or by browser."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.stack.whole import Stack

PASSWORD = "correct horse battery"
HEADLESS = "/_allauth/app/v1"
Json = dict[str, Any]


def wait_for(what: Callable[[], Any], seconds: float = 15.0) -> Any:
    """Return the first true answer; raises TimeoutError naming what never came."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if found := what():
            return found
        time.sleep(0.05)
    raise TimeoutError(f"{what} stayed without an answer for {seconds} s")


def mailed_code(stack: Stack, email: str) -> str:
    """Return the code in the newest mail to an address, as a person reads it in the mail folder."""

    def find() -> str | None:
        mails = sorted(stack.mail_dir.glob("*.log"), key=lambda file: file.stat().st_mtime)
        mine = [text for text in (mail.read_text() for mail in mails) if f"To: {email}" in text]
        codes = [re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", text, re.MULTILINE) for text in mine]
        found = [code.group(1) for code in codes if code]
        return found[-1] if found else None

    return str(wait_for(find))


@dataclass
class App:
    """The mobile client: a session token, JSON, and nothing else."""

    stack: Stack
    email: str
    token: str = ""
    language: str = "en"
    seen: list[str] = field(default_factory=list)

    def call(self, method: str, path: str, body: Json | None = None) -> requests.Response:
        headers = {"X-Session-Token": self.token, "Accept-Language": self.language}
        answer = requests.request(
            method, self.stack.url + path, json=body, headers=headers, timeout=15, allow_redirects=False
        )
        self.seen.append(answer.text)
        return answer

    def sign_up(self) -> "App":
        """Sign up and prove the address with the code from the mail."""
        answer = self.call("POST", f"{HEADLESS}/auth/signup", {"email": self.email, "password": PASSWORD})
        self.token = answer.json()["meta"]["session_token"]
        code = mailed_code(self.stack, self.email)
        answer = self.call("POST", f"{HEADLESS}/auth/email/verify", {"key": code})
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["meta"].get("session_token", self.token)
        return self

    def connect(self, key: Any, name: str = "") -> Json:
        """Connect a sandbox key and return the connection as it was answered."""
        credentials = {"api_key": key.api_key, "secret": key.secret, "passphrase": key.passphrase or ""}
        body = {"exchange": key.exchange, "markets": list(key.markets), "credentials": credentials}
        answer = self.call("POST", "/api/v1/connections/", body | ({"name": name} if name else {}))
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def judged(self, pk: int, seconds: float = 30) -> Json:
        """Return a connection once nothing is being checked any more."""

        def look() -> Json | None:
            connection = dict(self.call("GET", f"/api/v1/connections/{pk}/").json())
            return None if connection["is_checking"] else connection

        return dict(wait_for(look, seconds))


@dataclass
class Browser:
    """A browser without JavaScript: cookies, forms and pages."""

    stack: Stack
    session: requests.Session = field(default_factory=requests.Session)
    seen: list[str] = field(default_factory=list)

    def get(self, path: str) -> str:
        answer = self.session.get(self.stack.url + path, timeout=15)
        self.seen.append(answer.text)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.text

    def post(self, path: str, **fields: Any) -> requests.Response:
        """Load the page for its token, then send the form."""
        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, f"{path} has no form"
        answer = self.session.post(
            self.stack.url + path,
            data={**fields, "csrfmiddlewaretoken": token.group(1)},
            headers={"Referer": self.stack.url + path},
            timeout=15,
        )
        self.seen.append(answer.text)
        return answer

    def another(self) -> "Browser":
        """Return a browser of the same person, signed in alike: a session is of one thread."""
        other = Browser(self.stack)
        other.session.cookies.update(self.session.cookies)
        return other

    def sign_in(self, email: str, password: str = PASSWORD, code: str = "") -> "Browser":
        answer = self.post("/accounts/login/", login=email, password=password)
        if code:
            answer = self.post("/accounts/2fa/authenticate/", code=code)
        assert answer.status_code == 200, answer.status_code
        assert "/accounts/login/" not in answer.url, answer.url
        return self
