"""Amounts of money in a text: units, ranges, qualifiers, prices, and what is no amount."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.reading.marks.mark import Amount
from analytics.reading.marks.quantities import quantities

LANGUAGES = ("en", "vi", "ru")


def found(text: str, language: str) -> list[Amount]:
    return quantities(text, language)[0]


def plainly(text: str, amount: Amount) -> tuple[str, str]:
    """What is printed, and its value with the currency."""
    bounds = [v for v in (amount.value, amount.value_high) if v is not None]
    values = "..".join(str(float(v)).removesuffix(".0") for v in bounds)
    return text[amount.start : amount.end], f"{values} {amount.currency}"


UNITS = [
    ("en", "$3.06 billion", "3060000000 USD"),
    ("en", "US$1.3bn", "1300000000 USD"),
    ("en", "USD 40.8 billion", "40800000000 USD"),
    ("en", "$500m", "500000000 USD"),
    ("en", "€20k", "20000 EUR"),
    ("en", "US$ 5.5 B", "5500000000 USD"),
    ("en", "500mln euros", "500000000 EUR"),
    ("en", "4.07 billion U.S. dollars", "4070000000 USD"),
    ("en", "12 million Canadian dollars", "12000000 CAD"),
    ("en", "A$3.5 million", "3500000 AUD"),
    ("en", "3 crore rupees", "30000000 INR"),
    ("en", "20 lakh crore rupees", "20000000000000 INR"),
    ("en", "5,430 billion yen", "5430000000000 JPY"),
    ("en", "$31.866.000", "31866000 USD"),
    ("en", "8.1900 bn USD", "8190000000 USD"),  # no August of 1900
    ("en", "31,866,000 USD", "31866000 USD"),
    ("en", "14 082 176.75 thousand USD", "14082176750 USD"),
    ("en", "half a billion dollars", "500000000 USD"),
    ("en", "two hundred million dollars", "200000000 USD"),
    ("en", "$5-billion", "5000000000 USD"),
    ("en", "34\nmillion\nUSD", "34000000 USD"),
    ("en", "$5 billion USD", "5000000000 USD"),
    ("en", "3.2 million 500 thousand dollars", "3700000 USD"),
    ("vi", "3 tỷ 370 triệu USD", "3370000000 USD"),
    ("vi", "146,3 triệu đô la Mỹ", "146300000 USD"),
    ("vi", "146,3 triệu đô-la Mĩ", "146300000 USD"),
    ("vi", "4.862 tỷ yên", "4862000000000 JPY"),
    ("vi", "1,160 tỷ USD", "1160000000 USD"),
    ("vi", "20 nghìn tỷ đồng", "20000000000000 VND"),
    ("vi", "5 trăm triệu đồng", "500000000 VND"),
    ("vi", "3 tỉ rưỡi USD", "3500000000 USD"),
    ("vi", "nửa tỷ USD", "500000000 USD"),
    ("vi", "500tr đồng", "500000000 VND"),
    ("vi", "5 tỉ nhân dân tệ", "5000000000 CNY"),
    ("vi", "ba mươi triệu euro", "30000000 EUR"),
    ("ru", "5 миллиардов 350 миллионов долларов", "5350000000 USD"),
    ("ru", "3 млрд долл. США", "3000000000 USD"),
    ("ru", "5 млн. долл", "5000000 USD"),
    ("ru", "374 тыс. рублей", "374000 RUB"),
    ("ru", "2,3 трлн тенге", "2300000000000 KZT"),
    ("ru", "150 млн белорусских рублей", "150000000 BYN"),
    ("ru", "полтора миллиарда евро", "1500000000 EUR"),
    ("ru", "миллиард долларов", "1000000000 USD"),
    ("ru", "3 с лишним миллиарда долларов", "3000000000 USD"),
]


@pytest.mark.parametrize(("language", "printed", "value"), UNITS)
@pytest.mark.parametrize("frame", ["{}", "({}).", "x {}, x", "x: {}; x"])
def test_an_amount_is_its_number_in_whole_units(
    language: str, printed: str, value: str, frame: str
) -> None:
    text = frame.format(printed)
    assert [plainly(text, amount) for amount in found(text, language)] == [(printed, value)]


PAIRS = [
    ("vi", "25-30 triệu USD", ["25000000..30000000 USD"]),
    ("vi", "6,2 – 6,4 tỷ USD", ["6200000000..6400000000 USD"]),
    ("vi", "từ 25 đến 30 triệu USD", ["25000000..30000000 USD"]),
    ("vi", "mỗi năm 25 tới 30 triệu USD", ["25000000..30000000 USD"]),
    ("vi", "tăng từ 8 lên 10 tỷ USD", ["8000000000 USD", "10000000000 USD"]),
    ("vi", "từ 8 tỷ USD lên 10 tỷ USD", ["8000000000 USD", "10000000000 USD"]),
    ("vi", "giảm từ 10 xuống còn 8 tỷ USD", ["10000000000 USD", "8000000000 USD"]),
    ("vi", "trong quý 3 lên 10 tỷ USD", ["10000000000 USD"]),
    ("vi", "năm 2023 lên 10 tỷ USD", ["10000000000 USD"]),
    ("vi", "nhóm 8 lên 10 tỷ USD", ["10000000000 USD"]),
    ("vi", "quý 3 tới 10 tỷ USD", ["10000000000 USD"]),
    ("en", "from 8 to 10 billion USD", ["8000000000..10000000000 USD"]),
    ("en", "between 8 and 10 billion", ["8000000000..10000000000 None"]),
    ("en", "between $8 billion and $10 billion", ["8000000000..10000000000 USD"]),
    ("en", "$8 billion to $10 billion", ["8000000000 USD", "10000000000 USD"]),
    ("en", "$8-10 billion", ["8000000000..10000000000 USD"]),
    ("en", "$8-$10 billion", ["8000000000..10000000000 USD"]),
    ("en", "from $500 to $700 million", ["500000000..700000000 USD"]),
    ("en", "rose from 8 to 10 billion dollars", ["8000000000 USD", "10000000000 USD"]),
    ("en", "fell from 10 to 8 billion dollars", ["10000000000 USD", "8000000000 USD"]),
    ("en", "1.0 billion to 9.0 billion dollars", ["1000000000 None", "9000000000 USD"]),
    ("en", "rose in 2023 to 2500 million USD", ["2500000000 USD"]),
    ("en", "3 billion yuan in 2013 up to 4 billion yuan", ["3000000000 CNY", "4000000000 CNY"]),
    ("en", "5 to $20 billion", ["20000000000 USD"]),
    ("ru", "$ 500-700 млн", ["500000000..700000000 USD"]),
    ("ru", "от 8 до 10 млрд рублей", ["8000000000..10000000000 RUB"]),
    ("ru", "от 900 млн до 1,2 млрд евро", ["900000000..1200000000 EUR"]),
    ("ru", "с 8 до 10 млрд рублей", ["8000000000 RUB", "10000000000 RUB"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), PAIRS)
def test_two_numbers_with_one_unit(language: str, text: str, expected: list[str]) -> None:
    assert [plainly(text, amount)[1] for amount in found(text, language)] == expected


QUALIFIED = [
    ("en", "was nearly ", "$5 billion", "nearly"),
    ("en", "was just under ", "$5 billion", "nearly"),
    ("en", "rose nearly to a record; almost a record ", "$5 billion", "nearly"),
    ("en", "came to less than ", "$5 billion", "nearly"),
    ("en", "came to exceed more than ", "$5 billion", "over"),
    ("en", "topped ", "$5 billion", "over"),
    ("en", "surpassed the ", "$5 billion", "over"),
    ("en", "an amount in excess of ", "$5 billion", "over"),
    ("en", "some ", "$5 billion", "about"),
    ("en", "rose up to ", "$5 billion", "exact"),
    ("en", "up 5% over ", "$5 billion", "exact"),
    ("en", "6 percent more than ", "$5 billion", "exact"),
    ("en", "from ", "$5-6 billion", "range"),
    ("vi", "đạt gần ", "5 tỷ USD", "nearly"),
    ("vi", "không quá ", "5 tỷ USD", "nearly"),
    ("vi", "chưa đến ", "5 tỷ USD", "nearly"),
    ("vi", "đạt hơn ", "5 tỷ USD", "over"),
    ("vi", "đã vượt mốc ", "5 tỷ USD", "over"),
    ("vi", "vượt qua ngưỡng ", "5 tỷ USD", "over"),
    ("vi", "cao hơn ", "5 tỷ USD", "exact"),
    ("vi", "khoảng ", "5 tỷ USD", "about"),
    ("vi", "trên dưới ", "5 tỷ USD", "about"),
    ("vi", "tốc độ ", "5 tỷ USD", "exact"),
    ("vi", "lên tới ", "5 tỷ USD", "exact"),
    ("ru", "почти до ", "$5 млрд", "nearly"),
    ("ru", "не более ", "$5 млрд", "nearly"),
    ("ru", "свыше ", "$5 млрд", "over"),
    ("ru", "превысил отметку в ", "$5 млрд", "over"),
    ("ru", "порядка ", "$5 млрд", "about"),
    ("ru", "на 3% выше ", "$5 млрд", "exact"),
]


@pytest.mark.parametrize(("language", "lead", "printed", "expected"), QUALIFIED)
def test_the_words_before_an_amount_qualify_it(
    language: str, lead: str, printed: str, expected: str
) -> None:
    text = f"{lead}{printed}."
    (amount,) = found(text, language)
    assert (text[amount.start : amount.end], amount.qualifier) == (printed, expected)


LEADS = [
    ("en", "came to exceed more than $5 billion", "exceed more than "),
    ("en", "topped a record $5 billion", "topped a record "),
    ("en", "rose to $5 billion", ""),
    ("en", "rose up to $5 billion", ""),
    ("en", "ranging from 5 to 6 billion euros", "ranging from "),
    ("vi", "đã vượt mốc 5 tỷ USD", "vượt mốc "),
    ("vi", "khoảng từ 25 đến 30 triệu USD", "khoảng từ "),
    ("ru", "почти до $5 млрд", "почти до "),
]


@pytest.mark.parametrize(("language", "text", "lead"), LEADS)
def test_the_lead_reaches_back_to_the_first_word_that_qualifies(
    language: str, text: str, lead: str
) -> None:
    (amount,) = found(text, language)
    assert text[amount.lead : amount.start] == lead


AFTERWARDS = [
    ("en", "$5 billion or more"),
    ("en", "$5bn-plus"),
    ("vi", "7 tỷ USD trở lên"),
    ("ru", "5 млрд рублей и более"),
    ("ru", "5 миллиардов с лишним долларов"),
]


@pytest.mark.parametrize(("language", "text"), AFTERWARDS)
def test_a_qualifier_may_follow(language: str, text: str) -> None:
    (amount,) = found(text, language)
    assert amount.qualifier == "over"


PRICES = [
    ("en", "$650 per tonne", True),
    ("en", "$80 a barrel", True),
    ("en", "12 USD/kg", True),
    ("en", "$5 billion a year", False),
    ("en", "$5 billion per year", False),
    ("en", "3 billion USD/year", False),
    ("en", "$5 billion/€4 billion", False),
    ("vi", "650 USD/tấn", True),
    ("vi", "450 USD một tấn", True),
    ("vi", "450 USD mỗi tấn", True),
    ("vi", "5 tỷ USD/năm", False),
    ("vi", "5 tỷ USD mỗi năm", False),
    ("vi", "5 tỷ USD một năm", False),
    ("ru", "500 долларов за тонну", True),
    ("ru", "$80 за баррель", True),
    ("ru", "300 руб./кг", True),
    ("ru", "5 млрд долларов за год", False),
    ("ru", "5 млрд долларов в год", False),
]


@pytest.mark.parametrize(("language", "text", "is_per_unit"), PRICES)
def test_a_price_is_told_from_a_value_over_time(
    language: str, text: str, is_per_unit: bool
) -> None:
    assert found(text, language)[0].is_per_unit is is_per_unit


WITHOUT_CURRENCY = [
    ("en", "Imports fell 1.9 billion.", ["1900000000 None"]),
    ("en", "3 billion in May, 4 billion a year ago", ["3000000000 None", "4000000000 None"]),
    ("vi", "đạt 12,5 tỷ so với 11 tỷ năm trước", ["12500000000 None", "11000000000 None"]),
    ("ru", "18 миллиардов (27 процентов)", ["18000000000 None"]),
    ("en", "5 million tonnes, 3 million people, 2 million barrels, 7 million containers", []),
    ("en", "5 million tonnes, up from 4 million", []),
    ("en", "some 4 million, or 5 million tonnes", []),
    ("vi", "hơn 5 triệu tấn, 3 triệu lượt khách, 2 tỷ kWh, 100 triệu dân", []),
    ("ru", "5 млн тонн, 15 млн. человек, 200 тыс. машин, 3 млрд кубометров", []),
    ("en", "5 thousand in all, 45 and 300", []),
    ("en", "in May 2020, Q1, the first 5 months, 4/1, 2016-2021, constant 2015 prices", []),
    ("vi", "tháng 8, 7 tháng, quý I, ngày 4/1, năm 2025, đạt 5 thị trường", []),
    ("vi", "đạt 5 tỷ đồng thời tăng", []),
    ("en", "won 5 medals and 5m long", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), WITHOUT_CURRENCY)
def test_a_magnitude_alone_is_money_unless_it_counts(
    language: str, text: str, expected: list[str]
) -> None:
    assert [plainly(text, amount)[1] for amount in found(text, language)] == expected


NEXT = [
    ("en", "in 2015 USD 300 million", ["300000000 USD"]),
    ("en", "in 2015 300 million dollars", ["300000000 USD"]),
    ("vi", "năm 2022 500 triệu USD", ["500000000 USD"]),
    ("en", "3 billion $5 billion", ["3000000000 None", "5000000000 USD"]),
    ("en", "5 billion USD 3 times", ["5000000000 USD"]),
    ("vi", "3 triệu 5 tỷ USD", ["3000000 None", "5000000000 USD"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), NEXT)
def test_a_unit_belongs_to_one_number(language: str, text: str, expected: list[str]) -> None:
    assert [plainly(text, amount)[1] for amount in found(text, language)] == expected


MAGNITUDES = {
    "en": {"thousand": 3, "million": 6, "bn": 9, "trillion": 12},
    "vi": {"nghìn": 3, "triệu": 6, "tỷ": 9, "nghìn tỷ": 12},
    "ru": {"тыс.": 3, "млн": 6, "миллиардов": 9, "трлн": 12},
}
MARKS = {"en": (",", "."), "vi": (".", ","), "ru": (" ", ",")}


@given(st.data())
def test_a_printed_amount_is_read_back(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(LANGUAGES))
    magnitude, power = data.draw(st.sampled_from(sorted(MAGNITUDES[language].items())))
    decimals = data.draw(st.sampled_from([0, 1, 2, 4]))
    number = Decimal(data.draw(st.integers(1, 10**7))).scaleb(-decimals)
    group, mark = MARKS[language]
    digits = f"{number:,.{decimals}f}".translate({ord(","): group, ord("."): mark})
    text = f"{digits} {magnitude} USD"
    (amount,) = found(text, language)
    assert (amount.start, amount.end) == (0, len(text))
    assert (amount.value, amount.currency) == (Fraction(number) * 10**power, "USD")


PIECES = st.sampled_from(
    ["5", "1.310", "2015", " ", "-", "$", "billion", "tỷ", "USD", "%", "gấp", "lần", "từ", "to",
     "between", "and", "half", "в", "раза", "(", ")", "\n", "\u0301", ".", ",", "năm", "вдвое",
     "more than", "twice", "млрд", "đến", "nearly", "\x00", "²"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join))


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_marks_are_in_order_and_never_overlap(text: str, language: str) -> None:
    amounts, rates = quantities(text, language)
    for marks in (amounts, rates, sorted([*amounts, *rates], key=lambda m: m.start)):
        for mark, following in itertools.pairwise(marks):
            assert mark.end <= following.start
        assert all(0 <= mark.lead <= mark.start < mark.end <= len(text) for mark in marks)
