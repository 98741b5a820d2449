"""What official statistics say beside a claim: each source's own rate, on both sides."""

from __future__ import annotations

import pytest

from analytics.checking.official_rates import (
    NO_FIGURE,
    NOTES,
    READ_AS_YEAR_ON_YEAR,
    Side,
    official_rates,
)
from analytics.indicators.growth import NO_BASE, SIGN_NOT_SURE, SIGNS_DIFFER, ZERO_BASE
from analytics.indicators.observations import PERIOD_IS_SUM, TOTAL_IS_SUM
from data.views import claims_of
from tests.support.made_claims import claim, claims
from tests.support.made_observations import observations
from tests.support.official_figures import kazakh_bureau, russian_customs

RUSSIA = {"reporter": "RUS", "partner": "VNM"}
KAZAKHSTAN = {"reporter": "KAZ", "partner": "VNM"}
OFFICE = {"source": "office"}
SUMMED = (TOTAL_IS_SUM, PERIOD_IS_SUM)


def beside(row, *figures, sources=("fcs", "kaz-bns", "office", "bureau")):
    """What official statistics say beside one claim, by side and source."""
    rates = official_rates(claims_of(claims(row)), observations(*figures), sources)
    assert set(rates) <= {row["claim"]}
    found = {(one.side, one.source): one for one in rates.get(row["claim"], ())}
    assert len(found) == len(rates.get(row["claim"], ()))
    return found


def only(row, *figures):
    [one] = beside(row, *figures).values()
    return one


def level(one):
    return round(float(one.level.value) / 1e6, 3)


def rate(one):
    """The change in the claim's unit, which exact figures leave no room for."""
    low, high = one.recomputed.as_floats()
    assert high - low < 1e-9
    return round(low, 2)


# Level in million USD and growth on the year before in percent; the sums are of the months of
# tests/support/official_figures.py. 3,060.96 / 2,445.36 = 1.2517; 1,338.66 / 1,334.45 = 1.0032;
# 1,722.30 / 1,110.91 = 1.5504; 5,225.93 / 3,840.81 = 1.3606; 795.20 / 665.29 = 1.1953
RUSSIAN = [
    ("total", "2011", "25.2", 3060.963, 25.17, True, SUMMED),
    ("export", "2011", "0.3", 1338.660, 0.32, True, (PERIOD_IS_SUM,)),
    ("import", "2011", "55.0", 1722.303, 55.04, True, (PERIOD_IS_SUM,)),
    ("total", "2017", "36.2", 5225.925, 36.06, False, SUMMED),
    ("total", "2016-Q1", "20", 795.203, 19.53, True, SUMMED),
]


@pytest.mark.parametrize(("flow", "period", "said", "amount", "growth", "agrees", "how"), RUSSIAN)
def test_russias_customs(flow, period, said, amount, growth, agrees, how):
    base = f"{int(period[:4]) - 1}{period[4:]}"
    row = claim(said, flow=flow, period=period, base_period=base, **RUSSIA)
    found = only(row, *russian_customs())
    assert (found.side, found.source) == (Side.REPORTER, "fcs")
    assert (level(found), rate(found), found.agrees) == (amount, growth, agrees)
    assert found.notes == how


# 979.637067 / 528.261307 = 1.85446; 865.943357 / 979.637067 = 0.88394
KAZAKH = [
    ("85.4", "up", "2023", 979.637, 85.45, True),
    ("18.4", "up", "2024", 865.943, -11.61, False),
]


@pytest.mark.parametrize(("said", "direction", "period", "amount", "growth", "agrees"), KAZAKH)
def test_kazakhstans_bureau(said, direction, period, amount, growth, agrees):
    base = str(int(period) - 1)
    columns = {"direction": direction, "period": period, "base_period": base}
    found = only(claim(said, **columns, **KAZAKHSTAN), *kazakh_bureau())
    assert (level(found), rate(found), found.agrees) == (amount, growth, agrees)
    assert found.notes == (TOTAL_IS_SUM,)


def test_what_the_other_side_says_is_the_same_trade_turned_around():
    row = claim("18.4", flow="export", period="2024")
    found = only(row, *kazakh_bureau())  # of Viet Nam's exports, Kazakhstan's imports
    assert (found.side, found.series.reporter, found.series.flow) == ("partner", "KAZ", "import")
    assert (level(found), rate(found)) == (660.95, -17.33)  # 660.950 / 799.501 = 0.82670
    both = beside(claim("18.4", period="2024"), *kazakh_bureau(),
                  ("VNM", "KAZ", "total", "2024", 900, OFFICE),
                  ("VNM", "KAZ", "total", "2023", 800, OFFICE))  # fmt: skip
    assert {key: rate(one) for key, one in both.items()} == {
        (Side.REPORTER, "office"): 12.5,
        (Side.PARTNER, "kaz-bns"): -11.61,
    }


def test_a_balance_of_the_other_side_has_its_sign_turned():
    # Kazakhstan's balance with Viet Nam: -100 on -50 (exports less imports); Viet Nam sees a
    # surplus that grew from 50 to 100.
    figures = [
        ("KAZ", "VNM", flow, period, number, OFFICE)
        for period, exports, imports in (("2024", 100, 200), ("2023", 100, 150))
        for flow, number in (("export", exports), ("import", imports))
    ]
    found = only(claim("100", flow="balance"), *figures)
    assert (found.series.flow, level(found), rate(found)) == ("balance", 100.0, 100.0)
    rose = only(claim("50", flow="balance", kind="absolute"), *figures)
    assert rate(rose) == 50_000_000
    own = only(claim("50", flow="balance", kind="absolute", **KAZAKHSTAN), *figures)
    assert (level(own), rate(own), own.agrees) == (-100.0, -50_000_000, False)


def test_a_printed_total_or_balance_beats_a_sum():
    figures = [
        ("VNM", "KAZ", flow, period, number, OFFICE)
        for period, numbers in (("2024", (60, 40, 110, 30)), ("2023", (50, 50, 100, 10)))
        for flow, number in zip(("export", "import", "total", "balance"), numbers, strict=True)
    ]
    found = only(claim("10"), *figures)
    assert (level(found), rate(found), found.notes) == (110.0, 10.0, ())
    found = only(claim("20", flow="balance", kind="absolute"), *figures)
    assert (level(found), rate(found), found.agrees) == (30.0, 20_000_000, True)


def test_level_and_base_are_of_one_source():
    level, base = ("VNM", "KAZ", "total", "2024", 110), ("VNM", "KAZ", "total", "2023", 100)
    bureau = {"source": "bureau"}
    apart = beside(claim("10"), (*level, OFFICE), (*base, bureau))
    assert {key: (one.recomputed, one.obstacle) for key, one in apart.items()} == {
        ("reporter", "bureau"): (None, NO_FIGURE),
        ("reporter", "office"): (None, NO_BASE),
    }
    exports = ("VNM", "KAZ", "export", "2023", 60, OFFICE)
    imports = ("VNM", "KAZ", "import", "2023", 40, bureau)
    assert only(claim("10"), (*level, OFFICE), exports, imports).obstacle == NO_BASE
    assert rate(only(claim("10"), (*level, OFFICE), (*base, OFFICE))) == 10.0


def test_a_level_or_a_base_alone_is_told_only_where_its_side_has_no_rate():
    mirror = [("KAZ", "VNM", "total", year, 100, OFFICE) for year in ("2023", "2024")]
    level = ("VNM", "KAZ", "total", "2024", 110, {"source": "bureau"})
    found = beside(claim("10"), level, *mirror)
    assert {key: one.obstacle for key, one in found.items()} == {
        ("reporter", "bureau"): NO_BASE,
        ("partner", "office"): None,
    }
    alone = found["reporter", "bureau"]
    assert (alone.base, alone.notes, alone.levels) == (None, (NO_BASE,), (alone.level,))
    whole = [("VNM", "KAZ", "total", year, 100, OFFICE) for year in ("2023", "2024")]
    assert list(beside(claim("10"), level, *whole)) == [("reporter", "office")]


def test_what_is_printed_is_no_official_statistics():
    figures = [
        ("VNM", "KAZ", "total", year, 100, {"source": "gazette"}) for year in ("2023", "2024")
    ]
    assert beside(claim("10"), *figures) == {}
    assert beside(claim("10"), *figures, sources=()) == {}


@pytest.mark.parametrize(
    "other",
    [{"product": "09"}, {"currency": "EUR"}, {"status": "F"}],
)
def test_other_goods_other_currencies_and_forecasts_say_nothing(other):
    figures = [("VNM", "KAZ", "total", year, 100, OFFICE | other) for year in ("2023", "2024")]
    assert beside(claim("10"), *figures) == {}
    if "status" not in other:  # of a claim on the same they do
        assert only(claim("10", **other), *figures).series.product == other.get("product", "TOTAL")


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"figure_kind": "target"}, "it has not happened"),
        ({"kind": "percentage_points"}, "points of what, it does not say"),
        ({"base_period": "2024"}, "a period on itself"),
    ],
)
def test_some_claims_have_nothing_to_be_compared_with(columns, why):
    figures = [("VNM", "KAZ", "total", year, 100, OFFICE) for year in ("2023", "2024")]
    assert beside(claim("10", **columns), *figures) == {}, why


def test_a_claim_without_a_base_is_read_as_year_on_year_and_says_so():
    figures = [
        ("VNM", "KAZ", "total", year, n, OFFICE) for year, n in (("2023", 100), ("2024", 110))
    ]
    found = only(claim("10", base_period=None), *figures)
    assert (str(found.compared.base), rate(found)) == ("2023", 10.0)
    assert found.notes == (READ_AS_YEAR_ON_YEAR,)


def test_the_bounds_are_those_of_interval_division_and_of_sums():
    figures = [("VNM", "KAZ", "export", "2024", "120.0", OFFICE),
               ("VNM", "KAZ", "export", "2023", "100.0", OFFICE)]  # fmt: skip
    low, high = only(claim("20", flow="export"), *figures).recomputed.ends
    # 119.95 / 100.05 = 1.198900…; 120.05 / 99.95 = 1.201100…
    assert (float(low), float(high)) == pytest.approx((19.890054, 20.110055))
    assert (low, high) == (100 * (low / 100 + 1) - 100, 100 * (high / 100 + 1) - 100)  # exact


UNITS = [
    ("2.0", {"kind": "multiple"}, 2.5, False),  # 250 on 100
    ("2.5", {"kind": "multiple"}, 2.5, True),
    ("150", {"kind": "absolute"}, 150_000_000, True),
    ("40", {"kind": "percent", "direction": "down"}, -150.0, False),  # it rose
    ("20", {"kind": "average_annual_percent", "base_period": "2022"}, 58.11, False),  # sqrt(2.5)
]


@pytest.mark.parametrize(("said", "columns", "change", "agrees"), UNITS)
def test_the_rate_is_in_the_unit_and_direction_of_the_claim(said, columns, change, agrees):
    figures = [("VNM", "KAZ", "total", year, n, OFFICE)
               for year, n in (("2022", 100), ("2023", 100), ("2024", 250))]  # fmt: skip
    found = only(claim(said, **columns), *figures)
    assert (rate(found), found.agrees) == (change, agrees)


@pytest.mark.parametrize(
    ("level", "base", "flow", "why"),
    [
        (10, 0, "total", ZERO_BASE),
        (10, "0..5", "total", ZERO_BASE),
        (10, -10, "balance", SIGNS_DIFFER),
        (10, "-1..1", "balance", SIGN_NOT_SURE),
        ("-1..1", 10, "balance", SIGN_NOT_SURE),
    ],
)
def test_two_levels_without_a_rate_say_why(level, base, flow, why):
    numbers = {"2024": level, "2023": base}
    figures = [("VNM", "KAZ", flow, year, _given(n), OFFICE) for year, n in numbers.items()]
    found = only(claim("10", flow=flow), *figures)
    assert (found.recomputed, found.agrees, found.notes) == (None, None, (why,))
    assert why in NOTES


def _given(number):
    """ "-1..1" as bounds without a value."""
    if isinstance(number, str):
        low, _, high = number.partition("..")
        return (int(low), None, int(high))
    return number


def test_valuations_are_said_where_the_source_says_them():
    both = [
        ("KAZ", "VNM", flow, year, 100, OFFICE | {"valuation": valuation})
        for year in ("2023", "2024")
        for flow, valuation in (("export", "FOB"), ("import", "CIF"))
    ]
    row = claim("10", flow="export")
    assert only(row, *both).valuations == (("import", "CIF"),)
    assert only(claim("10"), *both).valuations == (("export", "FOB"), ("import", "CIF"))
    changed = [(*figure[:5], figure[5] | {"valuation": None}) for figure in both[:2]]
    assert only(claim("10"), *changed, *both[2:]).valuations == ()  # level and base differ


def test_each_source_and_release_is_named_apart_those_of_the_reporter_first():
    figures = [
        (*pair, "total", year, number, {"source": source, "release_date": f"{year}-07"})
        for pair, source, growth in (
            (("KAZ", "VNM"), "bureau", 20), (("VNM", "KAZ"), "office", 10),
            (("VNM", "KAZ"), "fcs", 30),
        )
        for year, number in (("2023", 100), ("2024", 100 + growth))
    ]  # fmt: skip
    found = beside(claim("10"), *figures)
    assert [(*key, rate(one)) for key, one in found.items()] == [
        ("reporter", "fcs", 30.0), ("reporter", "office", 10.0), ("partner", "bureau", 20.0),
    ]  # fmt: skip
    assert {one.release_date for one in found.values()} == {"2024-07"}
