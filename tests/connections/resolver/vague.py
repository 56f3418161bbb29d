"""A stored finding with several causes, for whoever shows it."""

from connections.findings import Category, Cause, Evidence, Finding, Severity

_WORKED = Evidence("worked_before", {"at": "2026-11-20T12:04:00+00:00"})
_CLOCK, _AGREE = Evidence("clock_answers"), Evidence("clocks_agree")
CAUSES = (
    Cause(Category.NO_PERMISSION, None, (_CLOCK, _WORKED)),
    Cause(Category.ACCOUNT_RESTRICTED, "kyc"),
    Cause(Category.INVALID_KEY, None, (_CLOCK,), (Evidence("looks_right"),)),
)
VAGUE = Finding(
    Category.INVALID_KEY,
    Severity.ERROR,
    {
        "code": "-2015",
        "candidates": [str(one.category) for one in CAUSES],
        "causes": [one.to_json() for one in CAUSES],
        "ruled_out": [Cause(Category.CLOCK_SKEW, against=(_AGREE,)).to_json()],
    },
    "Invalid API-key, IP, or permissions for action.",
)
