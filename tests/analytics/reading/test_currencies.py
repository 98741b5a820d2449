"""Currencies: signs glued to a number, abbreviations, shared names, and every one in the list."""

from __future__ import annotations

import re

import pytest

from analytics.reading.marks.quantities import quantities
from analytics.reading.out.reader import read
from data import codes
from data.codes.currency_names import currencies_of, currency_names
from data.lexicon import lexicon
from tests.support.reading_rows import rows

LANGUAGES = ("en", "vi", "ru")


def found(text: str, language: str) -> list[str]:
    """What is printed, its value and its currency."""
    return [
        f"{text[a.start : a.end]} = {float(a.value or 0):.0f} {a.currency}"
        for a in quantities(text, language)[0]
    ]


GLUED = [
    ("en", "USD6.1 billion", "6100000000 USD"),
    ("en", "EUR31.7bn", "31700000000 EUR"),
    ("en", "JPY4.2 trillion", "4200000000000 JPY"),
    ("en", "Rmb9bn", "9000000000 CNY"),
    ("en", "RM2.9 billion", "2900000000 MYR"),
    ("en", "Rs7,300 crore", "73000000000 INR"),
    ("en", "Rs 7,300 cr", "73000000000 INR"),
    ("en", "Rs. 2 lakh crore", "2000000000000 INR"),
    ("en", "₹3 lakh cr", "3000000000000 INR"),
    ("en", "₦912.4 billion", "912400000000 NGN"),
    ("en", "N2.6 trillion", "2600000000000 NGN"),
    ("en", "R41.3 billion", "41300000000 ZAR"),
    ("en", "R450m", "450000000 ZAR"),
    ("en", "R7, 5 billion", "7500000000 ZAR"),
    ("en", "$9, 25 million", "9250000 USD"),
    ("en", "R14,500,000", "14500000 ZAR"),
    ("en", "P8.4-billion", "8400000000 PHP"),
    ("en", "K640 million", "640000000 ZMW"),
    ("en", "Sh21.35billion", "21350000000 KES"),
    ("en", "Sh 900 million", "900000000 KES"),
    ("en", "KSh7.7 billion", "7700000000 KES"),
    ("en", "USh3 trillion", "3000000000000 UGX"),
    ("en", "Tk 830 crore", "8300000000 BDT"),
    ("en", "Bt12 billion", "12000000000 THB"),
    ("en", "Dh15.5bn", "15500000000 AED"),
    ("en", "LE3.3 billion", "3300000000 EGP"),
    ("en", "GH¢1.8 billion", "1800000000 GHS"),
    ("en", "U.S.$4 billion", "4000000000 USD"),
    ("en", "$US4 billion", "4000000000 USD"),
    ("en", "NZ$45 million", "45000000 NZD"),
    ("en", "R$2 billion", "2000000000 BRL"),
    ("en", "RM6.4bil", "6400000000 MYR"),
    ("en", "$71.5million", "71500000 USD"),
    ("vi", "USD3,4 tỷ", "3400000000 USD"),
    ("vi", "6,5 tỷ đôla Mỹ", "6500000000 USD"),
    ("vi", "7 tỷ đồng rúp", "7000000000 RUB"),
    ("vi", "9 nghìn tỷ rupiah", "9000000000000 IDR"),
    ("vi", "2 tỷ shekel", "2000000000 ILS"),
    ("vi", "8 triệu franc Thụy Sĩ", "8000000 CHF"),
    ("ru", "EUR3,4 млрд", "3400000000 EUR"),
    ("ru", "6 млрд замбийских квач", "6000000000 ZMW"),
    ("ru", "2 млрд малайзийских ринггитов", "2000000000 MYR"),
    ("ru", "3 трлн сумов", "3000000000000 UZS"),
    ("ru", "12 млрд найр", "12000000000 NGN"),
    ("ru", "4 млн лари", "4000000 GEL"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "printed", "value"), GLUED)
@pytest.mark.parametrize("frame", ["{}", "(+{}),", "x {} x", "x-{}"])
def test_a_sum_is_read_with_its_sign(language: str, printed: str, value: str, frame: str) -> None:
    assert found(frame.format(printed), language) == [f"{printed} = {value}"]


NO_SUM = [
    "N95 masks, R2-D2, K9 units, an A320, P7 leaders, the G20 and a K-12 school",
    "R12, R350 and N40 without a magnitude, or R 5 billion",
    "TOP 10 million firms of ALL 27 million; all 9 billion people",
    "Vitamin K2, 5 people; route N7, 12 miles; size R18, 5 bolts",
    "usd5 and rs500",
    "4 million pounds of coffee, 3 thousand dinars, 8 million crowns",
    "5 million European homes, 3 million euroclear",
]


@pytest.mark.parametrize("text", NO_SUM)
def test_codes_and_weights_are_no_sums(text: str) -> None:
    assert [sum_ for sum_ in found(text, "en") if not sum_.endswith(" None")] == []


def test_a_range_has_its_sign_once_or_twice() -> None:
    ranges = [
        (a.value, a.value_high, a.currency)
        for a in quantities("R3-5 billion, P3-P5 billion, from USD3 billion to USD5 billion", "en")[
            0
        ]
        if a.value_high is not None
    ]
    assert ranges == [
        (3_000_000_000, 5_000_000_000, "ZAR"),
        (3_000_000_000, 5_000_000_000, "PHP"),
    ]


SHARED = [
    ("en", "exports rose to Rs 90 billion", "INR"),
    ("en", "Pakistan's exports to India rose to Rs 90 billion", "PKR"),
    ("en", "Nepal sold goods worth 9 million rupees to India", "NPR"),
    ("en", "Nepal sold goods worth 9 million Indian rupees", "INR"),
    ("en", "goods worth Sh9 million reached Tanzania", "TZS"),
    ("en", "Uganda bought goods worth 9 million shillings from Kenya", "UGX"),
    ("en", "Chile's imports came to 9 billion pesos", "CLP"),
    ("en", "imports came to 9 billion pesos", "MXN"),
    ("en", "Egypt's imports came to 9 billion pounds", "EGP"),
    ("en", "Britain's imports came to 9 billion pounds", "GBP"),
    ("en", "Jordan's imports came to 9 million dinars", "JOD"),
    ("en", "Botswana sold beef worth P9 million", "BWP"),
    ("en", "Norway sold fish worth 9 billion crowns", "NOK"),
    ("vi", "Xuất khẩu của Pakistan đạt 9 tỷ rupee", "PKR"),
    ("vi", "Xuất khẩu của Mexico đạt 9 tỷ peso", "MXN"),
    ("ru", "Экспорт Туркменистана составил 9 млн манатов", "TMT"),
    ("ru", "Экспорт составил 9 млн манатов", "AZN"),
    ("ru", "Экспорт Швеции составил 9 млрд крон", "SEK"),
    ("ru", "Экспорт Сербии составил 9 млрд динаров", "RSD"),
]


@pytest.mark.parametrize(("language", "text", "currency"), SHARED)
def test_a_shared_name_is_of_the_country_named_first(
    language: str, text: str, currency: str
) -> None:
    (amount,) = quantities(text, language)[0]
    assert amount.currency == currency


def test_a_currency_named_after_a_country_names_no_country() -> None:
    text = "In 2021, exports to Ethiopia reached 8 million Kenyan shillings."
    assert rows(read(text, "en", "2022-03-01", "RWA")) == ["RWA-ETH export 2021 8 KES"]


PASSAGES = [
    (
        "In 2019, Lesotho's exports to Namibia were R3, 5 billion, up from R2, 9 billion in 2018.",
        ["LSO-NAM export 2019 3500 ZAR", "LSO-NAM export 2018 2900 ZAR"],
    ),
    (
        "In 2021, Ghana's imports from Benin fell 7% to N61.5 million ($0.04 million).",
        [
            "GHA-BEN import 2021 61.5 NGN | -7% 2020",
            "GHA-BEN import 2021 0.04 USD",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_sums_in_other_currencies_are_figures(text: str, expected: list[str]) -> None:
    assert rows(read(text, "en", "2022-03-01")) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_currency_of_the_reader_is_in_the_list(language: str) -> None:
    known = {
        code
        for category in ("currency", "currency_sign", "currency_letters")
        for sense in lexicon(language)[category]
        for code in sense.split()
    }
    assert known - {"none"} == set(codes.lists().currency)


def test_currencies_are_listed_in_their_order() -> None:
    listed = codes.lists().currency
    assert listed[:7] == ("USD", "EUR", "VND", "KZT", "AZN", "RUB", "BYN")
    assert list(listed[7:]) == sorted(set(listed[7:]) - set(listed[:7]))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in listed)
    assert {currency for area in codes.areas() for currency in currencies_of(area)} >= {
        "NGN", "KES", "PKR", "ZMW", "GEL",
    }  # fmt: skip


def test_names_come_from_cldr_in_their_forms() -> None:
    assert currency_names("KES", "en") == ["Kenyan shilling", "Kenyan shillings"]
    assert currency_names("KES", "vi") == ["shilling Kenya"]
    assert currency_names("GEL", "ru") == ["грузинский лари", "грузинских лари"]
    assert currency_names("ZWL", "en") == []
    assert currencies_of("EU") == frozenset()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_a_currency_has_one_sense(language: str) -> None:
    for category in ("currency", "currency_sign"):
        senses: dict[str, set[str]] = {}
        for sense, names in lexicon(language)[category].items():
            for name in names:
                senses.setdefault(name.casefold(), set()).add(sense)
        assert {name: of for name, of in senses.items() if len(of) > 1} == {}


def test_many_signs_and_digits_are_read() -> None:
    """Sums begun and never ended are no trap."""
    text = "R1 " * 9_000 + "Sh1,000" * 9_000 + "9 999 " * 9_000 + "Rs" * 9_000
    assert all(a.end <= len(text) for a in quantities(text, "en")[0])
