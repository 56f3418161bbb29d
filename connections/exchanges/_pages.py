"""Pages and short texts of what stands before an exchange: it knows of addresses and loads, and of no key."""

import html
import re

from connections.exchanges import _meanings as means
from connections.exchanges._dialect import READ_LIMIT, Meaning
from connections.exchanges._phrases import UNSAID, Phrases, by_phrase

# The words of a page may stand behind scripts and styles that are longer than they.
_PAGE_LIMIT = 5 * READ_LIMIT

# Their "you do not have permission" is about a path, and their "signature" that of a browser.
_PAGES: Phrases = (
    (r"\b1015\b|rate.?limit|too many requests|too frequent|slow down|过于频繁", means.RATE),
    (r"from your country|banned (the )?(country|region)|\b1009\b|legal reasons", means.REGION),
    (r"restricted (location|countr|region)|(country|region)\b.{0,40}(banned|restricted)", means.REGION),
    (r"国家|地区", means.REGION),
    (r"maintenance|be back soon|维护|temporarily unavailable", means.UNAVAILABLE),
    (
        r"has banned your|been blocked|request blocked|unable to access|to restrict access",
        means.RATE_OR_REGION,
    ),
    (r"just a moment|checking your browser|attention required|captcha|security check", means.RATE_OR_REGION),
    (r"enable javascript and cookies|访问被(阻断|拦截)", means.RATE_OR_REGION),
    (r"incapsula|edgesuite|error code: 10(0[678]|1[0-3]|20)\b|^\W*access denied", means.RATE_OR_REGION),
    (r"bad gateway|gateway time-?out|internal server error", means.UNAVAILABLE),
)
_PAGE = re.compile(
    r"<!doctype|<html|<head|<body|<title|<center>|incapsula incident|owner of this website"
    r"|CloudFront distribution is configured|permission to access .{1,300} on this server"
    # Cloudflare's answer to a client that takes no pages; exchanges have codes of their own near these.
    r"|\berror code: (?:10(?:0[6-9]|[1-3]\d)|110\d|5[23]\d)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:script|style)\b[^<>]{0,20}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")


def is_page(body: str) -> bool:
    """Tell whether an edge or a proxy wrote an answer: then it is not the exchange that speaks."""
    return bool(_PAGE.search(html.unescape(body[:READ_LIMIT])))


def by_page(body: str) -> Meaning | None:
    """Return what a page of an edge says in words, None where only its status speaks."""
    return by_phrase(_text(html.unescape(body[:_PAGE_LIMIT])), _PAGES)


def _text(page: str) -> str:
    """Return the words of a page; the time this takes grows with its length, also where nothing is closed."""
    pieces = (_OPENING.split(piece, maxsplit=1)[0] for piece in _CLOSING.split(page))
    return _TAG.sub(" ", " ".join(pieces))


def by_status(status: int | None) -> Meaning | None:
    """Judge an answer by its HTTP status alone: the last resort."""
    if status in {418, 429}:
        return means.RATE
    if status == 451:
        return means.REGION
    if status == 403:
        # A firewall says this of a burst and of a country alike; a key is never blamed for either.
        return means.RATE_OR_REGION
    if status == 401:
        return UNSAID
    return means.UNAVAILABLE if status is not None and status >= 400 else None
