"""Real tables that lie beside the checkout: the cells that their README names, and sums.

They belong to the named offices and are no part of the project; without them the tests skip.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.official import release_file
from data.tables.table_errors import TableError
from data.tables.understanding import Understanding
from tests.support.checkout import SHARED
from tests.support.made_data_sets import metadata
from tests.support.table_files import asked, read

REAL = SHARED / "real_data"
MESSY = REAL / "messy"
MOST_OPTIONS = 2
THOUSAND, MILLION = Decimal(10**3), Decimal(10**6)

# What each file does not say itself; the rest is found in it.
ANSWERS: dict[str, dict[str, Any]] = {
    "01_imf_dots_vietnam.xlsx": {},
    "02_imf_imts_api_sdmx_csv.csv": {},
    "03_imf_portal_long_millions.csv": {},
    "04_kaz_bns_exports_russian_names.csv": {"reporter": "KAZ", "unit": "thousand USD"},
    "05_comtrade_legacy_numeric_codes.csv": {},
    "07_us_census_wide_months.csv": {"not_yet": ["2016-12"]},
    "09_kaz_bns_utf16_two_header_rows.txt": {},
    "11_vnm_gso_yearbook_vietnamese.csv": {"reporter": "VNM"},
    "14_rosstat_russia_months_down_countries_across.xlsx": {},
    "15_kaz_bns_2023_two_header_rows.xls": {},
}
# Reporter, partner, flow, product, period: the value in dollars, and its status.
CELLS = {
    "01_imf_dots_vietnam.xlsx": [
        ("VNM BLR import TOTAL 2020", "77447014", "A"),
        ("VNM WLD import TOTAL 2020", "258784442782", "A"),
        ("VNM AUS import TOTAL 1981", "9780000", "E"),
    ],
    "02_imf_imts_api_sdmx_csv.csv": [
        ("NIC WLD export TOTAL 2026-04", "601982690", "A"),
        ("NIC WLD import TOTAL 2026-04", "876915315", "A"),
        ("NIC WLD balance TOTAL 2026-04", "-274932625", "A"),
    ],
    "03_imf_portal_long_millions.csv": [("BWA WLD import TOTAL 2019", "6422252901", "A")],
    "04_kaz_bns_exports_russian_names.csv": [
        ("KAZ VNM export TOTAL 2024", "204993200.55", "A"),
        ("KAZ AIA export TOTAL 2024", "0", "A"),
    ],
    "05_comtrade_legacy_numeric_codes.csv": [
        ("IND CHN import TOTAL 2010", "41249115786", "A"),
        ("IND CHN import 01 2010", "453360", "A"),
    ],
    "07_us_census_wide_months.csv": [
        ("USA KAZ import TOTAL 2015-01", "96852219", "A"),
        ("USA KAZ import TOTAL 2015", "816099815", "A"),
        ("USA KAZ export TOTAL 2015", "510479071", "A"),
    ],
    "09_kaz_bns_utf16_two_header_rows.txt": [
        ("KAZ VNM import TOTAL 2024", "660950200", "A"),
        ("KAZ VNM total TOTAL 2023", "979637100", "A"),
    ],
    "11_vnm_gso_yearbook_vietnamese.csv": [
        ("VNM RUS import TOTAL 2016", "1131000000", "P"),
        ("VNM BLR import TOTAL 2014", "93100000", "A"),
    ],
    "14_rosstat_russia_months_down_countries_across.xlsx": [
        ("RUS VNM export TOTAL 2021-01", "89009810", "A"),
    ],
    "15_kaz_bns_2023_two_header_rows.xls": [
        ("KAZ VNM total TOTAL 2023", "979637067.36", "A"),
        ("KAZ VNM export TOTAL 2023", "180135814.25", "A"),
        ("KAZ VNM import TOTAL 2023", "799501253.11", "A"),
    ],
}
NEGATIVE = 5  # cells that the IMF prints below zero
SERVICES = "08_sieca_services_exports_wide_quarters.csv"


def real(name: str, folder: Path = MESSY) -> Path:
    path = folder / name
    if not path.is_file():
        pytest.skip(f"no {name} in {folder}: real tables lie beside the checkout, not in it")
    return path


def cell(understanding: Understanding, named: str) -> list[tuple[Any, ...]]:
    key = ("reporter", "partner", "flow", "product", "period")
    conditions = [f"{name} = '{text}'" for name, text in zip(key, named.split(), strict=True)]
    found = understanding.figures().filter(" AND ".join(conditions))
    return found.project("value, status").distinct().fetchall()


def test_every_messy_file_is_tried() -> None:
    if not MESSY.is_dir():
        pytest.skip(f"no {MESSY}: real tables lie beside the checkout, not in it")
    names = {path.name for path in MESSY.iterdir()} - {"README.md"}
    assert names == {*ANSWERS, SERVICES}
    assert set(CELLS) == set(ANSWERS)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_messy_file_is_read_with_at_most_two_options(name: str) -> None:
    answers = ANSWERS[name]
    assert len(answers) <= MOST_OPTIONS
    path = real(name)
    assert set(asked(read(path))) == set(answers)
    understanding = read(path, **answers)
    for named, value, status in CELLS[name]:
        assert cell(understanding, named) == [(Decimal(value), status)], named


def test_services_are_no_goods() -> None:
    path = real(SERVICES)
    with pytest.raises(TableError, match="speaks of services"):
        read(path).figures()
    understanding = read(path, services=True, partner="WLD", unit="million USD")
    assert cell(understanding, "CRI WLD export services 2023-Q4") == [(Decimal(4124300000), "A")]


def test_months_that_are_not_there_yet() -> None:
    understanding = read(real("07_us_census_wide_months.csv"), not_yet=["2016-12"])
    kinds = understanding.rejected().aggregate("kind, count(*)").fetchall()
    assert kinds == [("incomplete", 5)]  # the year 2016 of five partners
    months = understanding.left_out().aggregate("kind, sum(cells)").fetchall()
    assert months == [("not_yet", 10)]


def test_kazakhstan_with_russia_is_unknown_for_half_a_year() -> None:
    understanding = read(real("14_rosstat_russia_months_down_countries_across.xlsx"))
    assert understanding.counts() == {"figure": 11124, "unknown": 12}  # six months, both flows
    known = understanding.figures().filter("partner = 'KAZ' AND year(first_month) = 2010")
    months = sorted(month for (month,) in known.project("month(first_month)").distinct().fetchall())
    assert months == [1, 2, 3, 4, 5, 6]


def test_countries_alone_add_up_to_the_total() -> None:
    understanding = read(real("15_kaz_bns_2023_two_header_rows.xls"))
    sums = understanding.figures().aggregate(
        "period, flow, sum(value) FILTER (partner NOT IN ('WLD', 'EU', 'EAEU')) AS countries, "
        "sum(value) FILTER (partner = 'WLD') AS world"
    ).fetchall()  # fmt: skip
    assert len(sums) == 6
    assert [(period, flow) for period, flow, countries, world in sums if countries != world] == []


def test_us_months_add_up_in_the_wide_and_the_long_file() -> None:
    wide = read(real("us_census_country_wide_1985_2016.csv", REAL), not_yet=["2016-12"])
    long = read(real("us_census_monthly_1985_2016.parquet", REAL), not_yet=["2016-12"])
    quarter = (
        "partner = 'VNM' AND freq = 'M' AND year(first_month) = 2010 AND month(first_month) < 4"
    )
    sums = [table.figures().filter(quarter).sum("value").fetchall() for table in (wide, long)]
    assert sums == [[(Decimal(3965839121),)]] * 2  # 3,965.8 million
    years = wide.figures().aggregate(
        "partner, flow, year(first_month), sum(value) FILTER (freq = 'M') AS months, "
        "max(value) FILTER (freq = 'A') AS year, count(*) FILTER (freq = 'M') AS number"
    ).filter("number = 12 AND year IS NOT NULL")  # fmt: skip
    rows, worst = years.aggregate("count(*), max(abs(months - year))").fetchall()[0]
    assert rows > 12_000
    assert worst <= 600  # the office prints ten digits of a year


@pytest.mark.long
def test_brazil_by_section_loses_no_row() -> None:
    understanding = read(real("brazil_monthly_hs_section_2010_2023.parquet", REAL))
    counts = understanding.counts()
    assert sum(counts.values()) == 594_281
    assert counts == {"figure": 590_361, "left out": 3_920}
    left_out = understanding.left_out().aggregate("kind, sum(cells)", "kind").fetchall()
    # ships' stores, islands, no country; Brazilian goods that came back
    assert dict(left_out) == {"aggregate": 1_068, "with_itself": 2_852}


@pytest.mark.long
def test_brazils_sections_add_up_to_its_trade_with_each_partner(tmp_path: Path) -> None:
    """In every cell, to the dollar: but only with XXII, which is no section of the HS.

    Brazil's own nomenclature has it for special transactions, 4.0 of 5,708.5 billion dollars (a
    further 29.6 are ships' stores, with no country, and left out of both tables). What Brazil
    re-imports from itself is trade with nobody and is left out.
    """
    sections = read(real("brazil_monthly_hs_section_2010_2023.parquet", REAL))
    partners = read(real("brazil_monthly_partner_2010_2023.parquet", REAL))
    release_file.build(
        tmp_path / "made.building", sections.figures(), None, metadata(), every_product=True
    )
    cell = "partner, flow, period"
    with duckdb.connect(tmp_path / "made.building", read_only=True) as file:
        summed = file.sql(f"SELECT {cell}, value FROM all_goods WHERE is_rolled_up").fetchall()
        [(products, of_hs, others)] = file.sql(
            "SELECT count(DISTINCT product), sum(value) FILTER (product <> 'XXII'), "
            "sum(value) FILTER (product = 'XXII') FROM detail"
        ).fetchall()
    printed = partners.figures().project(f"{cell}, value").fetchall()
    left_out = partners.left_out().filter("kind = 'with_itself'").aggregate("sum(cells)").fetchall()
    assert (left_out, len(printed), len(summed)) == ([(209,)], 59_928, 59_928)
    assert {row[:3]: row[3] for row in summed} == {row[:3]: row[3] for row in printed}
    assert products == 22
    whole = sum(row[3] for row in printed)
    assert of_hs + others == whole
    assert (whole, others) == (5_708_503_760_398, 4_038_130_511)  # sums of the partner file's rows


def test_baci_keeps_zeros_of_hs() -> None:
    path = real("BACI_HS17_Y2020_V202201_excerpt_i710.csv", REAL / "api" / "baci")
    understanding = read(path)
    assert cell(understanding, "ZAF AZE export 010619 2020") == [(Decimal(6), "A")]
    valuations = understanding.figures().project("valuation, currency").distinct().fetchall()
    assert valuations == [("FOB", "USD")]


@pytest.mark.long
def test_historical_states_are_no_heirs() -> None:
    understanding = read(real("cow_dyadic_trade_v3_1870_2009.parquet", REAL))
    assert sum(understanding.counts().values()) == 2 * 540_507
    names = {
        reason for (reason,) in understanding.rejected().project("reason").distinct().fetchall()
    }
    assert {name.removeprefix("unknown reporter ").removeprefix("unknown partner ")
            for name in names} == {"(blank)", "Austria-Hungary", "Korea", "Republic of Vietnam",
                                   "Yemen Arab Republic"}  # fmt: skip
    assert {"CSK", "DDR", "YMD", "YUG"} <= set(understanding.areas("reporter"))


@pytest.mark.long
def test_two_and_a_half_million_rows() -> None:
    understanding = read(real("imf_dots_annual_1960_2020.parquet", REAL))
    assert sum(understanding.counts().values()) == 2_581_017
    assert cell(understanding, "VNM BLR import TOTAL 2020") == [(Decimal(77447014), "A")]
    reasons = understanding.rejected().aggregate("kind, reason, sum(cells)").fetchall()
    places = {reason for kind, reason, _ in reasons if kind == "unknown_place"}
    assert places == {"unknown partner Yemen Arab Rep.", "unknown reporter Yemen Arab Rep."}
    assert sum(cells for kind, _, cells in reasons if kind == "negative") == NEGATIVE
    assert {kind for kind, *_ in reasons} == {"unknown_place", "negative"}
