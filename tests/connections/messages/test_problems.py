"""Every problem with what was pasted names the field, the reason and the way out."""

import pytest

from connections import exchanges, messages
from connections.exchanges._paste import Problem
from connections.exchanges.base import Exchange
from tests.connections.messages.reading import EXCHANGES, assert_sentences

PASTED = (
    "required",
    "blank_inside",
    "invisible_character",
    "quotes",
    "lookalike_letter",
    "control_character",
    "too_short",
    "too_long",
    "wrong_shape",
    "same_value",
    "swapped",
)
PRIVATE_KEYS = (
    "private_key_not_taken",
    "private_key_misplaced",
    "public_key",
    "private_key_encrypted",
    "private_key_truncated",
    "private_key_damaged",
    "private_key_wrong_kind",
    "private_key_wrong_curve",
    "private_key_too_short",
    "private_key_too_long",
    "private_key_unreadable",
    "no_private_key",
    "no_pairs",
    "pair_gone",
    "pair_unreadable",
    "pair_and_secret",
)
OURS = (
    Problem("exchange", "unknown_exchange"),
    Problem("exchange", "required"),
    Problem("markets", "no_market"),
    Problem("markets", "unknown_market"),
    Problem("name", "required"),
    Problem("name", "name_taken"),
    Problem("name", "name_too_long", {"limit": 60}),
    Problem("name", "limit"),
    Problem("credentials", "destroyed"),
)
KUCOIN = exchanges.get("kucoin")


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
@pytest.mark.parametrize("code", PASTED)
def test_a_problem_names_the_field_as_the_exchange_does(exchange: Exchange, code: str) -> None:
    text = messages.problem(Problem("secret", code, {"other": "api_key"}), exchange)
    assert_sentences(text)
    assert exchange.fields[1].label in text


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.code)
@pytest.mark.parametrize("code", PRIVATE_KEYS)
def test_a_problem_with_a_private_key_reads_well(exchange: Exchange, code: str) -> None:
    assert_sentences(messages.problem(Problem("secret", code, {"kinds": ["rsa", "ec"]}), exchange))


@pytest.mark.parametrize("exchange", [*EXCHANGES, None], ids=lambda one: one.code if one else "none")
@pytest.mark.parametrize("problem", OURS, ids=lambda problem: f"{problem.field}-{problem.code}")
def test_a_problem_with_our_own_fields_reads_well(exchange: Exchange | None, problem: Problem) -> None:
    assert_sentences(messages.problem(problem, exchange))


def test_no_known_code_is_worded_in_general_terms() -> None:
    pasted = (*PASTED, *PRIVATE_KEYS)
    problems = [*OURS, *(Problem("secret", code, {"other": "api_key", "kinds": ["rsa"]}) for code in pasted)]
    general = messages.problem(Problem("secret", "from_the_future"), KUCOIN)
    said = {messages.problem(problem, KUCOIN) for problem in problems}
    assert_sentences(general)
    assert general not in said
    assert len(said) == len(problems)


def test_a_missing_passphrase_is_explained() -> None:
    text = messages.problem(Problem("passphrase", "missing_passphrase"), KUCOIN)
    assert text == "API Passphrase is missing. It is the one you chose when you created the key."


@pytest.mark.parametrize("named", ["mexc", "MEXC"])
def test_the_key_of_another_exchange_is_recognised(named: str) -> None:
    text = messages.problem(Problem("api_key", "other_exchange", {"exchange": named}), KUCOIN)
    assert text == "This looks like a key of MEXC. Choose MEXC, or paste a key of KuCoin."
