"""An amount that is typed into a field: what is taken, and what is not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analytics.reading.typed import NotAnAmount, typed_amount


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "number", "qualifier"),
    [
        ("en", "402.3 million USD", "402.25", "402.35", "402.3", "exact"),
        ("vi", "402,3 triệu USD", "402.25", "402.35", "402.3", "exact"),
        ("vi", " gần 402 triệu USD ", "401", "402", "402", "nearly"),
        ("en", "nearly 402 million USD", "401", "402", "402", "nearly"),
        ("en", "at least 402 million USD", "402", "403", "402", "over"),
        ("en", "400-410 million USD", "400", "410", "400", "range"),
        ("en", "between 400 and 410 million USD", "400", "410", "400", "range"),
        ("vi", "từ 400 đến 410 triệu USD", "400", "410", "400", "range"),
        ("vi", "1.160 triệu USD", "1159.5", "1160.5", "1160", "exact"),
        ("en", "1,160 million USD", "1159.5", "1160.5", "1160", "exact"),
        ("en", "1.160 million USD", "1.1595", "1.1605", "1.160", "exact"),
    ],
)
def test_one_amount_in_the_habits_of_the_language(language, text, low, high, number, qualifier):
    typed = typed_amount(text, language, "USD")
    millions = [end / 10**6 for end in typed.number.bounds.ends]
    assert millions == [Fraction(low), Fraction(high)]
    assert (typed.digits["number"], typed.digits["qualifier"]) == (number, qualifier)
    assert typed.digits["unit"] == "million"


@pytest.mark.parametrize(
    "text",
    ["", "million USD", "abc million USD", "402.3 million EUR", "402 and 500 million USD",
     "402 KZT million USD", "trade of 402 million USD", "402 million USD in 2023", "1e9 m USD",
     "-402 million USD", "9" * 40 + " million USD", "x" * 100, "<b>402</b> million USD"],
)  # fmt: skip
def test_what_is_no_single_amount_in_the_currency_is_refused(text):
    with pytest.raises(NotAnAmount):
        typed_amount(text, "en", "USD")


def test_a_balance_may_be_below_zero_and_nearly_then_speaks_of_its_size():
    typed = typed_amount("−250.0 million USD", "en", "USD", may_be_below_zero=True)
    assert typed.number.value == -250_000_000
    assert typed.digits["number"] == "-250.0"
    typed = typed_amount("-250 million USD", "en", "USD", may_be_below_zero=True)
    assert typed.qualifier == "exact"
    assert [end / 10**6 for end in typed.number.bounds.ends] == [
        Fraction("-250.5"),
        Fraction("-249.5"),
    ]
