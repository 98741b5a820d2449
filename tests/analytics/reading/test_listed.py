"""Every phrase of the lexicon of quantities is read as the sense it is listed under."""

from __future__ import annotations

import pytest

from analytics.reading.marks import Amount
from analytics.reading.quantities import quantities
from data.lexicon import lexicon

LANGUAGES = ("en", "vi", "ru")


def amounts_of(text: str, language: str) -> list[Amount]:
    return quantities(text, language)[0]


NAMES = sorted(
    (language, name, sense.split()[0])
    for language in LANGUAGES
    for category in ("currency", "currency_sign")
    for sense, names in lexicon(language)[category].items()
    for name in names
    if not sense.startswith("none") and "~" not in name
)


@pytest.mark.parametrize(("language", "name", "code"), NAMES)
def test_every_name_of_a_currency_is_known_after_a_number(
    language: str, name: str, code: str
) -> None:
    million = {"en": "million", "vi": "triệu", "ru": "млн"}[language]
    text = f"7 {million} {name}"
    assert [(a.start, a.end, a.value, a.currency) for a in amounts_of(text, language)] == [
        (0, len(text), 7_000_000, code)
    ]


SIGNS = [(language, sign) for language, sign, code in NAMES if code and sign[-1] in "$€£¥₩₹₽₸₼₫"]


@pytest.mark.parametrize(("language", "sign"), SIGNS)
def test_every_sign_is_known_before_a_number(language: str, sign: str) -> None:
    (after,) = amounts_of(f"7 {sign}", language)
    (before,) = amounts_of(f"{sign}7", language)
    assert (before.value, before.currency) == (after.value, after.currency) == (7, after.currency)


QUALIFIERS = [
    (language, category, sense, phrase)
    for language in LANGUAGES
    for category in ("qualifier", "exceeding")
    for sense, phrases in lexicon(language)[category].items()
    for phrase in phrases
]


@pytest.mark.parametrize(("language", "category", "sense", "phrase"), QUALIFIERS)
def test_every_qualifier_says_its_sense(
    language: str, category: str, sense: str, phrase: str
) -> None:
    (amount,) = amounts_of(f"x {phrase.replace('~', '')} $5,5.", language)
    assert amount.qualifier == sense.removesuffix("_amount"), category


SCALES = [
    (language, factor, phrase.removesuffix("~"))
    for language in LANGUAGES
    for factor, phrases in lexicon(language)["magnitude"].items()
    for phrase in phrases
]


@pytest.mark.parametrize(("language", "factor", "phrase"), SCALES)
def test_every_magnitude_scales_its_number(language: str, factor: str, phrase: str) -> None:
    (amount,) = amounts_of(f"7 {phrase} EUR", language)
    assert amount.value == 7 * int(factor)


RATES = [
    (language, category, sense, phrase)
    for language in ("en", "vi", "ru")
    for category in ("percent", "percentage_points", "word_multiple")
    for sense, phrases in lexicon(language)[category].items()
    for phrase in phrases
    if "~" not in phrase and not phrase.startswith("-")
]


@pytest.mark.parametrize(("language", "category", "sense", "phrase"), RATES)
def test_every_listed_phrase_is_read_as_its_sense(
    language: str, category: str, sense: str, phrase: str
) -> None:
    if category == "word_multiple":
        text = f"by {phrase} as" if sense.startswith("times") else phrase
        number = sense.removeprefix("times ")
        expected = [] if sense == "none" else [f"multiple {float(number.lstrip('+-')):g}"]
    else:
        text, expected = f"7,5 {phrase}", [f"{category} 7.5"]
    assert [f"{r.kind} {float(r.value):g}" for r in quantities(text, language)[1]] == expected
