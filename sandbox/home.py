"""The home page: every story with its keys to copy. Own style and script files, nothing inline, no third party."""

import functools
from html import escape
from pathlib import Path

from sandbox.coding import HIGHEST_NUMBER
from sandbox.exchanges import known
from sandbox.keys import Key, credentials, stories_of
from sandbox.parameters import whole
from sandbox.stories import STORIES
from sandbox.wire import HTML, Answer, Request, in_json

_FILES = Path(__file__).parent / "static"
_TYPES = {
    ".css": b"text/css; charset=utf-8",
    ".js": b"text/javascript; charset=utf-8",
    ".svg": b"image/svg+xml",
}
_SAFE = (
    b"Content-Security-Policy: default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"
    b"X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n"
)
# What a product makes of a key: (word, tone); colour never carries it alone.
_LEADS_TO = {
    "connected": ("Connected", "good"),
    "limited": ("Limited", "warn"),
    "action_required": ("Needs you", "bad"),
    "quarantined": ("Quarantined", "bad"),
    "unreachable": ("Unreachable", "idle"),
}


def page(request: Request) -> Answer | None:
    """Return the home page or one of its files, nothing for any other path."""
    if request.method != "GET" or request.path not in ("", "/"):
        return None
    if not request.host:
        return _home(request.params.get("number", "0"))
    return _files().get(request.host)


@functools.cache
def _files() -> dict[str, Answer]:
    return {
        file.name: Answer(file.read_bytes(), content_type=_TYPES[file.suffix], headers=_SAFE)
        for file in _FILES.iterdir()
        if file.suffix in _TYPES
    }


def _home(asked: str) -> Answer:
    number = whole(asked)
    if number is None or number > HIGHEST_NUMBER:
        return in_json({"error": f"number: 0 to {HIGHEST_NUMBER}."}, 400)
    return Answer(_document(number).encode(), content_type=HTML, headers=_SAFE)


def _document(number: int) -> str:
    sections = "".join(_section(code, number) for code in known())
    another = f'<a class="button" href="/?number={min(number + 1, HIGHEST_NUMBER)}">Another set of keys</a>'
    first = '<a class="button quiet" href="/">First set</a>' if number else ""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox exchanges</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="/mark.svg">
<link rel="stylesheet" href="/home.css"><script src="/home.js" defer></script></head><body>
<header class="banner"><p><strong>Sandbox.</strong> Never paste a real key here.
Nothing on this page is worth anything.</p></header>
<main><div class="head"><div><h1>Keys to try</h1><p class="soft">Each key tells a story. Paste it where a real one
would go and see what becomes of it. This is set {number}, of one account at each exchange; a second person takes
another one.
<a href="#register">Register a public key</a> instead where an exchange takes one.</p></div>
<div class="row">{another}{first}</div></div>{sections}{_registering()}</main></body></html>"""


def _registering() -> str:
    """Return the form in which a public key is exchanged for an API key; the script sends it to the control door."""
    takers = [exchange for exchange in known().values() if exchange.public_keys]
    exchanges = "".join(f'<option value="{one.code}">{escape(one.name)}</option>' for one in takers)
    told = dict.fromkeys(story for one in takers for story in stories_of(one.code))
    stories = "".join(f"<option>{story}</option>" for story in told if not STORIES[story].private_key)
    return f"""<section aria-labelledby="register"><h2 id="register">Register a public key</h2>
<form class="register" id="register-form"><p class="soft">Some exchanges take a public key of your own and
give an API key for it, so do these; they forget it when the sandbox stops. Without this form:
<code>POST /_sandbox/keys</code> with <code>{{"exchange", "story", "public_key"}}</code>.</p>
<label>Exchange <select name="exchange">{exchanges}</select></label>
<label>Story <select name="story">{stories}</select></label>
<label class="wide">Public key <textarea name="public_key" rows="4" spellcheck="false" required></textarea></label>
<button class="button">Register</button><output class="wide" aria-live="polite"></output></form></section>"""


def _section(code: str, number: int) -> str:
    name = escape(known()[code].name)
    further = "".join(_at_site(code, site, number) for site in known()[code].sites)
    stories = "".join(
        _story(credentials(code, story, number), index == 0) for index, story in enumerate(stories_of(code))
    )
    heading = f'<h2 id="{code}">{name}</h2>'
    return (
        f'<section aria-labelledby="{code}">{heading}<div class="stories">{stories}{further}</div></section>'
    )


def _at_site(code: str, site: str, number: int) -> str:
    """Return the one key of a further site that a person needs; the command prints the others."""
    return _story(credentials(code, "healthy", number, site), is_open=False)


def _story(key: Key, is_open: bool) -> str:
    chips = _chip(key.expected_status, len(key.expected_findings))
    if key.then_status is not None:
        chips += f'<span class="soft">then</span>{_chip(key.then_status, len(key.then_findings or ()))}'
    values = [("API key", key.api_key), ("Secret", key.secret), ("Passphrase", key.passphrase)]
    rows = "".join(_value(label, value, key.story) for label, value in values if value)
    findings = ", ".join(key.expected_findings + (key.then_findings or ())) or "no finding"
    at = f" at site {key.site}" if key.site else ""
    return f"""<details{" open" if is_open else ""}>
<summary><span class="name">{key.story}{at}</span><span class="row">{chips}</span>
<span class="tells">{escape(STORIES[key.story].tells)}</span></summary><div class="body"><dl>{rows}</dl>
<p class="soft">For {escape(" and ".join(key.markets))} · leads to <code>{findings}</code></p></div></details>"""


def _chip(status: str, findings: int) -> str:
    word, tone = _LEADS_TO[status]
    if status == "connected" and findings:
        word, tone = f"{word}, {findings} advice", "warn"
    return f'<span class="chip {tone}">{word}</span>'


def _value(label: str, value: str, story: str) -> str:
    copy = f'type="button" class="button" data-copy="{value}" aria-label="Copy {label} of {story}"'
    return f'<div class="value"><dt>{label}</dt><dd><bdi>{value}</bdi></dd><dd><button {copy}>Copy</button></dd></div>'
