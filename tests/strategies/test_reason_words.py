"""Every reason says what is in the way with its values, and the first step, in plain text and on a page."""

from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.translation import override

from strategies.admission import judging
from strategies.admission.of_connection import SUSPENDING
from strategies.messages import problems, reasons
from strategies.messages.reasons import CODES, Worded, word
from strategies.problems import Problem
from strategies.reasons import Reason
from tests.connections.messages.reading import assert_reads, assert_sentences
from tests.strategies.reasons import BARE, FULL

LANGUAGES = [code for code, _ in settings.LANGUAGES]
EXCHANGES = ("kucoin", "mexc", "")
EVERY = [*FULL, *(Reason(code) for code in BARE)]
OURS = [one for one in EVERY if one.code != "settings"]  # a setting is worded, and tested, by its field


def name_of(reason: Reason) -> str:
    return "-".join([reason.code, *(str(value) for value in reason.params.values())])


def of(code: str, exchange: str = "kucoin", /, **params: object) -> Worded:
    return word(Reason(code, params), exchange)


class Balanced(HTMLParser):
    """Raise for marks that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_marked_up(text: str) -> None:
    page = Balanced()
    page.feed(conditional_escape(text))
    page.close()
    assert page.open == []


def test_every_reason_is_tried() -> None:
    assert {one.code for one in FULL} == CODES


def test_all_that_the_gate_suspends_for_or_waits_for_is_worded() -> None:
    assert SUSPENDING | {judging.OLD, judging.LOADING, judging.NO_ANSWER} | judging.MONEY <= CODES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exchange", EXCHANGES)
@pytest.mark.parametrize("reason", OURS, ids=name_of)
def test_it_reads_well(reason: Reason, exchange: str, language: str) -> None:
    with override(language):
        worded = word(reason, exchange)
        for text in (worded.title, worded.fix):
            assert_reads(text)
            assert_marked_up(text)
        assert_marked_up(reasons.as_sentence(worded.title))
    if language == "en":
        assert not worded.title.endswith(".")
        assert_sentences(worded.fix)
    assert worded.target in {"connection", "settings", ""}


@pytest.mark.parametrize("reason", FULL, ids=name_of)
def test_none_falls_back_to_the_words_for_another_version(reason: Reason) -> None:
    assert word(reason, "kucoin").title != of("from_the_future").title


def test_a_code_of_another_version_is_still_worded() -> None:
    assert_reads(of("from_the_future", value="7").title)
    assert_sentences(of("from_the_future", value="7").fix)


def test_the_sum_is_shown_in_full() -> None:
    worded = word(next(one for one in FULL if one.code == "over_balance"))
    assert worded.title == (
        "The margin limit of 1,500 USDT does not fit: of 1,234.5 USDT free, 100 USDT are held in reserve and "
        "580 USDT are spoken for by other strategies"
    )
    assert worded.fix.startswith("Set the margin limit to 554.5 USDT or less,")


def test_where_nothing_is_left_no_limit_is_offered() -> None:
    assert of("over_balance", quote="USDT", allowed="-20").fix.startswith("Nothing is left:")


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    with override("de"):
        said = of("over_balance", quote="USDT", limit="1500.50", free="2", reserve="1", spoken_for="0")
        assert "1.500,5 USDT" in said.title


def test_machine_text_is_set_apart() -> None:
    worded = of("pair_unknown", pair="BTC/USDT")
    assert worded.title == "KuCoin does not list BTC/USDT in this market"
    assert worded.title.html == "KuCoin does not list <bdi>BTC/USDT</bdi> in this market"
    assert "<bdi>554.5 USDT</bdi>" in of("over_balance", quote="USDT", allowed="554.5").fix.html


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason("pair_unknown", {"pair": "BTC/USDT"}), "BTC/USDT"),
        (Reason("pair_not_for_key", {"pairs": ["BTC/USDT"]}), "BTC/USDT"),
        (Reason("balance_unknown", {"quote": "USDT", "wallet": "spot"}), "USDT"),
        (Reason("leverage_too_high", {"pair": "X", "value": "20", "allowed": "12"}), "12"),
    ],
    ids=lambda one: one.code if isinstance(one, Reason) else one,
)
def test_arabic_isolates_machine_text(reason: Reason, text: str) -> None:
    with override("ar"):
        assert f"\u2068{text}\u2069" in word(reason, "kucoin").title


def test_what_comes_from_outside_is_escaped() -> None:
    assert "&lt;b&gt;" in of("pair_unknown", pair="<b>").title.html
    assert "<b>" in of("pair_unknown", pair="<b>").title


def test_a_right_leads_to_its_clicks_at_the_exchange() -> None:
    worded = of("right_missing", right="futures_trade", value="no")
    assert worded.title == "This key may not trade futures"
    assert worded.fix.startswith("In API Management edit the key, tick ")
    unknown = of("right_missing", right="futures_trade", value="unknown")
    assert unknown.title == "KuCoin does not tell whether this key has the right Trade futures"
    assert unknown.fix == worded.fix


def test_withdrawing_says_what_connections_say() -> None:
    assert of("can_withdraw", value="yes").title == "This key can withdraw, so we do not use it"
    assert "switch off Withdrawal" in of("can_withdraw", value="yes").fix
    assert of("can_withdraw", value="unknown").title.startswith(
        "We cannot tell whether this key can withdraw"
    )


def test_further_findings_are_counted() -> None:
    worded = of("action_required", findings=["invalid_key", "futures_not_opened", "no_permission"])
    assert worded.title == "KuCoin does not know this API key"
    assert worded.fix.endswith("There are 2 more things to see.")


def test_a_reason_may_name_its_exchange_itself() -> None:
    assert word(Reason("no_answer", {"exchange": "mexc"})).title.startswith("MEXC did not answer")
    assert of("no_answer", "kucoin", exchange="mexc").title.startswith("MEXC")


def test_many_pairs_are_counted() -> None:
    named = [f"C{number}/USDT" for number in range(50)]
    title = of("pair_not_for_key", pairs=named).title
    assert title.endswith("C0/USDT, C1/USDT, C2/USDT, C3/USDT, C4/USDT, and 45 more")


def test_another_strategy_is_named_only_where_there_is_one() -> None:
    another = "disable another strategy on this connection."
    assert of("over_balance", quote="USDT", allowed="5", spoken_for="3").fix.endswith(another)
    assert another not in of("over_balance", quote="USDT", allowed="5", spoken_for="0").fix


def test_a_setting_says_what_its_field_says() -> None:
    problem = Problem("step", "out_of_range", "99", "0.1..50")
    worded = word(Reason.of(problem))
    assert worded.title == problems.word(problem)
    assert worded.title == "“First step” must be from 0.1\u00a0% to 50\u00a0%."
    assert worded.target == "settings"
    assert reasons.as_sentence(worded.title) == worded.title


def test_a_pair_that_nobody_named_reads_well_wherever_it_stands() -> None:
    assert of("pair_unknown").title == "KuCoin does not list a pair in this market"
    assert of("pair_inactive").title == "A pair is not traded at KuCoin at the moment"
    assert of("leverage_too_high").title == "A pair does not allow this leverage"
