"""Texts without trade figures: nothing is found in a thousand words of other news."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics.reading.out.reader import read
from tests.support.reading_rows import rows

TEXTS = tomllib.loads(Path(__file__).with_name("reading_no_trade.toml").read_text(encoding="utf-8"))
WORDS = 1000


def _text(language: str) -> str:
    said = TEXTS[language]
    results = [said["result"].format(firm=firm) for firm in said["firms"]]
    return "\n\n".join([said["text"], *results])


@pytest.mark.parametrize("language", TEXTS)
def test_no_trade_is_found(language: str) -> None:
    text = _text(language)
    assert len(text.split()) >= WORDS
    assert rows(read(text, language, TEXTS[language]["published"])) == []


@pytest.mark.parametrize("language", TEXTS)
def test_no_trade_is_found_where_the_reporter_is_given(language: str) -> None:
    found = read(_text(language), language, TEXTS[language]["published"], "VNM", "KAZ")
    assert rows(found) == []


@pytest.mark.parametrize(
    ("language", "trade", "expected"),
    [
        (
            "en",
            "Vietnam's exports to Kazakhstan reached $500 million in 2023.",
            "VNM-KAZ export 2023 500 USD",
        ),
        (
            "vi",
            "Năm 2023, xuất khẩu của Việt Nam sang Kazakhstan đạt 500 triệu USD.",
            "VNM-KAZ export 2023 500 USD",
        ),
        (
            "ru",
            "Экспорт Вьетнама в Казахстан в 2023 году составил 500 млн долларов.",
            "VNM-KAZ export 2023 500 USD",
        ),
    ],
)
def test_one_sentence_on_trade_is_found_among_them(
    language: str, trade: str, expected: str
) -> None:
    text = f"{trade}\n\n{_text(language)}\n\n{trade}"
    assert rows(read(text, language, TEXTS[language]["published"])) == [expected]
