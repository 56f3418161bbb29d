"""What counts as a change of a key, and what is only silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connections import drift
from connections.drift import Drift
from connections.findings import Category, EventCode, Finding, Grant, Judgement, Passport, Permission, Right
from connections.findings import Verdict as V

_NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
_EVERY = {one: Right(Grant.YES) for one in Permission}
_KEY = Passport(
    rights={**_EVERY, Permission.WITHDRAW: Right(Grant.NO), Permission.INTERNAL_TRANSFER: Right(Grant.NO)},
    ip_restricted=True,
    ip_list=("203.0.113.24", "203.0.113.25"),
    expires_at=_NOW + timedelta(days=40),
    expires_kind="fixed",
    uid="12345678",
)
E = EventCode


def with_right(permission: Permission, value: Grant) -> Passport:
    return _KEY.with_right(permission, Right(value))


CHANGES = [
    (with_right(Permission.WITHDRAW, Grant.YES), Drift(E.WITHDRAW_ON, {}, is_security=True)),
    (with_right(Permission.WITHDRAW, Grant.UNKNOWN), Drift(E.WITHDRAW_UNCLEAR, {}, is_security=True)),
    (with_right(Permission.SPOT_TRADE, Grant.NO), Drift(E.RIGHT_LOST, {"rights": ["spot_trade"]})),
    (
        with_right(Permission.INTERNAL_TRANSFER, Grant.YES),
        Drift(E.RIGHT_GAINED, {"rights": ["internal_transfer"]}, is_security=True),
    ),
    (
        replace(_KEY, ip_restricted=False, ip_list=()),
        Drift(E.LIST_REMOVED, {"was": ["203.0.113.24", "203.0.113.25"]}, is_security=True),
    ),
    (
        replace(_KEY, ip_list=("203.0.113.24", "198.51.100.7")),
        Drift(E.LIST_CHANGED, {"added": ["198.51.100.7"], "removed": ["203.0.113.25"]}, is_security=True),
    ),
    (
        replace(_KEY, ip_restricted=False, ip_list=("203.0.0.0/16",)),
        Drift(
            E.LIST_CHANGED,
            {"added": ["203.0.0.0/16"], "removed": ["203.0.113.24", "203.0.113.25"]},
            is_security=True,
        ),
    ),
    (
        replace(_KEY, ip_list=("203.0.113.24",)),
        Drift(E.LIST_CHANGED, {"added": [], "removed": ["203.0.113.25"]}),
    ),
    (
        replace(_KEY, expires_at=_NOW + timedelta(days=90)),
        Drift(E.EXPIRY_MOVED, {"was": "2026-06-13T12:00:00+00:00", "now": "2026-08-02T12:00:00+00:00"}),
    ),
    (
        replace(_KEY, expires_at=None, expires_kind="none"),
        Drift(E.EXPIRY_REMOVED, {"was": "2026-06-13T12:00:00+00:00"}),
    ),
    (
        replace(_KEY, uid="87654321"),
        Drift(E.ACCOUNT_CHANGED, {"was": "12345678", "now": "87654321"}, is_security=True),
    ),
]
SILENCE = [
    Passport(),
    _KEY.with_right(Permission.SPOT_TRADE, Right()),
    replace(_KEY, ip_list=None),
    replace(_KEY, ip_restricted=None, ip_list=None),
    replace(_KEY, ip_list=("203.0.113.25", "203.0.113.24")),
    replace(_KEY, expires_at=_NOW + timedelta(days=41)),  # told in whole days
    replace(_KEY, expires_at=None, expires_kind="unknown"),
    replace(_KEY, uid=None),
]


@pytest.mark.parametrize(("after", "expected"), CHANGES)
def test_a_change_is_told_with_what_was_and_what_is(after: Passport, expected: Drift) -> None:
    assert drift.between(_KEY, after) == (expected,)


def test_an_end_where_there_was_none_is_told() -> None:
    endless = replace(_KEY, expires_at=None, expires_kind="none")
    (one,) = drift.between(endless, _KEY)
    assert one == Drift(E.EXPIRY_MOVED, {"was": None, "now": "2026-06-13T12:00:00+00:00"})
    assert drift.between(replace(endless, expires_kind="unknown"), _KEY) == ()


@pytest.mark.parametrize("after", SILENCE[1:])
def test_what_is_not_said_is_no_change(after: Passport) -> None:
    assert drift.between(_KEY, after) == drift.between(after, _KEY) == ()


def test_of_a_key_that_nobody_looked_at_only_unclear_rights_are_told() -> None:
    assert [one.code for one in drift.between(_KEY, Passport())] == [E.WITHDRAW_UNCLEAR]
    assert [one.code for one in drift.between(Passport(), _KEY)] == [E.WITHDRAW_OFF]


def test_several_changes_come_the_gravest_first() -> None:
    after = replace(with_right(Permission.WITHDRAW, Grant.YES), ip_restricted=False, expires_kind="none")
    after = replace(after.with_right(Permission.READ, Right(Grant.NO)), expires_at=None)
    codes = [one.code for one in drift.between(_KEY, after)]
    assert codes == [E.WITHDRAW_ON, E.LIST_REMOVED, E.RIGHT_LOST, E.EXPIRY_REMOVED]


@pytest.mark.parametrize("status", ["expired", "deleted", "frozen"])
def test_of_a_key_that_ended_only_the_gravest_is_told(status: str) -> None:
    after = replace(_KEY, key_status=status, ip_restricted=False, ip_list=())
    assert drift.between(_KEY, after.with_right(Permission.READ, Right(Grant.NO))) == ()
    (one,) = drift.between(_KEY, after.with_right(Permission.WITHDRAW, Right(Grant.YES)))
    assert one.code == E.WITHDRAW_ON


def judged(*findings: Finding) -> Judgement:
    return Judgement(V.ACTION_REQUIRED, findings)


@pytest.mark.parametrize(
    "code",
    [
        Category.INVALID_KEY,
        Category.BAD_SIGNATURE,
        Category.BAD_PASSPHRASE,
        Category.KEY_EXPIRED,
        Category.IP_NOT_ALLOWED,
    ],
)
def test_a_refusal_of_a_key_that_worked_is_told_once(code: Category) -> None:
    found = Finding(code, params={"ip": "203.0.113.9", "message": "not kept"})
    advice = [Finding("no_ip_list")]
    (one,) = drift.refused(_KEY, advice, judged(found), _NOW)
    assert one == Drift(E.KEY_REFUSED, {"cause": str(code), "ip": "203.0.113.9"}, is_security=True)
    assert drift.refused(_KEY, [found], judged(found), _NOW) == ()
    # Another cause of the same refusal is no second one.
    assert drift.refused(_KEY, [Finding(Category.INVALID_KEY)], judged(found), _NOW) == ()


def test_an_ambiguous_refusal_is_one_where_it_may_be_the_key() -> None:
    found = Finding(
        Category.NO_PERMISSION, params={"candidates": [Category.NO_PERMISSION, Category.INVALID_KEY]}
    )
    (one,) = drift.refused(_KEY, (), judged(found), _NOW)
    assert one.params == {"cause": "no_permission", "candidates": ["no_permission", "invalid_key"]}


@pytest.mark.parametrize(
    "code", [Category.NO_PERMISSION, Category.ACCOUNT_RESTRICTED, Category.FUTURES_NOT_OPENED]
)
def test_other_trouble_is_told_by_the_status(code: Category) -> None:
    assert drift.refused(_KEY, (), judged(Finding(code)), _NOW) == ()


def test_an_end_that_was_announced_is_no_security_event() -> None:
    ended = judged(Finding(Category.KEY_EXPIRED))
    assert _KEY.expires_at is not None
    assert drift.refused(_KEY, (), ended, _KEY.expires_at) == ()
    assert drift.refused(replace(_KEY, expires_at=None), (), ended, _NOW) != ()


@pytest.mark.parametrize(
    ("listed", "told", "egress", "is_event"),
    [
        (("203.0.113.9",), {}, "203.0.113.9", True),  # the list let us in
        (("203.0.113.0/24",), {}, "203.0.113.9", True),
        (("203.0.113.9",), {}, "203.0.113.10", False),  # we ask from elsewhere now
        (("203.0.113.9",), {"ip": "203.0.113.10"}, "203.0.113.9", True),
        ((), {}, "203.0.113.10", True),  # nobody knows what stands on the list
        (("203.**.9",), {}, "203.0.113.10", True),
    ],
)
def test_a_list_that_never_had_the_address_we_ask_from_now_is_no_event(
    listed: tuple[str, ...], told: dict[str, str], egress: str, is_event: bool
) -> None:
    before = replace(_KEY, ip_restricted=True, ip_list=listed)
    for params in (told, {**told, "candidates": ["invalid_key", "ip_not_allowed"]}):
        code = Category.INVALID_KEY if "candidates" in params else Category.IP_NOT_ALLOWED
        found = judged(Finding(code, params=params))
        assert bool(drift.refused(before, (), found, _NOW, egress)) is is_event
    assert drift.refused(before, (), judged(Finding(Category.INVALID_KEY)), _NOW, egress) != ()
