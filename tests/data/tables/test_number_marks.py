"""The decimal mark of a table, and what a cell says under it."""

from __future__ import annotations

import pytest

from data.tables.number_marks import Number, marks_of, number_of


@pytest.mark.parametrize(
    ("texts", "decimal"),
    [
        (["12", "345"], "."),  # no mark at all
        (["1.234", "5.67"], "."),  # two digits behind a mark
        (["1.234,5"], ","),  # both: the last one
        (["1,234.5"], "."),
        (["1.234.567"], ","),  # twice: it parts thousands
        (["1,234,567"], "."),
        (["12 345,678"], ","),  # a blank parts thousands already
        (["12345.678"], "."),  # too many digits before it for thousands
        (["0,123"], ","),  # no thousands begin with 0
        (["…", "-", "8,5"], ","),
    ],
)
def test_the_decimal_mark_is_what_some_number_shows(texts: list[str], decimal: str) -> None:
    assert marks_of(texts).decimal == decimal


@pytest.mark.parametrize("texts", [["1,234", "56,789"], ["1.234", "999.000"], ["1,5", "2.5"]])
def test_a_mark_that_nothing_shows_is_not_guessed(texts: list[str]) -> None:
    assert marks_of(texts).decimal is None


def test_in_a_file_with_commas_between_cells_a_comma_parts_thousands() -> None:
    assert marks_of(["1,234"], delimiter=",").decimal == "."


@pytest.mark.parametrize(
    ("text", "decimal", "digits"),
    [
        ("1.50", ".", "1.50"),  # a printed zero is kept
        ("4.124,3", ",", "4124.3"),
        ("660\u00a0950,2", ",", "660950.2"),
        ("1'234.5", ".", "1234.5"),
        ("−7,5", ",", "-7.5"),
        ("(12.5)", ".", "-12.5"),
        ("12*", ".", "12"),
        ("1e-05", ".", "0.00001"),
        (".5", ".", "0.5"),
    ],
)
def test_a_number_keeps_its_digits(text: str, decimal: str, digits: str) -> None:
    assert number_of(text, decimal).digits == digits


@pytest.mark.parametrize("text", ["...", "…", "..", "n/a", "NA", "н/д", ":"])
def test_what_says_unknown_is_no_number_and_no_mistake(text: str) -> None:
    assert number_of(text, ".") == Number()


@pytest.mark.parametrize("text", ["-", "–", "—", "--"])
def test_a_dash_is_neither_zero_nor_unknown_by_itself(text: str) -> None:
    assert number_of(text, ".") == Number(is_dash=True)


@pytest.mark.parametrize("text", ["NaN", "inf", "12 34", "1.2.3", "12,34", "abc", "1e308"])
def test_what_is_no_number_says_why(text: str) -> None:
    found = number_of(text, ".")
    assert found.digits is None
    assert found.reason is not None
    assert text in found.reason


@pytest.mark.parametrize(
    ("text", "status"), [("9.78 e", "E"), ("9.78 (p)", "P"), ("9.78 sơ bộ", "P"), ("9.78", None)]
)
def test_a_letter_behind_a_number_is_its_status(text: str, status: str | None) -> None:
    assert number_of(text, ".") == Number("9.78", status)


def test_a_text_among_typed_numbers_may_have_the_other_mark() -> None:
    assert number_of("12,34", ".", is_typed=True).digits == "12.34"
    assert number_of("12,345", ".", is_typed=True).digits == "12345"  # as the point says
