"""Claims by hand, and what is found of one of them. Amounts are in millions."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import duckdb

from analytics.checking.claims import check_all
from data import periods
from data.intervals import PrintedNumber, exactly, of_printed
from tests.support.made_observations import MILLION, observations
from tests.support.schema import empty_edition


def claim(number, *, level=None, kind="percent", direction="up", **columns):
    """A row of the view `reported_claim`: "18.4" percent on `level` millions, 2024 on 2023."""
    amount = kind == "absolute"
    printed = number if isinstance(number, PrintedNumber) else _printed(number, 6 if amount else 0)
    of_level = _printed(level, 6) if isinstance(level, str) else level
    said = printed.columns
    row = {
        "claim": "the claim", "source": "gazette", "reporter": "VNM", "partner": "KAZ",
        "flow": "total", "product": "TOTAL", "period": "2024", "base_period": "2023",
        "kind": kind, "direction": direction, "claimed": said["value"],
        "claimed_low": said["low"], "claimed_high": said["high"],
        "claimed_qualifier": _qualifier(number), "claimed_is_whole": _is_whole(number),
        "claimed_printed": f"{number}%", "place": "line 1", "figure": "figure-0",
        "figure_kind": "actual", "currency": "USD", "release_date": "2025-05-02", **columns,
    }  # fmt: skip
    if of_level is not None:
        kept = of_level.columns
        row |= {"level": kept["value"], "level_low": kept["low"], "level_high": kept["high"],
                "level_qualifier": _qualifier(level), "level_status": "A",
                "level_is_whole": _is_whole(level)}  # fmt: skip
    months = periods.parse(row["period"])
    dates = {"first_month": months.first_month, "last_month": months.last_month}
    return {**row, **dates, "freq": months.freq}


def check(row, *figures):
    [checked] = check_all(claims(row), observations(*figures, source="gazette"))
    return checked


def claims(*rows):
    """The relation of the rows, with every column of the view."""
    connection = duckdb.connect(config={"threads": 1})
    typed = ", ".join(f"{name} {kind}" for name, kind in columns_of_the_view().items())
    connection.execute(f"CREATE TABLE claim ({typed})")
    wrong = {name for row in rows for name in row} - set(columns_of_the_view())
    assert not wrong, wrong
    holes = f"({', '.join('?' * len(columns_of_the_view()))})"
    connection.execute(
        f"INSERT INTO claim VALUES {', '.join([holes] * len(rows))}",
        [row.get(name) for row in rows for name in columns_of_the_view()],
    )
    return connection.table("claim")


@cache
def columns_of_the_view():
    view = empty_edition().table("reported_claim")
    return dict(zip(view.columns, view.types, strict=True))


def _printed(text, power):
    if _qualifier(text) == "range":
        low, _, high = text.partition("..")
        return of_printed(low, high, "range", power)
    return of_printed(text.rpartition(" ")[2], None, _qualifier(text), power)


def _qualifier(text):
    """ "nearly 60" is nearly, "20..50" a range, "60" exact; so are bounds that are given."""
    if not isinstance(text, str):
        return "exact" if text.value is not None else "range"
    return "range" if ".." in text else text.rpartition(" ")[0] or "exact"


def _is_whole(text):
    """A number in text without decimals; bounds that are given are official."""
    return isinstance(text, str) and "." not in text


def level(number):
    """A level as printed, or an official one."""
    return number if isinstance(number, str) else exactly(Decimal(number) * MILLION)


def base(number, period="2023", **columns):
    return "VNM", "KAZ", "total", period, number, columns


def verdict_of(rate, of_level, on, **columns):
    return check(claim(rate, level=level(of_level), **columns), base(on))
