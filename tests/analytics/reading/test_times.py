"""Times in a text: the sentences of reading_times.toml, and what must hold of any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.reading.marks.mark import When
from analytics.reading.marks.times import times
from analytics.reading.text.texts import source_text
from data.codes import LANGUAGES
from data.lexicon import lexicon
from data.periods import Period, parse
from tests.support.examples import examples

TABLE = tomllib.loads(Path(__file__).with_name("reading_times.toml").read_text(encoding="utf-8"))
SENTENCES = [
    (language, *line.split(": ", 1), marks)
    for language, lines in TABLE.items()
    for line, marks in lines.items()
]
ROMAN = ("I", "II", "III", "IV")
ORDINALS = {"en": ("first", "second", "third", "fourth"),
            "ru": ("первый", "второй", "третий", "четвёртый")}  # fmt: skip


def shown(when: When) -> str:
    """A mark as the table writes it."""
    flags = [
        when.role if when.role != "period" else "",
        "date" if when.is_date else "span" if when.is_span else "",
        "" if when.has_year else "filled",
    ]
    period = str(when.period) if when.period else ""
    is_told = period or when.is_date or when.role != "period"
    return " ".join(word for word in (period or ("" if is_told else "unknown"), *flags) if word)


def read(text: str, language: str, published: str | None) -> list[str]:
    plain = source_text(text).plain
    return [
        f"{plain[when.start : when.end]} = {shown(when)}"
        for when in times(plain, language, published)
    ]


@pytest.mark.parametrize(("language", "published", "text", "marks"), SENTENCES)
def test_times_of_a_sentence(language: str, published: str, text: str, marks: list[str]) -> None:
    assert read(text, language, None if published == "?" else published) == marks


def month(language: str, number: int) -> str:
    name = Locale(language).months["stand-alone"]["wide"][number]
    return name.capitalize() if language == "en" else name


def printed(period: Period, language: str) -> list[str]:
    """A period in words, in each way that a language has for it."""
    year, first = period.year, period.start % 12 + 1
    last = first + period.months - 1
    if period.freq == "A":
        return {"en": [f"in {year}"], "vi": [f"năm {year}", f"cả năm {year}"],
                "ru": [f"в {year} году", f"{year} год"]}[language]  # fmt: skip
    if period.freq == "M":
        between = " năm " if language == "vi" else " "
        ways = [f"{month(language, first)}{between}{year}"]
        return [*ways, f"tháng {first:02d}/{year}"] if language == "vi" else ways
    number = period.start % 12 // 3
    runs = [f"{month(language, first)}{{}}{month(language, last)} {year}".format(dash)
            for dash in ("-", " – ")]  # fmt: skip
    if language == "vi":
        runs.append(f"từ tháng {first} đến hết tháng {last}/{year}")
    if first == 1:
        runs += {"en": [f"first {period.months} months of {year}", f"{period.months}M{year}"],
                 "vi": [f"{period.months} tháng đầu năm {year}", f"{period.months}T/{year}"],
                 "ru": [f"за первые {period.months} месяцев {year} года",
                        f"за {period.months} месяцев {year} г."]}[language]  # fmt: skip
    if period.freq == "Q":
        roman = ROMAN[number]
        runs += {"en": [f"{ORDINALS['en'][number]} quarter of {year}", f"Q{number + 1} {year}"],
                 "vi": [f"quý {roman}/{year}", f"quý {number + 1} năm {year}"],
                 "ru": [f"{ORDINALS['ru'][number]} квартал {year} года", f"{roman} кв. {year} г."],
                 }[language]  # fmt: skip
    return runs


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A month, a longer part of a year or a year."""
    first = draw(st.integers(0, 11))
    return Period(draw(st.integers(1950, 2050)) * 12 + first, draw(st.integers(1, 12 - first)))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=examples(150, usual=60))
@given(period=periods(), published=st.sampled_from([None, "2024", "2024-05", "2024-01-31"]))
def test_a_printed_period_is_read_back(
    language: str, period: Period, published: str | None
) -> None:
    for text in printed(period, language):
        found = [when.period for when in times(f"... {text}, 5,5.", language, published)]
        assert found == [period], text


PIECES = [
    phrase.replace("~", "")
    for language in LANGUAGES
    for category in ("time_months", "time_counts", "time_said_years", "time_said_months")
    for phrases in lexicon(language)[category].values()
    for phrase in phrases
] + ["2024", "2019-20", "15/9", "31", "0", "²", "quý", "IV", "tháng", "(", "\n\n", "-", "%", "́"]
TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=examples(300, usual=100))
@given(text=TEXTS, published=st.one_of(st.none(), st.text(max_size=8), st.just("2024-01")))
def test_any_text_is_read_in_order(language: str, text: str, published: str | None) -> None:
    end = 0
    for when in times(text, language, published):
        assert end <= when.start < when.end <= len(text)
        assert when.role in ("period", "same", "earlier", "previous")
        assert when.period is None or parse(str(when.period)) == when.period
        end = when.end


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "line", ["2024 ", "first ", "tháng 1-", "с января по ", "1 ", " ", "a", "Q1 "]
)
def test_a_long_line_is_read(language: str, line: str) -> None:
    text = (line * 30_000)[:30_000]
    assert all(when.end <= len(text) for when in times(text, language, "2024-05"))
