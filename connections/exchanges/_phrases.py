"""Words that mean the same at every exchange, for answers whose code says nothing."""

import re

from connections.exchanges import _meanings as means
from connections.exchanges._dialect import READ_LIMIT, Meaning
from connections.findings import Category

Phrases = tuple[tuple[str, Meaning], ...]

UNSAID = Meaning(Category.INVALID_KEY, others=(Category.BAD_SIGNATURE, Category.NO_PERMISSION))
_NOT = r"(?:not|n't|n’t)"
_PLACE = r"(?:countr|region|location|jurisdiction|territor|\barea\b)"
_REFUSED = (
    rf"(?:{_NOT} (?:support|avail|allow|permit|access|eligib)|restrict|unavailable|prohibit|banned|blocked)"
)
_SERVES_NOT = rf"(?:can ?not|{_NOT}|unable to|{_NOT} able to) (?:currently |yet )?(?:provide|offer|serve)"
_LOAD = r"\b(?:request|visit|call|api|access|frequency)s? limit"

# Tried in this order: an address that is "not permitted" is no missing permission, and so on.
PHRASES: Phrases = (
    (r"\bban(ned)?\b.{0,30}\buntil\b|\bip\b.{0,20}\bbanned\b", means.RATE),
    (r"too many (request|visit|attempt)|rate.?limit|too (frequent|fast)|access frequency", means.RATE),
    (
        r"excessive.{0,15}frequen|access is frequent|frequency (is )?too high|reduce.{0,12}frequency",
        means.RATE,
    ),
    (r"exceed\w*.{0,20}(permits|frequency)|number of (access|request)\w*.{0,20}exceed", means.RATE),
    (rf"{_LOAD}.{{0,12}}(exceed|reach|trigger)|(exceed|reach)\w* .{{0,12}}{_LOAD}", means.RATE),
    (r"frequency.{0,12}exceed|slow down|throttl|请求.{0,8}[频多]|请求(次数|限制)", means.RATE),
    (r"频繁|頻繁|访问频率|限流", means.RATE),
    # Before addresses: who is refused for a country or as a person is often told the address as well.
    (r"\bkyc|advanced verification|identity (verif|authent)|verify your identity|real.?name", means.KYC),
    (r"\bid verification|实名|實名|(身份|高级|高級|初级|初級)(认证|验证|認證|驗證)", means.KYC),
    (r"restricted (location|countr|region|area)|unavailable in (the )?U\.?S|from your country", means.REGION),
    (rf"{_PLACE}.{{0,60}}({_REFUSED}|unsupported)|{_REFUSED}.{{0,60}}{_PLACE}", means.REGION),
    (rf"{_PLACE}.{{0,60}}{_SERVES_NOT}|{_SERVES_NOT}.{{0,60}}{_PLACE}", means.REGION),
    (r"local laws?\b|legal reasons|\bgeo.?(block|restrict)|services? through the IP", means.REGION),
    (r"United States|\bU\.?S\.? (resident|person|citizen|user)", means.REGION),
    (r"国家|地区|國家|地區|司法管辖|当地法|合规", means.REGION),
    (
        r"(invalid|unmatched|incorrect|unauthori[sz]ed|untrusted) (request )?ip\b|current client ?ip",
        means.ADDRESS,
    ),
    (
        rf"\bip\b.{{0,60}}(white ?-?list|{_NOT} (be )?(allow|permit|authori)|{_NOT} (in|on|bound))",
        means.ADDRESS,
    ),
    (
        r"(not in|outside).{0,20}\bip\b.{0,10}list|ip.{0,12}白名单|白名单.{0,12}ip|白名單|IP地址",
        means.ADDRESS,
    ),
    # What ccxt says before it sends anything: a field was left empty.
    (r'requires "\w+" credential', Meaning(Category.MALFORMED_INPUT)),
    (r"pass ?-?phrase", means.BAD_PASSPHRASE),
    # Not the time that some exchanges put in every answer: requestTime: 1707473926922
    (
        r"time ?-?stamp|recv ?window|request.?time\b(?!\W{1,5}\d)|\bnonce\b|时间戳",
        means.CLOCK,
    ),
    # Firewalls know a signature that is the browser's.
    (r"(?<!browser )(?<!browser.s )signature|api.?sign\b|签名|簽名", means.BAD_SIGNATURE),
    (
        r"(invalid|wrong|incorrect).{0,20}\bsign\b|\bsign\b.{0,20}(invalid|error|wrong|incorrect)",
        means.BAD_SIGNATURE,
    ),
    (r"\b(api|access)?[ _-]?key\b.{0,40}\bexpired|密钥.{0,6}(过期|失效)", means.KEY_EXPIRED),
    (r"maintenance|upgrading|(being|under) upgrade|downtime|\boffline\b|be right back", means.UNAVAILABLE),
    (r"(service|system|server).{0,30}(unavailable|busy|overload)|temporarily unavailable", means.UNAVAILABLE),
    (r"internal (server |system )?error|bad gateway|gateway (error|time-?out)", means.UNAVAILABLE),
    (r"维护|維護|升级|升級|系统(繁?忙|异常|错误)|系統(繁?忙|異常|錯誤)|服务.{0,4}不可用", means.UNAVAILABLE),
    (r"服务器(繁忙|内部|错误)|网络(异常|错误|繁忙)|网关|请求超时", means.UNAVAILABLE),
    (r"risk (control|problem)|风控|风险", means.RISK),
    (
        r"(account|user)\b.{0,40}(frozen|suspend|locked|disabled|banned|abnormal)|冻结|凍結|账[号户].{0,4}异常",
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
        r"(?<![\"'_])permission|not authori[sz]ed|no authority|require.{0,20}\brights?\b|权限|權限",
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
    (r"\bunauthori[sz]ed", UNSAID),
    (r"try again later|please (try again|retry)|network error|稍[后後][再重]?[试試]", means.UNAVAILABLE),
    (r"upstream (connect|request|server)|no healthy upstream|backend fetch failed", means.UNAVAILABLE),
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


def by_phrase(words: str, phrases: Phrases = PHRASES) -> Meaning | None:
    """Return the meaning of the first phrase found in a message."""
    words = words[:READ_LIMIT]
    if phrases is PHRASES and _ONLY_A_REQUEST.match(words[:200]):
        return means.UNAVAILABLE
    return next((meaning for pattern, meaning in phrases if re.search(pattern, words, re.IGNORECASE)), None)
