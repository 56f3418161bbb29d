"""Words that mean the same at every exchange, for answers whose code says nothing."""

import re

from connections.exchanges import _meanings as means
from connections.exchanges._dialect import READ_LIMIT, Meaning
from connections.findings import Category

Phrases = tuple[tuple[str, Meaning], ...]

_SOMETHING_WRONG = Meaning(Category.INVALID_KEY, others=(Category.BAD_SIGNATURE, Category.NO_PERMISSION))
_NOT = r"(?:not|n't|n’t)"
_PLACE = r"(?:countr|region|location|jurisdiction|territor|\barea\b)"

# Tried in this order: an address that is "not permitted" is no missing permission, and so on.
PHRASES: Phrases = (
    (r"\bban(ned)?\b.{0,30}\buntil\b|\bip\b.{0,20}\bbanned\b", means.RATE),
    (r"too many (request|visit|attempt)|rate.?limit|too (frequent|fast)|access frequency", means.RATE),
    (r"excessive.{0,15}frequen|access is frequent|frequency (is )?too high", means.RATE),
    (r"请求.{0,8}频|过于频繁|访问频率", means.RATE),
    (
        r"(invalid|unmatched|incorrect|unauthori[sz]ed|untrusted) (request )?ip\b|current client ?ip",
        means.ADDRESS,
    ),
    (
        rf"\bip\b.{{0,60}}(white ?-?list|{_NOT} (be )?(allow|permit|authori)|{_NOT} (in|on|bound))",
        means.ADDRESS,
    ),
    (r"(not in|outside).{0,20}\bip\b.{0,10}list|ip.{0,12}白名单|白名单.{0,12}ip|IP地址", means.ADDRESS),
    # What ccxt says before it sends anything: a field was left empty.
    (r'requires "\w+" credential', Meaning(Category.MALFORMED_INPUT)),
    (r"pass ?-?phrase", means.BAD_PASSPHRASE),
    # Not the time that some exchanges put in every answer: requestTime: 1707473926922
    (
        r"time ?-?stamp|recv ?window|request.?time\b(?!\W{1,5}\d)|\bnonce\b|时间戳",
        means.CLOCK,
    ),
    (r"signature|(invalid|wrong|incorrect).{0,20}\bsign\b|api.?sign\b|签名", means.BAD_SIGNATURE),
    (r"\bsign\b.{0,20}(invalid|error|wrong|incorrect)", means.BAD_SIGNATURE),
    (r"\b(api|access)?[ _-]?key\b.{0,40}\bexpired|密钥.{0,6}(过期|失效)", means.KEY_EXPIRED),
    (r"restricted (location|countr|region|area)|unavailable in (the )?U\.?S|国家|地区", means.REGION),
    (rf"{_PLACE}.{{0,60}}({_NOT} (support|avail|allow)|restrict|unavailable)", means.REGION),
    (
        rf"({_NOT} (support|avail|allow)|restrict|unavailable|prohibited).{{0,60}}({_PLACE}|local law)",
        means.REGION,
    ),
    (
        r"maintenance|upgrading|(service|system|server).{0,30}(unavailable|busy|offline|overload)",
        means.UNAVAILABLE,
    ),
    (r"internal (server )?error|bad gateway|gateway time-?out|temporarily unavailable", means.UNAVAILABLE),
    (r"维护|系统(繁忙|异常|错误)|服务.{0,4}不可用", means.UNAVAILABLE),
    (
        r"\bkyc\b|identity (verif|authent)|verify your identity|real.?name|实名|身份(认证|验证)",
        means.KYC,
    ),
    (r"risk (control|problem)|风控|风险", means.RISK),
    (
        r"(account|user)\b.{0,40}(frozen|suspend|locked|disabled|banned|abnormal)|冻结|账[号户].{0,4}异常",
        means.FROZEN,
    ),
    (r"(accept|agree|sign).{0,40}(terms|agreement)", means.TERMS),
    (rf"(futures|contract|derivatives?)\b.{{0,40}}({_NOT} (been )?(open|activ|enabl)ed)", means.NOT_OPENED),
    (
        r"(open|activate|enable) (a |an |your |the )?(futures|contract) (account|trading)|合约.{0,8}未(开通|激活)",
        means.NOT_OPENED,
    ),
    (rf"({_NOT}).{{0,20}}(enable|open).{{0,20}}margin", means.MARGIN_RIGHT),
    (
        r"(?<![\"'_])permission|not authori[sz]ed|no authority|require.{0,20}\brights?\b|权限",
        means.RIGHT,
    ),
    (
        rf"(api|access).?key.{{0,40}}(invalid|{_NOT} (an )?(exist|found|valid)|does ?n.t exist)",
        means.INVALID_KEY,
    ),
    (r"(api|access).?key.{0,40}(incorrect|unknown|wrong|required|missing)", means.INVALID_KEY),
    (r"(invalid|unknown|wrong|incorrect|missing).{0,20}(api|access).?key|not logged in", means.INVALID_KEY),
    (r"密钥.{0,6}(不存在|无效|错误)|未登录", means.INVALID_KEY),
    (rf"insufficient|{_NOT} enough|oversold|(资金|余额|持仓|可用).{{0,4}}不足|最小交易", means.BUSINESS),
    (
        r"(min(imum)?|max(imum)?)\b\.? (order|trad|transact|amount|price|quantit|notional|size|require)",
        means.BUSINESS,
    ),
    (
        r"below the minimum|(price|quantity|amount|size|funds).{0,40}(range|exceed|deviat|increment|scale)",
        means.BUSINESS,
    ),
    (
        r"(price|quantity|amount|size|funds).{0,40}((less|more|greater) than|too (small|large|low|high))",
        means.BUSINESS,
    ),
    (
        rf"(symbol|trading pair|contract)\b.{{0,30}}({_NOT} (exist|found|support|avail)|invalid|suspend)",
        means.BUSINESS,
    ),
    (r"(invalid|bad|unsupported|unknown) (symbol|trading pair)|order.{0,12}not.{0,2}exist", means.BUSINESS),
    (r"\bunauthori[sz]ed", _SOMETHING_WRONG),
    (r"try again later", means.UNAVAILABLE),
    # What a program says when nothing was answered at all.
    (
        r"time[d ]?.?out|(can ?not|failed to|unable to) connect|connect\w* (call )?(fail|refus|reset|abort)",
        means.UNAVAILABLE,
    ),
    (r"connection.{0,20}(refus|reset|abort|clos|lost)|server disconnected|unreachable", means.UNAVAILABLE),
    (r"name or service not known|name resolution|getaddrinfo|\bSSL\b|certificate verify", means.UNAVAILABLE),
)

# The text of an exception that names its request and nothing more: there was no answer.
_ONLY_A_REQUEST = re.compile(r"^\W*(\w+\W+){1,6}?(GET|POST|PUT|DELETE)\s*$")

# Pages of an edge or proxy. Their "you do not have permission" is about a path, never about a key.
_PAGES: Phrases = (
    (r"\b1015\b|rate.?limited|too many requests", means.RATE),
    (r"from your country|banned (the )?(country|region)|\b1009\b|legal reasons", means.REGION),
    (r"restricted (location|countr|region)", means.REGION),
    (
        r"maintenance|temporarily unavailable|bad gateway|gateway time-?out|internal server error",
        means.UNAVAILABLE,
    ),
)
_PAGE = re.compile(r"<!doctype|<html|<head|<body|<title|<center>|^error code: \d{3,4}$", re.IGNORECASE)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]{0,500}>", re.DOTALL | re.IGNORECASE)


def is_page(body: str) -> bool:
    """Tell whether an answer is a web page: then an edge or a proxy wrote it, not the exchange."""
    return bool(_PAGE.search(body[:READ_LIMIT].strip()))


def by_phrase(words: str, phrases: Phrases = PHRASES) -> Meaning | None:
    """Return the meaning of the first phrase found in a message."""
    words = words[:READ_LIMIT]
    if phrases is PHRASES and _ONLY_A_REQUEST.match(words[:200]):
        return means.UNAVAILABLE
    return next((meaning for pattern, meaning in phrases if re.search(pattern, words, re.IGNORECASE)), None)


def by_page(body: str) -> Meaning | None:
    """Return what a page of an edge says in words, None where only its status speaks."""
    return by_phrase(_MARKUP.sub(" ", body[:READ_LIMIT]), _PAGES)


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
        return _SOMETHING_WRONG
    return means.UNAVAILABLE if status is not None and status >= 400 else None
