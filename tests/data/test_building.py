"""Rows reach the database in bulk with exactly their values and types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from data.building import insert
from data.errors import EditionError

COLUMNS = {
    "name": "VARCHAR", "amount": "DECIMAL(38, 6)", "position": "INTEGER", "is_group": "BOOLEAN",
    "month": "DATE", "areas": "VARCHAR[]",
}  # fmt: skip
NOTHING = (None,) * 5


def stored(*rows: dict[str, object]) -> list[tuple[object, ...]]:
    """What a table holds after the rows went in."""
    connection = duckdb.connect()
    typed = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE kept ({typed})")
    insert(connection, "kept", list(rows))
    return connection.table("kept").fetchall()


@pytest.mark.parametrize(
    "text",
    ["036", "1e3", "0x1F", "-0", "1,000.50", "nan", "", " ", "NULL", "2024-01", "Côte d'I", "á"],
)
def test_text_stays_text(text: str) -> None:
    assert stored({"name": text}, {"name": "letters"}) == [(text, *NOTHING), ("letters", *NOTHING)]


@pytest.mark.parametrize(
    "amount",
    [
        "0", "-0.000001", "0.1", "1.10", "5E+8", "1.1000000000",
        "99999999999999999999999999999999.999999", "-99999999999999999999999999999999.999999",
        "9007199254740993", "0.300000",
    ],
)  # fmt: skip
def test_amounts_lose_no_digit(amount: str) -> None:
    [(_, found, *_)] = stored({"amount": Decimal(amount)})
    assert isinstance(found, Decimal)
    assert (found, found.as_tuple().exponent) == (Decimal(amount), -6)


def test_other_types_and_what_is_not_there() -> None:
    day = date(1992, 1, 1)
    assert stored(
        {"position": 2**31 - 1, "is_group": False, "month": day, "areas": ["VNM", "1"]},
        {"areas": []},
        {"areas": None, "amount": None, "more": "a column of no table"},
    ) == [
        (None, None, 2**31 - 1, False, day, ["VNM", "1"]),
        (None, None, None, None, None, []),
        (None,) * 6,
    ]
    assert stored() == []


def test_rows_stay_in_order() -> None:
    rows = [{"position": number} for number in range(20_000)]
    assert [row[2] for row in stored(*rows)] == list(range(20_000))


@pytest.mark.parametrize(
    "row",
    [
        {"amount": Decimal("0.1234567")},  # a seventh decimal
        {"amount": Decimal(10) ** 32},
        {"amount": Decimal("NaN")},
        {"amount": 1.5},
        {"position": 2**31},
        {"position": "12"},
        {"name": 36},
        {"month": "2024-01-01"},
    ],
)
def test_what_does_not_fit_is_refused_and_never_rounded_or_guessed(row: dict[str, object]) -> None:
    with pytest.raises(EditionError, match="a value does not fit into the table kept: "):
        stored({"name": "before"}, row)
