"""Data sets for tests: tables of figures written out cell by cell, and what is said of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from data import periods
from data.official.metadata import Metadata
from data.store import Edition

AMOUNT = pa.decimal128(38, 6)
SCHEMA = pa.schema(
    [
        ("reporter", pa.string()), ("partner", pa.string()), ("flow", pa.string()),
        ("product", pa.string()), ("freq", pa.string()), ("period", pa.string()),
        ("first_month", pa.date32()), ("last_month", pa.date32()), ("currency", pa.string()),
        ("value", AMOUNT), ("low", AMOUNT), ("high", AMOUNT), ("status", pa.string()),
        ("valuation", pa.string()), ("origin", pa.string()), ("origin_row", pa.int64()),
    ]
)  # fmt: skip
REJECTED = pa.schema(
    [
        ("origin", pa.string()), ("origin_row", pa.int64()), ("kind", pa.string()),
        ("reason", pa.string()), ("content", pa.string()),
    ]
)  # fmt: skip


def figure(period: str = "2020", value: object = 100, **other: Any) -> dict[str, Any]:
    """A figure as a table of figures has it: exports of Kazakhstan to Viet Nam, exact dollars."""
    span = periods.parse(period)
    amount = None if value is None else Decimal(str(value))
    row = {
        "reporter": "KAZ", "partner": "VNM", "flow": "export", "product": "TOTAL",
        "freq": span.freq, "period": str(span), "first_month": span.first_month,
        "last_month": span.last_month, "currency": "USD", "value": amount, "low": amount,
        "high": amount, "status": "A", "valuation": None, "origin": "table.csv", "origin_row": 1,
    }  # fmt: skip
    return row | {name: _amount(name, given) for name, given in other.items()}


def table(*rows: dict[str, Any]) -> pa.Table:
    """Rows as a table of figures; each has its place as its number."""
    numbered = [row | {"origin_row": n} for n, row in enumerate(rows, start=1)]
    return pa.Table.from_pylist(numbered, schema=SCHEMA)


def metadata(source: str = "made", release: str = "2021", **other: Any) -> Metadata:
    """What is said of a made data set; the checksum is of the release, unless it is given."""
    known = {
        "publisher": "Bureau", "title": "Trade by partner", "published": release,
        "checksum": f"{sum(release.encode()):064x}", "language": "en",
        "address": "https://bureau.example", "retrieved_at": datetime(2026, 1, 2, 3, 4, 5),
    }  # fmt: skip
    return Metadata(source=source, release=release, **known | other)


def rows_of(edition: Edition, source: str = "made") -> list[tuple[object, ...]]:
    """Period, flow, product and value of each row of a source in the view `observation`."""
    return edition.query(
        "SELECT period, flow, product, value::DOUBLE FROM observation WHERE source = ? "
        "ORDER BY ALL",
        [source],
    ).fetchall()


def files_of(home: Path) -> list[str]:
    """Every file of the data sets, below their folder."""
    folder = home / "datasets"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _amount(name: str, given: object) -> object:
    is_amount = name in ("value", "low", "high") and given is not None
    return Decimal(str(given)) if is_amount else given
