"""Sentences that no code comes with: whichever exchange says one, and in whichever language, it means the same."""

import json

import pytest

from connections import exchanges
from tests.connections.diagnose.lines import Run, refusal

SENTENCES = {
    ("account_restricted", "region"): (
        "Your IP address is from a restricted country.",
        "Access from your region is not permitted.",
        "You can't access our services through the IP address (203.0.113.9)",
        "We are unable to provide services to your country",
        "Users from the United States are not permitted to trade",
        "According to local laws and regulations you cannot use this product",
        "This endpoint is not accessible from your location",
        "Your IP is located in a prohibited territory",
        "您的IP所在地区受限",
        "由於監管要求，您所在的國家無法使用",
    ),
    ("account_restricted", "kyc"): (
        "Please complete KYC verification first",
        "Hong Kong IPs are required to complete identity verification first",
        "您还未完成实名认证",
        "请先完成高级认证",
    ),
    ("rate_limited", None): (
        "You have exceeded the API rate limit",
        "The number of access exceeded the limit.",
        "request limit exceeded",
        "Your IP has been banned temporarily due to too many requests",
        "请求太频繁，请稍后再试",
        "操作频繁，请稍后重试",
        "超出请求限制",
        "請求過於頻繁",
    ),
    ("exchange_unavailable", None): (
        "The system is being upgraded",
        "Scheduled downtime",
        "Internal System Error",
        "Unexpected error, please try again",
        "系统升级中",
        "服务器繁忙，请稍后再试",
        "系統維護中",
        "网关超时",
    ),
}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [(sentence, means) for means, sentences in SENTENCES.items() for sentence in sentences],
)
def test_a_sentence_means_the_same_wherever_it_stands(
    run: Run, sentence: str, expected: tuple[str, str | None]
) -> None:
    lines = [
        refusal(body, exchange=code, http_status=status)
        for code, exchange in exchanges.every().items()
        for status in (200, 400, 403, None)
        for body in (
            sentence,
            json.dumps({"message": sentence}),
            json.dumps({exchange.message_keys[0]: sentence, "data": None}, ensure_ascii=False),
        )
    ]
    assert {(told["category"], told["reason"]) for told in run(*lines)} == {expected}
