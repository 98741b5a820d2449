"""Numbers, amounts, rates and periods as English and Vietnamese print them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dashboard.wording.formats import Formats, capital, scale_of
from data.errors import UnknownCode
from data.periods import Period, PeriodError

M, B = 10**6, 10**9


def printed_in_both(method: str, *arguments: object, **named: object) -> tuple[str, str]:
    """What a method of `Formats` prints in English and in Vietnamese."""
    english, vietnamese = (
        getattr(Formats(language), method)(*arguments, **named) for language in ("en", "vi")
    )
    return english, vietnamese


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (146_300_000, "146.3 million USD", "146,3 triệu USD"),
        (4_580_000_000, "4.58 billion USD", "4,58 tỷ USD"),
        (-626_500_000, "−626.5 million USD", "−626,5 triệu USD"),
        (Decimal("146300000.000000"), "146.3 million USD", "146,3 triệu USD"),
        (Fraction(292_600_000, 2), "146.3 million USD", "146,3 triệu USD"),
        (123_456_789.4, "123.5 million USD", "123,5 triệu USD"),
        (1_234_567, "1.235 million USD", "1,235 triệu USD"),
        (800 * M, "800 million USD", "800 triệu USD"),
        (0, "0 USD", "0 USD"),
        (1, "1 USD", "1 USD"),
        (0.5, "0.5 USD", "0,5 USD"),
        (999, "999 USD", "999 USD"),
        (1500, "1.5 thousand USD", "1,5 nghìn USD"),
        (10**12, "1 trillion USD", "1 nghìn tỷ USD"),
        (3e22, "30,000,000,000 trillion USD", "30.000.000.000 nghìn tỷ USD"),
    ],
)
def test_amounts_to_four_digits(value, english, vietnamese):
    assert printed_in_both("amount", value, "USD") == (english, vietnamese)


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (85_100_000, "+85.1 million USD", "+85,1 triệu USD"),
        (-626_500_000, "−626.5 million USD", "−626,5 triệu USD"),
        (0, "0 USD", "0 USD"),
    ],
)
def test_signed_amounts(value, english, vietnamese):
    assert printed_in_both("signed_amount", value, "USD") == (english, vietnamese)


@pytest.mark.parametrize(
    ("low", "high", "english", "vietnamese"),
    [
        # exact ends
        (85 * M, 85_200_000, "85.0 to 85.2 million USD", "85,0 đến 85,2 triệu USD"),
        (51 * M, 52 * M, "51 to 52 million USD", "51 đến 52 triệu USD"),
        (3_549_500_000, 3_550_500_000,
         "3.5495 to 3.5505 billion USD", "3,5495 đến 3,5505 tỷ USD"),
        # in billions these would need five decimals
        (1_287_250_000, 1_287_350_000,
         "1,287.25 to 1,287.35 million USD", "1.287,25 đến 1.287,35 triệu USD"),
        (-627_050_000, -625_950_000,
         "−627.05 to −625.95 million USD", "−627,05 đến −625,95 triệu USD"),
        (-5 * M, 5 * M, "−5 to 5 million USD", "−5 đến 5 triệu USD"),
        (0, 500_000, "0 to 500 thousand USD", "0 đến 500 nghìn USD"),
        # one unit for both ends, that of the greater
        (999 * M, 1001 * M, "0.999 to 1.001 billion USD", "0,999 đến 1,001 tỷ USD"),
        # rounded outward: 146.25 / 1.1845 and 146.35 / 1.1835
        (146.25e6 / 1.1845, 146.35e6 / 1.1835,
         "123.46 to 123.66 million USD", "123,46 đến 123,66 triệu USD"),
        (30.55e6 / 3.7185, 30.65e6 / 3.7175,
         "8.215 to 8.245 million USD", "8,215 đến 8,245 triệu USD"),
        (702.45e6 / 8.305, 702.55e6 / 8.295,
         "84.58 to 84.70 million USD", "84,58 đến 84,70 triệu USD"),
        # nothing between the ends
        (0, 0, "0 USD", "0 USD"),
        (B, B, "1 billion USD", "1 tỷ USD"),
        (800 * M, Decimal("800000000.000000"), "800 million USD", "800 triệu USD"),
        # very large
        (3e22, 4e22, "30,000,000,000 to 40,000,000,000 trillion USD",
         "30.000.000.000 đến 40.000.000.000 nghìn tỷ USD"),
    ],
)  # fmt: skip
def test_amount_bounds(low, high, english, vietnamese):
    assert printed_in_both("amount_bounds", low, high, "USD") == (english, vietnamese)


@pytest.mark.parametrize(
    ("figure", "english", "vietnamese"),
    [
        ((52 * M, 51 * M, 52 * M, "nearly"), "nearly 52 million USD", "gần 52 triệu USD"),
        ((100 * M, 100 * M, 110 * M, "over"), "over 100 million USD", "hơn 100 triệu USD"),
        ((990 * M, 980 * M, B, "about"), "about 990 million USD", "khoảng 990 triệu USD"),
        ((None, 400 * M, 500 * M, "range"), "400 to 500 million USD", "400 đến 500 triệu USD"),
        # as many digits as the bounds say were printed: 800, 4.6 and 4.0
        ((800 * M, 799_500_000, 800_500_000, "exact"), "800 million USD", "800 triệu USD"),
        ((4600 * M, 4550 * M, 4650 * M, "exact"), "4.6 billion USD", "4,6 tỷ USD"),
        ((4000 * M, 3950 * M, 4050 * M, "exact"), "4.0 billion USD", "4,0 tỷ USD"),
        # official data sets print to the dollar
        ((1_234_567, 1_234_567, 1_234_567, "exact"), "1,234,567 USD", "1.234.567 USD"),
        ((2_747_100_000, 2_747_000_000, 2_747_200_000, None), "2.7471 billion USD",
         "2,7471 tỷ USD"),
        ((-626_500_000, -627_050_000, -625_950_000, "about"), "about −626.5 million USD",
         "khoảng −626,5 triệu USD"),
    ],
)  # fmt: skip
def test_figures_as_they_were_printed(figure, english, vietnamese):
    assert printed_in_both("printed", *figure, "USD") == (english, vietnamese)


@pytest.mark.parametrize(
    ("value", "options", "english", "vietnamese"),
    [
        (25.86, {}, "25.9%", "25,9%"),
        (25.86, {"decimals": 2}, "25.86%", "25,86%"),
        (25.86, {"sign": True}, "+25.9%", "+25,9%"),
        (-79.2, {"sign": True}, "−79.2%", "−79,2%"),
        (-79.2, {}, "−79.2%", "−79,2%"),
        (0, {"sign": True}, "0.0%", "0,0%"),
        (-0.04, {"sign": True}, "0.0%", "0,0%"),  # no minus zero
        (Decimal("2.25"), {}, "2.3%", "2,3%"),  # half away from zero, as on paper
        (Decimal("-2.25"), {}, "−2.3%", "−2,3%"),
        (Fraction(1, 3), {"decimals": 3}, "0.333%", "0,333%"),
        (378.1045751633987, {}, "378.1%", "378,1%"),
        (12345.6, {"decimals": 0}, "12,346%", "12.346%"),
    ],
)
def test_percent(value, options, english, vietnamese):
    assert printed_in_both("percent", value, **options) == (english, vietnamese)


@pytest.mark.parametrize(
    ("low", "high", "english", "vietnamese"),
    [
        (25.859697386519944, 26.482758620689655, "25.85% to 26.49%", "25,85% đến 26,49%"),
        (-79.6, -78.33333333333333, "−79.6% to −78.3%", "−79,6% đến −78,3%"),
        (85.32222, 85.37624, "85.322% to 85.377%", "85,322% đến 85,377%"),
        (100, 210, "100.0% to 210.0%", "100,0% đến 210,0%"),
        # a claim of 23.45 percent
        (Decimal("23.445"), Decimal("23.455"), "23.445% to 23.455%", "23,445% đến 23,455%"),
        (-1, 1, "−1.0% to 1.0%", "−1,0% đến 1,0%"),
    ],
)
def test_percent_bounds(low, high, english, vietnamese):
    assert printed_in_both("percent_bounds", low, high) == (english, vietnamese)


@pytest.mark.parametrize(
    ("rate", "english", "vietnamese"),
    [
        # 4.58 on 3.63 is 126.17%: in whole percent +26
        ((26.17, 25.86, 26.48), "+26%", "+26%"),
        ((-79.2, -79.6, -78.3), "−79%", "−79%"),
        ((10.5, None, None), "+11%", "+11%"),  # half away from zero
        ((4.25, None, None), "+4.3%", "+4,3%"),
        ((-0.26, None, None), "−0.3%", "−0,3%"),
        ((9.94, None, None), "+9.9%", "+9,9%"),
        ((9.95, None, None), "+10%", "+10%"),  # 10.0 with one decimal
        ((0.04, None, None), "0.0%", "0,0%"),
        ((1234.5, None, None), "+1,235%", "+1.235%"),
        # bounds alone, rounded outward
        ((None, 25.86, 26.48), "+25% to +27%", "+25% đến +27%"),
        ((None, 0.41, 12.01), "+0.4% to +13%", "+0,4% đến +13%"),
        ((None, -3.14, 0), "−3.2% to 0.0%", "−3,2% đến 0,0%"),
        ((None, -9.97, 9.97), "−10% to +10%", "−10% đến +10%"),
        ((None, 9.97, 10.01), "+9.9% to +11%", "+9,9% đến +11%"),
        ((None, 26, 26), "+26%", "+26%"),
    ],
)
def test_rates_of_headlines(rate, english, vietnamese):
    assert printed_in_both("headline_percent", *rate) == (english, vietnamese)


@pytest.mark.parametrize(
    ("low", "high", "english", "vietnamese"),
    [
        (25.859, 26.483, "+25.8% to +26.5%", "+25,8% đến +26,5%"),
        (-79.6, -78.33, "−79.6% to −78.3%", "−79,6% đến −78,3%"),
        (25.7762, 25.7768, "+25.7% to +25.8%", "+25,7% đến +25,8%"),
        (-0.04, 3, "−0.1% to +3.0%", "−0,1% đến +3,0%"),
        (25, 25, "+25.0%", "+25,0%"),
    ],
)
def test_bounds_of_headlines(low, high, english, vietnamese):
    assert printed_in_both("headline_bounds", low, high) == (english, vietnamese)


@pytest.mark.parametrize(
    ("low", "high", "gap", "distance", "vietnamese"),
    [
        # one number to the dollar, and one whose bounds print as it
        (-26_210_000, -26_210_000, "−26.21 million USD", "26.21 million USD", "−26,21 triệu USD"),
        (26_210_000, 26_211_000, "+26.21 million USD", "26.21 million USD", "+26,21 triệu USD"),
        # "nearly 600" is 540 to 600: the gap to 528 is no 72
        (12_000_000, 72_000_000, "+12 to +72 million USD", "12 to 72 million USD",
         "+12 đến +72 triệu USD"),
        (-172_935_000, -171_925_000, "−173.0 to −171.9 million USD",
         "171.9 to 173.0 million USD", "−173,0 đến −171,9 triệu USD"),
    ],
)  # fmt: skip
def test_a_gap_is_one_number_or_its_bounds(low, high, gap, distance, vietnamese):
    assert printed_in_both("gap", low, high, "USD") == (gap, vietnamese)
    assert Formats("en").distance(low, high, "USD") == distance


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (-26_210_000, -26_210_000, "−26.21"),
        (26_210_000, 26_210_500, "+26.21"),
        (-578_634_561, -576_362_508, "−578.7 to −576.3"),
        (-153_650, -152_550, "−0.2 to −0.1"),  # outward, no finer than the chart
        (-90_000, -10_000, "−0.09 to −0.01"),  # never to nothing: they do not meet
    ],
)
def test_a_gap_in_the_unit_of_an_axis(low, high, shown):
    assert Formats("en").bare_gap(low, high, 6, 1) == shown


@pytest.mark.parametrize("rate", [(None,), (None, 25.86), (None, None, 26.48)])
def test_a_headline_without_a_number_is_an_error(rate):
    with pytest.raises(ValueError, match="a value or both bounds"):
        Formats("en").headline_percent(*rate)


@pytest.mark.parametrize(
    ("value", "english", "vietnamese"),
    [
        (3_600_000_000.0, "3,600,000,000", "3.600.000.000"),
        (25.859697386519944, "25.8597", "25,8597"),
        (-0.5, "−0.5", "−0,5"),
        (25.099999999999998, "25.1", "25,1"),
    ],
)
def test_numbers_of_a_table(value, english, vietnamese):
    assert printed_in_both("shortest", value) == (english, vietnamese)


@pytest.mark.parametrize(
    ("low", "high", "english", "vietnamese"),
    [
        (-0.1774, 0.1775, "−0.18 to 0.18", "−0,18 đến 0,18"),
        # 1 / 7 and 2 / 7 = 0.1428... and 0.2857...: two digits of a width of 0.14
        (Fraction(1, 7), Fraction(2, 7), "0.14 to 0.29", "0,14 đến 0,29"),
        (Fraction(1, 3), Fraction(1, 3), "0.33", "0,33"),
        (0.25, Fraction(1, 4), "0.25", "0,25"),
    ],
)
def test_number_bounds(low, high, english, vietnamese):
    assert printed_in_both("number_bounds", low, high) == (english, vietnamese)


@pytest.mark.parametrize(
    ("kind", "ends", "english", "vietnamese"),
    [
        ("percent", (25.5, 26.5), "25.5% to 26.5%", "25,5% đến 26,5%"),
        ("average_annual_percent", (14.5, 15.5), "14.5% to 15.5%", "14,5% đến 15,5%"),
        ("multiple", (2.441742, 2.467005), "2.441 to 2.468 times", "2,441 đến 2,468 lần"),
        ("multiple", (3, 4), "3.0 to 4.0 times", "3,0 đến 4,0 lần"),
        ("absolute", (10 * M, 20 * M), "10 to 20 million USD", "10 đến 20 triệu USD"),
    ],
)
def test_rates_in_the_unit_of_their_claim(kind, ends, english, vietnamese):
    assert printed_in_both("rate", kind, *ends, "USD") == (english, vietnamese)


@pytest.mark.parametrize(
    ("text", "english", "vietnamese"),
    [
        ("2024", "2024", "2024"),
        ("2025-Q1", "Q1 2025", "quý I/2025"),
        ("2024-Q4", "Q4 2024", "quý IV/2024"),
        ("2024-03", "March 2024", "tháng 3/2024"),
        ("2023-01/2023-04", "January–April 2023", "4 tháng đầu năm 2023"),
        ("2024-01/2024-11", "January–November 2024", "11 tháng đầu năm 2024"),
        ("2024-03/2024-05", "March–May 2024", "tháng 3–5/2024"),
        ("2023-11/2024-02", "November 2023–February 2024", "tháng 11/2023–tháng 2/2024"),
        ("2016-01/2022-12", "2016–2022", "2016–2022"),
        ("2024-01/2024-03", "Q1 2024", "quý I/2024"),
        (None, "undated", "không ghi thời gian"),
    ],
)
def test_periods(text, english, vietnamese):
    assert printed_in_both("period", text) == (english, vietnamese)


@pytest.mark.parametrize(
    ("text", "english", "vietnamese"),
    [
        ("2016-10-05", "5 October 2016", "5/10/2016"),
        ("2025-05", "May 2025", "tháng 5/2025"),
        ("2018", "2018", "2018"),
        ("", "undated", "không ghi thời gian"),
        (None, "undated", "không ghi thời gian"),
    ],
)
def test_dates(text, english, vietnamese):
    assert printed_in_both("date", text) == (english, vietnamese)


@pytest.mark.parametrize(
    ("method", "arguments", "english", "vietnamese"),
    [
        ("when", ("2024",), "2024", "năm 2024"),
        ("when", ("2025-Q1",), "Q1 2025", "quý I/2025"),
        ("when", (None,), "undated", "không ghi thời gian"),
        ("short_run", ("2025-01/2025-08",), "Jan–Aug 2025", "8T/2025"),
        ("short_run", ("2025-03/2025-08",), "Mar 2025–Aug 2025", "T3/2025–T8/2025"),
        ("short_run", ("2023-11/2024-02",), "Nov 2023–Feb 2024", "T11/2023–T2/2024"),
        ("area", ("VNM",), "Viet Nam", "Việt Nam"),
        ("area", ("RUS",), "Russia", "Nga"),
        ("flow", ("total",), "two-way trade", "kim ngạch hai chiều"),
        ("flow", ("export", "cà-phê"), "exports of coffee", "xuất khẩu cà phê"),
        ("flow", ("import", "0901"), "imports of 0901", "nhập khẩu 0901"),
        ("place", ("line 8",), "line 8", "dòng 8"),
        ("place", ("article",), "in the article", "trong bài"),
        ("listed", ([],), "", ""),
        ("listed", (["a"],), "a", "a"),
        ("listed", (["a", "b", "c"],), "a, b and c", "a, b và c"),
        ("scale_word", (6, "USD"), "million USD", "triệu USD"),
        ("scale_word", (0, "USD"), "USD", "USD"),
    ],
)
def test_names_and_lists(method, arguments, english, vietnamese):
    assert printed_in_both(method, *arguments) == (english, vietnamese)


@pytest.mark.parametrize("method", ["period", "short_run"])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_different_periods_have_different_names(language, method):
    starts = range(12 * 2022, 12 * 2025)
    runs = [str(Period(start, months)) for start in starts for months in range(1, 30)]
    runs = [run for run in runs if method == "period" or "/" in run]
    assert len({getattr(Formats(language), method)(run) for run in runs}) == len(runs) > 900


def test_the_power_that_suits_several_amounts_is_that_of_the_largest():
    assert scale_of([52 * M, -702_500_000, 0]) == 6
    assert scale_of([52 * M, 4580 * M]) == 9
    assert scale_of([]) == scale_of([0]) == 0


def test_a_capital_first_letter_leaves_the_rest_alone():
    assert [capital(text) for text in ("đối tác USA", "", "x")] == ["Đối tác USA", "", "X"]


def test_what_is_unknown_is_an_error():
    english = Formats("en")
    with pytest.raises(UnknownCode, match="unknown country or group 'ZZZ'"):
        english.area("ZZZ")
    with pytest.raises(PeriodError, match="2024-Q5"):
        english.period("2024-Q5")
    with pytest.raises(KeyError, match=r"flow\.exports"):
        english.flow("exports")
    with pytest.raises(FileNotFoundError, match=r"xx\.toml"):
        Formats("xx").period(None)


@pytest.mark.parametrize(
    ("amount", "english", "vietnamese"),
    [
        (999_960_000, "1 billion USD", "1 tỷ USD"),  # four digits round it into the next unit
        (999_940_000, "999.9 million USD", "999,9 triệu USD"),
    ],
)
def test_rounding_carries_into_the_next_unit(amount: int, english: str, vietnamese: str):
    assert (Formats("en").amount(amount, "USD"), Formats("vi").amount(amount, "USD")) == (
        english,
        vietnamese,
    )


def test_bounds_of_a_figure_printed_to_the_dollar_are_told_apart():
    # $31.866.000 stands for half a dollar more or less: no unit of a million shows that.
    bounds = Formats("en").amount_bounds(Decimal("31865999.5"), Decimal("31866000.5"), "USD")
    assert bounds == "31,865,999.5 to 31,866,000.5 USD"


def row(value, low, high, qualifier="exact"):
    return {"value": value, "low": low, "high": high, "qualifier": qualifier, "currency": "USD"}


@pytest.mark.parametrize(
    ("level", "english", "vietnamese", "bare"),
    [
        (row(702_500_000, 702_450_000, 702_550_000), "702.5 m", "702,5 triệu", "702.5"),
        (row(52_000_000, 51_000_000, 52_000_000, "nearly"), "nearly 52 m", "gần 52 triệu",
         "nearly 52"),
        (row(7_127_102_820, 7_127_102_820, 7_127_102_820, None), "7.127 bn", "7,127 tỷ", "7,127"),
        (row(None, 150_000_000, 170_000_000), "150 m–170 m", "150 triệu–170 triệu", "150–170"),
        (row(326_000, 325_500, 326_500, None), "326 k", "326 nghìn", "0.326"),
        (row(0, 0, 0), "0", "0", "0"),
    ],
)  # fmt: skip
def test_a_level_in_brief_and_in_the_unit_of_an_axis(level, english, vietnamese, bare):
    assert Formats("en").brief_of_row(level) == english
    assert Formats("vi").brief_of_row(level) == vietnamese
    assert Formats("en").bare(level, 6) == bare


def test_bounds_that_tell_no_more_than_their_number_are_left_out():
    formats = Formats("en")
    assert formats.beside(25.85, 26.49, sign=True) == "+25.85% to +26.49%"
    assert formats.beside(51.217, 51.218) == ""
    assert formats.amounts_beside(627_050_000, 625_950_000, "USD") != ""
    assert formats.amounts_beside(-198_695_090, -198_695_030, "USD") == ""
    # a printed figure stays as printed, an official one has the digits of a headline
    assert formats.headline(row(120_000_000, 119_950_000, 120_050_000)) == "120.0 million USD"
    assert formats.headline(row(7_127_102_820, 0, 0, None)) == "7.127 billion USD"
