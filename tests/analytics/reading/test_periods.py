"""Each way to tell a period, before the number, at the start of the sentence and behind it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from analytics.reading.out.reader import read

TOLD = tomllib.loads(Path(__file__).with_name("reading_periods.toml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(
        language, words, None if period == "unknown" else period, id=f"{language}: {words}"
    )
    for language in TOLD["frames"]
    for period, ways in TOLD[language].items()
    for words in ways
]


@pytest.mark.parametrize(("language", "words", "period"), CASES)
def test_a_period_in_every_place_of_a_sentence(language: str, words: str, period: str) -> None:
    wanted = (110_000_000, None if period == "unknown" else period)
    frames = TOLD["frames"][language]
    assert len(frames) > 1
    for frame in frames:
        opening = words[0].upper() + words[1:] if frame.startswith("{}") else words
        found = read(frame.format(opening), language, TOLD["published"])
        rows = [(row["value"], row["period"]) for row in found.as_records()["figures"]]
        assert rows == [wanted], frame
