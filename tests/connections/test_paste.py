"""What is said about a paste before anything is asked: the field and the reason, never the value."""

import pytest

from connections import exchanges
from connections.exchanges import _paste

KUCOIN = {
    "api_key": "6705f5c311545b000157d3eb",
    "secret": "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    "passphrase": "quiet-harbour-7",
}
MEXC = {"api_key": "mx0vglBaFAkUqXYZ12", "secret": "45d0b3c26f2644f19bfb98b07741b2f5"}


def found(exchange: str, pasted: dict[str, str], **changes: str) -> list[tuple[str, str]]:
    everyone = exchanges.every()
    fields = _paste.trimmed(pasted | changes)
    return [(p.field, p.code) for p in _paste.read(everyone[exchange], fields, everyone.values()).problems]


@pytest.mark.parametrize(("exchange", "pasted"), [("kucoin", KUCOIN), ("mexc", MEXC)])
def test_a_good_paste_has_no_problem(exchange: str, pasted: dict[str, str]) -> None:
    assert found(exchange, pasted) == []


@pytest.mark.parametrize("around", [" {} ", "\t{}\n", "\u00a0{}\u00a0", "{}\r\n"])
def test_blanks_around_a_value_are_taken_off(around: str) -> None:
    assert found("mexc", MEXC, api_key=around.format(MEXC["api_key"])) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "required"),
        ("mx0vgl BaFAkUqXYZ12", "blank_inside"),
        ("mx0vgl\nBaFAkUqXYZ12", "blank_inside"),
        ("mx0vgl\u200bBaFAkUqXYZ12", "invisible_character"),
        ("\ufeffmx0vglBaFAkUqXYZ12", "invisible_character"),
        ("mx0vgl\u2060BaFAkUqXYZ12", "invisible_character"),
        ('"mx0vglBaFAkUqXYZ12"', "quotes"),
        ("“mx0vglBaFAkUqXYZ12”", "quotes"),
        ("mx0vglBаFAkUqXYZ12", "lookalike_letter"),  # the а is Cyrillic
        ("mx0vgl\x07BaFAkUqXYZ12", "control_character"),
    ],
)
def test_a_spoilt_value_names_field_and_reason(value: str, code: str) -> None:
    assert found("mexc", MEXC, api_key=value) == [("api_key", code)]


def test_swapped_fields_are_both_named() -> None:
    swapped = {"api_key": MEXC["secret"], "secret": MEXC["api_key"]}
    assert found("mexc", swapped) == [("api_key", "swapped"), ("secret", "swapped")]


def test_the_same_value_twice() -> None:
    assert found("mexc", MEXC, secret=MEXC["api_key"]) == [("secret", "same_value")]
    assert found("kucoin", KUCOIN, passphrase=KUCOIN["secret"]) == [("passphrase", "same_value")]


def test_a_key_of_another_exchange_is_recognised() -> None:
    assert found("kucoin", MEXC, passphrase="quiet-harbour-7") == [("api_key", "other_exchange")]
    assert found("mexc", KUCOIN) == [("api_key", "other_exchange")]


def test_a_key_of_another_exchange_is_recognised_beside_a_secret_of_this_one() -> None:
    assert found("kucoin", KUCOIN, api_key=MEXC["api_key"]) == [("api_key", "other_exchange")]
    assert found("mexc", MEXC, api_key=KUCOIN["api_key"]) == [("api_key", "other_exchange")]


def test_a_missing_passphrase() -> None:
    assert found("kucoin", KUCOIN, passphrase="") == [("passphrase", "missing_passphrase")]


def test_all_fields_are_reported_at_once() -> None:
    assert found("kucoin", {}) == [
        ("api_key", "required"),
        ("secret", "required"),
        ("passphrase", "missing_passphrase"),
    ]


def test_an_unusual_shape_alone_is_no_reason_to_refuse() -> None:
    assert found("kucoin", KUCOIN, api_key="6705f5c311545b000157d3eb00") == []


def test_what_is_not_text_counts_as_empty() -> None:
    assert _paste.trimmed({"api_key": 7, "secret": None}) == {"api_key": "", "secret": ""}


def test_no_problem_carries_the_value() -> None:
    everyone = exchanges.every()
    fields = _paste.trimmed(MEXC | {"api_key": "mx0vgl BaFAkUqXYZ12"})
    assert "mx0vgl" not in repr(_paste.read(everyone["mexc"], fields, everyone.values()).problems)
