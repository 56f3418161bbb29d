"""Every problem and caution of settings has words: what is wrong with which value, and what would do."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override

import strategies
from strategies.ladder import cautions as ladder_cautions
from strategies.ladder.cautions import Caution
from strategies.messages import cautions, choice_labels, field_texts, labels, problems
from strategies.messages.problem_texts import OTHER, TEXTS
from strategies.models import State
from strategies.problems import CODES, Problem
from strategies.settings import known, read
from tests.strategies.chosen import SPOT, WRONG

D = Decimal
LANGUAGES = [code for code, _ in settings.LANGUAGES]
NAMES = (
    *known.NAMES,
    *(f"recovery.{name}" for name in (*known.RECOVERY, known.RECOVERY_SWITCH)),
    *(f"addon_zone.{name}" for name in known.ZONE),
)
VALUES: dict[str, Decimal] = {
    name: D("0.1234")
    for name in (
        *("asked", "quote", "worst", "limit", "stop", "price", "liq", "buffer", "improvement", "least"),
        *("low", "high", "margin", "most", "break_even", "groups", "pairs", "recovery", "watch"),
    )
}
CALLED = {"main": "OKX", "site": "OKX Europe"}
ALLOWED = ("", "0.1..50", "0.1..<100", ">= 1234.5", "<= 3", "long, short")
PLACES = ("", "step", "margin_limit", "pairs", "tp_steps", "side", "max_addons")


def made(kind: str) -> Iterator[tuple[str, int, str]]:
    """Yield each code that is written where a problem or a caution is made, with its place."""
    for file in Path(strategies.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind):
                continue
            code = node.args[1 if kind == "Problem" else 0]
            either = (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,)
            for one in either:
                if isinstance(one, ast.Constant):
                    yield file.name, node.lineno, str(one.value)


def reads_well(text: str) -> None:
    assert text == text.strip()
    assert text.endswith((".", "?", "؟"))
    for unwanted in ("None", "%(", "!", "  ", "QUOTE"):
        assert unwanted not in text


def test_every_problem_that_is_made_is_listed() -> None:
    found = set(made("Problem"))
    assert len(found) > 40
    assert {place for place in found if place[2] not in CODES} == set()


def test_every_caution_that_is_made_is_listed() -> None:
    found = set(made("Caution"))
    assert len(found) > 15
    assert {place for place in found if place[2] not in ladder_cautions.CODES} == set()


def test_every_code_has_words_of_its_own() -> None:
    worded = {key.partition(" ")[0] for key in TEXTS} | {"out_of_range"}
    assert worded == CODES
    unworded = [
        code
        for code in ladder_cautions.CODES
        if cautions.word(Caution(code, 2, VALUES, "x", CALLED), "USDT") == cautions.word(Caution("?"), "")
    ]
    assert unworded == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(CODES))
def test_problem_reads_well_at_every_field(code: str, language: str) -> None:
    with override(language):
        for field, allowed, value, rung in product(PLACES, ALLOWED, ("60", None), (None, 2)):
            reads_well(problems.word(Problem(field, code, value, allowed, rung), "USDT"))


@pytest.mark.parametrize(("changed", "expected"), WRONG)
def test_problem_that_is_met_has_words_of_its_own(
    changed: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    found = read(SPOT | changed).problems
    assert {(problem.field, problem.code) for problem in found} == expected
    for problem in found:
        for one in (problem, replace(problem, value=None)):
            text = problems.word(one, "USDT")
            reads_well(text)
            assert (
                text != str(OTHER) % {"field": f"“{labels.field_label(problem.field)}”"} or one.value is None
            )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(ladder_cautions.CODES))
def test_caution_reads_well(code: str, language: str) -> None:
    with override(language):
        for rung in (0, 3):
            reads_well(cautions.word(Caution(code, rung, VALUES, "volume_scales", CALLED), "USDT"))


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("step", "out_of_range", "60", "0.1..50"),
            "“First step” must be from 0.1\u00a0% to 50\u00a0%.",
        ),
        (Problem("margin_limit", "out_of_range", -1, "> 0"), "“Margin limit” must be more than 0\u00a0USDT."),
        (
            Problem("side", "not_a_choice", "up", "long, short"),
            "For “Direction” choose one of these: Long or Short.",
        ),
        (
            Problem("start_condition", "not_a_text"),
            "“A group starts” must be a text.",
        ),
        (Problem("", "not_a_text"), "This setting must be a text."),
        (
            Problem("addon_order", "below_minimum", D("4.5"), ">= 1234.5", 2),
            "Add-on 2 would be of 4.5\u00a0USDT, less than the exchange takes at its price. "
            "Set the first add-on to 1,234.5\u00a0USDT or more.",
        ),
        (
            Problem("volume_scales", "unknown_field", None, "volume_scale"),
            "There is no setting called volume_scales. Did you mean volume_scale?",
        ),
        (Problem("pairs", "not_linear", "BTC/USD:BTC", "BASE/QUOTE:QUOTE"), None),
    ],
)
def test_problem_names_its_values(problem: Problem, text: str | None) -> None:
    found = problems.word(problem, "USDT")
    assert found == text if text else "BTC/USDT:USDT" in found


def test_numbers_follow_the_reader() -> None:
    problem = Problem("margin_limit", "worst_above_limit", D("1000"), ">= 2500.5")
    with override("de"):
        assert "2.500,5\u00a0USDT" in problems.word(problem, "USDT")
    assert "2,500.5\u00a0USDT" in problems.word(problem, "USDT").html
    caution = Caution("buffer_thin", 4, {"buffer": D("0.12345")})
    assert "12.34\u00a0%" in cautions.word(caution, "USDT")
    with localcontext(Context(rounding=ROUND_HALF_UP, prec=6)):  # as ccxt leaves a thread
        assert "12.34\u00a0%" in cautions.word(caution, "USDT")


def test_every_field_choice_and_state_is_named() -> None:
    assert [name for name in NAMES if labels.field_label(name) == name] == []
    assert [name for name in NAMES if not labels.field_help(name).endswith(".")] == []
    assert set(field_texts.HELP) == set(NAMES)
    choices: dict[str, Any] = dict(known.FIELDS) | {"recovery.mode": known.RECOVERY["mode"]}
    wanted = {(name, one) for name, field in choices.items() for one in getattr(field, "options", ())}
    assert wanted == set(choice_labels.LABELS) == set(choice_labels.HELP)
    assert set(choice_labels.STATES) == {*State.values, "unmanaged", "waiting"}
    assert labels.choice_label("side", "long") == "Long"
    assert labels.choice_help("risk_level", "cautious").endswith(".")
    assert labels.state_label("waiting") == "Waiting for a check"


def test_a_label_in_a_sentence_is_set_apart_on_a_page_too() -> None:
    text = problems.word(Problem("start_condition", "not_a_text")).html
    assert text == '“<b dir="auto">A group starts</b>” must be a text.'


def test_a_sign_for_thousands_of_arabic_is_refused_with_the_way_out() -> None:
    said = problems.word(Problem("base_order", "not_a_number", "1\u066c000", "> 0"))
    assert said == "Write “Base order” without a sign for thousands: 1000."
