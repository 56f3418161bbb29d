"""Words that mean the same at every exchange, for answers whose code says nothing."""

import re

from connections.exchanges._dialect import READ_LIMIT, Meaning
from connections.findings import Category

Phrases = tuple[tuple[str, Meaning], ...]

_BUSINESS = Meaning(Category.NONE)
_ADDRESS = Meaning(Category.IP_NOT_ALLOWED)
_INVALID_KEY = Meaning(Category.INVALID_KEY)
_FUTURES = Meaning(Category.FUTURES_NOT_OPENED)
_RATE = Meaning(Category.RATE_LIMITED)
_UNAVAILABLE = Meaning(Category.EXCHANGE_UNAVAILABLE)
_REGION = Meaning(Category.ACCOUNT_RESTRICTED, reason="region")
_RATE_OR_REGION = Meaning(Category.RATE_LIMITED, others=(Category.ACCOUNT_RESTRICTED,))
_SOMETHING_WRONG = Meaning(Category.INVALID_KEY, others=(Category.BAD_SIGNATURE, Category.NO_PERMISSION))
_NOT = r"(?:not|n't|n’t)"
_PLACE = r"(?:countr|region|location|jurisdiction|territor|\barea\b)"

# Tried in this order: an address that is "not permitted" is no missing permission, and so on.
PHRASES: Phrases = (
    (r"\bban(ned)?\b.{0,30}\buntil\b|\bip\b.{0,20}\bbanned\b", _RATE),
    (r"too many (request|visit|attempt)|rate.?limit|too (frequent|fast)|access frequency", _RATE),
    (r"excessive.{0,15}frequen|access is frequent|frequency (is )?too high", _RATE),
    (r"请求.{0,8}频|过于频繁|访问频率", _RATE),
    (r"(invalid|unmatched|incorrect|unauthori[sz]ed|untrusted) (request )?ip\b|current client ?ip", _ADDRESS),
    (rf"\bip\b.{{0,60}}(white ?-?list|{_NOT} (be )?(allow|permit|authori)|{_NOT} (in|on|bound))", _ADDRESS),
    (r"(not in|outside).{0,20}\bip\b.{0,10}list|ip.{0,12}白名单|白名单.{0,12}ip|IP地址", _ADDRESS),
    # What ccxt says before it sends anything: a field was left empty.
    (r'requires "\w+" credential', Meaning(Category.MALFORMED_INPUT)),
    (r"pass ?-?phrase", Meaning(Category.BAD_PASSPHRASE)),
    # Not the time that some exchanges put in every answer: requestTime: 1707473926922
    (
        r"time ?-?stamp|recv ?window|request.?time\b(?!\W{1,5}\d)|\bnonce\b|时间戳",
        Meaning(Category.CLOCK_SKEW),
    ),
    (r"signature|(invalid|wrong|incorrect).{0,20}\bsign\b|api.?sign\b|签名", Meaning(Category.BAD_SIGNATURE)),
    (r"\bsign\b.{0,20}(invalid|error|wrong|incorrect)", Meaning(Category.BAD_SIGNATURE)),
    (r"\b(api|access)?[ _-]?key\b.{0,40}\bexpired|密钥.{0,6}(过期|失效)", Meaning(Category.KEY_EXPIRED)),
    (r"restricted (location|countr|region|area)|unavailable in (the )?U\.?S|国家|地区", _REGION),
    (rf"{_PLACE}.{{0,60}}({_NOT} (support|avail|allow)|restrict|unavailable)", _REGION),
    (
        rf"({_NOT} (support|avail|allow)|restrict|unavailable|prohibited).{{0,60}}({_PLACE}|local law)",
        _REGION,
    ),
    (
        r"maintenance|upgrading|(service|system|server).{0,30}(unavailable|busy|offline|overload)",
        _UNAVAILABLE,
    ),
    (r"internal (server )?error|bad gateway|gateway time-?out|temporarily unavailable", _UNAVAILABLE),
    (r"维护|系统(繁忙|异常|错误)|服务.{0,4}不可用", _UNAVAILABLE),
    (
        r"\bkyc\b|identity (verif|authent)|verify your identity|real.?name|实名|身份(认证|验证)",
        Meaning(Category.ACCOUNT_RESTRICTED, reason="kyc"),
    ),
    (r"risk (control|problem)|风控|风险", Meaning(Category.ACCOUNT_RESTRICTED, reason="risk")),
    (
        r"(account|user)\b.{0,40}(frozen|suspend|locked|disabled|banned|abnormal)|冻结|账[号户].{0,4}异常",
        Meaning(Category.ACCOUNT_RESTRICTED, reason="frozen"),
    ),
    (r"(accept|agree|sign).{0,40}(terms|agreement)", Meaning(Category.ACCOUNT_RESTRICTED, reason="terms")),
    (rf"(futures|contract|derivatives?)\b.{{0,40}}({_NOT} (been )?(open|activ|enabl)ed)", _FUTURES),
    (
        r"(open|activate|enable) (a |an |your |the )?(futures|contract) (account|trading)|合约.{0,8}未(开通|激活)",
        _FUTURES,
    ),
    (rf"({_NOT}).{{0,20}}(enable|open).{{0,20}}margin", Meaning(Category.NO_PERMISSION, scope="margin")),
    (
        r"(?<![\"'_])permission|not authori[sz]ed|no authority|require.{0,20}\brights?\b|权限",
        Meaning(Category.NO_PERMISSION),
    ),
    (rf"(api|access).?key.{{0,40}}(invalid|{_NOT} (an )?(exist|found|valid)|does ?n.t exist)", _INVALID_KEY),
    (r"(api|access).?key.{0,40}(incorrect|unknown|wrong|required|missing)", _INVALID_KEY),
    (r"(invalid|unknown|wrong|incorrect|missing).{0,20}(api|access).?key|not logged in", _INVALID_KEY),
    (r"密钥.{0,6}(不存在|无效|错误)|未登录", _INVALID_KEY),
    (rf"insufficient|{_NOT} enough|oversold|(资金|余额|持仓|可用).{{0,4}}不足|最小交易", _BUSINESS),
    (
        r"(min(imum)?|max(imum)?)\b\.? (order|trad|transact|amount|price|quantit|notional|size|require)",
        _BUSINESS,
    ),
    (
        r"below the minimum|(price|quantity|amount|size|funds).{0,40}(range|exceed|deviat|increment|scale)",
        _BUSINESS,
    ),
    (
        r"(price|quantity|amount|size|funds).{0,40}((less|more|greater) than|too (small|large|low|high))",
        _BUSINESS,
    ),
    (
        rf"(symbol|trading pair|contract)\b.{{0,30}}({_NOT} (exist|found|support|avail)|invalid|suspend)",
        _BUSINESS,
    ),
    (r"(invalid|bad|unsupported|unknown) (symbol|trading pair)|order.{0,12}not.{0,2}exist", _BUSINESS),
    (r"\bunauthori[sz]ed", _SOMETHING_WRONG),
    (r"try again later", _UNAVAILABLE),
    # What a program says when nothing was answered at all.
    (
        r"time[d ]?.?out|(can ?not|failed to|unable to) connect|connect\w* (call )?(fail|refus|reset|abort)",
        _UNAVAILABLE,
    ),
    (r"connection.{0,20}(refus|reset|abort|clos|lost)|server disconnected|unreachable", _UNAVAILABLE),
    (r"name or service not known|name resolution|getaddrinfo|\bSSL\b|certificate verify", _UNAVAILABLE),
)

# The text of an exception that names its request and nothing more: there was no answer.
_ONLY_A_REQUEST = re.compile(r"^\W*(\w+\W+){1,6}?(GET|POST|PUT|DELETE)\s*$")

# Pages of an edge or proxy. Their "you do not have permission" is about a path, never about a key.
_PAGES: Phrases = (
    (r"\b1015\b|rate.?limited|too many requests", _RATE),
    (r"from your country|banned (the )?(country|region)|\b1009\b|legal reasons", _REGION),
    (r"restricted (location|countr|region)", _REGION),
    (
        r"maintenance|temporarily unavailable|bad gateway|gateway time-?out|internal server error",
        _UNAVAILABLE,
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
        return _UNAVAILABLE
    return next((meaning for pattern, meaning in phrases if re.search(pattern, words, re.IGNORECASE)), None)


def by_page(body: str) -> Meaning | None:
    """Return what a page of an edge says in words, None where only its status speaks."""
    return by_phrase(_MARKUP.sub(" ", body[:READ_LIMIT]), _PAGES)


def by_status(status: int | None) -> Meaning | None:
    """Judge an answer by its HTTP status alone: the last resort."""
    if status in {418, 429}:
        return _RATE
    if status == 451:
        return _REGION
    if status == 403:
        # A firewall says this of a burst and of a country alike; a key is never blamed for either.
        return _RATE_OR_REGION
    if status == 401:
        return _SOMETHING_WRONG
    return _UNAVAILABLE if status is not None and status >= 400 else None
