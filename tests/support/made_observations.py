"""Observation relations from terse rows, so that a test shows what goes in and what comes out.

    observations(("VNM", "KAZ", "export", "2024", "115.7"))

A row is reporter, partner, flow, period and a number in millions, then optionally a dictionary of
other columns. The number is one of

    "115.7"   as printed, so 115.65 to 115.75; also "nearly 250", "over 100", "about 3.6"
    "25..30"  a range
    800       what official statistics print: no bounds but itself
    (7, 8, 9) low, value and high; the value is None in a range
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count, product
from typing import Any

import duckdb
import pandas as pd
import pytest
from duckdb import DuckDBPyRelation
from hypothesis import strategies as st

from data import intervals, periods
from data.intervals import PrintedNumber, between
from data.relations import records

Row = dict[str, Any]
Key = Any
Level = tuple[int, int | None, int]

COLUMNS = {
    "reporter": "VARCHAR",
    "partner": "VARCHAR",
    "flow": "VARCHAR",
    "product": "VARCHAR",
    "freq": "VARCHAR",
    "period": "VARCHAR",
    "first_month": "DATE",
    "last_month": "DATE",
    "currency": "VARCHAR",
    "value": "DECIMAL(38,6)",
    "low": "DECIMAL(38,6)",
    "high": "DECIMAL(38,6)",
    "qualifier": "VARCHAR",
    "status": "VARCHAR",
    "valuation": "VARCHAR",
    "source": "VARCHAR",
    "release_date": "VARCHAR",
    "figure": "VARCHAR",
    "is_sum": "BOOLEAN",
    "is_whole": "BOOLEAN",
}
DEFAULTS = {
    "product": "TOTAL",
    "currency": "USD",
    "status": "A",
    "valuation": None,
    "source": "customs",
    "release_date": "2025-05-02",
    "is_sum": False,
}
MILLION = 10**6
_DATABASE = duckdb.connect(config={"threads": 1})  # each relation is a table of its own cursor


def observations(*rows: tuple[Any, ...], **columns: Any) -> DuckDBPyRelation:
    """The relation of the rows, with every column of the view `observation`.

    Keywords are columns of all rows.
    """
    numbers = count(1)
    return relation_of([_row(next(numbers), columns, *row) for row in rows])


def relation_of(rows: list[Row]) -> DuckDBPyRelation:
    """A relation of complete rows, in memory."""
    connection = _DATABASE.cursor()
    connection.register("given", pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))
    typed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TEMP TABLE observation AS SELECT {typed} FROM given")
    return connection.table("observation")


def by_key(relation: DuckDBPyRelation, *columns: str) -> dict[Key, Row]:
    """Rows by key: a tuple of the columns, or the one column itself.

    Fails on a key that comes twice and on a relation without rows, so that no test passes
    because nothing was compared.
    """
    return keyed(records(relation), *columns)


def keyed(rows: list[Row], *columns: str) -> dict[Key, Row]:
    """As `by_key`, of rows that are already read."""
    found: dict[Key, Row] = {}
    for row in rows:
        key = row[columns[0]] if len(columns) == 1 else tuple(row[name] for name in columns)
        if key in found:
            pytest.fail(f"two rows have the key {key}: {found[key]} and {row}")
        found[key] = row
    if not found:
        pytest.fail("the relation has no rows")
    return found


def only(relation: DuckDBPyRelation) -> Row:
    """The one row of a relation that has one row."""
    rows = records(relation)
    assert len(rows) == 1, rows
    return rows[0]


def millions(row: Row, *columns: str) -> tuple[float | None, ...]:
    """Amounts of a row in millions."""
    return tuple(None if row[name] is None else float(row[name] / MILLION) for name in columns)


def at_most(low: float | None, high: float | None) -> bool:
    """Whether low <= high up to the rounding of floating point; an empty end is an open end."""
    return None in (low, high) or float(low) <= float(high) + 1e-9 * max(1, abs(float(high)))


def _row(
    number_of_row: int,
    columns: Row,
    reporter: str,
    partner: str,
    flow: str,
    period: str | None,
    number: Any,
    own_columns: Row | None = None,
) -> Row:
    level, qualifier = _bounds(number)
    row = {
        **DEFAULTS,
        "reporter": reporter,
        "partner": partner,
        "flow": flow,
        **level.columns,
        "qualifier": qualifier,
        "is_whole": isinstance(number, str) and "." not in number,
        "figure": f"figure-{number_of_row}",
        **_dates(period),
        **columns,
        **(own_columns or {}),
    }
    assert set(row) == set(COLUMNS), set(row) ^ set(COLUMNS)
    return row


def _dates(period: str | None) -> Row:
    if period is None:
        return dict.fromkeys(("freq", "period", "first_month", "last_month"))
    months = periods.parse(period)
    return {
        "freq": months.freq,
        "period": str(months),
        "first_month": months.first_month,
        "last_month": months.last_month,
    }


def _bounds(number: Any) -> tuple[PrintedNumber, str]:
    if isinstance(number, tuple):
        low, value, high = (None if end is None else Fraction(end) * MILLION for end in number)
        given = PrintedNumber(value, between(low, high))
        return given, "range" if value is None else "exact"
    if isinstance(number, int | Decimal):
        return intervals.exactly(Decimal(number) * MILLION), "exact"
    low, is_range, high = number.partition("..")
    if is_range:
        return intervals.of_printed(low, high, "range", 6), "range"
    qualifier, _, digits = number.rpartition(" ")
    qualifier = qualifier or "exact"
    return intervals.of_printed(digits, None, qualifier, 6), qualifier


# Small books for Hypothesis: two pairs of countries and a few periods that are bases of each other.

PERIODS = (
    ("2019", "2020", "2021", "2022"),
    ("2020-Q1", "2020-Q4", "2021-Q1", "2021"),
    ("2019-12", "2020-01", "2021-01", "2021-02"),
    ("2020-01", "2020-02", "2021-02", "2020-Q1"),
    ("2020-01/2020-08", "2021-01/2021-08", "2020-07/2021-06", "2020-08"),
)
PAIRS = (("VNM", "KAZ"), ("VNM", "RUS"), ("KAZ", "VNM"))


@st.composite
def bounded_levels(draw: st.DrawFn, least: int = 0) -> Level:
    """Low, value and high in millions: exact, printed with bounds, or a range without a value."""
    low, middle, high = sorted(draw(st.tuples(*[st.integers(least, 40)] * 3)))
    return draw(st.sampled_from([(middle, middle, middle), (low, middle, high), (low, None, high)]))


@st.composite
def books(draw: st.DrawFn) -> list[tuple[Any, ...]]:
    """Rows of a small book: each source prints a cell once, and may forecast it once."""
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=2, unique=True))
    period = st.sampled_from(draw(st.sampled_from(PERIODS)))
    flow = st.sampled_from(("export", "import", "export", "import", "total", "balance"))
    cell = st.tuples(st.sampled_from(pairs), flow, period, _other_columns)
    least = draw(st.integers(0, 30))  # by itself a list is rarely long enough for a base
    cells = draw(st.lists(cell, min_size=least, max_size=60, unique_by=_once))
    return [
        (*pair, flow, period, draw(bounded_levels(-20 if flow == "balance" else 0)), columns)
        for pair, flow, period, columns in cells
    ]


_other_columns = st.fixed_dictionaries({
    "source": st.sampled_from(("customs", "customs", "gazette")),
    "product": st.sampled_from(("TOTAL", "TOTAL", "TOTAL", "TOTAL", "0901")),
    "currency": st.sampled_from(("USD", "USD", "USD", "USD", "EUR")),
    "status": st.sampled_from(("A", "A", "A", "P", "F")),
})  # fmt: skip


def _once(cell: tuple[Any, ...]) -> tuple[Any, ...]:
    pair, flow, period, columns = cell
    return pair, flow, period, columns["source"], columns["product"], columns["status"] == "F"


@dataclass(frozen=True)
class TrueChange:
    """A change that is true, and how level, base and rate are printed: each is rounded by itself.

    Money is in millions; the rate is in the unit of the kind.
    """

    kind: str
    sign: int
    years: int
    level: Fraction
    base: Fraction
    rate: Fraction
    digits: tuple[int, int, int]

    @property
    def printed(self) -> list[PrintedNumber]:
        """Bounds of level, base and rate as printed with so many decimals."""
        return list(map(_rounded, (self.level, self.base, self.rate), self.digits))


CHANGES = (
    ("percent", 1, 1), ("percent", -1, 1), ("multiple", 1, 1), ("multiple", -1, 1),
    ("absolute", 1, 1), ("absolute", -1, 1), ("average_annual_percent", 1, 2),
    ("average_annual_percent", 1, 7), ("average_annual_percent", -1, 3),
)  # fmt: skip


@st.composite
def true_changes(draw: st.DrawFn) -> TrueChange:
    """Truth first: base and rate are drawn, the level follows."""
    kind, sign, years = draw(st.sampled_from(CHANGES))
    base = draw(st.fractions(1, 5000, max_denominator=10**6))
    most = base if (kind, sign) == ("absolute", -1) else 300 if sign > 0 else 100
    rate = draw(st.fractions(Fraction(1, 100), most, max_denominator=10**6))
    if kind == "multiple":
        rate += 1
        level = base * rate**sign
    elif kind == "absolute":
        level = base + sign * rate
    else:
        level = base * (1 + sign * rate / 100) ** years
    digits = draw(st.tuples(*[st.integers(0, 4)] * 3))
    return TrueChange(kind, sign, years, level, base, rate, digits)


def _rounded(number: Fraction, digits: int) -> PrintedNumber:
    text = f"{Decimal(round(number * 10**digits)).scaleb(-digits):f}"
    found = intervals.of_printed(text, None, "exact")
    low, high = found.bounds.ends
    return PrintedNumber(found.value, between(max(low, 0), high))


def widened(number: Level, by: tuple[int, int]) -> Level:
    """The level with bounds that are wider, never below zero."""
    low, value, high = number
    return max(low - by[0], 0), value, high + by[1]


def with_true_values(levels: tuple[Level, ...]) -> list[tuple[Any, ...]]:
    """The levels as bounded, then true ones that the bounds leave possible: ends and middles."""
    possible = [(low, high, Decimal(low + high) / 2) for low, _, high in levels]
    return [levels, *([Decimal(n) for n in true] for true in product(*possible))]


def versions(
    places: tuple[tuple[str, str, str], ...], cases: list[list[tuple[Any, ...]]]
) -> DuckDBPyRelation:
    """Many cases in one book: each version of each case is a source of its own.

    `places` are partner, flow and period of the numbers in a version.
    """
    return observations(*[
        ("VNM", *place, number, {"source": f"{case} {version}"})
        for case, its_versions in enumerate(cases)
        for version, numbers in enumerate(its_versions)
        for place, number in zip(places, numbers, strict=True)
    ])  # fmt: skip


def by_case(relation: DuckDBPyRelation) -> list[list[Row]]:
    """Rows of each case of `versions`, in the order of its versions."""
    cases: dict[int, dict[int, Row]] = defaultdict(dict)
    for source, row in by_key(relation, "source").items():
        case, version = map(int, source.split())
        cases[case][version] = row
    return [[rows[version] for version in sorted(rows)] for rows in cases.values()]


def assert_within(rows: list[Row], name: str) -> None:
    """The first row's bounds hold its own number and that of every other row."""
    low, high = rows[0][f"{name}_low"], rows[0][f"{name}_high"]
    for number in [row[name] for row in rows if row[name] is not None]:
        assert at_most(low, number)
        assert at_most(number, high)


def assert_not_tighter(inner: Row, outer: Row, name: str) -> None:
    """The outer bounds hold the inner ones."""
    assert at_most(outer[f"{name}_low"], inner[f"{name}_low"])
    assert at_most(inner[f"{name}_high"], outer[f"{name}_high"])
