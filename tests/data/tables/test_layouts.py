"""Every awkward shape of a table, small: what stands where, and what it is read as."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from data.errors import UnknownCode
from data.tables.judging import FIGURE_COLUMNS, KINDS
from data.tables.table_errors import TableError
from data.tables.understanding import understand
from tests.support.checkout import ROOT
from tests.support.table_files import (
    asked,
    figures,
    read,
    rejected,
    text_file,
    values_of,
    workbook,
)

MILLION, THOUSAND = 10**6, 10**3


def test_one_row_a_figure(tmp_path: Path) -> None:
    text = "reporter,partner,flow,period,million_usd\nVNM,KAZ,export,2023,100.5\n"
    assert figures(text_file(tmp_path, text)) == {
        ("VNM", "KAZ", "export", "2023"): Decimal("100.5") * MILLION
    }


def test_a_column_a_year_under_title_rows_and_above_notes(tmp_path: Path) -> None:
    text = (
        "Trị giá xuất khẩu của Việt Nam phân theo nước\nĐơn vị tính: Triệu USD\n\n"
        ";2022;Sơ bộ 2023\nNga;1.234,5;8,0\nCác nước khác;1,0;2,0\n\nNguồn: bảng tự làm\n"
    )
    understanding = read(text_file(tmp_path, text))
    assert values_of(understanding) == {
        ("VNM", "RUS", "export", "2022"): Decimal("1234.5") * MILLION,
        ("VNM", "RUS", "export", "2023"): 8 * MILLION,
    }
    statuses = understanding.figures().project("period, status").fetchall()
    assert sorted(statuses) == [("2022", "A"), ("2023", "P")]
    assert understanding.counts() == {"figure": 2, "left out": 2}


def test_two_heading_rows_with_a_banner(tmp_path: Path) -> None:
    rows = [
        ["Внешняя торговля Казахстана"],
        ["тыс. долларов США"],
        [None, "2023 год", None, None, "2024 год", None, None],
        ["Страна", "оборот", "экспорт", "доля, %", "оборот", "экспорт", "доля, %"],
        ["Вьетн\u0061м", 30.5, 10, 1.5, 40.5, 20, 2.5],
    ]
    assert figures(workbook(tmp_path, {"1": rows})) == {
        ("KAZ", "VNM", "total", "2023"): Decimal("30.5") * THOUSAND,
        ("KAZ", "VNM", "export", "2023"): 10 * THOUSAND,
        ("KAZ", "VNM", "total", "2024"): Decimal("40.5") * THOUSAND,
        ("KAZ", "VNM", "export", "2024"): 20 * THOUSAND,
    }


def test_months_down_under_years_and_countries_across(tmp_path: Path) -> None:
    rows = [
        ["Импорт Российской Федерации"],
        ["(млн долларов США)"],
        [None, "Китaй", "Республик\u0061\nКорея", "Прочие страны"],
        [2023],
        ["  ноябрь", 1.5, "…", 7],
        ["  декабрь", 2.5, 3.5, 7],
        [2024],
        ["  январь", 4.5, 5.5, 7],
    ]
    understanding = read(workbook(tmp_path, {"Импорт": rows}))
    assert values_of(understanding) == {
        ("RUS", "CHN", "import", "2023-11"): Decimal("1.5") * MILLION,
        ("RUS", "CHN", "import", "2023-12"): Decimal("2.5") * MILLION,
        ("RUS", "CHN", "import", "2024-01"): Decimal("4.5") * MILLION,
        ("RUS", "KOR", "import", "2023-12"): Decimal("3.5") * MILLION,
        ("RUS", "KOR", "import", "2024-01"): Decimal("5.5") * MILLION,
    }
    assert understanding.counts() == {"figure": 5, "left out": 3, "unknown": 1}


def test_years_and_months_in_one_column(tmp_path: Path) -> None:
    rows = [
        ["Exports of Armenia to Russia, million USD"],
        ["Year", "Exports"],
        ["2023", 30],
        ["November", 1],
        ["December", 2],
        ["2024", 40],
        ["January", 3],
    ]
    assert figures(workbook(tmp_path, {"x": rows})) == {
        ("ARM", "RUS", "export", "2023"): 30 * MILLION,
        ("ARM", "RUS", "export", "2023-11"): 1 * MILLION,
        ("ARM", "RUS", "export", "2023-12"): 2 * MILLION,
        ("ARM", "RUS", "export", "2024"): 40 * MILLION,
        ("ARM", "RUS", "export", "2024-01"): 3 * MILLION,
    }


def test_several_sheets_and_several_blocks_of_a_sheet(tmp_path: Path) -> None:
    block = [["Country", "2022", "2023"], ["Kazakhstan", 1, 2], ["Russia", 3, 4]]
    rows = [["Viet Nam, million USD"], ["Exports"], *block, [], ["Imports"], *block]
    found = figures(workbook(tmp_path, {"Text": [["Only words"]], "Trade": rows}))
    assert found == {
        ("VNM", partner, flow, year): value * MILLION
        for flow in ("export", "import")
        for partner, year, value in (
            ("KAZ", "2022", 1),
            ("KAZ", "2023", 2),
            ("RUS", "2022", 3),
            ("RUS", "2023", 4),
        )
    }


def test_flows_as_rows_between_the_countries(tmp_path: Path) -> None:
    text = "Country;2023\nXuất khẩu\nNga;1,5\nNhập khẩu\nNga;2,5\n"
    found = figures(text_file(tmp_path, text), reporter="VNM", unit="million USD")
    assert found == {
        ("VNM", "RUS", "export", "2023"): Decimal("1.5") * MILLION,
        ("VNM", "RUS", "import", "2023"): Decimal("2.5") * MILLION,
    }


def test_merged_cells_hold_for_the_rows_below_them(tmp_path: Path) -> None:
    rows = [
        ["Reporter", "Flow", "Partner", "Year", "Value (thousand USD)"],
        ["Viet Nam", "Export", "Russia", 2023, 1],
        [None, None, "Belarus", 2023, 2],
        [None, "Import", "Russia", 2023, 3],
    ]
    assert figures(workbook(tmp_path, {"x": rows})) == {
        ("VNM", "RUS", "export", "2023"): 1 * THOUSAND,
        ("VNM", "BLR", "export", "2023"): 2 * THOUSAND,
        ("VNM", "RUS", "import", "2023"): 3 * THOUSAND,
    }


def test_years_and_months_of_different_columns(tmp_path: Path) -> None:
    text = "reporter,partner,flow,year,month,value_usd\nVNM,KAZ,import,2023,4,5\n"
    assert figures(text_file(tmp_path, text)) == {("VNM", "KAZ", "import", "2023-04"): Decimal(5)}


def test_months_across_and_years_down(tmp_path: Path) -> None:
    text = "Year;Jan;Feb\n2022;1,5;2,5\n2023;3,5;4,5\n"
    found = figures(
        text_file(tmp_path, text), reporter="VNM", partner="KAZ", flow="export", unit="USD"
    )
    assert found == {
        ("VNM", "KAZ", "export", "2022-01"): Decimal("1.5"),
        ("VNM", "KAZ", "export", "2022-02"): Decimal("2.5"),
        ("VNM", "KAZ", "export", "2023-01"): Decimal("3.5"),
        ("VNM", "KAZ", "export", "2023-02"): Decimal("4.5"),
    }


def test_days_that_end_years_are_years(tmp_path: Path) -> None:
    text = "date,partner,export_kusd\n2023-12-31,VNM,1.5\n2024-12-31,VNM,2.5\n"
    assert figures(text_file(tmp_path, text), reporter="KAZ") == {
        ("KAZ", "VNM", "export", "2023"): 1500,
        ("KAZ", "VNM", "export", "2024"): 2500,
    }


def test_codes_keep_their_zeros_and_their_list(tmp_path: Path) -> None:
    text = (
        "Reporter Code,Partner Code,Trade Flow,Commodity Code,Year,Value USD\n"
        "036,704,1,01,2023,5\n36,842,2,0901,2023,6\n"
    )
    found = read(text_file(tmp_path, text)).figures()
    assert sorted(found.project("reporter, partner, flow, product, value").fetchall()) == [
        ("AUS", "USA", "export", "0901", Decimal(6)),
        ("AUS", "VNM", "import", "01", Decimal(5)),
    ]


def test_a_code_beside_a_name_of_another_country_is_of_an_unknown_list(tmp_path: Path) -> None:
    # 031, 036 and 040 are Azerbaijan, Australia and Austria in M49.
    text = (
        "reporter,partner_code,partner,flow,year,value_usd\n"
        "BRA,031,Cazaquistão,export,2023,1\nBRA,036,Rússia,export,2023,2\n"
        "BRA,040,Vietnã,export,2023,3\n"
    )
    assert figures(text_file(tmp_path, text)) == {
        ("BRA", "KAZ", "export", "2023"): 1,
        ("BRA", "RUS", "export", "2023"): 2,
        ("BRA", "VNM", "export", "2023"): 3,
    }


def test_namibia_is_a_country_and_na_in_a_figure_is_unknown(tmp_path: Path) -> None:
    text = "reporter,partner,flow,year,value_usd\nVN,NA,export,2022,5\nVN,NA,export,2023,NA\n"
    understanding = read(text_file(tmp_path, text))
    assert values_of(understanding) == {("VNM", "NAM", "export", "2022"): 5}
    assert understanding.counts() == {"figure": 1, "unknown": 1}


@pytest.mark.parametrize(
    ("printed", "low", "value", "high"),
    [
        ("146.3", "146250000", "146300000", "146350000"),
        ("100.0", "99950000", "100000000", "100050000"),
        ("800", "799500000", "800000000", "800500000"),
        ("0.4", "350000", "400000", "450000"),
        ("0", "0", "0", "500000"),  # trade is never below zero
        ("1.234567", "1234567", "1234567", "1234567"),  # to the dollar
        ("0.0000000000004", "0", "0.000000", "0.000001"),  # finer than the columns: outward
    ],
)
def test_bounds_of_millions(tmp_path: Path, printed: str, low: str, value: str, high: str) -> None:
    text = f"reporter,partner,flow,year,million_usd\nVNM,KAZ,export,2023,{printed}\n"
    found = read(text_file(tmp_path, text)).figures().project("low, value, high").fetchall()
    assert found == [(Decimal(low), Decimal(value), Decimal(high))]


def test_a_balance_may_be_below_zero_and_trade_may_not(tmp_path: Path) -> None:
    text = (
        "reporter,partner,year,export_musd,balance_musd\nVNM,KAZ,2022,1.5,-2.5\n"
        "VNM,KAZ,2023,-1.5,\n"
    )
    understanding = read(text_file(tmp_path, text))
    assert values_of(understanding) == {
        ("VNM", "KAZ", "export", "2022"): Decimal("1.5") * MILLION,
        ("VNM", "KAZ", "balance", "2022"): Decimal("-2.5") * MILLION,
    }
    assert rejected(understanding) == [(3, "negative", "'-1.5' is below zero")]


BAD_ROWS = """reporter,partner,flow,year,value_usd
VNM,KAZ,export,2023,5
VNM,Atlantis,export,2023,6
VNM,KAZ,sideways,2023,7
VNM,KAZ,import,soon,8
VNM,KAZ,import,2022,1e308
VNM,KAZ,import,2021,NaN
VNM,KAZ,import,2020,five
VNM,KAZ,import
VNM,KAZ,import,2019,9,10
VNM,KAZ,import,2018,
VNM,,import,2017,11
"""


def test_a_row_that_cannot_be_used_is_rejected_with_its_reason(tmp_path: Path) -> None:
    understanding = read(text_file(tmp_path, BAD_ROWS))
    assert values_of(understanding) == {("VNM", "KAZ", "export", "2023"): 5}
    assert rejected(understanding) == [
        (3, "unknown_place", "unknown partner Atlantis"),
        (4, "bad_flow", "unknown flow sideways"),
        (5, "bad_period", "'soon' is no period"),
        (6, "bad_number", "'1e308' is too large to be trade"),
        (7, "bad_number", "'NaN' is not a number"),
        (8, "bad_number", "'five' is not a number"),
        (9, "short_row", "the row has fewer cells than the heading"),
        (10, "long_row", "the row has more cells than the heading"),
        (12, "unknown_place", "unknown partner (blank)"),
    ]
    content = understanding.rejected().filter("origin_row = 3").project("content, cells").fetchall()
    assert content == [("VNM | Atlantis | export | 2023 | 6 | ", 1)]


UNITS = """reporter,partner,flow,year,value,unit,currency
VNM,KAZ,export,2020,1,million,USD
VNM,KAZ,export,2021,2,dozen,USD
VNM,KAZ,export,2022,3,thousand,shells
VNM,KAZ,export,2023,4,,USD
"""


def test_a_unit_that_nobody_knows_is_not_taken_for_one_dollar(tmp_path: Path) -> None:
    understanding = read(text_file(tmp_path, UNITS))
    assert values_of(understanding) == {("VNM", "KAZ", "export", "2020"): 1 * MILLION}
    assert rejected(understanding) == [
        (3, "bad_unit", "unknown unit or currency dozen"),
        (4, "bad_unit", "unknown unit or currency shells"),
        (5, "bad_unit", "its unit is not known"),
    ]


def test_a_number_beyond_the_columns_is_too_large(tmp_path: Path) -> None:
    digits = "9" * 30
    text = f"reporter,partner,flow,year,million_usd\nVNM,KAZ,export,2023,{digits}\n"
    understanding = read(text_file(tmp_path, text))
    assert rejected(understanding) == [(2, "too_large", f"'{digits}' is too large to be trade")]


def test_what_is_not_said_is_asked_for_by_option(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Country;2022;2023\nKazakhstan;1,5;2,5\n")
    understanding = read(path)
    assert asked(understanding) == {
        "reporter": "--reporter CODE",
        "flow": "--flow export|import",
        "unit": '--unit "million USD"',
    }
    with pytest.raises(TableError, match=r"it does not say: .*--reporter.*--flow.*--unit"):
        understanding.figures()


@pytest.mark.parametrize(
    ("said", "counts"), [("zero", {"figure": 2}), ("unknown", {"figure": 1, "unknown": 1})]
)
def test_a_dash_means_what_is_told(tmp_path: Path, said: str, counts: dict[str, int]) -> None:
    text = "reporter,partner,flow,year,value_usd\nVNM,KAZ,export,2022,-\nVNM,KAZ,export,2023,5\n"
    path = text_file(tmp_path, text)
    assert asked(read(path)) == {"dash": "--dash zero|unknown"}
    assert read(path, dash=said).counts() == counts


def test_a_dash_means_what_a_note_says(tmp_path: Path) -> None:
    text = 'Country;2022;2023\nNga;-;2,5\n\n"-": Không phát sinh\n'
    found = figures(text_file(tmp_path, text), reporter="VNM", flow="export", unit="million USD")
    assert found == {
        ("VNM", "RUS", "export", "2022"): 0,
        ("VNM", "RUS", "export", "2023"): Decimal("2.5") * MILLION,
    }


NOT_YET = """reporter,partner,flow,period,value_usd
VNM,KAZ,export,2023-11,5
VNM,RUS,export,2023-11,6
VNM,KAZ,export,2023-12,0
VNM,RUS,export,2023-12,0
VNM,RUS,export,2023,66
"""


def test_a_newest_month_of_zeros_is_asked_about(tmp_path: Path) -> None:
    path = text_file(tmp_path, NOT_YET)
    assert asked(read(path)) == {"not_yet": "--not-yet 2023-12, or --not-yet none"}
    understanding = read(path, not_yet=["2023-12"])
    assert values_of(understanding) == {
        ("VNM", "KAZ", "export", "2023-11"): 5,
        ("VNM", "RUS", "export", "2023-11"): 6,
    }
    assert rejected(understanding) == [(6, "incomplete", "2023 has months not there yet")]
    assert read(path, not_yet=["none"]).counts() == {"figure": 5}


def test_services_are_refused_unless_told(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "Exports of services of Viet Nam\nmillion USD\nPartner;2023\nRussia;1,5\n"
    )
    assert asked(read(path)) == {"services": "--services"}
    found = read(path, services=True).figures().project("product, value").fetchall()
    assert found == [("services", Decimal("1.5") * MILLION)]


def test_a_heading_without_rows_is_no_table(tmp_path: Path) -> None:
    path = text_file(tmp_path, "reporter,partner,flow,period,value\n")
    with pytest.raises(TableError, match="no table in it"):
        read(path)


def test_a_wrong_heading_or_sheet_in_an_answer_is_named(tmp_path: Path) -> None:
    path = text_file(tmp_path, NOT_YET)
    with pytest.raises(TableError, match="it has no column 'kind'; it has reporter"):
        read(path, only={"kind": "x"})
    with pytest.raises(UnknownCode, match="unknown column 'val'"):
        read(path, columns={"val": "value"})
    with pytest.raises(UnknownCode, match="unknown sheet 'Two'"):
        read(path, sheets=["Two"])


def test_imports_given_twice_keep_the_cif_ones(tmp_path: Path) -> None:
    text = (
        "reporter,partner,indicator,year,value_usd\nNIC,KAZ,MG_CIF_USD,2023,12\n"
        "NIC,KAZ,MG_FOB_USD,2023,11\nNIC,KAZ,XG_FOB_USD,2023,20\n"
    )
    understanding = read(text_file(tmp_path, text))
    found = understanding.figures().project("flow, valuation, value").order("flow").fetchall()
    assert found == [("export", "FOB", Decimal(20)), ("import", "CIF", Decimal(12))]
    assert understanding.counts() == {"figure": 2, "left out": 1}


def test_a_place_that_is_answered_for(tmp_path: Path) -> None:
    text = (
        "reporter,partner,flow,year,value_usd\n"
        "VNM,Land of Nga,export,2023,5\nVNM,Rest,export,2023,6\n"
    )
    answers = {"places": {"Land of Nga": "RUS", "Rest": "aggregate"}}
    assert figures(text_file(tmp_path, text), **answers) == {("VNM", "RUS", "export", "2023"): 5}


def test_years_that_repeat_under_banners(tmp_path: Path) -> None:
    rows = [
        ["Viet Nam (million USD)"],
        ["Country", "Exports", None, "Imports", None],
        [None, 2022, 2023, 2022, 2023],
        ["Russia", 1, 2, 3, 4],
    ]
    assert figures(workbook(tmp_path, {"x": rows})) == {
        ("VNM", "RUS", "export", "2022"): 1 * MILLION,
        ("VNM", "RUS", "export", "2023"): 2 * MILLION,
        ("VNM", "RUS", "import", "2022"): 3 * MILLION,
        ("VNM", "RUS", "import", "2023"): 4 * MILLION,
    }


def test_trade_over_values_is_no_flow_where_rows_name_theirs(tmp_path: Path) -> None:
    text = "Reporter,Partner,Trade Flow,Year,Trade Value (US$)\nVNM,KAZ,Export,2023,5\n"
    assert figures(text_file(tmp_path, text)) == {("VNM", "KAZ", "export", "2023"): 5}


def test_headings_of_two_flows_say_more_than_a_column(tmp_path: Path) -> None:
    text = "Reporter,Partner,Year,Indicator,Export (US$),Import (US$)\nVNM,KAZ,2023,x,5,6\n"
    assert figures(text_file(tmp_path, text)) == {
        ("VNM", "KAZ", "export", "2023"): 5,
        ("VNM", "KAZ", "import", "2023"): 6,
    }


def test_names_of_programs_in_headings(tmp_path: Path) -> None:
    text = (
        "period,reporterISO,partner_iso,flowCode,cmdCode,primaryValue\n"
        "2023,VNM,KAZ,X,TOTAL,5\n2023,VNM,KAZ,RX,TOTAL,6\n"
    )
    understanding = read(text_file(tmp_path, text), unit="USD")
    assert values_of(understanding) == {("VNM", "KAZ", "export", "2023"): 5}
    assert understanding.counts() == {"figure": 1, "left out": 1}  # re-exports


def test_a_running_total_is_passed_over(tmp_path: Path) -> None:
    text = "Thị trường;Tháng 1/2024;Tháng 2/2024;Lũy kế 2 tháng\nNga;1,5;2,5;4,0\n"
    path = text_file(tmp_path, text)
    found = figures(path, reporter="VNM", flow="export", unit="million USD")
    assert set(found) == {
        ("VNM", "RUS", "export", "2024-01"),
        ("VNM", "RUS", "export", "2024-02"),
    }


def test_two_columns_of_the_same_figures_are_not_both_read(tmp_path: Path) -> None:
    head = "reporter,partner,flow,period,value_usd"
    twice = text_file(tmp_path, f"{head},value_usd\nVNM,KAZ,export,2023,5,6\n")
    with pytest.raises(TableError, match="two columns of figures are headed 'value_usd'"):
        read(twice)
    other = text_file(tmp_path, f"{head},amount usd\nVNM,KAZ,export,2023,5,6\n")
    assert asked(read(other)) == {"columns": '--column "amount usd=ignored"'}
    assert figures(other, columns={"amount usd": "ignored"}) == {
        ("VNM", "KAZ", "export", "2023"): 5
    }


def test_a_column_under_an_unknown_country_is_rejected(tmp_path: Path) -> None:
    rows = [["", "Kazakhstan", "Atlantis", "Russia"], ["2022", 1, 2, 3], ["2023", 4, 5, 6]]
    understanding = read(workbook(tmp_path, {"x": rows}), reporter="VNM", flow="export", unit="USD")
    assert understanding.counts() == {"figure": 4, "rejected": 2}
    assert {reason for _, _, reason in rejected(understanding)} == {"unknown partner Atlantis"}


def test_trailing_blanks_that_a_program_left_away_are_no_half_rows(tmp_path: Path) -> None:
    lines = ["Country;2021;2022;2023", "Russia;1,5;2,5", "Belarus;3,5", "Armenia;4,5;5,5;6,5"]
    path = text_file(tmp_path, "\n".join(lines))
    understanding = read(path, reporter="VNM", flow="export", unit="USD")
    assert understanding.counts() == {"figure": 6}


def test_a_title_over_two_blocks_holds_for_both(tmp_path: Path) -> None:
    rows = [["Viet Nam, 2023, million USD"], ["Exports"], ["Country", "Value"], ["Russia", 1.5]]
    rows += [[], ["Imports"], ["Country", "Value"], ["Russia", 2.5]]
    assert figures(workbook(tmp_path, {"x": rows})) == {
        ("VNM", "RUS", "export", "2023"): Decimal("1.5") * MILLION,
        ("VNM", "RUS", "import", "2023"): Decimal("2.5") * MILLION,
    }


def test_numbers_that_are_not_read_are_said(tmp_path: Path) -> None:
    text = "Country,2022,2023,the other\nRussia,1.5,2.5,3.5\n"
    understanding = read(text_file(tmp_path, text), reporter="VNM", flow="export", unit="USD")
    assert understanding.counts() == {"figure": 2}
    assert understanding.remarks == [
        "the column 'the other' holds numbers and is not read: "
        "nothing says what they are; say what it is to use it"
    ]


def test_the_period_of_a_table_that_names_none(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Country;Exports\nRussia;1,5\n")
    assert set(asked(read(path, reporter="VNM", unit="USD"))) == {"period"}
    found = figures(path, reporter="VNM", unit="USD", period="Quý I/2024")
    assert found == {("VNM", "RUS", "export", "2024-Q1"): Decimal("1.5")}


def test_a_preview_shows_the_first_rows_and_the_reading_tells_its_progress(tmp_path: Path) -> None:
    lines = [f"VNM,KAZ,export,{year},{year}" for year in range(2001, 2021)]
    path = text_file(tmp_path, "\n".join(["reporter,partner,flow,year,value_usd", *lines]))
    told: list[int] = []
    understanding = understand(path, on_rows=told.append)
    assert told == [21]
    assert [row[FIGURE_COLUMNS.index("period")] for row in understanding.preview()] == [
        str(year) for year in range(2001, 2011)
    ]
    assert understanding.period_range() == {"A": ("2001", "2020")}
    assert understanding.areas("partner") == ["KAZ"]


def test_every_kind_is_in_the_documentation() -> None:
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    kinds = [kind for found in KINDS.values() for kind in found]
    assert len(kinds) == 17
    assert [kind for kind in kinds if f"`{kind}`" not in text] == []


def test_tables_side_by_side(tmp_path: Path) -> None:
    rows = [
        ["Viet Nam, million USD"],
        [
            "Country",
            "Exports 2022",
            "Exports 2023",
            None,
            "Country",
            "Imports 2022",
            "Imports 2023",
        ],
        ["Russia", 1, 2, None, "Belarus", 5, 6],
        ["Belarus", 3, 4, None, "Russia", 7, 8],
    ]
    assert figures(workbook(tmp_path, {"x": rows})) == {
        ("VNM", "RUS", "export", "2022"): 1 * MILLION,
        ("VNM", "RUS", "export", "2023"): 2 * MILLION,
        ("VNM", "BLR", "export", "2022"): 3 * MILLION,
        ("VNM", "BLR", "export", "2023"): 4 * MILLION,
        ("VNM", "BLR", "import", "2022"): 5 * MILLION,
        ("VNM", "BLR", "import", "2023"): 6 * MILLION,
        ("VNM", "RUS", "import", "2022"): 7 * MILLION,
        ("VNM", "RUS", "import", "2023"): 8 * MILLION,
    }


def test_two_columns_of_different_countries_are_asked_about(tmp_path: Path) -> None:
    text = "Partner,Country of origin,2022,2023\nRussia,Belarus,1,2\nBelarus,Russia,3,4\n"
    path = text_file(tmp_path, text)
    understanding = read(path, reporter="VNM", flow="import", unit="USD")
    assert asked(understanding) == {"columns": '--column "Country of origin=ignored"'}


def test_the_valuation_of_one_flow_is_not_that_of_the_next(tmp_path: Path) -> None:
    block = [["Country", "2023"], ["Russia", 1.5]]
    rows = [["Viet Nam, million USD"], ["Exports, FOB"], *block, [], ["Imports"], *block]
    found = read(workbook(tmp_path, {"x": rows})).figures()
    assert sorted(found.project("flow, valuation").fetchall()) == [
        ("export", "FOB"),
        ("import", None),
    ]


def test_two_tables_are_read_on_one_connection(tmp_path: Path) -> None:
    text = "reporter,partner,flow,period,value_usd\nVNM,KAZ,export,2023,5\n"
    connection = duckdb.connect()
    first = understand(text_file(tmp_path, text, "one.csv"), connection=connection)
    second = understand(
        text_file(tmp_path, text.replace(",5", ",6"), "two.csv"), connection=connection
    )
    both = first.figures().union(second.figures())
    assert sorted(both.project("origin, value").fetchall()) == [
        ("one.csv", Decimal(5)),
        ("two.csv", Decimal(6)),
    ]
