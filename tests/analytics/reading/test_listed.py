"""Every phrase of the lexicon of quantities is read as the sense it is listed under.

One test a language and category: it names each phrase that is read as something else.
"""

from __future__ import annotations

import pytest

from analytics.reading.marks.mark import Amount, Rate
from analytics.reading.marks.quantities import quantities
from data.codes import LANGUAGES
from data.lexicon import lexicon

MILLION = {"en": "million", "vi": "triệu", "ru": "млн"}


def amounts_of(text: str, language: str) -> list[Amount]:
    return quantities(text, language)[0]


def rates_of(text: str, language: str) -> list[Rate]:
    return quantities(text, language)[1]


def names_of_currencies(language: str) -> list[tuple[str, str]]:
    """Names and signs with their codes; a code is "" where the name is of several."""
    return sorted(
        (name, sense.split()[0])
        for category in ("currency", "currency_sign")
        for sense, names in lexicon(language)[category].items()
        for name in names
        if not sense.startswith("none") and "~" not in name
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_currency_is_known_after_a_number(language: str) -> None:
    wrong = {}
    for name, code in names_of_currencies(language):
        text = f"7 {MILLION[language]} {name}"
        found = [(a.start, a.end, a.value, a.currency) for a in amounts_of(text, language)]
        if found != [(0, len(text), 7_000_000, code)]:
            wrong[name] = (code, found)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_is_known_before_a_number(language: str) -> None:
    wrong = {}
    for sign, code in names_of_currencies(language):
        if not code or sign[-1] not in "$€£¥₩₹₽₸₼₫":
            continue
        after = [(a.value, a.currency) for a in amounts_of(f"7 {sign}", language)]
        before = [(a.value, a.currency) for a in amounts_of(f"{sign}7", language)]
        if not (before == after and len(after) == 1 and after[0][0] == 7):
            wrong[sign] = (before, after)
    assert wrong == {}


@pytest.mark.parametrize("category", ["qualifier", "exceeding"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_qualifier_says_its_sense(language: str, category: str) -> None:
    wrong = {}
    for sense, phrases in lexicon(language)[category].items():
        for phrase in phrases:
            text = f"x {phrase.replace('~', '')} $5,5."
            found = [amount.qualifier for amount in amounts_of(text, language)]
            if found != [sense.removesuffix("_amount")]:
                wrong[phrase] = (sense, found)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_magnitude_scales_its_number(language: str) -> None:
    wrong = {}
    for factor, phrases in lexicon(language)["magnitude"].items():
        for phrase in phrases:
            found = [a.value for a in amounts_of(f"7 {phrase.removesuffix('~')} EUR", language)]
            if found != [7 * int(factor)]:
                wrong[phrase] = (factor, found)
    assert wrong == {}


@pytest.mark.parametrize("category", ["percent", "percentage_points", "word_multiple"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_phrase_is_read_as_its_sense(language: str, category: str) -> None:
    wrong = {}
    for sense, phrases in lexicon(language)[category].items():
        for phrase in phrases:
            if "~" in phrase or phrase.startswith("-"):
                continue
            text, expected = sentence_with(phrase, category, sense)
            found = [f"{r.kind} {float(r.value):g}" for r in rates_of(text, language)]
            if found != expected:
                wrong[phrase] = (sense, found)
    assert wrong == {}


def sentence_with(phrase: str, category: str, sense: str) -> tuple[str, list[str]]:
    """A text with the phrase, and the rates that are to be read in it."""
    if category != "word_multiple":
        return f"7,5 {phrase}", [f"{category} 7.5"]
    text = f"by {phrase} as" if sense.startswith("times") else phrase
    number = sense.removeprefix("times ")
    return text, [] if sense == "none" else [f"multiple {float(number.lstrip('+-')):g}"]
