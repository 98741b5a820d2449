"""What official statistics say beside a claim, as each language prints it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analytics.checking.official_rates import official_rates
from dashboard.wording.formats import Formats
from dashboard.wording.official_lines import line, lines, rate, short
from data.views import claims_of
from tests.support.made_claims import claim, claims
from tests.support.made_observations import observations
from tests.support.official_figures import kazakh_bureau, russian_customs

RUSSIA = {"reporter": "RUS", "partner": "VNM"}
YEARS = {"period": "2024", "base_period": "2023"}


def beside(row, *figures, source="office"):
    """What one source says beside one claim."""
    found = official_rates(claims_of(claims(row)), observations(*figures, source=source), [
        "office", "fcs", "kaz-bns",
    ])  # fmt: skip
    return found[row["claim"]]


def office(flow, level, base, **columns):
    """Level of 2024 and base of 2023 of Viet Nam's trade with Kazakhstan."""
    numbers = {"2024": level, "2023": base}
    return [("VNM", "KAZ", flow, year, n, columns) for year, n in numbers.items() if n is not None]


# 865.943357 / 979.637067 = 0.88394, so -11.606 percent; 660.950157 / 799.501253 = 0.82670
KAZAKH = [
    ("total", "en", "Kazakhstan's statistics (Bureau, 2 May 2025): −11.61% · "
     "865.9 million USD on 979.6 million USD · differs from the claim"),
    ("total", "vi", "Thống kê của Kazakhstan (Bureau, 2/5/2025): −11,61% · "
     "865,9 triệu USD so với 979,6 triệu USD · khác với công bố"),
    ("export", "en", "Kazakhstan's statistics of its imports (Bureau, 2 May 2025): −17.33% · "
     "661 million USD on 799.5 million USD · differs from the claim"),
    ("export", "vi", "Thống kê nhập khẩu của Kazakhstan (Bureau, 2/5/2025): −17,33% · "
     "661 triệu USD so với 799,5 triệu USD · khác với công bố"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "language", "said"), KAZAKH)
def test_the_other_side_of_a_claim(flow, language, said):
    [one] = beside(claim("18.4", flow=flow), *kazakh_bureau())
    assert line(one, Formats(language), "Bureau") == said


def test_a_claim_that_agrees_and_one_that_states_no_base():
    row = claim("20", period="2016-Q1", base_period=None, **RUSSIA)
    assert lines(beside(row, *russian_customs()), Formats("en")) == [
        "The claim states no base: read as year on year, on Q1 2015.",
        "Russia's statistics (fcs, 2 May 2025): +19.53% · 795.2 million USD on 665.3 million USD · "
        "agrees with the claim",
    ]
    vietnamese = lines(beside(row, *russian_customs()), Formats("vi"))
    assert vietnamese[0] == (
        "Công bố không nêu kỳ gốc: hiểu là so với cùng kỳ năm trước, tức quý I/2015."
    )


RATES = [
    # 250 on 100, and what the claim is of
    ("150", "percent", "up", 250, 100, "+150.00%", "+150,00%"),
    ("2", "multiple", "up", 250, 100, "+150.00% (2.50 times)", "+150,00% (bằng 2,50 lần)"),
    ("150", "absolute", "up", 250, 100, "+150 million USD", "+150 triệu USD"),
    ("150", "percent", "down", 250, 100, "+150.00%", "+150,00%"),
    ("50", "percent", "down", 50, 100, "−50.00%", "−50,00%"),
    ("50", "absolute", "down", 50, 100, "−50 million USD", "−50 triệu USD"),
    ("2", "multiple", "down", 50, 100, "−50.00% (0.50 times)", "−50,00% (bằng 0,50 lần)"),
    # 119.95 / 100.05 = 1.1989 and 120.05 / 99.95 = 1.2011: 20 to whole percents
    ("20", "percent", "up", "120.0", "100.0", "+20%", "+20%"),
    # 119.5 / 100.5 = 1.189 and 120.5 / 99.5 = 1.211: the ends, rounded outward
    ("20", "percent", "up", "120", "100", "+18.9% to +21.2%", "+18,9% đến +21,2%"),
    ("20", "percent", "up", 100, 100, "0.00%", "0,00%"),
    ("20", "absolute", "up", "100..110", 90, "10 to 20 million USD", "10 đến 20 triệu USD"),
]


@pytest.mark.parametrize(
    ("n", "kind", "direction", "level", "base", "english", "vietnamese"), RATES
)
def test_a_rate_has_its_own_sign_and_the_decimals_that_are_sure(
    n, kind, direction, level, base, english, vietnamese
):
    [one] = beside(claim(n, kind=kind, direction=direction), *office("total", level, base))
    assert [rate(one, Formats(language)) for language in ("en", "vi")] == [english, vietnamese]


def test_an_average_annual_rate_is_a_year():
    # 250 on 100 in two years: the root of 2.5 is 1.58114
    row = claim("20", kind="average_annual_percent", base_period="2022")
    figures = [("VNM", "KAZ", "total", year, n, {}) for year, n in (("2024", 250), ("2022", 100))]
    [one] = beside(row, *figures)
    assert rate(one, Formats("en")) == "+58.11% a year"
    assert rate(one, Formats("vi")) == "+58,11%/năm"


def valued(language, flow):
    figures = [
        figure
        for way, how in (("export", "FOB"), ("import", "CIF"))
        for figure in office(way, 110, 100, valuation=how)
    ]
    [one] = beside(claim("10", flow=flow), *figures)
    return line(one, Formats(language), "Office").rpartition(" · ")[2]


def test_the_valuation_is_said_of_each_flow():
    assert valued("en", "total") == "exports FOB, imports CIF"
    assert valued("vi", "total") == "xuất khẩu giá FOB, nhập khẩu giá CIF"
    assert (valued("en", "import"), valued("vi", "import")) == ("valued CIF", "giá CIF")


@pytest.mark.parametrize(
    ("level", "base", "english", "vietnamese"),
    [
        (110, None, "110 million USD in 2024, no figure for 2023",
         "110 triệu USD (năm 2024), không có số liệu năm 2023"),
        (None, "99.5", "99.5 million USD in 2023, no figure for 2024",
         "99,5 triệu USD (năm 2023), không có số liệu năm 2024"),
        (110, 0, "110 million USD on 0 USD · base is zero", None),
    ],
)  # fmt: skip
def test_without_a_rate_what_is_known_is_said_and_what_is_missing(level, base, english, vietnamese):
    [one] = beside(claim("10"), *office("total", level, base))
    said = [line(one, Formats(language), "x").partition("): ")[2] for language in ("en", "vi")]
    assert said[0] == english
    assert vietnamese in (None, said[1])
    assert (rate(one, Formats("en")), short([one], Formats("en"))) == ("", "")


def test_in_short_the_rates_stand_by_whose_they_are():
    own = office("total", Decimal("125.5"), 100)
    rates = [
        *beside(claim("10"), *own),
        *beside(claim("10"), *office("total", 130, 100)),
        *beside(claim("10"), *kazakh_bureau()),
    ]
    assert short(rates, Formats("en")) == "Viet Nam +25.50%, +30.00%; Kazakhstan −11.61%"
    assert short(rates[:1] * 2, Formats("vi")) == "Việt Nam +25,50%"  # once where they are one
