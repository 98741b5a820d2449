"""Phrases of trade: the sentences in reading_words.toml and the marks of a category in each."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reading.marks.phrases import NONE, category_pattern, pattern_of, words
from analytics.reading.text.texts import source_text
from data.codes import LANGUAGES
from data.lexicon import lexicon

CATEGORIES = (
    "flow", "direction", "reach", "by", "versus", "of_which", "respectively", "contrast", "target",
    "forecast", "share", "average", "other_topic", "source_of", "pair", "market",
    "product",
)  # fmt: skip
SENSES = {
    "flow": {"export", "import", "total", "surplus", "deficit", "balance", NONE},
    "direction": {"up", "down", "flat", NONE},
    "market": {"export", "import", "total", "market"},
}
EACH = [(language, category) for language in LANGUAGES for category in CATEGORIES]
TABLE = tomllib.loads(Path(__file__).with_name("reading_words.toml").read_text(encoding="utf-8"))
SENTENCES = [
    (language, category, text, marks)
    for language, categories in TABLE.items()
    for category, sentences in categories.items()
    for text, marks in sentences.items()
]


@pytest.mark.parametrize(("language", "category", "text", "marks"), SENTENCES)
def test_phrases_of_a_sentence(language: str, category: str, text: str, marks: list[str]) -> None:
    plain = source_text(text).plain
    found = words(plain, language, category)
    assert [f"{word.value}: {plain[word.start : word.end]}" for word in found] == marks


@pytest.mark.parametrize(("language", "category"), EACH)
def test_each_category_is_shown_at_work(language: str, category: str) -> None:
    shown = sum(map(len, TABLE[language][category].values()))
    assert shown >= (1 if category == "respectively" else 10)


@pytest.mark.parametrize(("language", "category"), EACH)
def test_a_phrase_has_one_sense(language: str, category: str) -> None:
    senses = lexicon(language)[category]
    owners: dict[str, list[str]] = {}
    for sense, phrases in senses.items():
        for phrase in phrases:
            owners.setdefault(phrase.casefold(), []).append(sense)
    assert {phrase: found for phrase, found in owners.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("language", "category"), EACH)
def test_every_phrase_is_found_in_its_sense(language: str, category: str) -> None:
    """A phrase that another sense takes away could never be read."""
    lost = {}
    for sense, phrases in lexicon(language)[category].items():
        for phrase in phrases:
            text = f"… {phrase.replace('~', 'ом' if language == 'ru' else 's')} …"
            expected = [] if sense == NONE else [sense]
            found = [word.value for word in words(text, language, category)]
            if found != expected:
                lost[phrase] = (sense, found)
    assert lost == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_have_the_same_categories_and_senses(language: str) -> None:
    mine, english = lexicon(language), lexicon("en")
    for category in CATEGORIES:
        assert set(mine[category]) - {NONE} == set(english[category]) - {NONE}
    for category, senses in SENSES.items():
        assert set(mine[category]) | {NONE} == senses | {NONE}
    assert len(set(mine["product"]) - {NONE}) >= 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_have_no_stray_space_and_a_stem_of_its_own(language: str) -> None:
    """A stem of fewer than three letters would match half the dictionary."""
    for category in CATEGORIES:
        for phrases in lexicon(language)[category].values():
            assert phrases
            for phrase in phrases:
                assert phrase == " ".join(phrase.split())
                assert re.fullmatch(
                    pattern_of(phrase).replace(r"\s+", " "), phrase.replace("~", "")
                )
                assert all(len(word) > 3 for word in phrase.split() if word.endswith("~"))


@settings(deadline=None)
@given(st.text(), st.sampled_from(EACH))
def test_any_text_is_read_in_order_without_overlap(text: str, each: tuple[str, str]) -> None:
    edges = [edge for word in words(text, *each) for edge in (word.start, word.end)]
    assert edges == sorted(edges)


@pytest.mark.parametrize(("language", "category"), EACH)
def test_a_long_line_is_read(language: str, category: str) -> None:
    """Phrases begun and never ended are no trap."""
    beginnings = [
        phrase.split()[0].rstrip("~")
        for phrases in lexicon(language)[category].values()
        for phrase in phrases
        if " " in phrase
    ]
    unit = " ".join(beginnings[:40] or ["x"]) + "   "
    text = (unit * (50_000 // len(unit) + 1))[:50_000]
    category_pattern(language, category)
    assert all(word.end <= len(text) for word in words(text, language, category))
