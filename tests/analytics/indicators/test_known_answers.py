"""Answers that were worked out by hand from the printed figures, on the real book and real data."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pandas as pd
import pytest

from analytics.checking.claims import check_all
from analytics.indicators.balance import balance
from analytics.indicators.growth import average_annual, period_on_period, year_on_year
from analytics.indicators.mirror import mirror
from analytics.indicators.observations import mirror_gaps
from analytics.indicators.summed_periods import with_periods
from data.relations import records
from tests.support.checkout import SHARED
from tests.support.made_observations import (
    COLUMNS,
    MILLION,
    by_key,
    keyed,
    millions,
    observations,
    relation_of,
)

MOFA = "mofa-vn-2025-05-02"
FLOWS = ("exports", "imports", "total", "balance")


@pytest.fixture(scope="module")
def book(edition):
    return edition.relation("observation")


@pytest.fixture(scope="module")
def checks(edition):
    found = check_all(edition.relation("reported_claim"), edition.relation("observation"))
    return {check.claim.claim: check for check in found}


@pytest.fixture(scope="module")
def growth(book):
    return by_key(year_on_year(book), "reporter", "partner", "flow", "product", "period", "source")


@pytest.fixture(scope="module")
def balances(book):
    return by_key(balance(book), "reporter", "partner", "product", "period", "source")


def ends(row, name, digits=2, unit=MILLION):
    """Both bounds, rounded; money in millions."""
    return tuple(round(float(row[f"{name}_{end}"]) / unit, digits) for end in ("low", "high"))


def implied(check, digits):
    return tuple(round(end / MILLION, digits) for end in check.implied_base.as_floats())


def test_kazakhstan_in_the_first_quarter_of_2025(balances):
    row = balances["VNM", "KAZ", "TOTAL", "2025-Q1", MOFA]
    # printed: exports 115.7, imports 30.6, total 146.3; 115.7 - 30.6 = 85.1
    assert millions(row, *FLOWS) == (115.7, 30.6, 146.3, 85.1)
    # 115.65 - 30.65 = 85.0; 115.75 - 30.55 = 85.2
    assert ends(row, "balance") == (85.0, 85.2)
    # 115.7 / 30.6 = 3.78105
    assert round(row["coverage_pct"], 1) == 378.1
    assert row["note"] is None  # 146.2 to 146.4 meets 146.25 to 146.35


def test_kazakhstan_2025_q1_growth_has_no_base_in_the_documents(checks, growth):
    total = checks["mofa-kaz-2025q1-total-up"]  # 146.3 m, +18.4 %
    assert (total.verdict, total.reason) == ("not_testable", "no_base")
    # 146.25 / 1.1845 = 123.470; 146.35 / 1.1835 = 123.659
    assert implied(total, 2) == (123.47, 123.66)
    imports = checks["mofa-kaz-2025q1-import-up"]  # 30.6 m, +271.8 %
    assert (imports.verdict, imports.reason) == ("not_testable", "no_base")
    # 30.55 / 3.7185 = 8.2157; 30.65 / 3.7175 = 8.2448
    assert implied(imports, 3) == (8.216, 8.245)
    row = growth["VNM", "KAZ", "total", "TOTAL", "2025-Q1", MOFA]
    assert (row["base_period"], row["growth_pct"], row["note"]) == (
        "2024-Q1", None, "no base figure",
    )  # fmt: skip


def test_kazakhstan_2024_implies_the_base_of_2023(checks):
    check = checks["mofa-kaz-2024-total-up"]  # 800 m, +99 %
    assert (check.verdict, check.reason) == ("not_testable", "no_base")
    # 799.5 / 1.995 = 400.752; 800.5 / 1.985 = 403.275
    assert implied(check, 1) == (400.8, 403.3)


def test_azerbaijan_in_2022(balances, checks):
    row = balances["VNM", "AZE", "TOTAL", "2022", MOFA]
    # printed: exports 38, imports 664.5, total 702.5; 38 - 664.5 = -626.5
    assert millions(row, *FLOWS) == (38, 664.5, 702.5, -626.5)
    # 37.5 - 664.55 = -627.05; 38.5 - 664.45 = -625.95
    assert ends(row, "balance") == (-627.05, -625.95)
    check = checks["mofa-aze-2022-total-up"]  # 702.5 m, +730 %
    assert (check.verdict, check.reason) == ("not_testable", "no_base")
    # 702.45 / 8.305 = 84.582; 702.55 / 8.295 = 84.696
    assert implied(check, 2) == (84.58, 84.70)


def test_azerbaijan_nearly_and_over(growth):
    levels = {
        period: millions(growth["VNM", "AZE", "total", "TOTAL", period, MOFA], "low", "high")
        for period in ("2023", "2024", "2025-Q1")
    }
    assert levels == {"2023": (240, 250), "2024": (51, 52), "2025-Q1": (100, 110)}
    row = growth["VNM", "AZE", "total", "TOTAL", "2024", MOFA]
    # 51 / 250 = 0.204; 52 / 240 = 0.21667; printed 52 on 250 = 0.208
    assert ends(row, "growth_pct", 1, unit=1) == (-79.6, -78.3)
    assert round(row["growth_pct"], 1) == -79.2


def test_azerbaijan_2013_is_never_the_base_of_2022(growth, book):
    level = growth["VNM", "AZE", "total", "TOTAL", "2013", "vn-news-2014-05-19"]
    assert millions(level, "value") == (325,)
    row = growth["VNM", "AZE", "total", "TOTAL", "2022", MOFA]
    assert (row["base_period"], row["growth_pct"]) == ("2021", None)
    assert row["note"] == "no base figure"
    pairs = {(row["period"], row["base_period"]) for row in growth.values()}
    before = by_key(
        period_on_period(book), "reporter", "partner", "flow", "product", "period", "source"
    )
    pairs |= {(row["period"], row["base_period"]) for row in before.values()}
    assert ("2022", "2021") in pairs
    assert ("2022", "2013") not in pairs


def test_russia_2024_on_2023_of_the_same_source(checks):
    check = checks["mofa-rus-2024-total-up"]  # 4.58 bn on 3.63 bn, +26 %
    assert (check.verdict, check.level.source, check.base.source) == ("consistent", MOFA, MOFA)
    assert not check.mixed_sources
    # 4.575 / 3.635 = 1.25860; 4.585 / 3.625 = 1.26483
    assert tuple(round(end, 2) for end in check.recomputed.as_floats()) == (25.86, 26.48)


def test_russia_2023_on_2022_of_another_source(checks):
    check = checks["mofa-rus-2023-total-up"]  # 3.63 bn, +2.3 %
    # 3625 / 1.0235 = 3541.769; 3635 / 1.0225 = 3555.012
    assert implied(check, 2) == (3541.77, 3555.01)
    assert (check.verdict, check.base.source) == ("consistent", "en-vneconomy-vn-2023")
    assert tuple(float(end) for end in (check.base.bounds.low, check.base.bounds.high)) == (
        3_545_000_000, 3_555_000_000,
    )  # fmt: skip
    assert check.mixed_sources


def test_russia_2018_holds_only_if_the_level_was_cut(checks):
    check = checks["en008b-rate"]  # 4.5 bn on 3.55 bn, +28.6 %
    # 4.45 / 3.555 = 1.25176; 4.55 / 3.545 = 1.28350, and 28.35 is below 28.55
    assert tuple(round(end, 2) for end in check.recomputed.as_floats()) == (25.18, 28.35)
    # "4.5" cut from less than 4.6: 4.6 / 3.545 = 1.29760. "3.55" cut goes up to 3.56, which
    # lowers the rate; "28.6" cut goes up to 28.7, which is farther off.
    assert (check.verdict, check.reason, tuple(check.coarser)) == (
        "consistent_if_rounded", "rounded", ("level",),
    )  # fmt: skip
    level = check.coarser["level"]
    assert (float(level.low), float(level.high)) == (4_500_000_000, 4_600_000_000)


def test_russia_2017_is_contradicted_but_the_direction_is_right(checks):
    check = checks["en008a-rate"]  # 3.55 bn on 1616.1 + 1131.0 = 2747.1 m, +31 %
    # 3545 / 2747.2 = 1.29040; 3555 / 2747.0 = 1.29414; "3.55" cut: 3560 / 2747.0 = 1.29596
    assert tuple(round(end, 2) for end in check.recomputed.as_floats()) == (29.04, 29.41)
    assert (check.verdict, check.decision_error) == ("contradicted", False)
    assert check.base.is_sum
    assert check.mixed_sources


def test_russia_2024_is_no_1_3_fold_of_2015_but_may_be_of_2023(checks):
    check = checks["en079c-rate"]  # a base year is printed: 2015; 4.58 bn on 1438.3 + 748.2 m
    # 4575 / 2186.6 = 2.0923; 4585 / 2186.4 = 2.0971: no 1.3-fold
    assert tuple(round(end, 4) for end in check.recomputed.as_floats()) == (2.0923, 2.0971)
    assert (check.verdict, check.reading.name) == ("explained", "other_base_year")
    # on 3.63 bn in 2023, 4.575 / 3.635 = 1.2586 and 4.585 / 3.625 = 1.2648 lie in 1.25 to 1.35
    assert [figure.period for figure in check.reading.figures] == ["2024", "2023"]
    assert tuple(round(end, 4) for end in check.reading.recomputed.as_floats()) == (1.2586, 1.2648)


def test_eleven_months_of_2018_with_russia_confirm_each_other(checks):
    """Total, exports and imports with a rate each, no base printed: any two imply the third."""
    check = checks["vi005b-rate"]
    assert (check.verdict, check.reason) == ("consistent", "consistent_implied")
    assert {fact.fact for fact in check.implied_from} == {
        "vi005a", "vi005c", "vi005a-rate", "vi005c-rate",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["vi002a-rate", "mofa-kaz-2024-total-up"])
def test_doubled_and_99_per_cent_do_not_confirm_each_other(checks, name):
    check = checks[name]
    assert (check.verdict, check.reason, check.implied_from) == ("not_testable", "no_base", ())


def test_kazakhstans_own_statistics_of_2023(balances, checks):
    row = balances["KAZ", "VNM", "TOTAL", "2023", "en-inform-kz-2024-05-16"]
    assert millions(row, "total", "exports", "imports") == (979.2, 180.2, 799)
    check = checks["en009a-rate"]  # 979.2 m on 528.3 m, +85.4 %
    # 979.15 / 528.35 = 1.85322; 979.25 / 528.25 = 1.85376; 85.35 to 85.45 meets 85.32 to 85.38
    assert tuple(round(end, 2) for end in check.recomputed.as_floats()) == (85.32, 85.38)
    assert check.verdict == "consistent"


def test_average_annual_growth_of_exports_to_russia(book):
    rows = by_key(average_annual(book, 1995, 2015), "partner", "flow", "source")
    row = rows["RUS", "export", "gso-yearbook"]
    # 80.8 to 1438.3 in 20 years: ln(17.80074) / 20 = 0.143961, exp 1.154839
    assert round(row["growth_pct"], 2) == 15.48
    # two-way trade is summed: 80.8 + 144.8 = 225.6 to 1438.3 + 748.2 = 2186.5
    total = rows["RUS", "total", "gso-yearbook"]
    assert millions(total, "base_value", "value") == (225.6, 2186.5)


def test_azerbaijan_2024_as_both_sides_report_it(book):
    rows = by_key(mirror_gaps(book), "reporter", "partner", "flow", "product", "period", "currency")
    row = rows["VNM", "AZE", "total", "TOTAL", "2024", "USD"]
    assert row["mirror_source"] == "en-trend-az-2025-05-06"
    # at most 52 in Hanoi, at least 223.925 in Baku
    assert millions(row, "gap") == (171.925,)


CENSUS = SHARED / "real_data" / "us_census_monthly_1985_2016.parquet"
needs_census = pytest.mark.skipif(
    not CENSUS.is_file(), reason=f"{CENSUS.name} is not in ../shared/real_data"
)


def of_months(reporter, partner, value, source):
    """What is selected of a table of months for the view `observation`, as SQL."""
    columns = {
        "reporter": reporter, "partner": partner, "product": "'TOTAL'", "freq": "'M'",
        "period": "month", "first_month": "month || '-01'", "last_month": "month || '-01'",
        "currency": "'USD'", "qualifier": "'exact'", "status": "'A'", "valuation": "NULL",
        "source": f"'{source}'", "release_date": "'2024-02-07'",
        "figure": "flow || ' ' || month", "is_sum": "false", "is_whole": "true",
        **dict.fromkeys(("value", "low", "high"), value), "flow": "flow",
    }  # fmt: skip
    return ", ".join(f"CAST({columns[name]} AS {kind}) AS {name}" for name, kind in COLUMNS.items())


def united_states(partner):
    """Monthly observations of the US Census Bureau, values exact."""
    partner_code = "'BRA'" if partner == "Brazil" else "partner_code"
    select = of_months("'USA'", partner_code, "round(value_musd * 1e6)", "census")
    return duckdb.connect().sql(
        f"SELECT {select} FROM read_parquet(?) WHERE partner = ?", params=[str(CENSUS), partner]
    )


BRAZIL = SHARED / "real_data" / "brazil_monthly_partner_2010_2023.parquet"
needs_both = pytest.mark.skipif(
    not (CENSUS.is_file() and BRAZIL.is_file()),
    reason=f"{CENSUS.name} and {BRAZIL.name} are not in ../shared/real_data",
)
# Brazil's imports from the United States (Comex Stat, FOB, dollars) and the exports of the United
# States to Brazil (Census Bureau, million dollars), sums of twelve months: both in ../shared.
BRAZIL_AND_UNITED_STATES = {
    "2010": (27_037_850_446, "35417.674011"),
    "2011": (33_972_500_908, "43018.838986"),
    "2012": (32_482_813_303, "43771.278235"),
    "2013": (36_016_223_696, "44105.506964"),
    "2014": (35_015_210_707, "42434.432023"),
    "2015": (26_480_395_048, "31650.623867"),
}
PERCENT = {  # the first of the second: 27037.850446 / 35417.674011 = 0.763400 and so on
    "2010": 76.34, "2011": 78.97, "2012": 74.21, "2013": 81.66, "2014": 82.52, "2015": 83.66,
}  # fmt: skip


def brazil_of_united_states(relation):
    """Brazil's imports in percent of the exports of the United States, by period."""
    rows = by_key(relation.filter("reporter = 'BRA' AND flow = 'import'"), "period")
    for row in rows.values():
        assert row["gap"] == row["value"] - row["mirror_value"]
        assert row["asymmetry_pct"] == pytest.approx(
            float(200 * row["gap"] / (row["value"] + row["mirror_value"])), rel=1e-12
        )
    return {
        period: round(float(100 * row["value"] / row["mirror_value"]), 2)
        for period, row in rows.items()
    }


def test_brazils_imports_from_the_united_states_are_less_than_these_export():
    book = observations(
        *(("BRA", "USA", "import", year, Decimal(own) / MILLION, {"source": "comexstat"})
          for year, (own, _) in BRAZIL_AND_UNITED_STATES.items()),
        *(("USA", "BRA", "export", year, Decimal(its), {"source": "census"})
          for year, (_, its) in BRAZIL_AND_UNITED_STATES.items()),
    )  # fmt: skip
    assert brazil_of_united_states(mirror(book)) == PERCENT


@needs_both
def test_brazils_imports_from_the_united_states_by_month_quarter_and_year():
    """2016 is no year: the December of the United States is not there yet, and so unknown."""
    select = of_months("'BRA'", "'USA'", "value_usd", "comexstat")
    american = united_states("Brazil")
    brazilian = duckdb.connect().sql(
        f"SELECT {select} FROM read_parquet(?) WHERE partner = 'Estados Unidos' "
        "AND month BETWEEN '2010-01' AND '2016-12'",
        params=[str(BRAZIL)],
    )
    both = relation_of(records(american.filter("period >= '2010'")) + records(brazilian))
    compared = mirror(with_periods(both))
    found = brazil_of_united_states(compared)
    years = {period: percent for period, percent in found.items() if len(period) == 4}
    assert years == PERCENT
    assert {period for period in found if period.startswith("2016-")} == {
        *(f"2016-{month:02}" for month in range(1, 12)), "2016-Q1", "2016-Q2", "2016-Q3",
    }  # fmt: skip
    months = compared.filter("reporter = 'BRA' AND flow = 'import' AND freq = 'M' "
                             "AND period BETWEEN '2016-01' AND '2016-11'")  # fmt: skip
    [(own, its)] = months.aggregate("sum(value), sum(mirror_value)").fetchall()
    # January to November of 2016: 21690.685806 / 27711.265920 = 0.782739
    assert round(100 * own / its, 2) == Decimal("78.27")


@needs_census
def test_two_way_trade_of_the_united_states_with_viet_nam_in_2010_q1():
    months = by_key(balance(united_states("Vietnam")), "period")
    total = sum(months[f"2010-0{month}"]["total"] for month in (1, 2, 3))
    assert round(total / MILLION, 1) == Decimal("3965.8")


@needs_census
@pytest.mark.parametrize("partner", ["Vietnam", "Kazakhstan", "Azerbaijan"])
def test_monthly_growth_against_pandas_shifted_by_date(partner):
    us = united_states(partner).filter("flow = 'export'")
    values = us.df().set_index(pd.to_datetime(us.df()["period"]))["value"].astype(float)
    base = values.copy()
    base.index += pd.DateOffset(years=1)
    expected = 100 * (values / base.reindex(values.index).where(lambda number: number > 0) - 1)
    found = keyed(year_on_year(us).df().to_dict("records"), "period")
    assert len(found) == len(expected) > 270
    assert expected.notna().sum() > 250
    for month, rate in expected.items():
        actual = found[f"{month:%Y-%m}"]["growth_pct"]
        assert actual == pytest.approx(rate, rel=1e-12, abs=1e-12, nan_ok=True), month
