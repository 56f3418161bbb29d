"""What is known of a key survives being stored, and brings nothing along that no database or page should get."""

from datetime import UTC, datetime

from connections.findings import Grant, Passport, Permission, Right

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_it_comes_back_as_it_was() -> None:
    rights = {Permission.WITHDRAW: Right(Grant.NO, "not_listed", {}, NOW)}
    whole = Passport(rights, True, ("203.0.113.24",), NOW, "fixed", NOW, "active", "77", False, ("BTC/USDT",))
    again = Passport.from_json(whole.to_json())
    assert again.to_json() == whole.to_json()
    assert again.right(Permission.WITHDRAW) == rights[Permission.WITHDRAW]
    assert (again.expires_at, again.ip_list) == (NOW, ("203.0.113.24",))


def test_nothing_is_a_key_nobody_has_looked_at() -> None:
    assert Passport.from_json({}).grants(Permission.WITHDRAW) is Grant.UNKNOWN


def test_texts_of_an_exchange_are_cleaned() -> None:
    token = Right(Grant.UNKNOWN, "listed", {"token": "Send\x00\u202eAll" + "x" * 200}, NOW)
    stored = Passport(
        {Permission.WITHDRAW: token}, uid="7\x007", symbol_whitelist=("BTC\u200b/USDT",)
    ).to_json()
    assert stored["uid"] == "77"
    assert stored["symbol_whitelist"] == ["BTC/USDT"]
    assert stored["permissions"]["withdraw"]["params"]["token"].startswith("SendAllx")
    assert len(stored["permissions"]["withdraw"]["params"]["token"]) == 100
