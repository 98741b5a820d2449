"""An amount that is typed into a field: what is taken, and what is not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analytics.recording.typed import Fault, NotAnAmount, typed_amount


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
    typed = typed_amount(text, [language], "USD")
    millions = [end / 10**6 for end in typed.number.bounds.ends]
    assert millions == [Fraction(low), Fraction(high)]
    assert (typed.digits["number"], typed.digits["qualifier"]) == (number, qualifier)
    assert typed.digits["unit"] == "million"


# What is typed beside "million USD", and the bounds in millions: the last digit of 402 is one.
BESIDE_MILLIONS = [
    ("402", "401.5", "402.5", "exact"),
    ("402 triệu", "401.5", "402.5", "exact"),
    ("402\u00a0triệu", "401.5", "402.5", "exact"),  # no-break space
    ("402\u2009m", "401.5", "402.5", "exact"),  # thin space
    ("402,5", "402.45", "402.55", "exact"),
    ("402.5 m USD", "402.45", "402.55", "exact"),
    ("1\u202f160,5", "1160.45", "1160.55", "exact"),  # narrow no-break space
    ("gần 402", "401", "402", "nearly"),
    ("gần\u00a0402", "401", "402", "nearly"),
    ("nearly 402", "401", "402", "nearly"),
    ("Over 402 m", "402", "403", "over"),
    ("over 402 triệu", "402", "403", "over"),
    ("hơn 402 million", "402", "403", "over"),
    ("402 trở lên", "402", "403", "over"),
    ("почти 402", "401", "402", "nearly"),
    ("402 млн долл.", "401.5", "402.5", "exact"),
    ("0,402 tỷ", "401.5", "402.5", "exact"),
    ("0.402 bn", "401.5", "402.5", "exact"),
    ("$402", "401.5", "402.5", "exact"),
    ("402 USD", "401.5", "402.5", "exact"),
    ("402.300.000 USD", "402.2999995", "402.3000005", "exact"),
    ("bốn trăm triệu", "399.5", "400.5", "exact"),
    ("402-410", "402", "410", "range"),
    ("400 đến 410 m", "400", "410", "range"),
]


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(("text", "low", "high", "qualifier"), BESIDE_MILLIONS)
def test_a_number_may_be_typed_in_the_words_of_any_language(language, text, low, high, qualifier):
    languages = sorted(("en", "ru", "vi"), key=lambda one: one != language)
    typed = typed_amount(text, languages, "USD", unit=10**6)
    millions = [end / 10**6 for end in typed.number.bounds.ends]
    assert (*millions, typed.qualifier) == (Fraction(low), Fraction(high), qualifier)
    assert typed_amount(typed.text, languages, "USD").number == typed.number


def test_a_mark_that_two_languages_read_differently_is_that_of_the_page():
    """As a point and a comma before three digits are: 1.160 is 1,160 in Vietnamese."""
    found = [
        typed_amount("1.160", languages, "USD", unit=10**6).number.value / 10**6
        for languages in (("en", "vi"), ("vi", "en"))
    ]
    assert found == [Fraction("1.16"), 1160]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NO_NUMBER), ("million USD", Fault.NO_NUMBER),
        ("abc million USD", Fault.NO_NUMBER), ("1e9 m USD", Fault.NO_NUMBER),
        ("9" * 40 + " million USD", Fault.NO_NUMBER), ("x" * 100, Fault.TOO_LONG),
        ("402.3 million EUR", Fault.OTHER_CURRENCY), ("402 triệu đồng", Fault.OTHER_CURRENCY),
        ("€402m", Fault.OTHER_CURRENCY), ("402 KZT million USD", Fault.OTHER_CURRENCY),
        ("402 and 500 million USD", Fault.SEVERAL), ("402 million USD in 2023", Fault.SEVERAL),
        ("trade of 402 million USD", Fault.WORDS_BESIDES),
        ("<b>402</b> million USD", Fault.WORDS_BESIDES), ("402 tấn", Fault.WORDS_BESIDES),
        ("402%", Fault.WORDS_BESIDES), ("-402 million USD", Fault.BELOW_ZERO),
    ],
)  # fmt: skip
def test_what_is_no_single_amount_in_the_currency_is_refused(text, fault):
    with pytest.raises(NotAnAmount) as caught:
        typed_amount(text, ["en", "vi", "ru"], "USD", unit=10**6)
    assert caught.value.fault == fault


def test_a_balance_may_be_below_zero_and_nearly_then_speaks_of_its_size():
    typed = typed_amount("−250.0 million USD", ["en"], "USD", may_be_below_zero=True)
    assert typed.number.value == -250_000_000
    assert typed.digits["number"] == "-250.0"
    typed = typed_amount("-250 million USD", ["en"], "USD", may_be_below_zero=True)
    assert typed.qualifier == "exact"
    assert [end / 10**6 for end in typed.number.bounds.ends] == [
        Fraction("-250.5"),
        Fraction("-249.5"),
    ]
