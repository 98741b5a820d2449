"""Numbers in a text: their digits, words and separators, and what is no number."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analytics.reading.marks.numbers import MONTH_OF_YEAR, Convention, convention, numbers
from data.codes import LANGUAGES

POINT, COMMA = Convention(".", ","), Convention(",", ".")
SPACES = Convention(",", " ")


def read(text: str, language: str, marks: Convention | None = None) -> list[tuple[str, str]]:
    """What is printed, and the number it stands for."""
    found = numbers(text, language, marks or convention(text, language))
    return [(text[n.start : n.end], exactly(n.value)) for n in found]


def exactly(value: Fraction) -> str:
    """A number whose decimals end, printed in full."""
    return str(Decimal(value.numerator) / Decimal(value.denominator))


CONVENTIONS = [
    # text, language, decimal mark, mark between thousands, voted
    ("no number here", "en", ".", ",", False),
    ("không có số", "vi", ",", ".", False),
    ("без чисел", "ru", ",", " ", False),
    ("tăng 12.5% trong năm", "vi", ".", ",", True),
    ("đạt 146,3 triệu", "vi", ",", ".", True),
    ("totals of 1.234,5 and 7", "en", ",", ".", True),
    ("totals of 31.866.000", "en", ",", ".", True),
    ("đạt 31,866,000 USD", "vi", ".", ",", True),
    ("выросла на 3.5%", "ru", ".", " ", True),
    ("đạt 0.125 tỷ", "vi", ".", ",", True),
    ("up 3,5% and 4,2% but 5.1%", "en", ",", ".", True),
    ("up 3,5% but 5.1%", "en", ".", ",", False),
    # Dates, versions and three decimals alone show nothing.
    ("từ 12.05.2020 đến 8.2020", "vi", ",", ".", False),
    ("1.310 tỷ và 1,568 tỷ", "vi", ",", ".", False),
]


@pytest.mark.parametrize(("text", "language", "decimal", "group", "is_voted"), CONVENTIONS)
def test_the_numbers_of_a_text_tell_its_decimal_mark(
    text: str, language: str, decimal: str, group: str, is_voted: bool
) -> None:
    assert convention(text, language) == Convention(decimal, group, is_voted)


SEPARATORS = [
    # text, language, convention, printed and value
    ("1.234,5", "vi", COMMA, [("1.234,5", "1234.5")]),
    ("1.234,5", "en", POINT, [("1.234,5", "1234.5")]),
    ("2,209.4", "en", POINT, [("2,209.4", "2209.4")]),
    ("31.866.000", "en", POINT, [("31.866.000", "31866000")]),
    ("31,866,000", "vi", COMMA, [("31,866,000", "31866000")]),
    ("14 082 176.75", "en", POINT, [("14 082 176.75", "14082176.75")]),
    ("5898 689.99", "en", POINT, [("5898 689.99", "5898689.99")]),
    ("12 345,678", "ru", SPACES, [("12 345,678", "12345.678")]),
    ("1'234'567", "en", POINT, [("1'234'567", "1234567")]),
    ("1.310 tỷ", "vi", COMMA, [("1.310", "1310")]),
    ("1,568 tỷ", "vi", COMMA, [("1,568", "1.568")]),
    ("40,064 миллиона", "ru", SPACES, [("40,064", "40.064")]),
    ("1.310 млрд", "ru", SPACES, [("1.310", "1.31")]),
    ("3,125 items", "en", POINT, [("3,125", "3125")]),
    ("3.125 billion", "en", POINT, [("3.125", "3.125")]),
    ("0,123", "en", POINT, [("0,123", "0.123")]),
    ("1234,567", "en", POINT, [("1234,567", "1234.567")]),
    ("up .5 percent", "en", POINT, [(".5", "0.5")]),
    ("12.50", "en", POINT, [("12.50", "12.5")]),
]


@pytest.mark.parametrize(("text", "language", "marks", "expected"), SEPARATORS)
def test_separators_are_read_as_the_text_uses_them(
    text: str, language: str, marks: Convention, expected: list[tuple[str, str]]
) -> None:
    assert read(text, language, marks) == expected


ONE_OR_TWO = [
    ("in 2015 300 million", "en", [("2015", "2015"), ("300", "300")]),
    ("năm 2022 500 triệu", "vi", [("2022", "2022"), ("500", "500")]),
    ("tháng 12 500 triệu", "vi", [("12", "12"), ("500", "500")]),
    ("on May 5 300 firms", "en", [("5", "5"), ("300", "300")]),
    ("mỗi năm 14 082 tấn", "vi", [("14 082", "14082")]),
    ("12  345", "en", [("12", "12"), ("345", "345")]),
    ("12\n345", "en", [("12", "12"), ("345", "345")]),
    ("12 345 67", "en", [("12 345", "12345"), ("67", "67")]),
    ("2016-2021", "en", [("2016", "2016"), ("2021", "2021")]),
    ("đạt 5 300.000 đồng", "vi", [("5", "5"), ("300.000", "300000")]),
]


@pytest.mark.parametrize(("text", "language", "expected"), ONE_OR_TWO)
def test_a_number_ends_where_the_next_one_starts(
    text: str, language: str, expected: list[tuple[str, str]]
) -> None:
    assert read(text, language) == expected


NO_NUMBERS = [
    ("en", "G20 and FTA2, the 5th and 21st, No. 7, v1.2.3, 12.05.2020, 4x4, R2D2"),
    ("vi", "thứ 10, thứ ba, hạng 5, Điều 12, A380, 8.2020, đầu tư, trăm năm, trong năm qua"),
    ("ru", "3-й, 10-го, 20-х, № 5, БРИКС2, 01.02.2024"),
    ("en", "9" * 5000),
]


@pytest.mark.parametrize(("language", "text"), NO_NUMBERS)
def test_parts_of_words_dates_and_ordinals_are_no_numbers(language: str, text: str) -> None:
    assert read(text, language) == []


GLUED = [
    ("$1.3bn and 500mln or 5m USD", "en", ["1.3", "500", "5"]),
    ("500tr đồng, 5tỷ, 12USD, 5.000đ", "vi", ["500", "5", "12", "5.000"]),
    ("$374млн и 5млрд", "ru", ["374", "5"]),
    ("2.5x, 61-fold, a 15-percent rise, GDP-5%", "en", ["2.5", "61", "15", "5"]),
    ("20-летний, 10-процентный, 2-кратный", "ru", ["20", "10", "2"]),
]


@pytest.mark.parametrize(("text", "language", "expected"), GLUED)
def test_a_unit_may_stand_right_at_a_number(text: str, language: str, expected: list[str]) -> None:
    assert [printed for printed, _ in read(text, language)] == expected


IN_WORDS = [
    ("twenty-six per cent", "en", [("twenty-six", "26")]),
    ("one hundred and five firms", "en", [("one hundred and five", "105")]),
    ("three hundred forty two", "en", [("three hundred forty two", "342")]),
    ("two and a half billion", "en", [("two and a half", "2.5")]),
    ("half a billion, a million", "en", [("half a", "0.5"), ("a", "1")]),
    ("a quarter of a percentage point", "en", [("a quarter of a", "0.25")]),
    ("five and six", "en", [("five", "5"), ("six", "6")]),
    ("a country, half a year, zero", "en", [("zero", "0")]),
    ("hai mươi lăm", "vi", [("hai mươi lăm", "25")]),
    ("ba mươi tư", "vi", [("ba mươi tư", "34")]),
    ("mười lăm và mười", "vi", [("mười lăm", "15"), ("mười", "10")]),
    ("năm mươi mốt", "vi", [("năm mươi mốt", "51")]),
    ("một trăm linh năm", "vi", [("một trăm linh năm", "105")]),
    ("hai trăm ba mươi triệu", "vi", [("hai trăm ba mươi", "230")]),
    ("hai rưỡi", "vi", [("hai rưỡi", "2.5")]),
    ("nửa tỷ trong nửa đầu năm", "vi", [("nửa", "0.5")]),
    ("năm phần trăm mỗi năm", "vi", [("năm", "5")]),
    ("hai năm", "vi", [("hai", "2")]),
    ("двадцати шести", "ru", [("двадцати шести", "26")]),
    ("сто двадцать два", "ru", [("сто двадцать два", "122")]),
    ("двести пять", "ru", [("двести пять", "205")]),
    ("полутора миллиардов", "ru", [("полутора", "1.5")]),
    ("два с половиной", "ru", [("два с половиной", "2.5")]),
    ("пять двадцать", "ru", [("пять", "5"), ("двадцать", "20")]),
    ("более миллиарда долларов", "ru", [("миллиарда", "1000000000")]),
    ("полмиллиарда евро", "ru", [("полмиллиарда", "500000000")]),
    ("два миллиарда долларов", "ru", [("два", "2")]),
    ("миллион человек", "ru", []),
]


@pytest.mark.parametrize(("text", "language", "expected"), IN_WORDS)
def test_numbers_in_words(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert read(text, language) == expected


DECIMALS = [
    ("146,3", COMMA, 1, False),
    ("146,30", COMMA, 2, False),
    ("1.310", COMMA, 0, True),
    ("1,568", COMMA, 3, True),
    ("1.234,5", COMMA, 1, False),
    ("1.234.567", COMMA, 0, False),
    ("0,568", COMMA, 3, False),
    ("1568", COMMA, 0, False),
]


@pytest.mark.parametrize(("text", "marks", "decimals", "is_ambiguous"), DECIMALS)
def test_a_number_knows_its_decimals_and_its_doubts(
    text: str, marks: Convention, decimals: int, is_ambiguous: bool
) -> None:
    (number,) = numbers(text, "vi", marks)
    assert (number.decimals, number.is_ambiguous) == (decimals, is_ambiguous)


WAYS = {"en": (",", "."), "vi": (".", ","), "ru": (" ", ",")}


@given(
    st.sampled_from(sorted(WAYS)),
    st.integers(0, 10**14),
    st.integers(0, 5),
)
def test_what_is_printed_in_the_way_of_a_language_is_read_back(
    language: str, digits: int, decimals: int
) -> None:
    group, mark = WAYS[language]
    value = Decimal(digits).scaleb(-decimals)
    printed = f"{value:,.{decimals}f}".translate({ord(","): group, ord("."): mark})
    assume(not MONTH_OF_YEAR.fullmatch(printed))  # "4.1900" is April 1900
    found = numbers(printed, language, Convention(mark, group))
    assert [(n.start, n.end, n.value) for n in found] == [(0, len(printed), Fraction(value))]


@given(st.text(), st.sampled_from(sorted(WAYS)))
def test_any_text_is_read_without_an_error(text: str, language: str) -> None:
    found = numbers(text, language, convention(text, language))
    ends = [0, *(n.end for n in found)]
    assert all(end <= n.start < n.end for end, n in zip(ends, found, strict=False))


@given(st.text("0123456789.,' -%$", max_size=30), st.sampled_from(LANGUAGES))
def test_any_digits_and_marks_are_read_in_order(text: str, language: str) -> None:
    for marks in (convention(text, language), POINT, COMMA):
        found = numbers(text, language, marks)
        ends = [0, *(end for number in found for end in (number.start, number.end)), len(text)]
        assert ends == sorted(ends)


@pytest.mark.parametrize("text", [".0,5", ".5,7"])
def test_a_list_with_a_gap_is_no_number(text: str) -> None:
    assert read(text, "en", COMMA) == []
