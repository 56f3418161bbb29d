"""`make test` says one line for each step and ends at the first that fails; what is missing is a failure."""

import sys

import pytest

from backfuture.dev import browser, postgres, services, verify

_FAIL = [sys.executable, "-c", "import sys; print('a typo in line 3'); sys.exit(4)"]
_PASS = [sys.executable, "-c", "print('1 file looks fine')"]


def test_a_step_that_passed_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    verify.step("types", _PASS, services.environment(), is_quiet=True)
    out, err = capfd.readouterr()
    assert (out.startswith("types"), out.count("\n"), " ok (" in out, err) == (True, 1, True, "")


def test_a_step_that_failed_says_why_and_ends_with_its_code(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(verify.Failed) as failure:
        verify.step("types", _FAIL, services.environment(), is_quiet=True)
    out, err = capfd.readouterr()
    assert failure.value.code == 4
    assert "FAILED (4)" in out
    assert "a typo in line 3" in err


def test_a_missing_browser_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(browser.NoBrowser, match="apt-get install chromium"):
        browser.executable()
    assert verify.main() == 1
    assert "No Chromium" in capfd.readouterr().err


def test_a_given_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user@host/name")
    with postgres.server() as url:
        assert url == "postgres://user@host/name"
