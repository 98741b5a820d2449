"""Which rows come into a data set: each rule, which of repeated keys is kept, and none is lost."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from data.attached import FIGURE_TABLES
from data.official import coding, release_file, rules
from data.official.release_file import Counts
from tests.support.examples import examples
from tests.support.made_data_sets import REJECTED, figure, metadata, table

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 1)


def build(path: Path, rows: pa.Table, **how: object) -> tuple[Counts, duckdb.DuckDBPyConnection]:
    """The counts of a release, and a connection to its file."""
    counts = release_file.build(path / "made.building", rows, None, metadata(), **how)
    return counts, duckdb.connect(path / "made.building", read_only=True)


BROKEN = [
    (figure(reporter="KZA"), "unknown_code", "reporter KZA is in no list of codes"),
    (figure(partner=None), "unknown_code", "partner (empty) is in no list of codes"),
    (figure(flow="exports"), "unknown_code", "flow exports is in no list of codes"),
    (figure(currency="usd"), "unknown_code", "currency usd is in no list of codes"),
    (figure(status="X"), "unknown_code", "status X is in no list of codes"),
    (figure(valuation="EXW"), "unknown_code", "valuation EXW is in no list of codes"),
    (figure(product=" "), "unknown_code", "product is empty"),
    (figure(partner="KAZ"), "same_country", "reporter and partner are the same, KAZ"),
    (figure(first_month=None), "bad_period", "the period 2020 is no run of whole months"),
    (
        figure(first_month=LAST, last_month=FIRST),
        "bad_period",
        "the period 2020 is no run of whole months",
    ),
    (
        figure(first_month=date(2020, 1, 2)),
        "bad_period",
        "the period 2020 is no run of whole months",
    ),
    (figure(period="2020", freq="M"), "bad_period", "the months of 2020 are those of 2020"),
    (
        figure("2020-01/2020-11") | {"period": "2020"},
        "bad_period",
        "the months of 2020 are those of 2020-01/2020-11",
    ),
    (figure(low=None), "bad_number", "the number has no bounds"),
    (figure(low=101), "bad_number", "the number does not lie within its bounds"),
    (figure(value=None, low=3, high=2), "bad_number", "the number does not lie within its bounds"),
    (figure(value=-1), "negative", "trade below zero: -1.000000"),
]


def test_a_row_that_breaks_a_rule_goes_to_quarantine_with_file_row_and_reason(
    tmp_path: Path,
) -> None:
    good = [figure("2019"), figure(flow="balance", value=-5), figure("2018", 0, low=-5, high=5)]
    rows = table(*good, *(row for row, _, _ in BROKEN))
    counts, file = build(tmp_path, rows)
    found = file.execute("SELECT * FROM quarantine ORDER BY origin_row").fetchall()
    assert [row[:4] for row in found] == [
        ("table.csv", n, kind, reason) for n, (_, kind, reason) in enumerate(BROKEN, start=4)
    ]
    assert found[0][4] == "KZA, VNM, export, TOTAL, 2020, USD, 100.000000, A"
    assert counts.rejected == {
        "bad_number": 3, "bad_period": 5, "negative": 1, "same_country": 1, "unknown_code": 7,
    }  # fmt: skip
    assert counts.figures == 3
    kept = file.execute("SELECT period, flow, low::INT, high::INT FROM all_goods ORDER BY ALL")
    assert kept.fetchall() == [
        ("2018", "export", 0, 5), ("2019", "export", 100, 100), ("2020", "balance", -5, -5),
    ]  # fmt: skip
    assert {kind for _, kind, _ in BROKEN} == set(rules.KINDS) - {"duplicate"}


def test_what_the_reading_rejected_stays_rejected(tmp_path: Path) -> None:
    rejected = pa.Table.from_pylist(
        [
            {"origin": "t.xlsx / Sheet1", "origin_row": 9, "kind": "bad_number",
             "reason": "'x' is no number", "content": "Viet Nam, x"},
        ],
        schema=REJECTED,
    )  # fmt: skip
    path = tmp_path / "made.building"
    counts = release_file.build(path, table(figure()), rejected, metadata())
    assert counts.rejected == {"bad_number": 1}
    with duckdb.connect(path, read_only=True) as file:
        assert file.table("quarantine").fetchall() == [
            ("t.xlsx / Sheet1", 9, "bad_number", "'x' is no number", "Viet Nam, x", 1)
        ]


def test_a_rejected_row_may_stand_for_many_which_all_count(tmp_path: Path) -> None:
    named = {"origin": "lake", "origin_row": None, "kind": "negative", "reason": "r", "content": ""}
    rejected = pa.Table.from_pylist([named, named], schema=REJECTED).append_column(
        release_file.TIMES, pa.array([1, 2_000_000_000], pa.int64())
    )
    path = tmp_path / "made.building"
    counts = release_file.build(path, table(figure(), figure("2019", -1)), rejected, metadata())
    assert counts.rejected == {"negative": 2_000_000_002}
    with duckdb.connect(path, read_only=True) as file:
        assert release_file.kinds_of(file.table("quarantine")) == counts.rejected
        assert file.table("release").project("rejected").fetchall() == [(2_000_000_002,)]
        of_before = file.table("quarantine").select(*release_file.REJECTED_COLUMNS)
        assert release_file.kinds_of(of_before) == {"negative": 3}


def test_a_key_that_stands_twice_with_one_number_is_kept_once_and_with_two_not_at_all(
    tmp_path: Path,
) -> None:
    rows = table(
        figure("2019", 5),
        figure("2020", 7),
        figure("2019", 5),
        figure("2020", 8),
        figure("2020-Q1", 7),
        figure("2020", 7, currency="EUR"),
    )
    counts, file = build(tmp_path, rows)
    assert (counts.figures, counts.repeated, counts.rejected) == (3, 1, {"duplicate": 2})
    kept = file.execute("SELECT period, currency, origin_row FROM all_goods ORDER BY ALL")
    assert kept.fetchall() == [("2019", "USD", 1), ("2020", "EUR", 6), ("2020-Q1", "USD", 5)]
    found = file.execute("SELECT origin_row, kind, reason FROM quarantine").fetchall()
    assert [row[:2] for row in found] == [(2, "duplicate"), (4, "duplicate")]
    for _, _, reason in found:
        assert reason.startswith("the same key stands 2 times with 2 numbers: ")
        assert sorted(reason.partition(": ")[2].split("; ")) == ["7.000000", "8.000000"]


KEYS = st.tuples(
    st.sampled_from(["KAZ", "RUS"]), st.sampled_from(["export", "import"]),
    st.sampled_from(["2019", "2020", "2020-Q1"]), st.sampled_from(["USD", "EUR"]),
)  # fmt: skip


@settings(max_examples=examples(200, usual=25))
@given(st.lists(st.tuples(KEYS, st.sampled_from([1, 2, -1])), max_size=14))
def test_every_row_is_kept_repeated_or_rejected_and_no_key_stands_twice(given_rows) -> None:
    rows = table(
        *(
            figure(period, value, reporter=reporter, flow=flow, currency=currency)
            for (reporter, flow, period, currency), value in given_rows
        )
    )
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS staging")
        connection.execute(rules.GIVEN + rules.REJECTED)
        coding.list_codes(connection)
        connection.from_arrow(rows).insert_into("staging.given")
        repeated, _ = rules.sort_out(connection)
        kept = connection.execute("SELECT origin_row FROM good ORDER BY ALL").fetchall()
        rejected = connection.execute(
            "SELECT origin_row, kind FROM staging.rejected ORDER BY ALL"
        ).fetchall()

    numbers = defaultdict(list)
    for n, (key, value) in enumerate(given_rows, start=1):
        if value > 0:
            numbers[key].append((n, value))
    expected_kept, expected_rejected, expected_repeated = [], [], 0
    for found in numbers.values():
        if len({value for _, value in found}) == 1:
            expected_kept.append(found[0][0])
            expected_repeated += len(found) - 1
        else:
            expected_rejected += [(n, "duplicate") for n, _ in found]
    negative = [(n, "negative") for n, (_, value) in enumerate(given_rows, start=1) if value < 0]
    assert [n for (n,) in kept] == sorted(expected_kept)
    assert rejected == sorted(expected_rejected + negative)
    assert repeated == expected_repeated
    assert len(kept) + len(rejected) + repeated == len(given_rows)


# What is doubtful


def warnings(file: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return file.execute(
        "SELECT kind, flow, product, period, low::INT, high::INT, other, other_low::INT, "
        "other_high::INT FROM warning ORDER BY ALL"
    ).fetchall()


def test_sums_that_do_not_meet_their_parts_are_named_with_the_cell(tmp_path: Path) -> None:
    months = [figure(f"2020-{n:02d}", 10) for n in range(1, 13)]
    rows = [
        *months,  # 120 in all, 30 a quarter
        figure("2020-Q1", 30),  # meets
        figure("2020-Q2", 31),  # does not: 30
        figure("2020-Q3", 32, low=30, high=34),  # its bounds hold 30
        figure("2020-Q4", 30),
        figure("2020", 121),  # 120 of months, 121 to 125 of quarters
        figure("2021-01", 1000, flow="import"),  # eleven months are missing: nothing to compare
        figure("2021", 1, flow="import"),
        figure("2021", 2),
        figure("2021", 4, flow="total"),  # 3
        figure("2019", 5, flow="total"),  # no parts
    ]
    counts, file = build(tmp_path, table(*rows))
    assert warnings(file) == [
        ("sum_of_flows", "total", "TOTAL", "2021", 4, 4, "export + import", 3, 3),
        ("sum_of_periods", "export", "TOTAL", "2020", 121, 121, "M", 120, 120),
        ("sum_of_periods", "export", "TOTAL", "2020-Q2", 31, 31, "M", 30, 30),
    ]
    assert counts.warnings == {"sum_of_flows": 1, "sum_of_periods": 2}
    assert counts.rejected == {}


def test_a_jump_beyond_a_hundred_times_is_named_and_stays(tmp_path: Path) -> None:
    rows = [
        figure("2018", 100),
        figure("2019", 10_000),  # a hundred times: no more than that
        figure("2020", 99),  # over a hundred times less
        figure("2022", 99_000),  # 2021 is missing: not from one period to the next
        figure("2020-01", 1, flow="import"),
        figure("2020-02", "100.01", flow="import"),
        figure("2020-03", 0, flow="import"),
    ]
    counts, file = build(tmp_path, table(*rows))
    assert warnings(file) == [
        ("jump", "export", "TOTAL", "2020", 99, 99, "2019", 10_000, 10_000),
        ("jump", "import", "TOTAL", "2020-02", 100, 100, "2020-01", 1, 1),
    ]
    assert (counts.warnings, counts.figures) == ({"jump": 2}, 7)


# Roll-ups


def goods(file: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    columns = "product, value::DOUBLE, low::DOUBLE, high::DOUBLE, is_rolled_up"
    return {
        name: file.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()
        for name in FIGURE_TABLES
    }


def test_headings_to_all_goods_are_added_up_where_every_product_is_there(tmp_path: Path) -> None:
    rows = table(
        figure(product="0901", value=10, low=9, high=11),
        figure(product="0902", value=20, low=19, high=21),
        figure(product="090111", value=10),  # a part of 0901, not counted again
        figure(product="100630", value=5),  # no heading: it is the sum of its parts
        figure(product="10061090", value=3),  # alone in its subheading, and in every sum
        figure(product="100620", value=4),
        figure(product="27", value=100),
        figure(product="2701", value=60),  # the chapter is printed
    )
    counts, file = build(tmp_path, rows, every_product=True)
    assert goods(file) == {
        "all_goods": [("TOTAL", 142.0, 140.0, 144.0, True)],  # 30 + 12 + 100
        "hs2": [
            ("09", 30.0, 28.0, 32.0, True),
            ("10", 12.0, 12.0, 12.0, True),
            ("27", 100.0, 100.0, 100.0, False),
        ],
        "detail": [
            ("0901", 10.0, 9.0, 11.0, False),
            ("090111", 10.0, 10.0, 10.0, False),
            ("0902", 20.0, 19.0, 21.0, False),
            ("1006", 12.0, 12.0, 12.0, True),  # 3 + 4 + 5
            ("100610", 3.0, 3.0, 3.0, True),
            ("10061090", 3.0, 3.0, 3.0, False),
            ("100620", 4.0, 4.0, 4.0, False),
            ("100630", 5.0, 5.0, 5.0, False),
            ("2701", 60.0, 60.0, 60.0, False),
            ("II", 42.0, 40.0, 44.0, True),  # chapters 06 to 14: 30 + 12
            ("V", 100.0, 100.0, 100.0, True),  # chapters 25 to 27
        ],
    }
    assert (counts.figures, counts.rolled_up) == (8, 7)


def test_the_sum_of_some_products_is_not_all_goods(tmp_path: Path) -> None:
    rows = table(figure(product="0901", value=10), figure(product="0902", value=20))
    counts, file = build(tmp_path, rows)
    assert goods(file)["all_goods"] == goods(file)["hs2"] == []
    assert (counts.figures, counts.rolled_up) == (2, 0)


def test_printed_all_goods_win_and_a_difference_to_the_products_is_a_warning(
    tmp_path: Path,
) -> None:
    rows = table(
        figure(product="TOTAL", value=40), figure(product="09", value=10),
        figure(product="10", value=20), figure("2021", product="09", value=None, low=1, high=3),
        figure("2021", product="10", value=20), figure("2022", product="I", value=7),
        figure("2022", product="XXI", value=8),
    )  # fmt: skip
    counts, file = build(tmp_path, rows, every_product=True)
    found = file.execute("SELECT period, value::INT, low::INT, high::INT, is_rolled_up "
                         "FROM all_goods ORDER BY ALL").fetchall()  # fmt: skip
    assert found == [
        ("2020", 40, 40, 40, False),
        ("2021", None, 21, 23, True),  # of one part there are only bounds
        ("2022", 15, 15, 15, True),  # sections
    ]
    assert warnings(file) == [
        ("sum_of_products", "export", "TOTAL", "2020", 40, 40, "products", 30, 30)
    ]
    assert counts.warnings == {"sum_of_products": 1}


def test_figures_lie_sorted_in_their_file(tmp_path: Path) -> None:
    rows = [
        figure(period, 1, reporter=reporter, partner=partner, flow=flow)
        for period in ("2021", "2020", "2020-Q1")
        for reporter, partner in (("VNM", "KAZ"), ("KAZ", "VNM"), ("KAZ", "RUS"))
        for flow in ("import", "export")
    ]
    _, file = build(tmp_path, table(*rows))
    key = "reporter, partner, product, flow, freq, first_month"
    stored = file.execute(f"SELECT {key} FROM all_goods").fetchall()
    assert len(stored) == 18
    assert stored == sorted(stored)


def test_a_relation_of_another_connection_is_read_in_batches(tmp_path: Path) -> None:
    with duckdb.connect() as elsewhere:
        rows = elsewhere.from_arrow(table(figure(), figure("2021", Decimal("0.000001"))))
        told: list[int] = []
        counts, file = build(tmp_path, rows, progress=told.append)
    assert (counts.figures, told) == (2, [2])
    assert file.execute("SELECT value FROM all_goods ORDER BY value").fetchone() == (
        Decimal("0.000001"),
    )
