"""What every text must be like, and every finding that a check can come to."""

from collections.abc import Iterator

from connections import exchanges
from connections.exchanges.base import Exchange
from connections.findings import Advice, Category, Finding, Permission, Scope, Severity

EGRESS = ["203.0.113.24"]
REASONS = ("frozen", "kyc", "region", "risk", "terms")
EXCHANGES = list(exchanges.every().values())


def assert_reads(text: str) -> None:
    """Check what every text for people has in common."""
    assert text.strip() == text
    assert text
    for unwanted in ("%", "!", "None", "  ", " ,", "error 500"):
        assert unwanted not in text


def assert_sentences(text: str) -> None:
    assert_reads(text)
    assert text.endswith(".")
    assert ".." not in text


def findings(exchange: Exchange) -> Iterator[Finding]:
    """Return every finding with every variant that the exchange's own tables can lead to."""
    for code in [*Category, *Advice]:
        if code is not Category.NONE:
            yield Finding(code, params=_params(code))
    yield from (Finding(Category.NO_PERMISSION, params={"scope": str(scope)}) for scope in Scope)
    yield from (Finding(Category.ACCOUNT_RESTRICTED, params={"reason": reason}) for reason in REASONS)
    yield Finding(Category.ACCOUNT_RESTRICTED, params={"reason": "region", "is_edge": True})
    yield from (Finding(Category.IP_NOT_ALLOWED, params={"ip": ip}) for ip in (EGRESS[0], "198.51.100.7"))
    yield Finding(Category.UNKNOWN, params={"code": "99999"})
    for code in (Category.INVALID_KEY, Category.BAD_SIGNATURE) if exchange.pairs else ():
        yield Finding(code, params={"is_made_here": True})
        yield Finding(code, params={"is_made_here": True, "other_sites": ["", "eu", "us"]})
    yield from ambiguous(exchange)


def ambiguous(exchange: Exchange) -> Iterator[Finding]:
    """Return a finding for every answer of the exchange that leaves more than one cause."""
    phrases = (*exchange.phrases, *(phrase for nuance in exchange.nuances.values() for phrase in nuance))
    for code, meaning in (*exchange.errors.items(), *(("", meaning) for _, meaning in phrases)):
        if meaning.others:
            candidates = [str(one) for one in (meaning.category, *meaning.others)]
            yield Finding(meaning.category, params={"candidates": candidates, "code": code})


def _params(code: str) -> dict[str, object]:
    if code == Advice.EXPIRES_SOON:
        return {"days": 12, "at": "2026-12-04T00:00:00+00:00"}
    if code == Advice.SURPLUS_RIGHTS:
        return {"rights": [str(Permission.MARGIN_TRADE), str(Permission.INTERNAL_TRANSFER)]}
    return {}


def name_of(finding: Finding) -> str:
    """Return a name for a test case."""
    return "-".join(str(part) for part in (finding.code, *map(str, finding.params.values()))).replace(" ", "")


def stored(code: str, /, **params: object) -> dict[str, object]:
    """Return a finding as a notice carries it."""
    return Finding(code, Severity.ERROR, params).to_json()
